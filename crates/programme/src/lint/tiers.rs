//! Levels that nobody can reach, or that are easier to reach than lower ones.

use super::Lint;
use super::reads::Traffic;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_codes as code;
use crate::rulebook::{Level, Measure, Rulebook, Track};
use crate::source::Path;

impl Lint<'_> {
    pub(super) fn tiers(&mut self) {
        let traffic = Traffic::of(self.book);
        for track in &self.book.tracks {
            // The tracks behind ladders have no section of their own.
            if !self.doc.tiers.contains_key(track.key.as_str()) {
                continue;
            }
            let at = Path::root().key("tiers").key(track.key.as_str()).key("levels");
            for (rank, level) in track.levels.iter().enumerate() {
                let at = at.key(level.key.as_str());
                if !traffic.given.contains(&(track.key.clone(), level.key.clone())) {
                    self.reachable(level, rank, &traffic, &at);
                }
                self.growing(track, rank, &at);
            }
        }
    }

    fn reachable(&mut self, level: &Level, rank: usize, traffic: &Traffic, at: &Path) {
        if level.on_joining || level.by_invitation {
            return;
        }
        let unfed: Vec<&str> = level
            .thresholds
            .iter()
            .filter(|threshold| !is_fed(self.book, threshold.metric.as_str(), traffic))
            .map(|threshold| threshold.metric.as_str())
            .collect();
        let message = if level.thresholds.is_empty() && level.condition.is_none() {
            format!("nothing says how `{}` is reached", level.key)
        } else if !level.thresholds.is_empty() && unfed.len() == level.thresholds.len() {
            format!("nobody can reach `{}`: nothing feeds the metric `{}`", level.key, unfed[0])
        } else {
            return;
        };
        let hint = if rank == 0 {
            "write `by: joining`"
        } else {
            "add `at`, `by: joining` or `by: invitation`"
        };
        self.note(Diagnostic::warning, code::TIER_UNREACHABLE, at, message, hint);
    }

    fn growing(&mut self, track: &Track, rank: usize, at: &Path) {
        for threshold in &track.levels[rank].thresholds {
            let below = track.levels[..rank].iter().find(|lower| {
                lower
                    .thresholds
                    .iter()
                    .any(|other| other.metric == threshold.metric && other.at >= threshold.at)
            });
            if let Some(below) = below {
                let message = format!(
                    "`{}` needs at least as much for the lower level `{}`",
                    threshold.metric, below.key
                );
                let path = at.key("at").key(threshold.metric.as_str());
                self.warn(
                    code::TIER_NOT_GROWING,
                    &path,
                    message,
                    "order the levels from the lowest to the highest",
                );
            }
        }
    }
}

/// Whether anything moves a metric.
fn is_fed(book: &Rulebook, metric: &str, traffic: &Traffic) -> bool {
    match book.metric(metric).map(|metric| &metric.measure) {
        Some(Measure::Earned(unit)) => traffic.earned.contains(unit),
        Some(Measure::Spent(unit)) => traffic.spent.contains(unit),
        Some(_) => true,
        None => false,
    }
}
