//! Sentences for people, in their language.
//!
//! Decisions carry codes and inputs only; the words are made here, when
//! somebody reads, from the sentences of this module and the names of the
//! document. A locale that has no sentences falls back to English.

mod days;
mod events;
mod names;
mod sentences;
#[cfg(test)]
mod tests;
mod words;

use model::Happening;
use model::outcome::{Hint, Refusal};
use programme::rulebook::Rulebook;
use sentences::{Fields, fill};
use words::Words;

/// Why an event happened, in one sentence; empty for events that nobody needs to read.
pub fn happening(book: &Rulebook, happening: &Happening, locale: &str) -> String {
    let words = Words { book, locale };
    let mut fields = Fields::default();
    if let Some(rule) = &happening.because.rule {
        fields.set("rule", words.name(rule));
    }
    for (name, value) in &happening.because.inputs {
        fields.set(name.as_str(), value.as_str());
    }
    let Some(sentence) = words.event(&happening.event, &mut fields) else {
        return String::new();
    };
    fill(sentence, locale, &fields)
}

/// Why something was refused, and what is missing.
pub fn refusal(book: &Rulebook, refusal: &Refusal, locale: &str) -> String {
    let words = Words { book, locale };
    let mut fields = Fields::default();
    let subject = refusal.subject.as_ref().map(|key| words.name(key));
    let shown = refusal.shown.as_ref().map(ToString::to_string);
    fields.set("subject", subject.or(shown).unwrap_or_default());
    let code = refusal.code.to_string();
    let mut sentence = fill(&code, locale, &fields);
    if let Some(missing) = &refusal.missing {
        fields.set("missing", words.missing(missing));
        sentence.push(' ');
        sentence.push_str(&fill("missing", locale, &fields));
    }
    sentence
}

/// One line for the cashier. What it gives may also be the day on which something ends.
pub fn hint(book: &Rulebook, hint: &Hint, locale: &str) -> String {
    let words = Words { book, locale };
    let mut fields = Fields::default();
    let name = words.name(&hint.subject);
    let gives = hint.gives.as_ref().map_or_else(|| name.clone(), ToString::to_string);
    let ends = gives.parse().map(|date| days::day(date, locale));
    fields.set("until", ends.unwrap_or_else(|_| gives.clone()));
    fields.set("gives", gives);
    fields.set("subject", name);
    if let Some(missing) = &hint.missing {
        fields.set("missing", words.missing(missing));
    }
    let sentence = match (hint.text.as_str(), &hint.gives) {
        ("hint.activate", None) => "hint.activate_only",
        (text, _) => text,
    };
    fill(sentence, locale, &fields)
}
