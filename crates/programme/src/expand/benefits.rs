//! Benefits: rewards that cost nothing and are used up, with a quota for each member.

use super::context::Expander;
use super::gives::Giver;
use super::parts::window;
use super::value::{Measure, Place};
use crate::condition::Scope;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_codes as code;
use crate::document::{BenefitSection, Every};
use crate::rulebook::{Handover, Quota, Reward};
use crate::source::Path;
use model::Key;

impl Expander<'_> {
    /// The declared benefits. They stand in the catalogue behind the rewards.
    pub(super) fn benefits(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.benefits {
            let at = Path::root().key("benefits").key(key.as_str());
            if doc.catalogue.contains_key(key) {
                let message = format!("the name `{key}` is used by `catalogue.{key}` already");
                let place = self.spans.place_of_key(&at);
                let finding = Diagnostic::error(code::DUPLICATE_NAME, place, message).at(&at);
                self.findings.push(finding.hint("rename one of them"));
            }
            let benefit = self.benefit(key, section, &at);
            self.book.catalogue.push(benefit);
        }
    }

    fn benefit(&mut self, key: &str, section: &BenefitSection, at: &Path) -> Reward {
        let name = self.name(&section.name, &at.key("name"), key);
        let schema = self.schema.in_scope(Scope::Member);
        let giver = Giver {
            key,
            section: "benefits",
            name: &name,
            schema: &schema,
            receipt: false,
            lines: None,
        };
        let effects = self.gives(&section.gives, &at.key("gives"), &giver);
        if section.stock == Some(0) {
            self.error(code::OUT_OF_RANGE, &at.key("stock"), "there is at least one");
        }
        Reward {
            key: Key::new(key),
            cost: Vec::new(),
            condition: self.condition(section.condition.as_ref(), &at.key("if"), Scope::Member),
            schedule: self.schedule(&section.schedule, &at.key("schedule")),
            stock: section.stock,
            limits: Vec::new(),
            benefit: true,
            quota: self.quota(section, at),
            options: Vec::new(),
            handover: Handover::AtOnce,
            effects,
            worth: section.worth.as_ref().map(|worth| self.some_money(worth, &at.key("worth"))),
            name,
        }
    }

    /// How much one member may have, in thousandths.
    fn quota(&mut self, section: &BenefitSection, at: &Path) -> Option<Quota> {
        let Some(quota) = &section.quota else {
            self.only_with("quota", at, &[("every", section.every != Every::Lifetime)]);
            return None;
        };
        let schema = self.schema.in_scope(Scope::Member);
        let place = Place { measure: Measure::Units(0), schema: &schema, receipt: false };
        let value = self.value(quota, &at.key("quota"), &place);
        Some(Quota { value, window: window(section.every) })
    }
}
