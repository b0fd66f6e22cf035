//! Values that may depend on the member or the receipt.

use crate::condition::Condition;
use model::Key;
use serde::Serialize;

/// A number that a rule gives: a rate in millionths, money in minor units or
/// thousandths of a unit's smallest step, depending on where it stands.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// Always the same.
    Fixed(i64),
    /// By the member's tier; tiers that are not listed give nothing.
    ByTier {
        /// Which track.
        track: Key,
        /// Value per tier.
        values: Vec<(Key, i64)>,
    },
    /// By how far something has come.
    Steps(Steps),
    /// Computed. The result, in millionths, is multiplied by `scale` and
    /// divided by 1,000,000.
    Formula {
        /// A numeric formula (Basket scope; Line scope in line effects).
        formula: Condition,
        /// What one whole is in the value's own measure.
        scale: i64,
    },
}

/// A table of steps.
#[derive(Clone, Debug, Serialize)]
pub struct Steps {
    /// What is looked at.
    pub of: StepSource,
    /// (from, value) pairs with growing `from`; below the first there is nothing.
    /// Money in minor units, numbers in thousandths, units at their scale.
    pub table: Vec<(i64, i64)>,
    /// Each part is judged by its own position instead of the whole by the last step.
    pub marginal: bool,
}

/// What a table of steps looks at.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StepSource {
    /// Goods on the receipt that the rule matches, before the rule's own phase.
    MatchingTotal,
    /// Pieces on the receipt that the rule matches.
    MatchingQuantity,
    /// All goods on the receipt.
    BasketTotal,
    /// A metric in its current period.
    Metric(Key),
    /// A metric in its previous period.
    MetricPrevious(Key),
}

impl Value {
    /// Whether it is zero for everybody.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Fixed(value) => *value == 0,
            Self::ByTier { values, .. } => values.iter().all(|(_, value)| *value == 0),
            Self::Steps(steps) => steps.table.iter().all(|(_, value)| *value == 0),
            Self::Formula { .. } => false,
        }
    }
}

impl Steps {
    /// The value for a position, and the next step (from, value) if there is one.
    pub fn at(&self, position: i64) -> (i64, Option<(i64, i64)>) {
        let reached = self.table.partition_point(|step| step.0 <= position);
        let value = reached.checked_sub(1).map_or(0, |i| self.table[i].1);
        (value, self.table.get(reached).copied())
    }
}
