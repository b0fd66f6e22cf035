//! Admission: a bounded number of requests is under way, a bounded number waits for a
//! bounded time, and the rest is turned away at once, the least important first.
//!
//! Stands behind the check of keys and before bodies are read, so what is turned away has
//! cost a look at its headers.
//!
//! INVARIANT: every place that was given is given back, also when the caller goes away
//! while it waits or is served ([`Pass`] and [`Place`] do it when dropped).
//!
//! COST: two short locks per request.

mod class;
mod control;
mod valve;

pub(crate) use class::{CLASSES, Class};

use crate::metrics::Histogram;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;
use valve::{Arrival, Valve};

/// How much may be under way at once.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Requests under way at most. Fewer when tills would wait; see `target`.
    pub under_way: NonZeroUsize,
    /// How long a till request may take on average before fewer are let in.
    pub target: Duration,
    /// How long a request waits for its turn. Shorter when the queue does not get empty.
    pub patience: Duration,
}

impl Default for Limits {
    /// Four groups of the SQLite writer under way. Waiting and working together stay
    /// below 800 ms, which is how long a sale may be held up.
    fn default() -> Self {
        Self {
            under_way: NonZeroUsize::MIN.saturating_add(1_023),
            target: Duration::from_millis(200),
            patience: Duration::from_millis(300),
        }
    }
}

/// What is going on at one moment, by class.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Snapshot {
    pub(crate) limit: usize,
    pub(crate) under_way: [usize; CLASSES.len()],
    pub(crate) waiting: [usize; CLASSES.len()],
}

/// Why a request was turned away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TurnedAway {
    /// Too many wait already.
    QueueFull,
    /// Its turn did not come in time.
    WaitedTooLong,
}

/// The reasons as words, in their order.
pub(crate) const REASONS: [&str; 2] = ["queue_full", "waited_too_long"];

/// Upper ends of the buckets of waiting times, in microseconds.
pub(crate) const WAITS: [u64; 7] = [1_000, 5_000, 10_000, 50_000, 100_000, 300_000, 1_000_000];

/// The gate that all requests pass.
#[derive(Debug)]
pub(crate) struct Gate {
    valve: Mutex<Valve>,
    turned_away: [[AtomicU64; REASONS.len()]; CLASSES.len()],
    pub(crate) waits: Histogram<{ WAITS.len() }>,
}

impl Gate {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            valve: Mutex::new(Valve::new(limits)),
            turned_away: Default::default(),
            waits: Histogram::default(),
        }
    }

    /// Lets a request enter, perhaps after a while.
    pub(crate) async fn enter(&self, class: Class) -> Result<Pass<'_>, TurnedAway> {
        let arrived = Instant::now();
        if class == Class::Probe {
            return Ok(Pass { gate: self, class, since: arrived });
        }
        let arrival = self.valve().arrive(class, arrived);
        let (ticket, until, called) = match arrival {
            Arrival::Enters => return Ok(Pass { gate: self, class, since: arrived }),
            Arrival::TurnedAway => return Err(self.refuse(class, TurnedAway::QueueFull)),
            Arrival::Waits { ticket, until, called } => (ticket, until, called),
        };
        let place = Place { gate: self, class, ticket };
        let called = tokio::time::timeout_at(until, called).await;
        let now = Instant::now();
        self.waits.add(&WAITS, now.duration_since(arrived));
        match called {
            Ok(Ok(())) => {
                std::mem::forget(place);
                Ok(Pass { gate: self, class, since: now })
            }
            _ => Err(self.refuse(class, TurnedAway::WaitedTooLong)),
        }
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        self.valve().snapshot()
    }

    /// How many were turned away, by class and reason.
    pub(crate) fn turned_away(&self) -> [[u64; REASONS.len()]; CLASSES.len()] {
        self.turned_away.each_ref().map(|class| class.each_ref().map(|count| count.load(Relaxed)))
    }

    fn refuse(&self, class: Class, why: TurnedAway) -> TurnedAway {
        let reason = match why {
            TurnedAway::QueueFull => 0,
            TurnedAway::WaitedTooLong => 1,
        };
        self.turned_away[class.index()][reason].fetch_add(1, Relaxed);
        why
    }

    fn valve(&self) -> MutexGuard<'_, Valve> {
        // Nothing panics while it is held.
        self.valve.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place among those under way, given back when dropped.
#[derive(Debug)]
pub(crate) struct Pass<'a> {
    gate: &'a Gate,
    class: Class,
    since: Instant,
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        if self.class != Class::Probe {
            let now = Instant::now();
            self.gate.valve().leave(self.class, now.duration_since(self.since), now);
        }
    }
}

/// A place in the queue, given back when dropped, and with it the turn when it had come.
struct Place<'a> {
    gate: &'a Gate,
    class: Class,
    ticket: u64,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.gate.valve().withdraw(self.class, self.ticket);
    }
}
