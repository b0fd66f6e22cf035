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
    /// Tiers that something gives: track and level.
    pub(super) given: BTreeSet<(Key, Key)>,
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
            if let Some(quota) = &reward.quota {
                traffic.value(book, &quota.value);
            }
        }
        traffic.conditions(book, &book.excluded);
        traffic.people(book);
        traffic.play(book);
        traffic
    }

    /// What members own and share with others.
    fn people(&mut self, book: &Rulebook) {
        for product in &book.products {
            self.effects(book, &product.effects);
        }
        for access in &book.access {
            self.conditions(book, access.condition.iter().chain(&access.lines.condition));
        }
        if let Some(promise) = &book.price_guarantee {
            self.earned.extend(promise.unit.clone());
            self.conditions(book, &promise.lines);
        }
        for plan in &book.plans {
            self.conditions(book, &plan.sold_as);
        }
        for gifting in &book.gifting {
            self.spent.insert(gifting.unit.clone());
            self.conditions(book, &gifting.condition);
        }
        for exchange in &book.exchanges {
            self.spent.insert(exchange.unit.clone());
            self.conditions(book, &exchange.condition);
        }
        self.spent.extend(book.causes.iter().flat_map(|cause| cause.units.iter().cloned()));
    }

    /// What is drawn, won and shown.
    fn play(&mut self, book: &Rulebook) {
        for entry in book.surprises.iter().flat_map(|surprise| &surprise.entries) {
            self.conditions(book, &entry.condition);
            self.effects(book, &entry.effects);
        }
        for raffle in &book.raffles {
            self.spent.insert(raffle.tickets.clone());
            raffle.prizes.iter().for_each(|prize| self.effects(book, &prize.effects));
        }
        self.read.extend(book.leaderboards.iter().map(|board| board.metric.clone()));
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
                | Effect::Cause(_) => {}
                Effect::SetTier { track, tier } => {
                    self.given.insert((track.clone(), tier.clone()));
                }
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
