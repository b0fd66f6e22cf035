//! Latencies in classes: exact below 256 ns, then 128 classes per doubling, so that a percentile
//! is at most 0.8 % above the true one.
//!
//! COST: noting one is a shift, an addition and a comparison; 42 kB each.

use std::time::Duration;

/// Classes per doubling, as a power of two.
const FINE_BITS: u32 = 7;
const FINE: usize = 1 << FINE_BITS;

/// Anything longer counts as this: 2^42 ns, more than an hour.
const MOST_BITS: u32 = 42;
const CLASSES: usize = (MOST_BITS - FINE_BITS + 1) as usize * FINE;

/// How long things took.
#[derive(Clone, Debug)]
pub struct Latencies {
    counts: Vec<u64>,
    all: u64,
    longest: u64,
    sum: u128,
}

impl Default for Latencies {
    fn default() -> Self {
        Self { counts: vec![0; CLASSES], all: 0, longest: 0, sum: 0 }
    }
}

impl Latencies {
    /// Notes one.
    pub fn note(&mut self, latency: Duration) {
        let nanos = u64::try_from(latency.as_nanos()).unwrap_or(u64::MAX);
        self.counts[class(nanos)] += 1;
        self.all += 1;
        self.sum += u128::from(nanos);
        self.longest = self.longest.max(nanos);
    }

    /// Adds those of another part.
    pub fn merge(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        self.all += other.all;
        self.sum += other.sum;
        self.longest = self.longest.max(other.longest);
    }

    /// How many were noted.
    pub fn count(&self) -> u64 {
        self.all
    }

    /// The longest, in milliseconds.
    pub fn longest_ms(&self) -> f64 {
        self.longest as f64 / 1e6
    }

    /// The mean, in milliseconds; 0 when there are none.
    pub fn mean_ms(&self) -> f64 {
        self.sum as f64 / self.all.max(1) as f64 / 1e6
    }

    /// The latency that a share of all does not exceed, in milliseconds; 0 when there are none.
    pub fn percentile_ms(&self, share: f64) -> f64 {
        let wanted = ((self.all as f64 * share).ceil() as u64).max(1);
        let mut seen = 0;
        for (class, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted {
                return upper(class).min(self.longest) as f64 / 1e6;
            }
        }
        self.longest_ms()
    }
}

/// The class of a number: the position of its highest bit, and the seven bits below.
fn class(nanos: u64) -> usize {
    let nanos = nanos.min((1 << MOST_BITS) - 1);
    let shift = (u64::BITS - nanos.leading_zeros()).saturating_sub(FINE_BITS + 1);
    shift as usize * FINE + (nanos >> shift) as usize
}

/// The largest number of a class.
fn upper(class: usize) -> u64 {
    let shift = (class / FINE).saturating_sub(1);
    let fine = class - shift * FINE;
    ((fine as u64 + 1) << shift) - 1
}
