//! Marks of honour: a rule that puts the tag of the badge on the member.

use super::context::Expander;
use super::gives::Giver;
use super::parts::blank_rule;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::BadgeSection;
use crate::rulebook::{Badge, Effect, Trigger};
use crate::source::Path;
use model::Key;
use model::calendar::Window;

impl Expander<'_> {
    /// The declared badges.
    pub(super) fn badges(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.badges {
            let at = Path::root().key("badges").key(key.as_str());
            let badge = self.badge(key, section, &at);
            self.book.badges.push(badge);
        }
    }

    fn badge(&mut self, key: &str, section: &BadgeSection, at: &Path) -> Badge {
        if section.at.is_empty() && section.condition.is_none() {
            let message = "`at` or `if` must say how the badge is won";
            self.error(code::MISSING_KEY, at, message);
        }
        let name = self.name(&section.name, &at.key("name"), key);
        let mut reached = Vec::new();
        for (metric, number) in &section.at {
            let path = at.key("at").key(metric.as_str());
            if self.metric_key(metric, &path).is_some() {
                reached.extend(self.at_least(metric, &number.0, &path));
            }
        }
        let trigger = Trigger::Reached { window: Window::Lifetime };
        let mut rule = blank_rule(key, "badges", name.clone(), trigger);
        let member = self.schema.in_scope(Scope::Member);
        let own = (section.condition.as_ref(), at.key("if"));
        rule.condition = self.combined(reached, &own, at, &member);
        let giver = Giver {
            key,
            section: "badges",
            name: &name,
            schema: &member,
            receipt: false,
            lines: None,
        };
        rule.effects.push(Effect::Tag { tag: Key::new(key), on: true });
        let gives = self.gives(&section.gives, &at.key("gives"), &giver);
        rule.effects.extend(gives);
        self.add_rule(rule, at);
        Badge {
            key: Key::new(key),
            name,
            about: self.text(&section.about, &at.key("about"), false),
        }
    }
}
