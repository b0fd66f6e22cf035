//! Events with their reasons.

use crate::{Event, Key};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// An event with the reason for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// What happened.
    pub event: Event,
    /// Why.
    #[serde(default, skip_serializing_if = "Because::is_empty")]
    pub because: Because,
}

/// The rule behind an event and the inputs it looked at, as data from which a
/// sentence is made in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Because {
    /// The rule of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Key>,
    /// The sentence template; the event's own when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Key>,
    /// Named inputs, already formatted (`base` = `950.00`, `rate` = `5 %`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<(Key, SmolStr)>,
}

impl Because {
    /// Nothing to explain.
    pub fn is_empty(&self) -> bool {
        self.rule.is_none() && self.text.is_none() && self.inputs.is_empty()
    }
    /// Because of a rule.
    pub fn rule(rule: &Key) -> Self {
        Self { rule: Some(rule.clone()), ..Self::default() }
    }
    /// With one more input.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.inputs.push((Key::new(name), smol_str::format_smolstr!("{value}")));
        self
    }
}

/// A conversion that paid for what it gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidBy {
    /// The spending: event of the same entry.
    pub event: u16,
    /// Which conversion of the document.
    pub conversion: Key,
}
