//! What a partner is asked for.

use crate::id::ExchangeId;
use crate::{Key, Units};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// A partner was asked to book units of its own programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The exchange.
    pub exchange: ExchangeId,
    /// Which exchange of the document.
    pub kind: Key,
    /// The member's number there.
    pub account: SmolStr,
    /// Which unit of ours.
    pub unit: Key,
    /// How much of it.
    pub amount: Units,
    /// How much of the partner's, in thousandths.
    pub gives: i64,
    /// The spending behind it, in this entry.
    pub paid_by: u16,
}
