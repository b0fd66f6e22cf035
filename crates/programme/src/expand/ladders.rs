//! Ladders: a discount that grows in steps with spending.
//!
//! A ladder becomes a metric `KEY-spend` (but for the size of a receipt) and a rule with a table of percentages. One
//! that steps down becomes a hidden track `KEY`, whose levels are its steps, and a rule with a percentage by tier.

use super::context::Expander;
use super::derived::{blank_metric, ladder_metric};
use super::names::{has_track, ladder_levels, level_of_step};
use super::parts::blank_rule;
use crate::condition::Scope;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_codes as code;
use crate::document::{Audience, LadderOf, LadderSection};
use crate::rulebook::{
    Effect, Level, Measure, Metric, MetricKind, Phase, Price, Selection, SpendBase, StepSource,
    Steps, Take, Term, Text, Threshold, Track, Trigger, Value,
};
use crate::source::Path;
use model::Key;
use model::calendar::Window;

impl Expander<'_> {
    /// The declared ladders.
    pub(super) fn ladders(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.ladders {
            let at = Path::root().key("ladders").key(key.as_str());
            self.ladder(key, section, &at);
        }
    }

    fn ladder(&mut self, key: &str, section: &LadderSection, at: &Path) {
        let name = self.name(&section.name, &at.key("name"), key);
        let scale = self.book.currency_scale;
        let steps = at.key("steps");
        let rows = self.discount_steps(&section.steps, scale, code::MONEY_TOO_PRECISE, &steps);
        let lines = self.selection(section.on.as_ref(), section.sale_items, at);
        self.check_ladder(section, at);
        if section.of != LadderOf::Receipt {
            self.ladder_metric(key, section, &name, &lines, at);
        }
        let percent = if has_track(section) {
            self.ladder_track(key, section, &rows, &name, at)
        } else {
            let of = step_source(key, section);
            Value::Steps(Steps { of, table: rows, marginal: false })
        };
        let mut rule = blank_rule(key, "ladders", name, Trigger::Purchase(Phase::Lines));
        rule.stacking.group = self.group(section.group.as_ref(), at);
        rule.stacking.priority = section.priority;
        rule.stacking.exclusive = section.exclusive;
        rule.schedule = self.schedule(&section.schedule, &at.key("schedule"));
        rule.condition = self.condition(section.condition.as_ref(), &at.key("if"), Scope::Basket);
        rule.public = section.audience == Audience::Everybody;
        rule.lines = lines;
        rule.effects.push(Effect::Price(Price { take: Take::Percent(percent), cap: None }));
        self.add_rule(rule, at);
    }

    fn check_ladder(&mut self, section: &LadderSection, at: &Path) {
        if section.audience == Audience::Everybody && section.of != LadderOf::Receipt {
            let message = "what somebody spent before is known of members only";
            self.error(code::NOT_ALLOWED, &at.key("for"), message);
        }
        if has_track(section) && section.of != LadderOf::LifetimeSpend {
            let message = "only a ladder of `lifetime_spend` can step down; the others begin anew by themselves";
            self.error(code::NOT_ALLOWED, &at.key("step_down_without_purchase"), message);
        }
    }

    fn ladder_metric(
        &mut self,
        key: &str,
        section: &LadderSection,
        name: &Text,
        lines: &Selection,
        at: &Path,
    ) {
        let window = match section.of {
            LadderOf::LifetimeSpend | LadderOf::Receipt => Window::Lifetime,
            LadderOf::LastMonthSpend => Window::Month,
            LadderOf::LastQuarterSpend => Window::Quarter,
            LadderOf::LastYearSpend | LadderOf::ThisYearSpend => Window::Year,
        };
        let measure = Measure::Spend(SpendBase::Paid);
        let metric = blank_metric(ladder_metric(key), name.clone(), measure, window);
        self.add_metric(Metric { kind: MetricKind::Money, lines: lines.clone(), ..metric }, at);
    }

    fn ladder_track(
        &mut self,
        key: &str,
        section: &LadderSection,
        rows: &[(i64, i64)],
        name: &Text,
        at: &Path,
    ) -> Value {
        if self.doc.tiers.contains_key(key) {
            let message = format!(
                "the ladder needs a tier track `{key}`, which the document declares itself"
            );
            let finding =
                Diagnostic::error(code::DUPLICATE_NAME, self.spans.place_of_key(at), message)
                    .at(at);
            self.findings.push(finding.hint("rename the ladder or the track"));
            return Value::Fixed(0);
        }
        let steps: Vec<(String, &str, i64, i64)> = section
            .steps
            .iter()
            .zip(rows)
            .map(|((text, percent), (from, share))| {
                (level_of_step(text), percent.0.as_str(), *from, *share)
            })
            .collect();
        let mut levels = Vec::new();
        for level in ladder_levels(&section.steps) {
            let step = steps.iter().find(|(known, ..)| *known == level);
            let base = level == "base";
            let threshold = step.filter(|_| !base).map(|(_, _, from, _)| Threshold {
                metric: Key::new(ladder_metric(key)),
                at: *from,
            });
            let percent = step
                .map_or("0", |(_, percent, ..)| percent.trim().trim_end_matches('%').trim_end());
            levels.push(Level {
                key: Key::new(level),
                name: Text::plain(format!("{percent} %")),
                benefits: Vec::new(),
                on_joining: base,
                by_invitation: false,
                by_condition: false,
                thresholds: threshold.into_iter().collect(),
                condition: None,
            });
        }
        let every = section.step_down_without_purchase.unwrap_or_default();
        let downgrade = self.idle_downgrade(every, &at.key("step_down_without_purchase"));
        self.book.tracks.push(Track {
            key: Key::new(key),
            name: name.clone(),
            levels,
            at_once: true,
            term: Term::ForGood,
            downgrade,
            grace_days: 0,
        });
        let values =
            steps.into_iter().map(|(level, _, _, share)| (Key::new(level), share)).collect();
        Value::ByTier { track: Key::new(key), values }
    }
}

fn step_source(key: &str, section: &LadderSection) -> StepSource {
    let metric = Key::new(ladder_metric(key));
    match section.of {
        LadderOf::LifetimeSpend | LadderOf::ThisYearSpend => StepSource::Metric(metric),
        LadderOf::LastMonthSpend | LadderOf::LastQuarterSpend | LadderOf::LastYearSpend => {
            StepSource::MetricPrevious(metric)
        }
        LadderOf::Receipt if section.on.is_some() => StepSource::MatchingTotal,
        LadderOf::Receipt => StepSource::BasketTotal,
    }
}
