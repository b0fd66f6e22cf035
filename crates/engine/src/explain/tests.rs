//! Every sentence exists in both languages and names the same fields.

use super::sentences::{Fields, ROWS, fill};

fn fields_of(template: &str) -> Vec<&str> {
    let mut names: Vec<&str> =
        template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|p| p.0).collect();
    names.sort_unstable();
    names
}

#[test]
fn translations_name_the_same_fields() {
    for (key, english, russian) in ROWS {
        assert_eq!(fields_of(english), fields_of(russian), "{key}");
        assert!(!english.is_empty() && !russian.is_empty(), "{key}");
    }
}

#[test]
fn an_unknown_locale_reads_english() {
    let mut fields = Fields::default();
    fields.set("missing", "20.00 EUR");
    fields.set("gives", "5 %");
    assert_eq!(fill("hint.spend_more", "fr", &fields), "20.00 EUR more for 5 %");
    assert_eq!(fill("hint.spend_more", "ru-RU", &fields), "Ещё 20.00 EUR до: 5 %");
}
