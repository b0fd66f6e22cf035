//! What a rule gives later, and what must stay with the customer for it.

use crate::{Instant, Key, Money, Quantity};
use serde::{Deserialize, Serialize};

/// A rule will give something later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// Which rule.
    pub rule: Key,
    /// When.
    pub due_at: Instant,
    /// Returns that leave less money than this of what counts call it off.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub least: Money,
    /// Returns that leave fewer pieces than this of what counts call it off.
    #[serde(default, skip_serializing_if = "Quantity::is_zero")]
    pub pieces: Quantity,
    /// The lines of the receipt that it hangs on.
    pub goods: Vec<Stake>,
}

/// A line of a receipt that something planned hangs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stake {
    /// Its position on the receipt.
    pub line: u16,
    /// The rule names it: when nothing of such lines is left, nothing comes.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub named: bool,
    /// What it counts for the minimum of the rule, when it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counts: Option<Money>,
}
