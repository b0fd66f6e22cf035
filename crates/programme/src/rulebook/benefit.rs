//! Choices, memberships, verifications, products, access, price guarantee.

use super::{CalendarSpan, Effect, Limit, Schedule, Selection, Text, Value};
use crate::condition::Condition;
use model::calendar::Window;
use model::{Instant, Key, Money};
use serde::Serialize;

/// How much of something one member may have.
#[derive(Clone, Debug, Serialize)]
pub struct Quota {
    /// How many, in thousandths; only whole ones count.
    pub value: Value,
    /// In each period of this.
    pub window: Window,
}

/// One option of a reward.
#[derive(Clone, Debug, Serialize)]
pub struct RewardOption {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// How many there are of it.
    pub places: Option<u32>,
    /// When it takes place.
    pub at: Option<Instant>,
}

/// How a reward is handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Handover {
    /// At once.
    #[default]
    AtOnce,
    /// Later, against a code.
    Pickup,
    /// The code is the thing itself.
    Digital,
}

/// A choice that members make.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// The options; any when `free`.
    pub options: Vec<(Key, Text)>,
    /// Members write the options themselves.
    pub free: bool,
    /// At most so many.
    pub most: u8,
    /// Once in each period.
    pub window: Window,
    /// Counts from the next period on.
    pub next_period: bool,
    /// What counts for those who have not chosen.
    pub otherwise: Vec<Key>,
}

/// A membership that is paid for.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// What one term costs.
    pub fee: Money,
    /// How long a term is.
    pub term: CalendarSpan,
    /// A free trial.
    pub trial: Option<CalendarSpan>,
    /// Lines of receipts that sell it.
    pub sold_as: Option<Condition>,
    /// What goes back when it is cancelled.
    pub refund: PlanRefund,
    /// The whole fee goes back within so long.
    pub withdraw_within: Option<CalendarSpan>,
    /// So long before the end a reminder is sent.
    pub remind: Option<CalendarSpan>,
    /// The text of it.
    pub reminder: Option<Key>,
    /// Offers whose discounts are savings of it.
    pub offers: Vec<Key>,
    /// The metric that counts those savings: `KEY-savings`.
    pub savings: Key,
    /// What is counted until the fee has paid for itself, and what one saves, in minor units.
    pub break_even: Option<(Text, Money)>,
}

/// What goes back when a membership is cancelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanRefund {
    /// Nothing.
    #[default]
    Nothing,
    /// The share of the fee for the days that are left.
    ProRata,
    /// That, but not more than the fee less what was saved.
    ProRataLessSavings,
}

/// Something that members prove.
#[derive(Clone, Debug, Serialize)]
pub struct Verification {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// How long it counts.
    pub valid_for: Option<CalendarSpan>,
    /// Something has to be shown.
    pub evidence: bool,
}

/// Something that members register.
#[derive(Clone, Debug, Serialize)]
pub struct Product {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// How long the registration counts.
    pub valid_for: Option<CalendarSpan>,
    /// What registering gives.
    pub effects: Vec<Effect>,
}

/// Goods that not everybody may buy.
#[derive(Clone, Debug, Serialize)]
pub struct Access {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// Which goods.
    pub lines: Selection,
    /// Who may (Member scope).
    pub condition: Option<Condition>,
    /// While this runs.
    pub schedule: Schedule,
}

/// The promise to pay the difference to a lower price elsewhere.
#[derive(Clone, Debug, Serialize)]
pub struct PriceGuarantee {
    /// Name for people.
    pub name: Text,
    /// So long after the purchase.
    pub within: CalendarSpan,
    /// Which goods (Line scope).
    pub lines: Option<Condition>,
    /// The share of the difference that goes back, in millionths.
    pub share: i64,
    /// As units instead of money.
    pub unit: Option<Key>,
    /// Something has to be shown.
    pub evidence: bool,
    /// How often.
    pub limits: Vec<Limit>,
}
