//! Judging a purchase, phase by phase, in the order in which the explanation
//! shows them: prices of lines, the basket, coupons, shipping, tenders,
//! earning, metrics, tiers, what follows, hints.
//!
//! Cost: proportional to lines times the rules that are in force.

mod access;
mod accruals;
mod buy_get;
mod counting;
pub(crate) mod coupons;
mod earning;
mod estimate;
mod hints;
mod lines;
mod prices;
mod selection;
mod stacking;
mod tenders;
mod value;

pub(crate) use access::linked_counter;
pub(crate) use lines::Lines;
pub(crate) use selection::Chosen;

use crate::facts::View;
use crate::judge::Judge;
use model::activity::ClaimReceipt;
use model::allocation::PerLine;
use model::basket::Basket;
use model::outcome::{LineOutcome, ReceiptOutcome};
use model::{Code, Key, Line, Money, Quantity};
use prices::Objection;
use programme::rulebook::{Effect, OpenRules, Phase, Rule};
use selection::Purpose;
use smallvec::SmallVec;

/// The most lines that one receipt may have.
pub const MOST_LINES: usize = 10_000;

/// Rules in their order. A few need no memory of their own.
type Rules<'a> = SmallVec<[&'a Rule; 32]>;

/// A purchase being judged.
pub(crate) struct Purchase<'j, 'a> {
    pub(crate) judge: &'j mut Judge<'a>,
    pub(crate) basket: &'a Basket,
    pub(crate) lines: Lines,
    /// Rules that can matter to this basket; all of them when every reason is asked for.
    open: OpenRules,
    by_certificates: PerLine,
    by_units: PerLine,
    any_price_applied: bool,
    exclusive_applied: bool,
    applied: Vec<Key>,
    objections: Vec<(&'a Rule, Objection)>,
    /// Admitted coupons, in the order of the codes.
    presented: Vec<coupons::Presented>,
    /// Earnings that multiplying rules build on.
    given: Vec<earning::Given>,
    /// Where the events of this purchase begin, after those of time.
    first_event: usize,
    /// It was paid before, without a member.
    claimed: Option<&'a ClaimReceipt>,
    /// Lines of rules that name none, for discounts.
    plain: std::cell::OnceCell<Chosen>,
}

/// Judges a purchase.
pub(crate) fn judge<'a>(judge: &mut Judge<'a>, basket: &'a Basket) {
    if let Some(code) = invalid(basket) {
        judge.refuse_all(code, None, None);
        return;
    }
    let mut purchase = Purchase::new(judge, basket);
    if purchase.judge.member.blocked {
        purchase.judge.refuse(Code::MEMBER_BLOCKED, None, None);
    }
    purchase.mark_excluded();
    purchase.claim_link();
    purchase.check_access();
    purchase.admit_coupons();
    for phase in [Phase::Lines, Phase::Basket, Phase::Coupons, Phase::Shipping] {
        purchase.apply_prices(phase);
    }
    purchase.pay_by_certificates();
    purchase.pay_by_units();
    purchase.earn(Phase::Earning);
    purchase.earn(Phase::Bonus);
    purchase.earn_by_coupons();
    purchase.accrue_coalition();
    purchase.count_metrics();
    purchase.what_follows();
    purchase.note_held_out();
    purchase.settle_coupons();
    purchase.close();
}

/// Judges what a receipt that was paid without a member brings the one who claims it: by
/// the prices that were paid, which nothing changes any more.
pub(crate) fn judge_claim<'a>(judge: &mut Judge<'a>, claim: &'a ClaimReceipt) {
    let mut purchase = Purchase::new(judge, &claim.basket);
    purchase.take_prices(claim);
    purchase.mark_excluded();
    purchase.earn(Phase::Earning);
    purchase.earn(Phase::Bonus);
    purchase.accrue_coalition();
    purchase.count_metrics();
    purchase.what_follows();
    purchase.note_held_out();
    purchase.judge.settle_tiers();
    purchase.judge.reach();
    purchase.judge.convert();
}

fn invalid(basket: &Basket) -> Option<Code> {
    if basket.lines.is_empty() {
        return Some(Code::RECEIPT_EMPTY);
    }
    if basket.lines.len() > MOST_LINES {
        return Some(Code::REQUEST_TOO_LARGE);
    }
    let largest = model::amount::LARGEST_INPUT / 1_000;
    let in_range = |n: i64| (0..=largest).contains(&n);
    let bad = |line: &Line| {
        line.quantity.0 <= 0
            || !in_range(line.quantity.0)
            || !in_range(line.amount.0)
            || !in_range(line.price.0)
            || !line.cost.is_none_or(|cost| in_range(cost.0))
    };
    let mut ids: PerLine<&Key> = basket.lines.iter().map(|l| &l.id).collect();
    ids.sort_unstable();
    let twice = ids.windows(2).any(|pair| pair[0] == pair[1]);
    (twice || basket.lines.iter().any(bad)).then_some(Code::RECEIPT_INVALID_LINE)
}

impl<'j, 'a> Purchase<'j, 'a> {
    fn new(judge: &'j mut Judge<'a>, basket: &'a Basket) -> Self {
        let count = basket.lines.len();
        let book = judge.book;
        let lines = Lines::new(basket, &book.settings);
        let first_event = judge.decision.events.len();
        Self {
            judge,
            basket,
            lines,
            open: book.index.gates.open(basket),
            by_certificates: smallvec::smallvec![0; count],
            by_units: smallvec::smallvec![0; count],
            any_price_applied: false,
            exclusive_applied: false,
            applied: Vec::new(),
            objections: Vec::new(),
            presented: Vec::new(),
            given: Vec::new(),
            first_event,
            claimed: None,
            plain: std::cell::OnceCell::new(),
        }
    }

    /// The prices that were paid.
    fn take_prices(&mut self, claim: &'a ClaimReceipt) {
        self.claimed = Some(claim);
        for (at, paid) in claim.paid.lines.iter().enumerate().take(self.lines.lines.len()) {
            self.lines.lines[at].discount = paid.discount.0;
            self.lines.lines[at].free = paid.free.0;
            self.by_certificates[at] = paid.by_certificates.0;
        }
    }
}

impl<'a> Purchase<'_, 'a> {
    fn mark_excluded(&mut self) {
        let Some(excluded) = &self.judge.book.excluded else {
            return;
        };
        for at in 0..self.lines.lines.len() {
            let view = View {
                judge: self.judge,
                purchase: Some((self.basket, &self.lines)),
                line: Some(at),
                event: None,
            };
            if excluded.test(&view) {
                self.lines.lines[at].excluded = true;
                self.lines.lines[at].ordinary = false;
            }
        }
    }

    /// Rules of a phase that can matter, in their order.
    fn rules_of(&self, phase: Phase) -> Rules<'a> {
        let book = self.judge.book;
        let positions = book.index.purchase.get(&phase).map_or(&[][..], Vec::as_slice);
        let detailed = self.judge.inputs.detailed;
        positions
            .iter()
            .filter(|p| detailed || self.open.contains(**p))
            .map(|p| &book.rules[usize::from(*p)])
            .collect()
    }

    /// Coupons that give units, besides or instead of a discount.
    fn earn_by_coupons(&mut self) {
        let book = self.judge.book;
        let Some(positions) = book.index.purchase.get(&Phase::Coupons) else {
            return;
        };
        for &position in positions {
            let rule: &'a Rule = &book.rules[usize::from(position)];
            let Some(coupon) = &rule.coupon else { continue };
            let gives_price =
                rule.effects.iter().any(|e| matches!(e, Effect::Price(_) | Effect::BuyGet(_)));
            for _ in 0..self.presentations(coupon, gives_price) {
                if let Some(code) = self.objection(rule).filter(|_| !gives_price) {
                    self.objections.push((rule, (code, None)));
                    continue;
                }
                let before = self.applied.len();
                if self.judge.has_member() {
                    self.earn_by(rule);
                }
                if !gives_price && self.applied.len() > before {
                    self.mark_used(coupon);
                }
            }
        }
    }

    /// Coupons, certificates, tags and messages that follow from a purchase.
    fn what_follows(&mut self) {
        let book = self.judge.book;
        let Some(positions) = book.index.purchase.get(&Phase::After) else {
            return;
        };
        for &position in positions {
            let rule: &'a Rule = &book.rules[usize::from(position)];
            if let Some(code) = self.objection(rule) {
                self.objections.push((rule, (code, None)));
                continue;
            }
            let chosen = self.select(&rule.lines, Purpose::Count);
            if let Some(missing) = self.missing(rule, &chosen) {
                self.objections.push((rule, (Code::OFFER_MINIMUM, Some(missing))));
                continue;
            }
            if !self.judge.is_affordable(rule.budget.as_ref(), &rule.effects) {
                self.objections.push((rule, (Code::OFFER_BUDGET, None)));
                continue;
            }
            if chosen.is_empty() || !self.count_use(&rule.key, &rule.limits) {
                continue;
            }
            self.applied.push(rule.key.clone());
            rule.effects.iter().for_each(|effect| self.follow(rule, effect, &chosen));
        }
    }

    /// One effect of what follows. Without a member, only what concerns others.
    fn follow(&mut self, rule: &'a Rule, effect: &'a Effect, chosen: &[usize]) {
        match effect {
            // Others got theirs when it was paid.
            Effect::Accrue(_) if self.claimed.is_some_and(|c| c.done.contains(&rule.key)) => {}
            Effect::Accrue(accrual) => self.accrue_share(rule, accrual, chosen),
            _ if !self.judge.has_member() => {}
            Effect::Cause(cause) if cause.by_amount => {
                self.cause_by_amount(&rule.key, cause, chosen);
            }
            Effect::Later { after, least, .. } => self.schedule(rule, *after, *least, chosen),
            Effect::StartMembership { plan, sold: true } => {
                let fee: i64 = chosen.iter().map(|&at| self.lines.paid(at)).sum();
                let pieces: i64 = chosen.iter().map(|&at| self.lines.bought(at)).sum();
                if let Some(plan) = self.judge.book.plan(plan.as_str()) {
                    self.judge.sell_terms(plan, pieces / 1_000, Money(fee));
                }
            }
            effect => {
                let effects = std::slice::from_ref(effect);
                self.judge.give_effects(&rule.key, rule.budget.as_ref(), effects, None);
            }
        }
    }

    fn close(&mut self) {
        self.judge.settle_tiers();
        self.judge.reach();
        self.judge.convert();
        self.give_hints();
        let lines: Vec<LineOutcome> = self
            .basket
            .lines
            .iter()
            .enumerate()
            .map(|(at, line)| self.line_outcome(at, line))
            .collect();
        let sum = |part: fn(&LineOutcome) -> Money| lines.iter().map(part).sum::<Money>();
        let total = sum(|l| l.amount);
        let discount = sum(|l| l.discount);
        let by_units = sum(|l| l.by_units);
        let by_certificates = sum(|l| l.by_certificates);
        let payable = total - discount - by_units - by_certificates;
        if let Some(expected) = self.basket.expected_payable
            && expected != payable
        {
            self.judge.refuse_all(Code::QUOTE_CHANGED, None, None);
        }
        self.judge.decision.outcome.receipt =
            Some(ReceiptOutcome { total, discount, by_units, by_certificates, payable, lines });
        if !self.judge.inputs.detailed {
            return;
        }
        for (rule, (code, missing)) in std::mem::take(&mut self.objections) {
            if !self.applied.contains(&rule.key) {
                self.judge.note(&rule.key, code, missing);
            }
        }
    }

    fn line_outcome(&self, at: usize, line: &Line) -> LineOutcome {
        let work = &self.lines.lines[at];
        LineOutcome {
            id: line.id.clone(),
            quantity: line.quantity,
            amount: line.amount,
            discount: Money(work.discount),
            by_units: Money(self.by_units[at]),
            by_certificates: Money(self.by_certificates[at]),
            free: Quantity(work.free),
        }
    }
}
