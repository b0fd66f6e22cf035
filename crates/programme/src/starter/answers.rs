//! Answers to the questions of a starting programme: defaults in the money of the place, and checks.

use super::{Question, QuestionKind, Starter};
use model::amount::{format_decimal, parse_decimal};
use std::collections::BTreeMap;

/// Decimals that are read of every number.
pub(super) const SCALE: u8 = 4;

/// What everything is multiplied with in that scale.
pub(super) const ONE: i64 = 10_000;

/// The longest text.
const LONGEST: usize = 40;

/// How many of a currency buy what one euro buys: round numbers, so that defaults are round too.
const STEPS: [(&str, i64); 20] = [
    ("AZN", 2),
    ("BRL", 5),
    ("BYN", 3),
    ("CNY", 8),
    ("CZK", 25),
    ("GEL", 3),
    ("HUF", 400),
    ("IDR", 15_000),
    ("INR", 90),
    ("JPY", 150),
    ("KRW", 1_500),
    ("KZT", 500),
    ("MXN", 20),
    ("PLN", 4),
    ("RUB", 100),
    ("THB", 40),
    ("TRY", 40),
    ("UAH", 45),
    ("UZS", 13_000),
    ("VND", 27_000),
];

/// What money of questions and samples is multiplied with in a currency.
#[must_use]
pub fn money_step(currency: &str) -> i64 {
    STEPS.iter().find(|(code, _)| *code == currency).map_or(1, |(_, step)| *step)
}

/// An answer that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerFault {
    /// The question; one that does not exist when the answer is to none.
    pub question: String,
    /// What is wrong.
    pub message: String,
}

impl Question {
    /// The usual answer in a currency.
    #[must_use]
    pub fn default_in(&self, currency: &str) -> String {
        self.in_currency(&self.default, currency)
    }

    /// The smallest answer in a currency.
    #[must_use]
    pub fn min_in(&self, currency: &str) -> Option<String> {
        self.min.as_ref().map(|min| self.in_currency(min, currency))
    }

    /// The largest answer in a currency.
    #[must_use]
    pub fn max_in(&self, currency: &str) -> Option<String> {
        self.max.as_ref().map(|max| self.in_currency(max, currency))
    }

    fn in_currency(&self, text: &str, currency: &str) -> String {
        match self.kind {
            QuestionKind::Money => in_currency(text, currency),
            _ => text.to_owned(),
        }
    }

    fn check(&self, answer: &str, currency: &str) -> Result<(), String> {
        match self.kind {
            QuestionKind::Choice if self.choices.iter().any(|choice| choice == answer) => Ok(()),
            QuestionKind::Choice => Err(format!("expected one of {}", self.choices.join(", "))),
            QuestionKind::Text => {
                let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                match (1..=LONGEST).contains(&answer.len()) && answer.chars().all(is_plain) {
                    true => Ok(()),
                    false => Err("expected small letters, digits and `-`".to_owned()),
                }
            }
            QuestionKind::Percent => self.number(answer, 2, currency),
            QuestionKind::Number => self.number(answer, 0, currency),
            QuestionKind::Money => self.number(answer, SCALE, currency),
        }
    }

    fn number(&self, answer: &str, scale: u8, currency: &str) -> Result<(), String> {
        parse_decimal(answer, scale).map_err(|fault| fault.to_string())?;
        let value = scaled(answer);
        let (min, max) = (self.min_in(currency), self.max_in(currency));
        if let Some(min) = min.filter(|min| value < scaled(min)) {
            return Err(format!("expected {min} or more"));
        }
        match max.filter(|max| value > scaled(max)) {
            Some(max) => Err(format!("expected {max} or less")),
            None => Ok(()),
        }
    }
}

/// Money of a starter in a currency.
pub(super) fn in_currency(text: &str, currency: &str) -> String {
    shown(scaled(text).saturating_mul(money_step(currency)))
}

/// A decimal in the scale of answers; nothing for what is none, which checks have refused.
pub(super) fn scaled(text: &str) -> i64 {
    parse_decimal(text, SCALE).unwrap_or(0)
}

/// Without zeros at the end.
pub(super) fn shown(value: i64) -> String {
    let text = format_decimal(value, SCALE).to_string();
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// All answers, given or usual, or what is wrong with those that were given.
pub(super) fn of(
    starter: &Starter,
    given: &BTreeMap<String, String>,
    currency: &str,
) -> Result<BTreeMap<String, String>, Vec<AnswerFault>> {
    let mut faults = Vec::new();
    for question in given.keys().filter(|key| !starter.questions.contains_key(*key)) {
        let message = "there is no such question".to_owned();
        faults.push(AnswerFault { question: question.clone(), message });
    }
    let mut answers = BTreeMap::new();
    for (key, question) in &starter.questions {
        let usual = question.default_in(currency);
        let answer = given.get(key).map_or(usual.as_str(), |answer| answer.trim());
        match question.check(answer, currency) {
            Ok(()) => drop(answers.insert(key.clone(), answer.to_owned())),
            Err(message) => faults.push(AnswerFault { question: key.clone(), message }),
        }
    }
    if faults.is_empty() { Ok(answers) } else { Err(faults) }
}
