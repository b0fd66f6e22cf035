//! Rewards of the catalogue.

use crate::facts::View;
use crate::judge::Judge;
use model::activity::Redeem;
use model::event::Purpose;
use model::outcome::Missing;
use model::{Because, Code, Event, Key, Units};
use programme::rulebook::Reward;

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
        if let Some(stock) = reward.stock {
            let counter = Key(smol_str::format_smolstr!("stock:{}", reward.key));
            if !self.claim(counter, quantity, Some(i64::from(stock))) {
                return self.refuse_all(Code::REWARD_OUT_OF_STOCK, Some(&reward.key), None);
            }
        }
        for _ in 0..redeem.quantity {
            if !self.count_use("reward", &reward.key, &reward.limits) {
                return self.refuse_all(Code::OFFER_LIMIT, Some(&reward.key), None);
            }
        }
        let because = Because::rule(&reward.key);
        let claimed = Event::RewardClaimed {
            claim: redeem.claim,
            reward: reward.key.clone(),
            quantity: redeem.quantity,
        };
        self.push(claimed, because.clone());
        for (unit, cost) in &reward.cost {
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
        for (unit, cost) in &reward.cost {
            let cost = cost.0.saturating_mul(i64::from(quantity));
            let left = cost.saturating_sub(self.spendable(unit).0);
            if left > 0 {
                let missing = Missing::Units { unit: unit.clone(), amount: Units(left) };
                return Err((Code::UNITS_INSUFFICIENT, Some(missing)));
            }
        }
        Ok(())
    }
}
