//! When requests are due.

use super::draw::Random;
use std::time::{Duration, Instant};

/// How requests come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Arrivals {
    /// Each connection sends again as soon as it has an answer.
    Peak,
    /// So many a second, at even distances.
    Even(f64),
    /// So many a second, at chance like customers.
    Poisson(f64),
}

/// The moments at which requests are due, one after the other.
#[derive(Debug)]
pub struct Pace {
    arrivals: Arrivals,
    start: Instant,
    end: Instant,
    /// Requests that were due so far, of even arrivals.
    number: u64,
    next: Instant,
    random: Random,
}

impl Pace {
    /// From a moment on, for so long.
    pub fn new(arrivals: Arrivals, start: Instant, time: Duration) -> Self {
        let end = start + time;
        Self { arrivals, start, end, number: 0, next: start, random: Random::new(17) }
    }

    /// When the next request is due; none when all have been, or when it depends on answers.
    pub fn due(&self) -> Option<Instant> {
        let is_open = self.arrivals != Arrivals::Peak && self.next < self.end;
        is_open.then_some(self.next)
    }

    /// Whether nothing will be due any more.
    pub fn is_over(&self, now: Instant) -> bool {
        match self.arrivals {
            Arrivals::Peak => now >= self.end,
            _ => self.next >= self.end,
        }
    }

    /// Takes the next request that is due by now.
    pub fn take(&mut self, now: Instant) -> Option<Instant> {
        if self.is_over(now) {
            return None;
        }
        let due = self.next;
        match self.arrivals {
            Arrivals::Peak => return Some(now),
            _ if due > now => return None,
            // From the start and not from the one before, so that no error adds up.
            Arrivals::Even(rate) => {
                self.number += 1;
                self.next = self.start + Duration::from_secs_f64(self.number as f64 / rate);
            }
            Arrivals::Poisson(rate) => {
                let gap = -(1.0 - self.random.unit()).ln() / rate;
                self.next += Duration::from_secs_f64(gap);
            }
        }
        Some(due)
    }

    /// Nothing is due from now on.
    pub fn stop(&mut self, now: Instant) {
        self.end = self.end.min(now);
    }

    /// When the last request is due at most.
    pub fn end(&self) -> Instant {
        self.end
    }
}
