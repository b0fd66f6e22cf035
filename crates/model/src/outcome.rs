//! What a till needs to know after a decision, and what returns need later.

use crate::id::ReceiptId;
use crate::{Code, Key, Money, Quantity, Units};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// The result of a decision in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Outcome {
    /// Totals and lines of a purchase.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptOutcome>,
    /// Refund of a return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund: Option<ReturnOutcome>,
    /// Expected "no"s: what was asked for and could not be given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<Refusal>,
    /// What to say to the customer now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hints: Vec<Hint>,
    /// So many events at the beginning are the work of time and not of the
    /// activity; undoing the activity leaves them alone.
    #[serde(skip_serializing_if = "is_nothing")]
    pub by_time: u16,
}

fn is_nothing(count: &u16) -> bool {
    *count == 0
}

/// Totals of a purchase, all tax included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReceiptOutcome {
    /// Before any discount.
    pub total: Money,
    /// All discounts.
    pub discount: Money,
    /// Paid with loyalty units.
    pub by_units: Money,
    /// Paid from certificates.
    pub by_certificates: Money,
    /// What is left to pay: total - discount - units - certificates.
    pub payable: Money,
    /// Per line, in the order of the basket.
    pub lines: Vec<LineOutcome>,
}

/// One line of a decided receipt.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineOutcome {
    /// The caller's name of the line.
    pub id: Key,
    /// How many.
    pub quantity: Quantity,
    /// Before discounts.
    pub amount: Money,
    /// Discounts of all rules.
    pub discount: Money,
    /// Share paid with loyalty units.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub by_units: Money,
    /// Share paid from certificates.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub by_certificates: Money,
    /// Units given free of charge.
    #[serde(default, skip_serializing_if = "Quantity::is_zero")]
    pub free: Quantity,
}

impl LineOutcome {
    /// After discounts, however it was paid.
    pub fn paid(&self) -> Money {
        self.amount - self.discount
    }
}

/// What goes back to the customer, and how far the receipt is returned by now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReturnOutcome {
    /// Money to hand back.
    pub money: Money,
    /// Money value that goes back as loyalty units.
    pub by_units: Money,
    /// Money that goes back to certificates.
    pub by_certificates: Money,
    /// Whose receipt it is, when neither the activity nor an event says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt: Option<ReceiptId>,
    /// Lines of this return.
    pub lines: Vec<ReturnedLineOutcome>,
    /// After this return: everything returned of the receipt so far.
    pub so_far: Returned,
}

/// One returned line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnedLineOutcome {
    /// The line of the original basket.
    pub line: Key,
    /// How many.
    pub quantity: Quantity,
    /// Money to hand back for it.
    pub money: Money,
}

/// How far a receipt has been returned. Amounts already given back are
/// functions of the quantities, so any split of returns adds up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Returned {
    /// Quantity per line of the original basket, in its order.
    pub quantities: Vec<Quantity>,
    /// Amount taken back per event of the original entry (units or 1 for
    /// indivisible effects), by event position.
    pub reversed: BTreeMap<u16, i64>,
    /// Money per line that a price guarantee gave back and that is still with the customer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub price_refunds: Vec<Money>,
    /// Pieces per line that are still with the customer and for which that was given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub price_claimed: Vec<Quantity>,
    /// Difference per line that a price guarantee has dealt with and that is still with
    /// the customer; where it is not what was given as money, be it in units or in part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub price_covered: Vec<Money>,
    /// Everything is back.
    pub complete: bool,
}

/// An expected "no" with what is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// Stable reason.
    pub code: Code,
    /// What was refused: rule, coupon, reward, unit.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub subject: Option<Key>,
    /// As the customer named it (masked code).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub shown: Option<SmolStr>,
    /// Money that is missing to the threshold.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub missing: Option<Missing>,
    /// The whole activity is refused, not only a part of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub fatal: bool,
}

/// What is missing to reach something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Money on the receipt or in a metric.
    Money(Money),
    /// Units of a loyalty unit.
    Units {
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
    },
    /// Pieces.
    Quantity(Quantity),
    /// A number in thousandths (nights, visits).
    Number(i64),
}

/// One line for the cashier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hint {
    /// Which sentence: `hint.spend_more`, `hint.next_tier`, ...
    pub text: Key,
    /// The rule, tier or reward it leads to.
    pub subject: Key,
    /// What is missing.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub missing: Option<Missing>,
    /// What it gives, formatted (`10 %`).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub gives: Option<SmolStr>,
}
