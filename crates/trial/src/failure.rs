//! What came of a run.

use crate::desk::Verdict;

/// Counts of a run that went well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Steps of the plan.
    pub steps: usize,
    /// Requests carried out.
    pub done: usize,
    /// Answers that said no.
    pub refused: usize,
    /// Answers that were given again.
    pub repeated: usize,
    /// Calls to the storage that were held up.
    pub calls: usize,
    /// Calls that failed before anything was done.
    pub failed: usize,
    /// Writes whose answer was lost.
    pub lost: usize,
    /// Writes that went with the power.
    pub forgotten: usize,
    /// Ends of nodes.
    pub crashes: usize,
    /// Requests that nobody waited for any more.
    pub abandoned: usize,
    /// Looks at members that were compared.
    pub looks: usize,
    /// Journal entries at the end.
    pub entries: usize,
    /// Entries that were decided again.
    pub replayed: usize,
    /// Events handed out.
    pub events: usize,
}

impl Report {
    pub(crate) fn count(&mut self, verdict: &Verdict) {
        self.calls += 1;
        match verdict {
            Verdict::Go => {}
            Verdict::Fail(_) => self.failed += 1,
            Verdict::Lose(_) | Verdict::Sink => self.lost += 1,
            Verdict::Forget => self.forgotten += 1,
        }
    }

    /// Adds the counts of another run.
    pub fn add(&mut self, other: &Self) {
        let pairs = [
            (&mut self.steps, other.steps),
            (&mut self.done, other.done),
            (&mut self.refused, other.refused),
            (&mut self.repeated, other.repeated),
            (&mut self.calls, other.calls),
            (&mut self.failed, other.failed),
            (&mut self.lost, other.lost),
            (&mut self.forgotten, other.forgotten),
            (&mut self.crashes, other.crashes),
            (&mut self.abandoned, other.abandoned),
            (&mut self.looks, other.looks),
            (&mut self.entries, other.entries),
            (&mut self.replayed, other.replayed),
            (&mut self.events, other.events),
        ];
        for (sum, more) in pairs {
            *sum += more;
        }
    }
}

/// What was wrong, and everything that led there when that was kept.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{what}")]
pub struct Failure {
    /// What was wrong.
    pub what: String,
    /// What happened before.
    pub trace: Vec<String>,
}

impl Failure {
    pub(crate) fn of(what: impl Into<String>) -> Self {
        Self { what: what.into(), trace: Vec::new() }
    }
}

/// What happened, line by line, when it is kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    is_kept: bool,
    pub(crate) lines: Vec<String>,
}

impl Trace {
    pub(crate) fn new(is_kept: bool) -> Self {
        Self { is_kept, lines: Vec::new() }
    }

    pub(crate) fn add(&mut self, line: impl FnOnce() -> String) {
        if self.is_kept {
            self.lines.push(line());
        }
    }
}
