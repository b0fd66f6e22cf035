//! What happens on birthdays: a rule, once a year.

use super::context::Expander;
use super::gives::Giver;
use super::parts::blank_rule;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::rulebook::{Limit, Trigger};
use crate::source::Path;
use model::calendar::Window;

impl Expander<'_> {
    /// The declared birthday rules.
    pub(super) fn birthday(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.birthday {
            let at = Path::root().key("birthday").key(key.as_str());
            // Further ahead than half a year would be the birthday before.
            if section.days_before > 180 {
                self.error(
                    code::OUT_OF_RANGE,
                    &at.key("days_before"),
                    "at most 180 days before the birthday",
                );
            }
            let name = self.name(&section.name, &at.key("name"), key);
            let trigger = Trigger::Birthday { days_before: section.days_before };
            let mut rule = blank_rule(key, "birthday", name.clone(), trigger);
            rule.condition =
                self.condition(section.condition.as_ref(), &at.key("if"), Scope::Member);
            rule.limits.push(Limit { times: 1, window: Window::Year, in_all: false });
            let schema = self.schema.in_scope(Scope::Member);
            let giver = Giver {
                key,
                section: "birthday",
                name: &name,
                schema: &schema,
                receipt: false,
                lines: None,
            };
            rule.effects = self.gives_something(&section.gives, &at.key("gives"), &giver);
            self.add_rule(rule, &at);
        }
    }
}
