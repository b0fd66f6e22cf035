//! Sentences for people, in their language.

use model::outcome::{Hint, Refusal};
use model::Happening;
use programme::rulebook::Rulebook;

/// Why an event happened, in one sentence; empty for events that nobody needs to read.
pub fn happening(_rulebook: &Rulebook, _happening: &Happening, _locale: &str) -> String {
    String::new()
}

/// Why something was refused, and what is missing.
pub fn refusal(_rulebook: &Rulebook, _refusal: &Refusal, _locale: &str) -> String {
    String::new()
}

/// One line for the cashier.
pub fn hint(_rulebook: &Rulebook, _hint: &Hint, _locale: &str) -> String {
    String::new()
}
