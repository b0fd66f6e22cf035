//! What a plain percentage would take off each line, without the cents.
//!
//! Of many percentages in a group only the best on a line matters. To find it
//! nothing has to be rounded, spread or explained, so hundreds of them cost
//! little more than their conditions.

use super::Purchase;
use super::prices::{ONE, Objection, Proposal};
use super::selection::{Chosen, Purpose};
use super::value::Matching;
use model::{Code, Money, Rate};
use programme::condition::{Condition, Fact, Root};
use programme::rulebook::{Effect, Price, Rule, Take, Value};
use std::borrow::Cow;

/// The best offer for each line so far: which rule, and how much, in millionths
/// of a minor unit.
pub(crate) struct Best(Vec<Option<(usize, i128)>>);

impl Best {
    pub(crate) fn new(lines: usize) -> Self {
        Self(vec![None; lines])
    }

    /// Another offer; the first of equal ones stays.
    pub(crate) fn offer(&mut self, at: usize, rule: usize, off: i128) {
        if off > self.off(at) {
            self.0[at] = Some((rule, off));
        }
    }

    /// The rule that gives most on a line.
    pub(crate) fn winner(&self, at: usize) -> Option<usize> {
        self.0[at].map(|best| best.0)
    }

    /// How much that is.
    pub(crate) fn off(&self, at: usize) -> i128 {
        self.0[at].map_or(0, |best| best.1)
    }

    /// Whether a rule gives most on any line.
    pub(crate) fn wins(&self, rule: usize) -> bool {
        self.0.iter().flatten().any(|best| best.0 == rule)
    }
}

/// A rule that judges each line for itself.
pub(crate) struct Candidate<'a> {
    pub(crate) rule: &'a Rule,
    /// Its rate, when it is a plain percentage.
    pub(crate) rate: Option<Rate>,
}

/// Whether an estimate still holds when other rules have taken something off: nothing of the rule
/// looks at working prices, or at what others may use up.
fn lasts(rule: &Rule) -> bool {
    let is_of_line = |condition: &Condition| {
        let reads = condition.reads();
        let of_line = |fact: Fact| fact.root() == Root::Line && fact != Fact::LinePaid;
        reads.facts().all(of_line) && reads.attributes().all(|(root, _)| root == Root::Line)
    };
    let is_fixed = |effect: &Effect| {
        let Effect::Price(Price { take: Take::Percent(value), .. }) = effect else { return false };
        matches!(value, Value::Fixed(_) | Value::ByTier { .. })
    };
    rule.condition.is_none()
        && rule.minimum.is_none()
        && rule.coupon.is_none()
        && rule.limits.is_empty()
        && rule.budget.is_none()
        && rule.lines.condition.as_ref().is_none_or(is_of_line)
        && rule.effects.iter().all(is_fixed)
}

impl Purchase<'_, '_> {
    /// What a rule takes off the lines on which it gives most.
    pub(crate) fn won(
        &self,
        candidate: &Candidate<'_>,
        mine: &dyn Fn(usize) -> bool,
    ) -> Option<Proposal> {
        let Candidate { rule, rate } = candidate;
        match rate {
            Some(rate) if lasts(rule) => {
                let won = self.lines.canonical.iter().copied().filter(|at| mine(*at));
                let proposal = self.plain_proposal(rule, *rate, &won.collect::<Chosen>());
                Some(proposal).filter(|proposal| proposal.total() > 0)
            }
            _ => self.propose(rule, mine).ok(),
        }
    }

    /// The percentage of a rule that does nothing else, where cents are rounded
    /// once and not line by line.
    pub(crate) fn plain_percent<'r>(&self, rule: &'r Rule) -> Option<&'r Value> {
        let [Effect::Price(Price { take: Take::Percent(value), cap: None })] =
            rule.effects.as_slice()
        else {
            return None;
        };
        let by_line =
            matches!(value, Value::Formula { formula, .. } if formula.reads().judged_line());
        let blended = matches!(value, Value::Steps(steps) if steps.marginal);
        (!by_line && !blended && !self.judge.book.settings.round_per_line).then_some(value)
    }

    /// Offers what a plain percentage takes off each line, and tells its rate; says why when nothing.
    pub(crate) fn estimate(
        &self,
        rule: &Rule,
        value: &Value,
        mut offer: impl FnMut(usize, i128),
    ) -> Result<Rate, Objection> {
        if let Some(code) = self.objection(rule) {
            return Err((code, None));
        }
        let chosen = self.chosen_by(rule);
        if chosen.is_empty() {
            return Err((Code::OFFER_NO_GOODS, None));
        }
        if let Some(missing) = self.missing(rule, &chosen) {
            return Err((Code::OFFER_MINIMUM, Some(missing)));
        }
        let matching = self.matching(&chosen);
        let rate = Rate(self.value(value, matching, None).clamp(0, Rate::ONE));
        let (mut base, mut room) = (0, 0);
        for &at in chosen.iter() {
            base += self.lines.paid_open(at);
            room += self.lines.room(at).min(self.lines.paid_open(at));
        }
        let rounding = self.judge.book.settings.money_rounding;
        if rate.of(Money(base), rounding).0.min(room) <= 0 {
            return Err(self.why_nothing(rule, &chosen, matching));
        }
        for &at in chosen.iter() {
            let off = i128::from(self.lines.paid_open(at)) * i128::from(rate.0);
            offer(at, off.min(i128::from(self.lines.room(at)) * ONE));
        }
        Ok(rate)
    }

    /// The lines that a price rule is about.
    pub(crate) fn chosen_by(&self, rule: &Rule) -> Cow<'_, Chosen> {
        use programme::rulebook::{Phase, Trigger};
        if rule.trigger == Trigger::Purchase(Phase::Shipping) {
            return Cow::Owned(self.shipping_lines(rule));
        }
        let select = || self.select(&rule.lines, Purpose::Discount);
        if rule.lines.is_plain() {
            return Cow::Borrowed(self.plain.get_or_init(select));
        }
        Cow::Owned(select())
    }

    /// What chosen lines come to.
    pub(crate) fn matching(&self, chosen: &[usize]) -> Matching {
        Matching {
            total: self.total_of(chosen),
            quantity: chosen.iter().map(|&at| self.lines.lines[at].quantity).sum(),
        }
    }
}
