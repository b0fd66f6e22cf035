//! A receipt without a member is somebody's after all.
//!
//! What was paid stays in the receipt's own chain, with its prices, tenders and codes. What
//! it brings a member stands in the member's chain; both are written together.

use crate::basket::Basket;
use crate::id::{Owner, ReceiptId};
use crate::outcome::ReceiptOutcome;
use crate::{Key, Money, Quantity};
use serde::{Deserialize, Serialize};

/// The receipt is the member's from now on (owner: the member).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimReceipt {
    /// Which receipt.
    pub receipt: ReceiptId,
    /// What is left of it: lines that are still with the customer, without codes and tenders.
    pub basket: Basket,
    /// What was paid for that, line by line in the order of the basket.
    pub paid: ReceiptOutcome,
    /// Rules that did something for others when it was paid; they do not do it again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<Key>,
}

/// The receipt has an owner from now on (owner: the receipt).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOverReceipt {
    /// Whose it is.
    pub to: Owner,
    /// The entry there that claimed it.
    pub seq: u64,
}

/// Goods of a claimed receipt came back (owner: whose it is).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnClaimed {
    /// Which receipt.
    pub receipt: ReceiptId,
    /// The entry that claimed it.
    pub seq: u64,
    /// What was and is still with the customer, by line; lines of which nothing was are absent.
    pub lines: Vec<KeptLine>,
    /// What went back: money, and value on certificates.
    pub money: Money,
    /// The whole receipt is undone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub void: bool,
}

/// How much of a line the customer keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptLine {
    /// The line of the original basket.
    pub line: Key,
    /// Before this return.
    pub before: Quantity,
    /// After it.
    pub after: Quantity,
}
