//! The sentences, per locale. `{name}` is replaced by a field.
//!
//! INVARIANT: a row has all four languages, and they name the same fields; a
//! test holds that. Cost: one pass over the rows per sentence.

mod between;
mod hints;
mod own;
mod people;
mod refusals;
mod units;

use model::code::LIST;

/// One sentence in every language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// `event.`, `hint.` or a reason code.
    pub(super) key: &'static str,
    /// English.
    pub(super) en: &'static str,
    /// Russian.
    pub(super) ru: &'static str,
    /// Azerbaijani.
    pub(super) az: &'static str,
    /// Indonesian.
    pub(super) id: &'static str,
}

impl Row {
    /// The sentence in a language; English when there is no other.
    fn text(&self, language: &str) -> &'static str {
        match language {
            "ru" => self.ru,
            "az" => self.az,
            "id" => self.id,
            _ => self.en,
        }
    }
}

/// All tables.
const TABLES: [&[Row]; 8] = [
    units::ROWS,
    people::ROWS,
    own::ROWS,
    between::ROWS,
    hints::ROWS,
    refusals::offers::ROWS,
    refusals::people::ROWS,
    refusals::receipts::ROWS,
];

/// Every row.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    TABLES.into_iter().flatten()
}

/// Named values that a sentence mentions.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    pub(super) fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.retain(|f| f.0 != name);
        self.0.push((name.to_owned(), value.into()));
    }
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|f| f.0 == name).map(|f| f.1.as_str())
    }
    pub(super) fn has(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| !value.is_empty())
    }
}

/// The sentence of a key in a locale, with its fields filled in.
pub(super) fn fill(key: &str, locale: &str, fields: &Fields) -> String {
    let template = sentence(key, locale);
    let mut text = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            break;
        };
        text.push_str(fields.get(name).unwrap_or_default());
        rest = tail;
    }
    text.push_str(rest);
    // A sentence that begins with a name may have to do without it.
    let text = text.trim();
    match text.strip_prefix(": ") {
        Some(rest) => capitalised(rest, template, locale),
        None => text.to_owned(),
    }
}

/// Whole sentences, which end with a full stop, begin with a capital letter.
fn capitalised(text: &str, template: &str, locale: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        // The Azerbaijani dotted letter keeps its dot.
        Some('i') if locale.starts_with("az") => format!("İ{}", letters.as_str()),
        Some(first) if template.ends_with('.') => first.to_uppercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

/// The template of a key: the locale's own, else English, else the title in
/// the list of codes.
fn sentence(key: &str, locale: &str) -> &'static str {
    let language = locale.split('-').next().unwrap_or(locale);
    match rows().find(|row| row.key == key) {
        Some(row) => row.text(language),
        None => LIST.iter().find(|e| e.code == key).map_or("", |e| e.title),
    }
}
