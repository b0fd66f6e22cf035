//! Counts by size.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Durations by bucket; the ends of the buckets are given with every call.
#[derive(Debug)]
pub(crate) struct Histogram<const N: usize> {
    buckets: [AtomicU64; N],
    larger: AtomicU64,
    micros: AtomicU64,
}

impl<const N: usize> Default for Histogram<N> {
    fn default() -> Self {
        let buckets = std::array::from_fn(|_| AtomicU64::new(0));
        Self { buckets, larger: AtomicU64::new(0), micros: AtomicU64::new(0) }
    }
}

/// A histogram at one moment: what is printed.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    /// Upper end of each bucket, and how many fell into it.
    pub(super) buckets: Vec<(u64, u64)>,
    /// How many there were, larger ones than every end included.
    pub(super) count: u64,
    pub(super) sum: u64,
}

impl<const N: usize> Histogram<N> {
    /// Counts a duration. `ends` are in microseconds.
    pub(crate) fn add(&self, ends: &[u64; N], took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let bucket = ends.iter().position(|end| micros <= *end);
        bucket.map_or(&self.larger, |at| &self.buckets[at]).fetch_add(1, Relaxed);
        self.micros.fetch_add(micros, Relaxed);
    }

    pub(super) fn read(&self, ends: &[u64; N]) -> Reading {
        let counts = self.buckets.iter().map(|count| count.load(Relaxed));
        let buckets: Vec<_> = ends.iter().copied().zip(counts).collect();
        let within: u64 = buckets.iter().map(|(_, count)| count).sum();
        let count = within + self.larger.load(Relaxed);
        Reading { buckets, count, sum: self.micros.load(Relaxed) }
    }
}
