//! What lists show of an owner at a glance.

use crate::{Instant, Money};
use serde::{Deserialize, Serialize};

/// What an owner did so far. No decision reads it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tally {
    /// Receipts, returned or not.
    pub receipts: i64,
    /// Money paid for goods less money returned, in whichever way.
    pub turnover: Money,
    /// When the owner last did something, rather than time or staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_activity_at: Option<Instant>,
}

impl Tally {
    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
