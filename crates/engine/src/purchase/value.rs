//! Values that depend on the member or the receipt.

use super::Purchase;
use super::selection::Purpose;
use crate::facts::View;
use crate::judge::Judge;
use model::amount::narrow;
use programme::condition::MICRO;
use programme::rulebook::{Selection, StepSource, Steps, Value};

/// What the lines that a rule matches come to.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Matching {
    /// Minor units.
    pub(crate) total: i64,
    /// Thousandths.
    pub(crate) quantity: i64,
}

impl Judge<'_> {
    /// A value that does not depend on a receipt.
    pub(crate) fn value(&self, value: &Value) -> i64 {
        match value {
            Value::Fixed(fixed) => *fixed,
            Value::ByTier { track, values } => self.by_tier(track.as_str(), values),
            Value::Steps(steps) => self.step_position(&steps.of).map_or(0, |at| steps.at(at).0),
            Value::Formula { formula, scale } => {
                formula_value(formula.number(&View::of_member(self)), *scale)
            }
        }
    }

    fn by_tier(&self, track: &str, values: &[(model::Key, i64)]) -> i64 {
        let held = self.tier(track).map(|state| &state.tier);
        values.iter().find(|(tier, _)| Some(tier) == held).map_or(0, |v| v.1)
    }

    fn step_position(&self, of: &StepSource) -> Option<i64> {
        let at = self.inputs.at;
        match of {
            StepSource::Metric(key) => self.book.metric(key.as_str()).map(|m| self.metric(m, at)),
            StepSource::MetricPrevious(key) => {
                self.book.metric(key.as_str()).map(|m| self.metric_previous(m, at))
            }
            _ => None,
        }
    }
}

impl Purchase<'_, '_> {
    /// A value for this receipt.
    pub(crate) fn value(&self, value: &Value, matching: Matching, line: Option<usize>) -> i64 {
        match value {
            Value::Steps(steps) => self.step_value(steps, matching),
            Value::Formula { formula, scale } => {
                let view = View {
                    judge: self.judge,
                    purchase: Some((self.basket, &self.lines)),
                    line,
                    event: None,
                };
                formula_value(formula.number(&view), *scale)
            }
            _ => self.judge.value(value),
        }
    }

    /// Where a table of steps stands for this receipt.
    pub(crate) fn position(&self, steps: &Steps, matching: Matching) -> i64 {
        match &steps.of {
            StepSource::MatchingTotal => matching.total,
            StepSource::MatchingQuantity => matching.quantity,
            StepSource::BasketTotal => self.basket_total(),
            of => self.judge.step_position(of).unwrap_or(0),
        }
    }

    /// What the goods that count come to: sale items do only where the
    /// programme lets them.
    pub(crate) fn basket_total(&self) -> i64 {
        self.total_of(&self.select(&Selection::default(), Purpose::Count))
    }

    fn step_value(&self, steps: &Steps, matching: Matching) -> i64 {
        let (sum, parts) = self.blend(steps, matching);
        narrow(sum / parts)
    }

    /// The value of a table for this receipt as a fraction, so that an average
    /// over parts that stand on different steps loses nothing.
    pub(crate) fn blend(&self, steps: &Steps, matching: Matching) -> (i128, i128) {
        let position = self.position(steps, matching);
        if !steps.marginal {
            return (i128::from(steps.at(position).0), 1);
        }
        let (from, width) = match &steps.of {
            StepSource::MatchingTotal | StepSource::BasketTotal => (0, position),
            StepSource::MatchingQuantity => (0, matching.quantity),
            StepSource::Metric(key) | StepSource::MetricPrevious(key) => {
                let is_money = self
                    .judge
                    .book
                    .metric(key.as_str())
                    .is_some_and(|m| m.kind == programme::rulebook::MetricKind::Money);
                (position, if is_money { matching.total } else { matching.quantity })
            }
        };
        if width <= 0 {
            return (i128::from(steps.at(from).0), 1);
        }
        (weighted(steps, from, from + width), i128::from(width))
    }
}

/// The sum of values over `from .. until`, each part at its own step.
fn weighted(steps: &Steps, from: i64, until: i64) -> i128 {
    let mut sum = 0i128;
    for (index, &(start, value)) in steps.table.iter().enumerate() {
        let end = steps.table.get(index + 1).map_or(i64::MAX, |next| next.0);
        let overlap = until.min(end) - from.max(start);
        sum += i128::from(overlap.max(0)) * i128::from(value);
    }
    sum
}

fn formula_value(number: Option<i128>, scale: i64) -> i64 {
    number.map_or(0, |n| narrow(n.saturating_mul(i128::from(scale)) / MICRO))
}
