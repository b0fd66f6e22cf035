//! Rewards of the catalogue.

use crate::facts::View;
use crate::judge::Judge;
use model::activity::{Collect, Redeem};
use model::calendar::Window;
use model::event::Purpose;
use model::outcome::Missing;
use model::{Because, Code, Event, Key, Units};
use programme::rulebook::{Reward, Rulebook};

/// How many of a benefit a member may still have in the present period; any
/// number when absent.
pub fn quota_left(
    book: &Rulebook,
    snapshot: &model::Snapshot,
    reward: &Reward,
    at: model::Instant,
) -> Option<i64> {
    Judge::new(&crate::Inputs::of_state(book, snapshot, at)).left_of_quota(reward)
}

fn quota_series(reward: &Reward, window: Window) -> Key {
    Key(smol_str::format_smolstr!("quota:{}/{}", reward.key, window.code()))
}

impl Judge<'_> {
    pub(crate) fn redeem(&mut self, redeem: &Redeem) {
        let book = self.book;
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let Some(reward) = book.reward(redeem.reward.as_str()) else {
            return self.refuse_all(Code::REWARD_UNKNOWN, Some(&redeem.reward), None);
        };
        if let Err((code, missing)) = self.reward_open(reward, redeem.quantity) {
            return self.refuse_all(code, Some(&reward.key), missing);
        }
        let quantity = i64::from(redeem.quantity);
        if let Err(code) = self.take_from_stock(reward, redeem, quantity) {
            return self.refuse_all(code, Some(&reward.key), None);
        }
        for _ in 0..redeem.quantity {
            if self.limits_reached("reward", &reward.key, &reward.limits)
                || !self.count_use("reward", &reward.key, &reward.limits)
            {
                return self.refuse_all(Code::OFFER_LIMIT, Some(&reward.key), None);
            }
        }
        let because = Because::rule(&reward.key);
        let claimed = Event::RewardClaimed {
            claim: redeem.claim,
            reward: reward.key.clone(),
            quantity: redeem.quantity,
            option: redeem.option.clone(),
        };
        self.push(claimed, because.clone());
        if let Some(quota) = &reward.quota {
            let series = quota_series(reward, quota.window);
            self.push_count(series, quota.window, quantity, Vec::new());
        }
        for (unit, cost) in &reward.cost {
            self.draw_on_pool(unit, Units(cost.0 * quantity));
            let spent = Event::Spent {
                unit: unit.clone(),
                amount: Units(cost.0 * quantity),
                purpose: Purpose::Reward,
                value: None,
                by_line: Vec::new(),
                hold: None,
            };
            self.push(spent, because.clone());
            self.count_units(unit, cost.0 * quantity, &[], false);
        }
        for _ in 0..redeem.quantity {
            self.give_effects(&reward.key, None, &reward.effects, None);
        }
        self.settle_tiers();
        self.reach();
    }

    /// Stock and places are claimed, so that there are never too few.
    fn take_from_stock(
        &mut self,
        reward: &Reward,
        redeem: &Redeem,
        quantity: i64,
    ) -> Result<(), Code> {
        if let Some(stock) = reward.stock {
            let counter = Key(smol_str::format_smolstr!("stock:{}", reward.key));
            if !self.claim(counter, quantity, Some(i64::from(stock))) {
                return Err(Code::REWARD_OUT_OF_STOCK);
            }
        }
        let option = match (&redeem.option, reward.options.is_empty()) {
            (None, true) => return Ok(()),
            (Some(option), false) => reward.options.iter().find(|o| o.key == *option),
            _ => None,
        };
        let option = option.ok_or(Code::REWARD_OPTION)?;
        if option.at.is_some_and(|at| self.inputs.at >= at) {
            return Err(Code::REWARD_NOT_AVAILABLE);
        }
        if let Some(places) = option.places {
            let counter = smol_str::format_smolstr!("places:{}/{}", reward.key, option.key);
            if !self.claim(Key(counter), quantity, Some(i64::from(places))) {
                return Err(Code::REWARD_NO_PLACES);
            }
        }
        Ok(())
    }

    /// A claimed reward is handed over.
    pub(crate) fn collect(&mut self, collect: &Collect) {
        let open = self.member.claims.iter().find(|claim| claim.id == collect.claim);
        let Some(open) = open else {
            return self.refuse_all(Code::CLAIM_NOT_FOUND, None, None);
        };
        let because = Because::rule(&open.reward);
        self.push(Event::RewardCollected { claim: collect.claim }, because);
    }

    /// How many of a reward the member may still have in this period; any number when absent.
    pub(crate) fn left_of_quota(&self, reward: &Reward) -> Option<i64> {
        let quota = reward.quota.as_ref()?;
        let granted = self.value(&quota.value).div_euclid(1_000).max(0);
        let used = self.used_of(quota_series(reward, quota.window).as_str(), quota.window);
        Some((granted - used).max(0))
    }

    fn reward_open(&self, reward: &Reward, quantity: u32) -> Result<(), (Code, Option<Missing>)> {
        let allowed = reward.schedule.covers(&self.book.calendar, self.inputs.at)
            && reward.condition.as_ref().is_none_or(|c| c.test(&View::of_member(self)));
        if !allowed || quantity == 0 {
            return Err((Code::REWARD_NOT_AVAILABLE, None));
        }
        if self.limits_reached("reward", &reward.key, &reward.limits) {
            return Err((Code::OFFER_LIMIT, None));
        }
        if self.left_of_quota(reward).is_some_and(|left| left < i64::from(quantity)) {
            return Err((Code::OFFER_LIMIT, None));
        }
        for (unit, cost) in &reward.cost {
            let cost = cost.0.saturating_mul(i64::from(quantity));
            let there = self.spendable(unit).0.saturating_add(self.pooled(unit).0);
            let left = cost.saturating_sub(there);
            if left > 0 {
                let missing = Missing::Units { unit: unit.clone(), amount: Units(left) };
                return Err((Code::UNITS_INSUFFICIENT, Some(missing)));
            }
        }
        Ok(())
    }
}
