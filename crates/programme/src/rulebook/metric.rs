//! Running numbers per member.

use super::{Selection, Text};
use crate::condition::Condition;
use model::Key;
use model::calendar::Window;
use serde::Serialize;

/// A running number.
#[derive(Clone, Debug, Serialize)]
pub struct Metric {
    /// Its name in conditions.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// `metric:KEY/WINDOW`: where its values are kept.
    pub series: Key,
    /// What it counts.
    pub measure: Measure,
    /// Money in minor units, or a number in thousandths.
    pub kind: MetricKind,
    /// When it counts.
    pub occasion: Occasion,
    /// Which lines it counts, for measures of lines.
    pub lines: Selection,
    /// Further condition (Basket or Event scope).
    pub condition: Option<Condition>,
    /// Over which periods.
    pub window: Window,
    /// It counts periods of this in a row, each once, and is nothing when one was left out.
    pub streak: Option<Window>,
}

/// How a metric's integer is to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MetricKind {
    /// Minor units of the currency.
    Money,
    /// Thousandths.
    Number,
    /// Units at the unit's scale.
    Units(Key),
}

/// What a metric counts.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Money spent on matching lines.
    Spend(SpendBase),
    /// One per receipt (or action).
    Visits,
    /// Quantity of matching lines.
    Quantity,
    /// A number computed per matching line or per action.
    Formula(Condition),
    /// Units earned.
    Earned(Key),
    /// Units spent.
    Spent(Key),
    /// Discounts of these rules.
    Saved(Vec<Key>),
}

/// Which money counts as spent.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum SpendBase {
    /// After discounts, including what was paid with units.
    #[default]
    Paid,
    /// After discounts, without what was paid with units.
    Money,
    /// Before discounts.
    BeforeDiscounts,
}

/// When a metric counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// On purchases (and back on returns).
    Purchase,
    /// On a custom action.
    Event(Key),
    /// When another owner's deed has a consequence by this rule.
    Consequence(Key),
}
