//! Rewards to choose from.

use super::context::Expander;
use super::gives::Giver;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::RewardSection;
use crate::rulebook::Reward;
use crate::source::Path;
use model::Key;

impl Expander<'_> {
    /// The declared rewards.
    pub(super) fn catalogue(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.catalogue {
            let at = Path::root().key("catalogue").key(key.as_str());
            let reward = self.reward(key, section, &at);
            self.book.catalogue.push(reward);
        }
    }

    fn reward(&mut self, key: &str, section: &RewardSection, at: &Path) -> Reward {
        let mut cost = Vec::new();
        for (unit, amount) in &section.cost {
            let path = at.key("cost").key(unit.as_str());
            if let Some(unit) = self.unit_key(unit, &path) {
                let amount = self.units_of(unit.as_str(), amount, &path);
                cost.push((unit, amount));
            }
        }
        if section.cost.is_empty()
            || (!cost.is_empty() && cost.iter().all(|(_, amount)| amount.is_zero()))
        {
            self.warn(code::REWARD_FREE, &at.key("cost"), "this reward costs nothing");
        }
        let name = self.name(&section.name, &at.key("name"), key);
        let schema = self.schema.in_scope(Scope::Member);
        let giver = Giver {
            key,
            section: "catalogue",
            name: &name,
            schema: &schema,
            receipt: false,
            lines: None,
        };
        let effects = self.gives(&section.gives, &at.key("gives"), &giver);
        Reward {
            key: Key::new(key),
            cost,
            condition: self.condition(section.condition.as_ref(), &at.key("if"), Scope::Member),
            schedule: self.schedule(&section.schedule, &at.key("schedule")),
            stock: section.stock,
            limits: self.limits(&section.limits, at),
            effects,
            worth: section.worth.as_ref().map(|worth| self.some_money(worth, &at.key("worth"))),
            name,
        }
    }
}
