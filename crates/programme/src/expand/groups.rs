//! Households, circles of friends, firms; and what a group itself collects from the purchases of its people.

use super::context::Expander;
use super::parts::blank_rule;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::CollectsSection;
use crate::rulebook::{
    Cause, Counting, Earning, Effect, GroupKind, Phase, Text, Trigger, Value, Whom,
};
use crate::source::Path;
use model::{Key, Money};

impl Expander<'_> {
    /// The declared kinds of groups.
    pub(super) fn groups(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.groups {
            let at = Path::root().key("groups").key(key.as_str());
            let name = self.name(&section.name, &at.key("name"), key);
            if section.seats == 0 {
                self.error(code::OUT_OF_RANGE, &at.key("seats"), "a group has at least one seat");
            }
            let path = at.key("pool");
            self.different(&section.pool, &path);
            let mut pool = Vec::new();
            for (place, unit) in section.pool.iter().enumerate() {
                pool.extend(self.unit_key(&unit.0, &path.index(place)));
            }
            if let Some(collects) = &section.collects {
                self.collects(key, collects, &name, &at);
            }
            self.book.group_kinds.push(GroupKind {
                key: Key::new(key),
                name,
                seats: section.seats,
                approval: section.approval,
                pool,
            });
        }
    }

    /// A rule for the member's purchase, and the one for the group that it causes.
    fn collects(&mut self, key: &str, section: &CollectsSection, name: &Text, group: &Path) {
        let at = group.key("collects");
        let (collects, collected) = (format!("{key}-collects"), format!("{key}-collected"));
        let trigger = Trigger::Purchase(Phase::After);
        let mut rule = blank_rule(&collects, "groups", name.clone(), trigger);
        rule.lines = self.selection(section.on.as_ref(), None, &at);
        rule.condition = self.condition(section.condition.as_ref(), &at.key("if"), Scope::Basket);
        rule.effects.push(Effect::Cause(Cause {
            whom: Whom::Group(Key::new(key)),
            rule: Key::new(&collected),
            by_amount: true,
        }));
        self.add_rule(rule, &at);
        let unit = self.unit_key(&section.unit.0, &at.key("unit"));
        let scale = self.unit_scale(&section.unit.0) + 3;
        let path = at.key("give");
        let give = self.number(&section.give.0, scale, code::UNITS_TOO_PRECISE, &path);
        if give == 0 && super::scalar::decimal(&section.give.0, 9) == Ok(0) {
            self.error(code::OUT_OF_RANGE, &path, "the group collects more than nothing");
        }
        let per = self.some_money(&section.per, &at.key("per")).max(Money(1));
        let give = Value::Fixed(give);
        let mut rule = blank_rule(&collected, "groups", name.clone(), Trigger::Consequence);
        rule.effects.push(Effect::Earn(Earning {
            unit: unit.unwrap_or_default(),
            amount: Counting::PerAmount { give, per, whole: false },
            rounding: None,
            expiry: None,
            pending: None,
        }));
        self.add_rule(rule, &at);
    }
}
