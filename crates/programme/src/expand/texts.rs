//! Names and sentences for people.

use super::context::Expander;
use crate::diagnostic_codes as code;
use crate::document::{Forms, PluralForms, TextSection};
use crate::rulebook::{Plural, Text};
use crate::source::{Path, suggest};
use model::Key;
use std::collections::BTreeMap;

impl Expander<'_> {
    /// The further sentences of the document.
    pub(super) fn texts(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.texts {
            let at = Path::root().key("texts").key(key.as_str());
            let text = self.text(section, &at, false);
            self.book.texts.insert(Key::new(key), text);
        }
    }

    /// A name for people; made from the key when none is given.
    pub(super) fn name(&mut self, section: &TextSection, path: &Path, key: &str) -> Text {
        let text = self.text(section, path, false);
        if text.is_empty() { Text::of_key(key) } else { text }
    }

    /// A text; `counted` when it follows a number.
    pub(super) fn text(&mut self, section: &TextSection, path: &Path, counted: bool) -> Text {
        match section {
            TextSection::Plain(text) if text.is_empty() => Text::default(),
            TextSection::Plain(text) => Text::plain(text.as_str()),
            TextSection::Locales(locales) => {
                self.check_locales(locales, path);
                let mut text = Text::default();
                for (locale, forms) in locales {
                    self.check_plurals(locale, forms, path, counted);
                    text.locales.insert(Key::new(locale), plural(forms));
                }
                text
            }
        }
    }

    fn check_locales(&mut self, locales: &BTreeMap<String, Forms>, path: &Path) {
        let doc = self.doc;
        let declared = &doc.programme.locales;
        let covers =
            |given: &str, wanted: &str| given == wanted || wanted.split('-').next() == Some(given);
        let missing: Vec<&str> = declared
            .iter()
            .map(String::as_str)
            .filter(|wanted| !locales.keys().any(|given| covers(given, wanted)))
            .collect();
        if !missing.is_empty() {
            let message = format!("this text is missing in {}", suggest::listed(&missing));
            self.warn(code::TEXT_MISSING_LOCALE, path, message);
        }
        for given in locales.keys() {
            if !declared.iter().any(|wanted| covers(given, wanted)) {
                let message = format!("the programme has no locale `{given}`");
                self.warn(code::TEXT_UNKNOWN_LOCALE, &path.key(given.as_str()), message);
            }
        }
    }

    fn check_plurals(&mut self, locale: &str, forms: &Forms, path: &Path, counted: bool) {
        let given = match forms {
            Forms::Single(_) if counted => PluralForms::default(),
            Forms::Single(_) => return,
            Forms::Plural(forms) => forms.clone(),
        };
        let wanted: &[(&str, bool)] = match locale.split('-').next() {
            Some("ru") => &[
                ("one", given.one.is_none()),
                ("few", given.few.is_none()),
                ("many", given.many.is_none()),
            ],
            Some("en") => &[("one", given.one.is_none())],
            _ => &[],
        };
        let missing: Vec<&str> =
            wanted.iter().filter(|(_, missing)| *missing).map(|(form, _)| *form).collect();
        if !missing.is_empty() {
            let message = format!("the plural form {} is missing", suggest::listed(&missing));
            self.warn(code::TEXT_MISSING_PLURAL, &path.key(locale), message);
        }
    }
}

fn plural(forms: &Forms) -> Plural {
    match forms {
        Forms::Single(text) => Plural { other: text.clone(), ..Plural::default() },
        Forms::Plural(forms) => Plural {
            one: forms.one.clone(),
            few: forms.few.clone(),
            many: forms.many.clone(),
            other: forms.other.clone(),
        },
    }
}
