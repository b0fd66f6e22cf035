//! What a store counts about itself, for operators.
//!
//! COST: a few relaxed additions per group of appends; reading never waits.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Upper ends of the classes of group sizes, in appends.
pub const SIZES: [u64; 10] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];

/// Upper ends of the classes of commit times, in microseconds.
pub const TIMES: [u64; 14] = [
    100, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 125_000, 250_000, 500_000,
    1_000_000,
];

/// Counters of one open store; shared by all that write through it.
#[derive(Debug, Default)]
pub struct StoreGauges {
    groups: AtomicU64,
    appends: AtomicU64,
    sizes: Histogram<10>,
    commits: Histogram<14>,
    reconnects: AtomicU64,
    retried_groups: AtomicU64,
    unknown_outcomes: AtomicU64,
    queued: AtomicU64,
}

/// The counters at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GaugesRead {
    /// Transactions that held appends.
    pub groups: u64,
    /// Appends in them, those that were refused included.
    pub appends: u64,
    /// How many appends a transaction held.
    pub sizes: HistogramRead,
    /// How long the database took to make a transaction durable, in microseconds.
    pub commits: HistogramRead,
    /// Connections that were made anew after one was lost.
    pub reconnects: u64,
    /// Transactions that had to be tried again.
    pub retried_groups: u64,
    /// Appends of which could not be found out whether they were written.
    pub unknown_outcomes: u64,
    /// Appends that wait for a writer now.
    pub queued: u64,
}

/// A histogram at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistogramRead {
    /// Upper end of each class and how many fell into it; what was larger than every end
    /// is only in `count`.
    pub classes: Vec<(u64, u64)>,
    /// How many there were.
    pub count: u64,
    /// Their sum.
    pub sum: u64,
}

#[derive(Debug)]
struct Histogram<const N: usize> {
    classes: [AtomicU64; N],
    count: AtomicU64,
    sum: AtomicU64,
}

impl<const N: usize> Default for Histogram<N> {
    fn default() -> Self {
        let classes = std::array::from_fn(|_| AtomicU64::new(0));
        Self { classes, count: AtomicU64::new(0), sum: AtomicU64::new(0) }
    }
}

impl<const N: usize> Histogram<N> {
    fn add(&self, ends: &[u64; N], value: u64) {
        if let Some(index) = ends.iter().position(|end| value <= *end) {
            self.classes[index].fetch_add(1, Ordering::Relaxed);
        }
        self.count.fetch_add(1, Ordering::Relaxed);
        self.sum.fetch_add(value, Ordering::Relaxed);
    }

    fn read(&self, ends: &[u64; N]) -> HistogramRead {
        let counts = self.classes.iter().map(|c| c.load(Ordering::Relaxed));
        HistogramRead {
            classes: ends.iter().copied().zip(counts).collect(),
            count: self.count.load(Ordering::Relaxed),
            sum: self.sum.load(Ordering::Relaxed),
        }
    }
}

impl StoreGauges {
    /// A transaction with appends is done; `took` is how long its commit lasted.
    pub fn group_written(&self, appends: usize, took: Duration) {
        let appends = u64::try_from(appends).unwrap_or(u64::MAX);
        self.groups.fetch_add(1, Ordering::Relaxed);
        self.appends.fetch_add(appends, Ordering::Relaxed);
        self.sizes.add(&SIZES, appends);
        self.commits.add(&TIMES, u64::try_from(took.as_micros()).unwrap_or(u64::MAX));
    }

    /// A lost connection was made anew.
    pub fn reconnected(&self) {
        self.reconnects.fetch_add(1, Ordering::Relaxed);
    }

    /// A transaction is tried again.
    pub fn group_retried(&self) {
        self.retried_groups.fetch_add(1, Ordering::Relaxed);
    }

    /// An append was answered without knowing what became of it.
    pub fn outcome_unknown(&self) {
        self.unknown_outcomes.fetch_add(1, Ordering::Relaxed);
    }

    /// An append waits for a writer.
    pub fn queue_entered(&self) {
        self.queued.fetch_add(1, Ordering::Relaxed);
    }

    /// A writer has taken it.
    pub fn queue_left(&self) {
        self.queued.fetch_sub(1, Ordering::Relaxed);
    }

    /// All counters. They are read one after the other, so they may disagree by what
    /// happens meanwhile.
    pub fn read(&self) -> GaugesRead {
        let number = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        GaugesRead {
            groups: number(&self.groups),
            appends: number(&self.appends),
            sizes: self.sizes.read(&SIZES),
            commits: self.commits.read(&TIMES),
            reconnects: number(&self.reconnects),
            retried_groups: number(&self.retried_groups),
            unknown_outcomes: number(&self.unknown_outcomes),
            queued: number(&self.queued),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_fall_into_the_first_class_that_holds_them() {
        let gauges = StoreGauges::default();
        for (appends, micros) in [(1, 90), (3, 700), (4, 1_500_000)] {
            gauges.group_written(appends, Duration::from_micros(micros));
        }
        let read = gauges.read();
        assert_eq!((read.groups, read.appends, read.sizes.sum), (3, 8, 8));
        let filled = |h: &HistogramRead| h.classes.iter().filter(|c| c.1 > 0).copied().collect();
        let sizes: Vec<_> = filled(&read.sizes);
        let times: Vec<_> = filled(&read.commits);
        assert_eq!(sizes, [(1, 1), (4, 2)]);
        assert_eq!(times, [(100, 1), (1_000, 1)]);
        assert_eq!(read.commits.count, 3);
    }
}
