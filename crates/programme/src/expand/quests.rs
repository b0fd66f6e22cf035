//! Quests: a metric for each step, and a rule for when all of them are done.

use super::context::Expander;
use super::derived::{blank_metric, quest_metric};
use super::gives::Giver;
use super::parts::{blank_rule, window};
use crate::condition::{Condition, Scope};
use crate::diagnostic_codes as code;
use crate::document::{QuestSection, QuestStep};
use crate::rulebook::{Measure, Metric, Occasion, Quest, Schedule, Selection, Text, Trigger};
use crate::source::Path;
use model::Key;
use model::calendar::Window;

/// One of something, in thousandths.
const ONE: i64 = 1_000;

/// What a step counts.
struct Counted {
    measure: Measure,
    occasion: Occasion,
    lines: Selection,
    condition: Option<Condition>,
}

impl Expander<'_> {
    /// The declared quests.
    pub(super) fn quests(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.quests {
            let at = Path::root().key("quests").key(key.as_str());
            self.quest(key, section, &at);
        }
    }

    fn quest(&mut self, key: &str, section: &QuestSection, at: &Path) {
        let name = self.name(&section.name, &at.key("name"), key);
        let window = window(section.every);
        let schedule = self.schedule(&section.schedule, &at.key("schedule"));
        if section.steps.is_empty() {
            self.error(code::OUT_OF_RANGE, &at.key("steps"), "a quest needs at least one step");
        }
        let (mut steps, mut done) = (Vec::new(), Vec::new());
        for (step, part) in &section.steps {
            let at = at.key("steps").key(step.as_str());
            let metric = quest_metric(key, step);
            let name = self.name(&part.name, &at.key("name"), step);
            let times = part.times.unwrap_or(1);
            if times == 0 {
                self.error(code::OUT_OF_RANGE, &at.key("times"), "a step is done at least once");
            }
            self.quest_step(&metric, part, window, &schedule, &name, &at);
            done.push(format!("metric.{metric} >= {times}"));
            steps.push((name, Key::new(metric), i64::from(times) * ONE));
        }
        let mut rule = blank_rule(key, "quests", name.clone(), Trigger::Reached { window });
        rule.schedule = schedule;
        let member = self.schema.in_scope(Scope::Member);
        let own = (section.condition.as_ref(), at.key("if"));
        rule.condition = self.combined(done, &own, at, &member);
        let giver = Giver {
            key,
            section: "quests",
            name: &name,
            schema: &member,
            receipt: false,
            lines: None,
        };
        rule.effects = self.gives_something(&section.gives, &at.key("gives"), &giver);
        self.add_rule(rule, at);
        self.book.quests.push(Quest { key: Key::new(key), name, steps, window });
    }

    /// The metric of a step. What was done before the quest began, or after it ended, does not count.
    fn quest_step(
        &mut self,
        metric: &str,
        section: &QuestStep,
        window: Window,
        schedule: &Schedule,
        name: &Text,
        at: &Path,
    ) {
        let keys = [("event", section.event.is_some()), ("buy", section.buy.is_some())];
        self.exactly_one(at, &keys);
        let during = schedule
            .from
            .map(|from| format!("time.now >= timestamp('{from}')"))
            .into_iter()
            .chain(schedule.until.map(|until| format!("time.now < timestamp('{until}')")));
        let Counted { measure, occasion, lines, condition } =
            self.counted(section, during.collect(), at);
        let metric = blank_metric(metric.to_owned(), name.clone(), measure, window);
        self.add_metric(Metric { occasion, lines, condition, ..metric }, at);
    }

    fn counted(&mut self, section: &QuestStep, during: Vec<String>, at: &Path) -> Counted {
        let own = (section.condition.as_ref(), at.key("if"));
        if let Some(event) = &section.event {
            let schema = self.event_schema(&event.0);
            return Counted {
                measure: Measure::Visits,
                occasion: self.event_occasion(&event.0, &at.key("event")),
                lines: Selection::default(),
                condition: self.combined(during, &own, at, &schema),
            };
        }
        let schema = self.schema.in_scope(Scope::Basket);
        let condition = self.condition(section.buy.as_ref(), &at.key("buy"), Scope::Line);
        Counted {
            measure: Measure::Quantity,
            occasion: Occasion::Purchase,
            lines: Selection { condition, ..Selection::default() },
            condition: self.combined(during, &own, at, &schema),
        }
    }

    /// A custom action on which something counts.
    pub(super) fn event_occasion(&mut self, event: &str, path: &Path) -> Occasion {
        let doc = self.doc;
        let known: Vec<&str> = doc.events.keys().map(String::as_str).collect();
        self.refers("event", event, path, &known);
        Occasion::Event(Key::new(event))
    }
}
