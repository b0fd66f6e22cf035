//! How an endpoint fares on this node: one that fails again and again is tried more and
//! more seldom, one event at a time, until it answers well.

use jiff::SignedDuration;
use model::Instant;

/// After so many failures in a row an endpoint is taken for broken.
const MANY: u32 = 8;

/// A broken endpoint is tried at least so often.
const LONGEST_SECS: i64 = 60;

/// How an endpoint fares.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Health {
    failures: u32,
    resume_at: Option<Instant>,
}

impl Health {
    /// How many requests may run at a time.
    pub(super) fn places(&self, now: Instant, concurrency: u16) -> usize {
        if self.resume_at.is_some_and(|at| now < at) {
            return 0;
        }
        match self.failures {
            0..MANY => usize::from(concurrency.max(1)),
            _ => 1,
        }
    }

    /// It answered well.
    pub(super) fn succeeded(&mut self) {
        *self = Self::default();
    }

    /// It failed, and perhaps asked to be left alone for a while.
    pub(super) fn failed(&mut self, now: Instant, asked: Option<SignedDuration>) {
        self.failures = self.failures.saturating_add(1);
        let rest = self.failures.checked_sub(MANY).map(|more| {
            let secs = 1_i64.checked_shl(more.min(16)).unwrap_or(LONGEST_SECS);
            SignedDuration::from_secs(secs.min(LONGEST_SECS))
        });
        let rest = rest.max(asked).and_then(|rest| now.checked_add(rest).ok());
        self.resume_at = self.resume_at.max(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_endpoint_is_tried_seldom_until_it_answers() {
        let at = |s| Instant::from_second(s).expect("a moment");
        let mut health = Health::default();
        assert_eq!(health.places(at(0), 8), 8);
        for _ in 1..MANY {
            health.failed(at(0), None);
        }
        assert_eq!(health.places(at(0), 8), 8);
        health.failed(at(0), None);
        assert_eq!((health.places(at(0), 8), health.places(at(1), 8)), (0, 1));
        for _ in 0..40 {
            health.failed(at(1), None);
        }
        assert_eq!((health.places(at(60), 8), health.places(at(61), 8)), (0, 1));
        health.succeeded();
        assert_eq!(health.places(at(1), 8), 8);
        health.failed(at(1), Some(SignedDuration::from_secs(30)));
        assert_eq!((health.places(at(30), 8), health.places(at(31), 8)), (0, 8));
    }
}
