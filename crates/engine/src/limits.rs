//! Limits per member and in all, and budgets.

use crate::judge::Judge;
use model::calendar::Window;
use model::{Instant, Key, Money};
use programme::rulebook::{Effect, Limit};

impl Judge<'_> {
    /// Whether a rule has been used as often as it may be.
    pub(crate) fn limits_reached(&self, what: &str, key: &Key, limits: &[Limit]) -> bool {
        self.limits_reached_at(what, key, limits, self.inputs.at)
    }

    /// The same at another moment: what is due counts when it is due.
    pub(crate) fn limits_reached_at(
        &self,
        what: &str,
        key: &Key,
        limits: &[Limit],
        at: Instant,
    ) -> bool {
        limits.iter().any(|limit| {
            let period = self.period(limit.window, at);
            if limit.in_all {
                return self.is_exhausted(&counter(what, key, limit.window, period));
            }
            self.member.enrolled_at.is_some()
                && self.series(series(what, key, limit.window).as_str(), period, period)
                    >= i64::from(limit.times)
        })
    }

    /// Counts one use; false when a limit for all was reached meanwhile.
    pub(crate) fn count_use(&mut self, what: &str, key: &Key, limits: &[Limit]) -> bool {
        self.count_use_at(what, key, limits, self.inputs.at)
    }

    /// The same at another moment.
    pub(crate) fn count_use_at(
        &mut self,
        what: &str,
        key: &Key,
        limits: &[Limit],
        at: Instant,
    ) -> bool {
        for limit in limits.iter().filter(|l| l.in_all) {
            let period = self.period(limit.window, at);
            let counter = counter(what, key, limit.window, period);
            if !self.claim(counter, 1, Some(i64::from(limit.times))) {
                return false;
            }
        }
        if self.member.enrolled_at.is_some() {
            for limit in limits.iter().filter(|l| !l.in_all) {
                let series = series(what, key, limit.window);
                self.push_count_at(series, limit.window, at, 1, Vec::new());
            }
        }
        true
    }

    /// Whether nothing is left of a budget.
    pub(crate) fn budget_exhausted(&self, budget: &Key) -> bool {
        self.budget_counter(budget).is_some_and(|(counter, _)| self.is_exhausted(&counter))
    }

    /// Draws money on a budget; false when it does not suffice.
    pub(crate) fn draw(&mut self, budget: Option<&Key>, money: Money) -> bool {
        let Some(budget) = budget else { return true };
        let Some((counter, maximum)) = self.budget_counter(budget) else {
            return true;
        };
        money.0 == 0 || self.claim(counter, money.0, Some(maximum))
    }

    /// Whether a budget can pay everything that effects draw on it: all of it or
    /// nothing is given. What others left of it is only known to the store.
    pub(crate) fn is_affordable(&self, budget: Option<&Key>, effects: &[Effect]) -> bool {
        let Some((counter, maximum)) = budget.and_then(|budget| self.budget_counter(budget)) else {
            return true;
        };
        let costs = effects.iter().map(|effect| match effect {
            Effect::Earn(earning) => {
                self.award_of(earning).map_or(0, |(unit, amount)| unit.money(amount).0)
            }
            Effect::IssueCertificate { value, .. } => value.0,
            _ => 0,
        });
        let cost = costs.fold(0_i64, i64::saturating_add);
        !self.is_exhausted(&counter) && cost <= maximum
    }

    fn budget_counter(&self, key: &Key) -> Option<(Key, i64)> {
        let budget = self.book.budget(key.as_str())?;
        let period = self.period(budget.window, self.inputs.at);
        Some((counter("budget", key, budget.window, period), budget.amount.0))
    }
}

fn series(what: &str, key: &Key, window: Window) -> Key {
    Key(smol_str::format_smolstr!("{what}:{key}/{}", window.code()))
}

fn counter(what: &str, key: &Key, window: Window, period: i64) -> Key {
    Key(smol_str::format_smolstr!("{what}:{key}/{}/{period}", window.code()))
}
