//! What one price rule would take off, given the working prices.

use super::selection::{Chosen, Purpose};
use super::value::Matching;
use super::{Purchase, buy_get};
use model::allocation::PerLine;
use model::outcome::Missing;
use model::{Because, Code, LineKind, Money, Rate};
use programme::rulebook::{Effect, Include, Price, Rule, Selection, SetValue, Take, Value};
use smallvec::smallvec;

/// Millionths.
pub(super) const ONE: i128 = Rate::ONE as i128;

/// A discount that could be given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Proposal {
    /// Taken off per line.
    pub(crate) by_line: PerLine,
    /// Thousandths given free per line.
    pub(crate) free: PerLine,
    /// Thousandths per line that are now part of a set.
    pub(crate) in_sets: PerLine,
    /// Taken off per line before rounding, in millionths of a minor unit: so
    /// that which rule is best for a line does not depend on how the cents of a
    /// percentage fall.
    pub(crate) exact: PerLine<i128>,
    /// Why, for the explanation.
    pub(crate) because: Because,
}

impl Proposal {
    pub(crate) fn total(&self) -> i64 {
        self.by_line.iter().sum()
    }
}

/// Why a rule takes nothing off.
pub(crate) type Objection = (Code, Option<Missing>);

impl Purchase<'_, '_> {
    /// Whether each line is judged for itself, so that the best rule can be
    /// chosen line by line.
    pub(crate) fn is_by_line(rule: &Rule) -> bool {
        rule.effects.iter().all(|effect| match effect {
            Effect::Price(price) => price.cap.is_none() && !matches!(price.take, Take::Amount(_)),
            Effect::BuyGet(_) => false,
            _ => true,
        })
    }

    /// What a rule would take off the lines that `allowed` lets through.
    pub(crate) fn propose(
        &self,
        rule: &Rule,
        allowed: &dyn Fn(usize) -> bool,
    ) -> Result<Proposal, Objection> {
        if let Some(code) = self.objection(rule) {
            return Err((code, None));
        }
        let selection = self.chosen_by(rule);
        if selection.is_empty() {
            return Err((Code::OFFER_NO_GOODS, None));
        }
        if let Some(missing) = self.missing(rule, &selection) {
            return Err((Code::OFFER_MINIMUM, Some(missing)));
        }
        let matching = self.matching(&selection);
        let chosen: PerLine<usize> = selection.iter().copied().filter(|&i| allowed(i)).collect();
        let mut proposal = self.nothing(rule);
        for effect in &rule.effects {
            match effect {
                Effect::Price(price) => self.price(price, &chosen, matching, &mut proposal),
                Effect::BuyGet(pattern) => {
                    buy_get::propose(self, pattern, &chosen, allowed, &mut proposal);
                }
                _ => {}
            }
        }
        if proposal.total() > 0 {
            return Ok(proposal);
        }
        Err(self.why_nothing(rule, &chosen, matching))
    }

    fn nothing(&self, rule: &Rule) -> Proposal {
        let lines = self.lines.lines.len();
        Proposal {
            by_line: smallvec![0; lines],
            free: smallvec![0; lines],
            in_sets: smallvec![0; lines],
            exact: smallvec![0; lines],
            because: Because::rule(&rule.key),
        }
    }

    /// A rate off chosen lines together, its cents shared among them.
    pub(crate) fn plain_proposal(&self, rule: &Rule, rate: Rate, chosen: &[usize]) -> Proposal {
        let mut proposal = self.nothing(rule);
        proposal.because = proposal.because.with("rate", crate::format::percent(rate));
        proposal.by_line = self.share(i128::from(rate.0), 1, chosen, &mut proposal.exact);
        proposal
    }

    pub(crate) fn shipping_lines(&self, rule: &Rule) -> Chosen {
        let lines = Selection {
            condition: rule.lines.condition.clone(),
            include: Include { kinds: vec![LineKind::Shipping], ..Include::default() },
        };
        self.select(&lines, Purpose::Discount)
    }

    pub(crate) fn why_nothing(
        &self,
        rule: &Rule,
        chosen: &[usize],
        matching: Matching,
    ) -> Objection {
        if chosen.iter().all(|&i| self.lines.room(i) == 0) {
            return (Code::OFFER_FLOOR, None);
        }
        for effect in &rule.effects {
            if let Effect::Price(Price { take: Take::Percent(Value::Steps(steps)), .. }) = effect {
                let position = self.position(steps, matching);
                if let (0, Some((next, _))) = steps.at(position) {
                    return (Code::OFFER_MINIMUM, self.missing_to(steps, next - position));
                }
            }
        }
        (Code::OFFER_CONDITION, None)
    }

    /// What is missing to a step, in the measure that the steps look at.
    pub(crate) fn missing_to(
        &self,
        steps: &programme::rulebook::Steps,
        amount: i64,
    ) -> Option<Missing> {
        use programme::rulebook::{MetricKind, StepSource};
        Some(match &steps.of {
            StepSource::MatchingTotal | StepSource::BasketTotal => Missing::Money(Money(amount)),
            StepSource::MatchingQuantity => Missing::Quantity(model::Quantity(amount)),
            StepSource::Metric(key) | StepSource::MetricPrevious(key) => {
                match &self.judge.book.metric(key.as_str())?.kind {
                    MetricKind::Money => Missing::Money(Money(amount)),
                    MetricKind::Number => Missing::Number(amount),
                    MetricKind::Units(unit) => {
                        Missing::Units { unit: unit.clone(), amount: model::Units(amount) }
                    }
                }
            }
        })
    }

    fn price(&self, price: &Price, chosen: &[usize], matching: Matching, proposal: &mut Proposal) {
        let shared = self.judge.book.settings.set_value == SetValue::Share;
        let mut by_line = match &price.take {
            Take::Percent(value) => self.percent(value, chosen, matching, proposal),
            Take::Amount(value) => {
                let amount = self.value(value, matching, None).max(0);
                self.spread(amount, chosen)
            }
            Take::AmountEach(value) => self.each_line(chosen, |at| {
                let each = i128::from(self.value(value, matching, Some(at)));
                self.lines.parts(at, shared).iter().map(|part| part.off_each(each)).sum()
            }),
            Take::FixedPrice(value) => self.each_line(chosen, |at| {
                let each = i128::from(self.value(value, matching, Some(at)));
                self.lines.parts(at, shared).iter().map(|part| part.off_to(each)).sum()
            }),
        };
        if let Some(cap) = price.cap {
            let total: i64 = by_line.iter().sum();
            if total > cap.0 {
                let room = |at: usize| by_line[at];
                by_line = self.lines.allocate(cap.0, chosen, |at| by_line[at], Some(&room));
            }
        }
        for (at, part) in by_line.into_iter().enumerate() {
            proposal.by_line[at] += part;
            if proposal.exact[at] == 0 {
                proposal.exact[at] = i128::from(part) * ONE;
            }
        }
    }

    fn percent(
        &self,
        value: &Value,
        chosen: &[usize],
        matching: Matching,
        proposal: &mut Proposal,
    ) -> PerLine {
        let rounding = self.judge.book.settings.money_rounding;
        let by_formula =
            matches!(value, Value::Formula { formula, .. } if formula.reads().judged_line());
        let rate_at = |at: Option<usize>| Rate(self.value(value, matching, at).clamp(0, Rate::ONE));
        let rate = rate_at(chosen.first().copied().filter(|_| by_formula));
        if rate.0 > 0 {
            proposal.because =
                std::mem::take(&mut proposal.because).with("rate", crate::format::percent(rate));
        }
        if by_formula || self.judge.book.settings.round_per_line {
            return self.each_line(chosen, |at| {
                rate_at(by_formula.then_some(at)).of(Money(self.lines.paid_open(at)), rounding).0
            });
        }
        // The average over steps is kept as a fraction: cut to millionths it would
        // lose coins on large receipts.
        let (share, parts) = match value {
            Value::Steps(steps) if steps.marginal => self.blend(steps, matching),
            _ => (i128::from(rate.0), 1),
        };
        self.share(share, parts, chosen, &mut proposal.exact)
    }

    /// `share / parts` (in millionths) of chosen lines together; `exact` is told what it is line by line.
    fn share(
        &self,
        share: i128,
        parts: i128,
        chosen: &[usize],
        exact: &mut PerLine<i128>,
    ) -> PerLine {
        let rounding = self.judge.book.settings.money_rounding;
        let share = share.clamp(0, ONE * parts);
        for &at in chosen {
            let off = i128::from(self.lines.paid_open(at)) * share / parts;
            exact[at] = off.min(i128::from(self.lines.room(at)) * ONE);
        }
        let base: i64 = chosen.iter().map(|&i| self.lines.paid_open(i)).sum();
        let total = rounding.divide(i128::from(base) * share, ONE * parts);
        self.spread(model::amount::narrow(total), chosen)
    }

    fn each_line(&self, chosen: &[usize], off: impl Fn(usize) -> i64) -> PerLine {
        let mut by_line: PerLine = smallvec![0; self.lines.lines.len()];
        for &at in chosen {
            by_line[at] = off(at).clamp(0, self.lines.room(at).min(self.lines.paid_open(at)));
        }
        by_line
    }

    fn spread(&self, total: i64, chosen: &[usize]) -> PerLine {
        let room = |at: usize| self.lines.room(at).min(self.lines.paid_open(at));
        self.lines.allocate(total, chosen, |at| self.lines.paid_open(at), Some(&room))
    }
}
