//! Numbers, money, dates and lists as people of a language read them.
//!
//! Everything is text without mark-up. Spaces inside a number, and between a number and its sign, do not break.
//! Percentages have such a space in every language, as in the names that documents give.
//!
//! Cost: allocates the text and nothing else.

mod date;
mod language;
mod money;
mod number;

pub use date::{clock, day, day_and_time, month, weekday};
pub use language::Language;
pub use money::{money, money_micro};
pub use number::{count, decimal, percent};

/// `a, b and c`.
pub fn list(language: Language, parts: &[String]) -> String {
    joined(parts, language.and())
}

/// `a, b or c`.
pub fn alternatives(language: Language, parts: &[String]) -> String {
    joined(parts, language.or())
}

fn joined(parts: &[String], word: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests;
