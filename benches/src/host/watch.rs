//! Watching the projections while a load runs: how far they are behind, in entries and in
//! seconds. Seconds are what the server tells, or, when it does not, the age of the oldest answer
//! that has not been projected yet: the time since as many good answers had been given as there
//! are now without the lag.
//!
//! COST: one request to `/metrics` a second.

use super::metrics::Metrics;
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// How often answers are counted.
const COUNT: Duration = Duration::from_millis(100);

/// Counts between two looks at the projections.
const LOOK: u32 = 10;

/// The names of the numbers.
const ENTRIES: &str = "tessera_projection_lag_entries";
const SECONDS: &str = "tessera_projection_lag_seconds";

/// How far projections were behind.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Lag {
    /// The most entries.
    pub entries: f64,
    /// The longest time, in seconds.
    pub seconds: f64,
    /// Looks.
    pub looks: u32,
}

/// Somebody who watches.
pub struct Watch {
    thread: JoinHandle<Lag>,
    stop: Arc<AtomicBool>,
}

impl Watch {
    /// Begins to watch a server that has given so many good answers.
    pub fn start(address: SocketAddr, answered: Arc<AtomicU64>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let thread = std::thread::spawn(move || watch(address, &answered, &stopped));
        Self { thread, stop }
    }

    /// What was seen.
    pub fn finish(self) -> Lag {
        self.stop.store(true, Ordering::Relaxed);
        // A watcher that failed has seen nothing.
        self.thread.join().unwrap_or_default()
    }
}

fn watch(address: SocketAddr, answered: &AtomicU64, stop: &AtomicBool) -> Lag {
    let mut history = History::default();
    let mut lag = Lag::default();
    let mut until_look = LOOK;
    while !stop.load(Ordering::Relaxed) {
        std::thread::sleep(COUNT);
        history.note(Instant::now(), answered.load(Ordering::Relaxed));
        until_look -= 1;
        if until_look > 0 {
            continue;
        }
        until_look = LOOK;
        let Ok(metrics) = Metrics::of(address) else { continue };
        let Some(entries) = metrics.sum(ENTRIES) else { continue };
        let now = Instant::now();
        let age = history.age(now, answered.load(Ordering::Relaxed), entries as u64);
        let seconds = metrics.sum(SECONDS).unwrap_or(age.as_secs_f64());
        lag.entries = lag.entries.max(entries);
        lag.seconds = lag.seconds.max(seconds);
        lag.looks += 1;
    }
    lag
}

/// How many good answers there were at which moment.
#[derive(Debug, Default)]
pub struct History(VecDeque<(Instant, u64)>);

impl History {
    /// Notes how many there are.
    pub fn note(&mut self, at: Instant, count: u64) {
        // An hour is longer than any lag that is worth telling apart.
        if self.0.len() > 36_000 {
            self.0.pop_front();
        }
        self.0.push_back((at, count));
    }

    /// The age of the oldest of the last `lag` answers.
    pub fn age(&self, now: Instant, count: u64, lag: u64) -> Duration {
        if lag == 0 {
            return Duration::ZERO;
        }
        let done = count.saturating_sub(lag);
        let at = self.0.partition_point(|(_, count)| *count <= done);
        let since = at.checked_sub(1).or((!self.0.is_empty()).then_some(0));
        since.map_or(Duration::ZERO, |at| now.saturating_duration_since(self.0[at].0))
    }
}
