//! What came of a replay.

use model::id::MemberId;
use model::{Key, Money, Units};
use serde::{Deserialize, Serialize};

/// What came of a replay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplayResult {
    /// Receipts in the window.
    pub receipts: u64,
    /// Currency of all money.
    pub currency: Key,
    /// Its decimals.
    pub currency_scale: u8,
    /// Sales before discounts.
    pub total: Money,
    /// What the journal says.
    pub before: Cost,
    /// What would have been.
    pub after: Cost,
    /// Members who would have got more.
    pub winners: u64,
    /// Members who would have got less.
    pub losers: u64,
    /// Members who would have got as much.
    pub unchanged: u64,
    /// Activities that the programme refuses and that were accepted.
    pub refused: u64,
    /// Members who would stand elsewhere at the end.
    pub tiers: Vec<TierMove>,
    /// Those for whom most would change.
    pub examples: Vec<Example>,
}

/// What a programme gives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// All discounts.
    pub discount: Money,
    /// Units that were issued.
    pub units: Vec<UnitSum>,
    /// What those are worth.
    pub worth: Money,
    /// Discounts and worth of the sales, in hundredths of a percent.
    pub share_bps: i64,
}

/// An amount of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitSum {
    /// Which.
    pub unit: Key,
    /// How much.
    pub issued: Units,
    /// Its decimals.
    pub scale: u8,
}

/// Members who would stand elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierMove {
    /// Which track.
    pub track: Key,
    /// Where they are; nowhere when absent.
    pub from: Option<Key>,
    /// Where they would be.
    pub to: Option<Key>,
    /// How many.
    pub members: u64,
}

/// Somebody for whom it would change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Who.
    pub member: MemberId,
    /// What they got in money: discounts and the worth of units.
    pub before: Money,
    /// What they would have got.
    pub after: Money,
}
