//! Who earns, spends and reads what: gathered once from the whole rulebook.

use crate::condition::{Condition, Fact};
use crate::rulebook::{Counting, Effect, Measure, Rulebook, StepSource, Take, Value};
use model::Key;
use std::collections::BTreeSet;

/// Units and metrics by what happens to them.
#[derive(Debug, Default)]
pub(super) struct Traffic {
    /// Units that something earns.
    pub(super) earned: BTreeSet<Key>,
    /// Units that can be spent.
    pub(super) spent: BTreeSet<Key>,
    /// Metrics that something reads.
    pub(super) read: BTreeSet<Key>,
}

impl Traffic {
    pub(super) fn of(book: &Rulebook) -> Self {
        let mut traffic = Self::default();
        for rule in &book.rules {
            traffic.conditions(book, rule.condition.iter().chain(&rule.lines.condition));
            traffic.effects(book, &rule.effects);
        }
        for metric in &book.metrics {
            traffic.conditions(book, metric.condition.iter().chain(&metric.lines.condition));
            if let Measure::Formula(formula) = &metric.measure {
                traffic.conditions(book, Some(formula));
            }
        }
        for level in book.tracks.iter().flat_map(|track| &track.levels) {
            traffic.conditions(book, &level.condition);
            traffic.read.extend(level.thresholds.iter().map(|threshold| threshold.metric.clone()));
        }
        for redemption in &book.redemptions {
            traffic.spent.insert(redemption.unit.clone());
            traffic
                .conditions(book, redemption.condition.iter().chain(&redemption.lines.condition));
        }
        for conversion in &book.conversions {
            traffic.spent.insert(conversion.unit.clone());
            traffic.effects(book, &conversion.effects);
        }
        for reward in &book.catalogue {
            traffic.spent.extend(reward.cost.iter().map(|(unit, _)| unit.clone()));
            traffic.conditions(book, &reward.condition);
            traffic.effects(book, &reward.effects);
        }
        traffic.conditions(book, &book.excluded);
        traffic
    }

    fn conditions<'c>(
        &mut self,
        book: &Rulebook,
        conditions: impl IntoIterator<Item = &'c Condition>,
    ) {
        for condition in conditions {
            for fact in condition.reads().facts() {
                if let Fact::Metric(place) | Fact::MetricPrevious(place) = fact
                    && let Some(metric) = book.metrics.get(usize::from(place))
                {
                    self.read.insert(metric.key.clone());
                }
            }
        }
    }

    fn effects(&mut self, book: &Rulebook, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::Earn(earning) => {
                    self.earned.insert(earning.unit.clone());
                    match &earning.amount {
                        Counting::PerAmount { give, .. } | Counting::PerPiece { give, .. } => {
                            self.value(book, give)
                        }
                        Counting::Percent(value)
                        | Counting::Once(value)
                        | Counting::Multiply(value) => {
                            self.value(book, value);
                        }
                        Counting::Formula(formula) => self.conditions(book, Some(formula)),
                    }
                }
                Effect::Price(price) => match &price.take {
                    Take::Percent(value)
                    | Take::Amount(value)
                    | Take::AmountEach(value)
                    | Take::FixedPrice(value) => {
                        self.value(book, value);
                    }
                },
                Effect::BuyGet(set) => self.conditions(book, &set.get_lines),
                Effect::GrantCoupon(_)
                | Effect::IssueCertificate { .. }
                | Effect::Tag { .. }
                | Effect::Message(_)
                | Effect::Surprise(_)
                | Effect::StartMembership { .. }
                | Effect::SetTier { .. }
                | Effect::Cause(_) => {}
                Effect::Accrue(accrual) => self.value(book, &accrual.share),
                Effect::Later { effects, .. } => self.effects(book, effects),
            }
        }
    }

    fn value(&mut self, book: &Rulebook, value: &Value) {
        match value {
            Value::Fixed(_) | Value::ByTier { .. } => {}
            Value::Steps(steps) => {
                if let StepSource::Metric(metric) | StepSource::MetricPrevious(metric) = &steps.of {
                    self.read.insert(metric.clone());
                }
            }
            Value::Formula { formula, .. } => self.conditions(book, Some(formula)),
        }
    }
}
