//! Names and sentences per locale.

use model::Key;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in several locales, each with plural forms where it names a count.
/// A plain text has the single locale `""` and serves all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Text {
    /// Forms by locale.
    pub locales: BTreeMap<Key, Plural>,
}

/// The forms of one text in one locale (CLDR categories).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Plural {
    /// 1 (ru: 1, 21, 31, ...).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one: Option<String>,
    /// ru: 2-4, 22-24, ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub few: Option<String>,
    /// ru: 0, 5-20, ...
    #[serde(skip_serializing_if = "Option::is_none")]
    pub many: Option<String>,
    /// Everything else, and texts without a count.
    pub other: String,
}

impl Text {
    /// The same text in every locale.
    pub fn plain(text: impl Into<String>) -> Self {
        let form = Plural { other: text.into(), ..Plural::default() };
        Self { locales: BTreeMap::from([(Key::default(), form)]) }
    }

    /// A name for what has none: `silver-price` is "Silver price".
    pub fn of_key(key: &str) -> Self {
        let words = key.replace(['-', '_'], " ");
        let mut letters = words.chars();
        Self::plain(match letters.next() {
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => words,
        })
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.locales.is_empty()
    }

    /// The forms for a locale, falling back to any that is there.
    pub fn forms(&self, locale: &str) -> Option<&Plural> {
        let language = locale.split('-').next().unwrap_or(locale);
        self.locales
            .get(locale)
            .or_else(|| self.locales.get(language))
            .or_else(|| self.locales.get(""))
            .or_else(|| self.locales.get("en"))
            .or_else(|| self.locales.values().next())
    }

    /// The text without a count.
    pub fn get(&self, locale: &str) -> &str {
        self.forms(locale).map_or("", |f| f.other.as_str())
    }

    /// The form that goes with a count given at `scale` decimals.
    pub fn counted(&self, locale: &str, amount: i64, scale: u8) -> &str {
        let Some(forms) = self.forms(locale) else {
            return "";
        };
        let unit = 10i64.pow(u32::from(scale.min(18)));
        let chosen = if amount % unit == 0 {
            plural_form(forms, locale, (amount / unit).unsigned_abs())
        } else {
            // A fraction: Russian takes the genitive singular, which `few` carries.
            if locale.starts_with("ru") { forms.few.as_ref() } else { None }
        };
        chosen.unwrap_or(&forms.other)
    }
}

fn plural_form<'a>(forms: &'a Plural, locale: &str, count: u64) -> Option<&'a String> {
    if locale.starts_with("ru") {
        let (last, two) = (count % 10, count % 100);
        return match (last, two) {
            (1, t) if t != 11 => forms.one.as_ref(),
            (2..=4, t) if !(12..=14).contains(&t) => forms.few.as_ref(),
            _ => forms.many.as_ref(),
        };
    }
    // Indonesian has one form; English and Azerbaijani single out exactly 1.
    if count == 1 && !locale.starts_with("id") { forms.one.as_ref() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn russian_counts_choose_their_form() {
        let forms = Plural {
            one: Some("балл".into()),
            few: Some("балла".into()),
            many: Some("баллов".into()),
            other: "балла".into(),
        };
        let text = Text { locales: BTreeMap::from([(Key::new("ru"), forms)]) };
        for (count, word) in [
            (1, "балл"),
            (2, "балла"),
            (5, "баллов"),
            (11, "баллов"),
            (21, "балл"),
            (112, "баллов"),
        ] {
            assert_eq!(text.counted("ru", count, 0), word, "{count}");
        }
        assert_eq!(text.counted("ru", 150, 2), "балла");
    }
}
