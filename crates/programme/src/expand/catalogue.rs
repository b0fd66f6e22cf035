//! Rewards to choose from.

use super::context::Expander;
use super::gives::Giver;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::{HandoverSection, Map, OptionSection, RewardSection};
use crate::rulebook::{Handover, Reward, RewardOption};
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
            benefit: false,
            quota: None,
            options: self.options(&section.options, &at.key("options")),
            handover: match section.handover {
                HandoverSection::AtOnce => Handover::AtOnce,
                HandoverSection::Pickup => Handover::Pickup,
                HandoverSection::Digital => Handover::Digital,
            },
            effects,
            worth: section.worth.as_ref().map(|worth| self.some_money(worth, &at.key("worth"))),
            name,
        }
    }

    fn options(&mut self, sections: &Map<OptionSection>, at: &Path) -> Vec<RewardOption> {
        let mut options = Vec::new();
        for (key, section) in sections {
            let path = at.key(key.as_str());
            if section.places == Some(0) {
                self.error(code::OUT_OF_RANGE, &path.key("places"), "there is at least one place");
            }
            let moment = section.at.as_ref();
            options.push(RewardOption {
                key: Key::new(key),
                name: self.name(&section.name, &path.key("name"), key),
                places: section.places,
                at: moment.and_then(|moment| self.begins(&moment.0, &path.key("at"))),
            });
        }
        options
    }
}
