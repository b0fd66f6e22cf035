//! Reading never panics, whatever is done to a document.

use proptest::prelude::*;
use tessera_programme::load_text;

const EVERYTHING: &str = include_str!("documents/everything.yaml");

/// Passages that turn meaning round.
const INSERTS: &[&str] = &[
    "",
    "0",
    "-1",
    "99999999999999999999",
    "1e9",
    "5 %",
    "null",
    "~",
    "true",
    "[]",
    "{}",
    "\"\"",
    "- ",
    ": ",
    "\t",
    "\n  ",
    "never",
    "points",
    "gold",
    "1.23456789",
    "2026-02-30",
    "Ж",
    "'",
    "\"",
    "{",
    "}",
    "everybody",
    "lifetime",
    "0 days",
];

/// The text with stretches of characters replaced.
fn mutated(edits: &[(usize, usize, usize)]) -> String {
    let mut letters: Vec<char> = EVERYTHING.chars().collect();
    for &(at, length, insert) in edits {
        let at = at % letters.len().max(1);
        let end = (at + length).min(letters.len());
        letters.splice(at..end, INSERTS[insert % INSERTS.len()].chars());
    }
    letters.into_iter().collect()
}

/// The text with words replaced by other words of the same text: it mostly stays YAML.
fn shuffled(edits: &[(usize, usize)]) -> String {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '%');
    let mut parts: Vec<String> = Vec::new();
    for letter in EVERYTHING.chars() {
        match parts.last_mut() {
            Some(last) if is_word(letter) && last.chars().all(is_word) => last.push(letter),
            _ => parts.push(letter.to_string()),
        }
    }
    let words: Vec<usize> = (0..parts.len()).filter(|&at| parts[at].chars().all(is_word)).collect();
    for &(to, from) in edits {
        parts[words[to % words.len()]] = parts[words[from % words.len()]].clone();
    }
    parts.concat()
}

fn judge(text: &str) {
    let loaded = load_text("programme.yaml", text);
    assert_eq!(loaded.rulebook.is_some(), !loaded.diagnostics.has_errors());
    for finding in &loaded.diagnostics {
        assert!(finding.span.end as usize <= text.len() && !finding.message.is_empty());
    }
    if let Some(rulebook) = &loaded.rulebook {
        assert!(!tessera_programme::expanded(rulebook).is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_texts_are_read_without_panic(edits in prop::collection::vec((0usize..20_000, 0usize..12, 0usize..64), 1..4)) {
        judge(&mutated(&edits));
    }

    #[test]
    fn documents_with_exchanged_words_are_read_without_panic(edits in prop::collection::vec((0usize..20_000, 0usize..20_000), 1..3)) {
        judge(&shuffled(&edits));
    }

    #[test]
    fn two_documents_are_compared_without_panic(edits in prop::collection::vec((0usize..20_000, 0usize..20_000), 1..3)) {
        let old = load_text("old.yaml", EVERYTHING).document;
        let new = load_text("new.yaml", &shuffled(&edits)).document;
        if let (Some(old), Some(new)) = (old, new) {
            for change in tessera_programme::diff(&old, &new) {
                prop_assert!(!change.path.is_empty() && change.sentence.contains(": "), "{change:?}");
            }
        }
    }
}
