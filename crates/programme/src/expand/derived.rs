//! Metrics that sections need for themselves, known by name before anything is expanded.
//!
//! INVARIANT: [`derived_metrics`] lists them in the order in which the sections add them to the rulebook, behind the
//! declared ones: conditions refer to metrics by position. `Expander::finish` asserts it.

use super::context::Expander;
use super::metrics::series;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_codes as code;
use crate::document::{Document, LadderOf, VolumeCount};
use crate::rulebook::{Measure, Metric, MetricKind, Occasion, Selection, Text};
use crate::source::Path;
use model::Key;
use model::calendar::Window;

/// Friends brought, once they count.
pub(super) const REFERRAL_COUNT: &str = "referral_count";

/// What was spent, for a ladder.
pub(super) fn ladder_metric(key: &str) -> String {
    format!("{key}-spend")
}

/// What was bought in the period, for volume steps.
pub(super) fn volume_metric(key: &str) -> String {
    format!("{key}-volume")
}

/// What members saved through a membership.
pub(super) fn savings_metric(key: &str) -> String {
    format!("{key}-savings")
}

/// How often a step of a quest was done. Conditions read it, so it has no `-`.
pub(super) fn quest_metric(quest: &str, step: &str) -> String {
    format!("quest_{quest}_{step}").replace('-', "_")
}

/// Periods in a row. Conditions read it, so it has no `-`.
pub(super) fn streak_metric(key: &str) -> String {
    format!("streak_{key}").replace('-', "_")
}

/// All of them with their measure.
pub(super) fn derived_metrics(doc: &Document) -> Vec<(String, MetricKind)> {
    let mut metrics = Vec::new();
    let ladders = doc.ladders.iter().filter(|(_, ladder)| ladder.of != LadderOf::Receipt);
    metrics.extend(ladders.map(|(key, _)| (ladder_metric(key), MetricKind::Money)));
    let steps = doc.volume_steps.iter().filter(|(_, steps)| steps.every.is_some());
    metrics.extend(steps.map(|(key, steps)| (volume_metric(key), volume_kind(steps.count))));
    metrics.extend(doc.memberships.keys().map(|key| (savings_metric(key), MetricKind::Money)));
    let referral = doc.referral.as_ref().map(|_| REFERRAL_COUNT.to_owned());
    metrics.extend(referral.map(|key| (key, MetricKind::Number)));
    for (key, quest) in &doc.quests {
        metrics
            .extend(quest.steps.keys().map(|step| (quest_metric(key, step), MetricKind::Number)));
    }
    metrics.extend(doc.streaks.keys().map(|key| (streak_metric(key), MetricKind::Number)));
    metrics
}

/// How what volume steps count is read.
pub(super) fn volume_kind(count: VolumeCount) -> MetricKind {
    match count {
        VolumeCount::Pieces => MetricKind::Number,
        VolumeCount::Money => MetricKind::Money,
    }
}

/// A metric over purchases that counts all lines, to be filled in.
pub(super) fn blank_metric(key: String, name: Text, measure: Measure, window: Window) -> Metric {
    Metric {
        series: series(&key, window),
        key: Key::new(key),
        name,
        measure,
        kind: MetricKind::Number,
        occasion: Occasion::Purchase,
        lines: Selection::default(),
        condition: None,
        window,
        streak: None,
    }
}

impl Expander<'_> {
    /// Adds a metric that the section at `at` needs. Its name must be free.
    pub(super) fn add_metric(&mut self, metric: Metric, at: &Path) {
        if self.book.metrics.iter().any(|known| known.key == metric.key) {
            let message =
                format!("`{at}` needs a metric `{}`, which the document has already", metric.key);
            let place = self.spans.place_of_key(at);
            let finding = Diagnostic::error(code::DUPLICATE_NAME, place, message).at(at);
            self.findings.push(finding.hint("rename one of them"));
            return;
        }
        self.book.metrics.push(metric);
    }
}
