//! What a purchase earns.

use super::Purchase;
use super::selection::{Chosen, Purpose};
use super::value::Matching;
use crate::facts::View;
use model::allocation::PerLine;
use model::amount::narrow;
use model::{Because, Code, Key, LineKind, Money, Rate, Rounding, Units};
use programme::condition::{Condition, MICRO};
use programme::rulebook::{
    Counting, Earning, EarningBase, Effect, Phase, Rule, Trigger, Unit, Value,
};
use smallvec::smallvec;

/// What one rule earns: exact numerator and per-line weights.
struct Gain {
    /// In thousandths of the unit's smallest step.
    thousandths: i128,
    /// How the gain is shared over lines; empty when no line did it.
    weights: PerLine,
    because: Because,
}

/// What a rule earned, for rules that multiply it.
pub(crate) struct Given {
    unit: Key,
    amount: Units,
    /// Per line; empty when the receipt as a whole earned it.
    weights: PerLine,
}

impl<'a> Purchase<'_, 'a> {
    /// Earnings of one phase: base rules, or those on top of them.
    pub(crate) fn earn(&mut self, phase: Phase) {
        if !self.judge.has_member() {
            return;
        }
        for rule in self.rules_of(phase) {
            if let Some(code) = self.objection(rule) {
                self.objections.push((rule, (code, None)));
                continue;
            }
            self.earn_by(rule);
        }
    }

    /// Lets a rule earn on this receipt; used for coupons too.
    pub(crate) fn earn_by(&mut self, rule: &'a Rule) {
        let chosen = self.earning_lines(rule);
        if chosen.is_empty() {
            self.objections.push((rule, (Code::OFFER_NO_GOODS, None)));
            return;
        }
        if let Some(missing) = self.missing(rule, &chosen) {
            self.objections.push((rule, (Code::OFFER_MINIMUM, Some(missing))));
            return;
        }
        let book = self.judge.book;
        for effect in &rule.effects {
            let Effect::Earn(earning) = effect else {
                continue;
            };
            let Some(unit) = book.unit(earning.unit.as_str()) else {
                continue;
            };
            let gain = self.gain(rule, earning, unit, &chosen);
            self.give(rule, earning, unit, gain);
        }
    }

    fn earning_lines(&self, rule: &Rule) -> Chosen {
        let mut chosen = self.select(&rule.lines, Purpose::Count);
        let is_general = rule.lines.include.kinds.is_empty() && rule.lines.condition.is_none();
        if self.judge.book.settings.earn_on_shipping && is_general {
            let shipping = |at: &usize| self.basket.lines[*at].kind == LineKind::Shipping;
            chosen.extend(self.lines.canonical.iter().copied().filter(shipping));
        }
        chosen
    }

    /// The money of a line that earns.
    fn base(&self, at: usize) -> i64 {
        let settings = &self.judge.book.settings;
        let amount = match settings.earning_base {
            EarningBase::Paid => self.lines.paid(at),
            EarningBase::BeforeDiscounts => self.lines.lines[at].amount,
        };
        if settings.earn_on_units_paid { amount } else { (amount - self.by_units[at]).max(0) }
    }

    fn gain(&self, rule: &Rule, earning: &Earning, unit: &Unit, chosen: &[usize]) -> Gain {
        let mut weights: PerLine = smallvec![0; self.lines.lines.len()];
        for &at in chosen {
            weights[at] = self.base(at);
        }
        let base: i64 = weights.iter().sum();
        let quantity: i64 = chosen.iter().map(|&at| self.lines.bought(at)).sum();
        let matching = Matching { total: base, quantity };
        let because = Because::rule(&rule.key)
            .with("base", crate::format::money(self.judge.book, Money(base)));
        match &earning.amount {
            Counting::PerAmount { give, per, whole } => {
                let give = i128::from(self.value(give, matching, None));
                let per = i128::from(per.0.max(1));
                let counted = if *whole { i128::from(base) / per * per } else { i128::from(base) };
                let because = because.with("give", crate::format::thousandths(unit, give));
                // Divided at the end, so that nothing is rounded twice.
                Gain { thousandths: counted * give / per, weights, because }
            }
            Counting::Percent(rate) => {
                let rate = Rate(self.value(rate, matching, None));
                let because = because.with("rate", crate::format::percent(rate));
                Gain { thousandths: percent_of(unit, base, rate), weights, because }
            }
            Counting::PerPiece { give, every } => self.per_piece(rule, give, *every, chosen),
            Counting::Once(give) => {
                let thousandths = i128::from(self.value(give, matching, None));
                Gain { thousandths, weights: PerLine::new(), because: Because::rule(&rule.key) }
            }
            Counting::Multiply(rate) => {
                self.multiplied(rule, earning, Rate(self.value(rate, matching, None)), chosen)
            }
            Counting::Formula(formula) => self.by_formula(rule, unit, formula, chosen),
        }
    }

    /// So many for each piece that is paid for. A formula may look at its line.
    fn per_piece(&self, rule: &Rule, give: &Value, every: u32, chosen: &[usize]) -> Gain {
        let mut weights: PerLine = smallvec![0; self.lines.lines.len()];
        for &at in chosen {
            weights[at] = self.lines.bought(at);
        }
        let quantity: i64 = weights.iter().sum();
        let matching = Matching { total: self.total_of(chosen), quantity };
        let every = i64::from(every.max(1));
        let of_line =
            matches!(give, Value::Formula { formula, .. } if formula.reads().judged_line());
        let thousandths = if of_line {
            let of = |at: &usize| {
                let pieces = self.lines.bought(*at).div_euclid(1_000) / every;
                i128::from(pieces) * i128::from(self.value(give, matching, Some(*at)))
            };
            chosen.iter().map(of).sum()
        } else {
            let pieces = quantity.div_euclid(1_000) / every;
            i128::from(pieces) * i128::from(self.value(give, matching, None))
        };
        let because = Because::rule(&rule.key).with("pieces", quantity.div_euclid(1_000));
        Gain { thousandths, weights, because }
    }

    /// A number of whole units computed per line.
    fn by_formula(&self, rule: &Rule, unit: &Unit, formula: &Condition, chosen: &[usize]) -> Gain {
        let mut weights: PerLine = smallvec![0; self.lines.lines.len()];
        let mut sum = 0i128;
        for &at in chosen {
            let view =
                View { line: Some(at), ..View::of_basket(self.judge, self.basket, &self.lines) };
            let number = formula.number(&view).unwrap_or(0).max(0);
            weights[at] = narrow(number);
            sum = sum.saturating_add(number);
        }
        let thousandths = sum * i128::from(unit.one()) * 1_000 / MICRO;
        Gain { thousandths, weights, because: Because::rule(&rule.key) }
    }

    /// A multiple of what the base rules gave on the chosen lines: their share
    /// by weight, so that it does not matter how quantities are split over lines.
    fn multiplied(&self, rule: &Rule, earning: &Earning, rate: Rate, chosen: &[usize]) -> Gain {
        let extra = i128::from((rate.0 - Rate::ONE).max(0));
        let mut weights: PerLine = smallvec![0; self.lines.lines.len()];
        let mut thousandths = 0i128;
        for given in self.given.iter().filter(|g| g.unit == earning.unit) {
            let amount = i128::from(given.amount.0) * 1_000 * extra / i128::from(Rate::ONE);
            if given.weights.is_empty() {
                thousandths += amount;
                continue;
            }
            let whole: i128 = given.weights.iter().map(|w| i128::from(*w)).sum();
            let mut share = 0i128;
            for &at in chosen {
                share += i128::from(given.weights[at]);
                weights[at] = weights[at].saturating_add(given.weights[at]);
            }
            thousandths += Rounding::Down.divide(amount * share, whole);
        }
        let because = Because::rule(&rule.key).with("factor", crate::format::factor(rate));
        Gain { thousandths, weights, because }
    }

    fn give(&mut self, rule: &'a Rule, earning: &Earning, unit: &Unit, gain: Gain) {
        let rounding = earning.rounding.unwrap_or(unit.rounding);
        let amount = Units(narrow(rounding.divide(gain.thousandths, 1_000)));
        if amount.0 <= 0 {
            return;
        }
        if !self.judge.draw(rule.budget.as_ref(), unit.money(amount)) {
            self.objections.push((rule, (Code::OFFER_BUDGET, None)));
            return;
        }
        // A coupon that also lowered the price has counted its use there.
        let counted =
            rule.effects.iter().any(|e| matches!(e, Effect::Price(_) | Effect::BuyGet(_)));
        if !counted && !self.count_use(&rule.key, &rule.limits) {
            self.objections.push((rule, (Code::OFFER_LIMIT, None)));
            return;
        }
        let counts_for_bonus = rule.trigger == Trigger::Purchase(Phase::Earning)
            || self.judge.book.settings.multiply_bonuses;
        let by_line = if gain.weights.iter().any(|w| *w > 0) {
            self.lines.allocate(amount.0, &self.lines.canonical, |at| gain.weights[at], None)
        } else {
            PerLine::new()
        };
        self.applied.push(rule.key.clone());
        let by_line = by_line.into_iter().map(Units).collect();
        let event = self.judge.earned(unit, amount, by_line, earning.expiry, earning.pending);
        if counts_for_bonus {
            self.given.push(Given { unit: unit.key.clone(), amount, weights: gain.weights });
        }
        self.judge.push_earned(event, gain.because);
    }
}

/// Units worth a share of money, in thousandths of the smallest step.
fn percent_of(unit: &Unit, base: i64, rate: Rate) -> i128 {
    let worth = i128::from(unit.worth_micro.unwrap_or(0));
    if worth <= 0 {
        return 0;
    }
    // minor x rate / 1e6 = value in minor units; value / worth = whole units.
    let value_micro = i128::from(base) * i128::from(rate.0);
    Rounding::Down.divide(value_micro * i128::from(unit.one()) * 1_000, worth)
}
