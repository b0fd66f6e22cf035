//! Which lines a rule is about, and whether a rule is in force at all.

use super::Purchase;
use crate::facts::View;
use model::allocation::PerLine;
use model::outcome::Missing;
use model::{Code, Key, LineKind, Money, Quantity};
use programme::rulebook::{BuyGet, Limit, Minimum, MinimumOf, Rule, SaleItems, Selection};

/// Positions of lines, in canonical order.
pub(crate) type Chosen = PerLine<usize>;

/// What lines are selected for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To get a discount.
    Discount,
    /// To earn, to count, to reach a minimum.
    Count,
    /// To be paid with units.
    Pay,
}

impl Purchase<'_, '_> {
    /// Positions of the selected lines, in canonical order.
    pub(crate) fn select(&self, selection: &Selection, purpose: Purpose) -> Chosen {
        self.lines
            .canonical
            .iter()
            .copied()
            .filter(|&at| self.selects(selection, at, purpose))
            .collect()
    }

    fn selects(&self, selection: &Selection, at: usize, purpose: Purpose) -> bool {
        let line = &self.basket.lines[at];
        let include = &selection.include;
        let kind_fits = if include.kinds.is_empty() {
            line.kind == LineKind::Goods
        } else {
            include.kinds.contains(&line.kind)
        };
        if !kind_fits || (self.lines.lines[at].excluded && !include.excluded) {
            return false;
        }
        if line.on_sale && !self.takes_sale_items(include.sale_items, purpose) {
            return false;
        }
        selection.condition.as_ref().is_none_or(|condition| {
            condition.test(&View {
                judge: self.judge,
                purchase: Some((self.basket, &self.lines)),
                line: Some(at),
                event: None,
            })
        })
    }

    /// What can be got in a pattern where it differs from what is bought.
    pub(crate) fn got_lines(&self, pattern: &BuyGet, allowed: &dyn Fn(usize) -> bool) -> Chosen {
        let selection = Selection { condition: pattern.get_lines.clone(), ..Selection::default() };
        let mut lines = self.select(&selection, Purpose::Discount);
        lines.retain(|at| allowed(*at));
        lines
    }

    fn takes_sale_items(&self, named: Option<bool>, purpose: Purpose) -> bool {
        named.unwrap_or(match self.judge.book.settings.sale_items {
            SaleItems::Include => true,
            SaleItems::Earn => purpose != Purpose::Discount,
            SaleItems::Exclude => purpose == Purpose::Pay,
        })
    }

    /// Why a rule cannot work on this receipt, before looking at its lines.
    pub(crate) fn objection(&self, rule: &Rule) -> Option<Code> {
        let held_out = || self.judge.is_held_out(rule).then_some(Code::OFFER_CONDITION);
        self.refused_by_terms(rule).or_else(held_out)
    }

    /// The same for those who are not in the control group of the rule.
    pub(crate) fn refused_by_terms(&self, rule: &Rule) -> Option<Code> {
        let judge = &self.judge;
        if !rule.public && !judge.has_member() {
            return Some(Code::MEMBER_REQUIRED);
        }
        if !judge.runs_now(&rule.schedule)
            || (rule.schedule.outside_sale_periods && judge.in_sale_period())
        {
            return Some(Code::OFFER_NOT_NOW);
        }
        if let Some(condition) = &rule.condition
            && !condition.test(&View::of_basket(judge, self.basket, &self.lines))
        {
            return Some(Code::OFFER_CONDITION);
        }
        if judge.waits_for_activation(rule) {
            return Some(Code::OFFER_NOT_ACTIVATED);
        }
        if judge.limits_reached("limit", &rule.key, &rule.limits) {
            return Some(Code::OFFER_LIMIT);
        }
        match &rule.budget {
            Some(budget) if judge.budget_exhausted(budget) => Some(Code::OFFER_BUDGET),
            _ => None,
        }
    }

    /// What is missing to a rule's minimum.
    pub(crate) fn missing(&self, rule: &Rule, chosen: &[usize]) -> Option<Missing> {
        let minimum = rule.minimum.as_ref()?;
        let (total, quantity) = self.reached(minimum, chosen);
        match (minimum.amount, minimum.quantity) {
            (Some(amount), _) if total < amount.0 => Some(Missing::Money(Money(amount.0 - total))),
            (_, Some(pieces)) if quantity < pieces.0 => {
                Some(Missing::Quantity(Quantity(pieces.0 - quantity)))
            }
            _ => None,
        }
    }

    fn reached(&self, minimum: &Minimum, chosen: &[usize]) -> (i64, i64) {
        let lines = self.counting(minimum, chosen);
        (self.total_of(&lines), lines.iter().map(|&i| self.lines.lines[i].quantity).sum())
    }

    /// The lines that a minimum looks at.
    pub(crate) fn counting(&self, minimum: &Minimum, chosen: &[usize]) -> Chosen {
        match minimum.of {
            MinimumOf::Matching => Chosen::from_slice(chosen),
            MinimumOf::Basket => self.select(&Selection::default(), Purpose::Count),
        }
    }

    /// The money on lines by which thresholds are judged.
    pub(crate) fn total_of(&self, chosen: &[usize]) -> i64 {
        if self.judge.book.settings.judge_by_original {
            chosen.iter().map(|&i| self.lines.lines[i].amount).sum()
        } else {
            chosen.iter().map(|&i| self.lines.paid(i)).sum()
        }
    }

    /// Counts one use of a rule.
    pub(crate) fn count_use(&mut self, key: &Key, limits: &[Limit]) -> bool {
        self.judge.count_use("limit", key, limits)
    }
}
