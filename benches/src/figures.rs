//! Latencies, and how much memory a process holds.

use std::time::Duration;

/// Latencies in classes of about four per cent, from a microsecond to a minute.
#[derive(Clone, Debug)]
pub struct Latencies {
    counts: Vec<u64>,
}

/// Classes per doubling.
const FINE: f64 = 18.0;
const CLASSES: usize = 480;

impl Default for Latencies {
    fn default() -> Self {
        Self { counts: vec![0; CLASSES] }
    }
}

impl Latencies {
    /// Notes one.
    pub fn note(&mut self, latency: Duration) {
        let micros = latency.as_secs_f64() * 1e6;
        let class = (micros.max(1.0).log2() * FINE) as usize;
        self.counts[class.min(CLASSES - 1)] += 1;
    }

    /// Adds those of another part.
    pub fn merge(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
    }

    /// The latency that a share of all does not exceed, in milliseconds.
    pub fn percentile(&self, share: f64) -> f64 {
        let all: u64 = self.counts.iter().sum();
        let wanted = (all as f64 * share).ceil() as u64;
        let mut seen = 0;
        for (class, count) in self.counts.iter().enumerate() {
            seen += count;
            if seen >= wanted {
                return 2f64.powf((class as f64 + 1.0) / FINE) / 1e3;
            }
        }
        f64::INFINITY
    }
}

/// Memory that a process holds now and held at most, in megabytes. Linux only.
pub fn memory(process: u32) -> Option<(u64, u64)> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1_024)
    };
    Some((field("VmRSS:")?, field("VmHWM:")?))
}
