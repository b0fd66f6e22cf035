//! What a load came to.

use super::latencies::Latencies;
use super::workload::Kind;
use std::collections::BTreeMap;
use std::time::Duration;

/// What a load came to.
#[derive(Debug, Default)]
pub struct Came {
    /// Answers between 200 and 299.
    pub good: u64,
    /// Other answers by status.
    pub bad: BTreeMap<u16, u64>,
    /// The first other answer.
    pub first_bad: Option<String>,
    /// Requests that were due and got no answer before the run was given up.
    pub unanswered: u64,
    /// From when a request was due until its answer was there.
    pub latencies: Latencies,
    /// The same for each kind of request.
    pub by_kind: BTreeMap<Kind, Latencies>,
    /// Good answers in each second since the start.
    pub by_second: Vec<u32>,
    /// How long it took.
    pub seconds: f64,
    /// Bytes sent.
    pub sent: u64,
}

impl Came {
    /// Good answers per second.
    pub fn per_second(&self) -> f64 {
        self.good as f64 / self.seconds.max(1e-9)
    }

    /// Answers that were not good, and requests without any.
    pub fn failed(&self) -> u64 {
        self.bad.values().sum::<u64>() + self.unanswered
    }

    /// Good answers in the worst whole second.
    pub fn worst_second(&self) -> u32 {
        let whole = self.seconds as usize;
        self.by_second.iter().take(whole).copied().min().unwrap_or(0)
    }

    /// Notes an answer.
    pub(super) fn note(&mut self, kind: Kind, status: u16, latency: Duration, since: Duration) {
        self.latencies.note(latency);
        self.by_kind.entry(kind).or_default().note(latency);
        if (200..300).contains(&status) {
            self.good += 1;
            let second = usize::try_from(since.as_secs()).unwrap_or(0);
            if self.by_second.len() <= second {
                self.by_second.resize(second + 1, 0);
            }
            self.by_second[second] += 1;
        } else {
            *self.bad.entry(status).or_default() += 1;
        }
    }

    /// Notes a request that got no answer within so long; not sent when its kind is not known.
    pub(super) fn note_unanswered(&mut self, kind: Option<Kind>, waited: Duration) {
        self.unanswered += 1;
        self.latencies.note(waited);
        if let Some(kind) = kind {
            self.by_kind.entry(kind).or_default().note(waited);
        }
    }
}
