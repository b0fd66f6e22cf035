//! Streaks: a metric of periods in a row, and a rule for each length that gives something.

use super::context::Expander;
use super::derived::{blank_metric, streak_metric};
use super::gives::Giver;
use super::parts::blank_rule;
use crate::condition::{Scope, Type};
use crate::diagnostic_codes as code;
use crate::document::{GivesSection, StreakEvery, StreakSection};
use crate::rulebook::{Measure, Metric, Occasion, Selection, Text, Trigger};
use crate::source::Path;
use model::calendar::Window;

impl Expander<'_> {
    /// The declared streaks.
    pub(super) fn streaks(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.streaks {
            let at = Path::root().key("streaks").key(key.as_str());
            let name = self.name(&section.name, &at.key("name"), key);
            let window = match section.every {
                StreakEvery::Day => Window::Day,
                StreakEvery::Week => Window::Week,
                StreakEvery::Month => Window::Month,
            };
            self.streak_metric(key, section, window, &name, &at);
            if section.at.is_empty() {
                let message = "say at which length something is given";
                self.error(code::OUT_OF_RANGE, &at.key("at"), message);
            }
            for (length, gives) in &section.at {
                let path = at.key("at").key(length.as_str());
                self.streak_rule(key, length, gives, window, &name, &path);
            }
        }
    }

    fn streak_metric(
        &mut self,
        key: &str,
        section: &StreakSection,
        window: Window,
        name: &Text,
        at: &Path,
    ) {
        let (occasion, schema, lines) = match &section.event {
            Some(event) => {
                if section.on.is_some() {
                    let message = "a custom action has no lines, so no `on`";
                    self.error(code::NOT_ALLOWED, &at.key("on"), message);
                }
                let occasion = self.event_occasion(&event.0, &at.key("event"));
                (occasion, self.event_schema(&event.0), Selection::default())
            }
            None => {
                let lines = self.selection(section.on.as_ref(), None, at);
                (Occasion::Purchase, self.schema.in_scope(Scope::Basket), lines)
            }
        };
        let path = at.key("if");
        let condition = section.condition.as_ref();
        let condition = condition.and_then(|cel| self.compile(cel, &path, &schema, Type::Bool));
        let metric =
            blank_metric(streak_metric(key), name.clone(), Measure::Visits, Window::Lifetime);
        self.add_metric(Metric { occasion, lines, condition, streak: Some(window), ..metric }, at);
    }

    fn streak_rule(
        &mut self,
        key: &str,
        length: &str,
        gives: &GivesSection,
        window: Window,
        name: &Text,
        at: &Path,
    ) {
        let Some(length) = self.count(length, at) else { return };
        let rule_key = format!("{key}-{length}");
        let mut rule = blank_rule(&rule_key, "streaks", name.clone(), Trigger::Reached { window });
        let member = self.schema.in_scope(Scope::Member);
        let reached = vec![format!("metric.{} == {length}", streak_metric(key))];
        rule.condition = self.combined(reached, &(None, at.clone()), at, &member);
        let giver = Giver {
            key: &rule_key,
            section: "streaks",
            name,
            schema: &member,
            receipt: false,
            lines: None,
        };
        rule.effects = self.gives_something(gives, at, &giver);
        self.add_rule(rule, at);
    }

    /// A key that counts something: a whole number from 1 on.
    pub(super) fn count(&mut self, text: &str, at: &Path) -> Option<u32> {
        let count = text.trim().parse().ok().filter(|count| *count > 0);
        if count.is_none() {
            let message =
                format!("`{}` is not a number such as 1, 2 or 3", super::scalar::shown(text));
            self.error(code::BAD_FORMAT, at, message);
        }
        count
    }
}
