//! Volume steps: the more somebody has bought in a period, the less the next piece costs.
//!
//! They become a metric `KEY-volume` (but where each receipt counts for itself) and a rule with a table of shares.

use super::context::Expander;
use super::derived::{blank_metric, volume_kind, volume_metric};
use super::parts::{blank_rule, window};
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::{Audience, Every, Map, Percent, VolumeCount, VolumeStepsSection};
use crate::rulebook::{
    Effect, Measure, Metric, Phase, Price, Selection, SpendBase, StepSource, Steps, Take, Text,
    Trigger, Value,
};
use crate::source::Path;
use model::Key;

impl Expander<'_> {
    /// The declared steps.
    pub(super) fn volume_steps(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.volume_steps {
            let at = Path::root().key("volume_steps").key(key.as_str());
            self.volume_rule(key, section, &at);
        }
    }

    fn volume_rule(&mut self, key: &str, section: &VolumeStepsSection, at: &Path) {
        let name = self.name(&section.name, &at.key("name"), key);
        let lines = self.selection(section.on.as_ref(), None, at);
        let of = match (section.every, section.count) {
            (Some(every), _) => self.volume_metric(key, section, every, &name, &lines, at),
            (None, VolumeCount::Pieces) => StepSource::MatchingQuantity,
            (None, VolumeCount::Money) => StepSource::MatchingTotal,
        };
        let (scale, too_precise) = match section.count {
            VolumeCount::Pieces => (3, code::BAD_FORMAT),
            VolumeCount::Money => (self.book.currency_scale, code::MONEY_TOO_PRECISE),
        };
        let table = self.discount_steps(&section.after, scale, too_precise, &at.key("after"));
        let steps = Steps { of, table, marginal: !section.whole };
        let mut rule = blank_rule(key, "volume_steps", name, Trigger::Purchase(Phase::Lines));
        rule.stacking.group = self.group(section.group.as_ref(), at);
        rule.stacking.priority = section.priority;
        rule.condition = self.condition(section.condition.as_ref(), &at.key("if"), Scope::Basket);
        rule.public = section.audience == Audience::Everybody;
        rule.lines = lines;
        let take = Take::Percent(Value::Steps(steps));
        rule.effects.push(Effect::Price(Price { take, cap: None }));
        self.add_rule(rule, at);
    }

    /// Counts what was bought in the period.
    fn volume_metric(
        &mut self,
        key: &str,
        section: &VolumeStepsSection,
        every: Every,
        name: &Text,
        lines: &Selection,
        at: &Path,
    ) -> StepSource {
        if section.audience == Audience::Everybody {
            let message = "what somebody bought before is known of members only";
            self.error(code::NOT_ALLOWED, &at.key("for"), message);
        }
        let measure = match section.count {
            VolumeCount::Pieces => Measure::Quantity,
            VolumeCount::Money => Measure::Spend(SpendBase::Paid),
        };
        let metric = volume_metric(key);
        let source = StepSource::Metric(Key::new(&metric));
        let metric = blank_metric(metric, name.clone(), measure, window(every));
        let kind = volume_kind(section.count);
        self.add_metric(Metric { kind, lines: lines.clone(), ..metric }, at);
        source
    }

    /// A table of shares taken off: (from, share in millionths).
    pub(super) fn discount_steps(
        &mut self,
        steps: &Map<Percent>,
        scale: u8,
        too_precise: &'static str,
        at: &Path,
    ) -> Vec<(i64, i64)> {
        let mut rows: Vec<(i64, i64)> = Vec::new();
        for (from, percent) in steps {
            let path = at.key(from.as_str());
            let from = self.number(from, scale, too_precise, &path);
            let share = self.share(percent, &path);
            if rows.last().is_some_and(|(_, before)| share < *before) {
                let message = "this step gives less than the one before";
                self.warn(code::LADDER_DECREASING, &path, message);
            }
            rows.push((from, share));
        }
        self.check_steps(&rows, at);
        rows
    }
}
