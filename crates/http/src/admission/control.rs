//! How many requests may be under way: as many as the machine carries without letting
//! tills wait.
//!
//! Time is cut into windows. After a window in which till requests took longer than
//! [`Limits::target`](super::Limits::target) on average, the limit shrinks in proportion,
//! at most by half; after any other it grows by a sixteenth. Requests under way =
//! requests per second x time of one (Little), so this finds the number at which a disk
//! or database of any speed answers within the target.
//!
//! INVARIANT: the limit stays between the floor and the ceiling.

use super::Limits;
use std::time::Duration;
use tokio::time::Instant;

/// Length of a window: several commits on any disk, and short for people.
const WINDOW: Duration = Duration::from_millis(100);

/// So few requests say nothing.
const LEAST: u32 = 8;

/// Fewer at once never help: the group commit needs company.
const FLOOR: usize = 16;

#[derive(Debug)]
pub(super) struct Control {
    limit: usize,
    ceiling: usize,
    target: Duration,
    began: Option<Instant>,
    sum: Duration,
    count: u32,
}

impl Control {
    pub(super) fn new(limits: &Limits) -> Self {
        let ceiling = limits.under_way.get();
        let target = limits.target;
        Self { limit: ceiling, ceiling, target, began: None, sum: Duration::ZERO, count: 0 }
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// Notes how long a till request took.
    pub(super) fn note(&mut self, took: Duration, now: Instant) {
        self.sum += took;
        self.count += 1;
        let began = *self.began.get_or_insert(now);
        if now.duration_since(began) < WINDOW {
            return;
        }
        let mean = self.sum / self.count;
        let is_slow = self.count >= LEAST && mean > self.target;
        self.limit = if is_slow { self.shrunk(mean) } else { self.limit + self.limit.div_ceil(16) };
        self.limit = self.limit.clamp(FLOOR.min(self.ceiling), self.ceiling);
        (self.began, self.sum, self.count) = (Some(now), Duration::ZERO, 0);
    }

    fn shrunk(&self, mean: Duration) -> usize {
        let micros = |time: Duration| usize::try_from(time.as_micros()).unwrap_or(usize::MAX);
        let fitting = self.limit.saturating_mul(micros(self.target)) / micros(mean).max(1);
        fitting.max(self.limit / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control() -> Control {
        let limits = Limits { target: Duration::from_millis(200), ..Limits::default() };
        Control::new(&limits)
    }

    /// Windows of requests that all take so long.
    fn windows(control: &mut Control, at: &mut Instant, count: u32, took: Duration) {
        for _ in 0..count * 20 {
            *at += WINDOW / 10;
            control.note(took, *at);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn slow_answers_lower_the_limit_to_the_floor_and_quick_ones_raise_it_again() {
        let (mut control, mut now) = (control(), Instant::now());
        let ceiling = control.limit();
        windows(&mut control, &mut now, 1, Duration::from_millis(210));
        let first = control.limit();
        assert!(first < ceiling && first > ceiling * 8 / 10, "{first}");
        windows(&mut control, &mut now, 40, Duration::from_secs(2));
        assert_eq!(control.limit(), FLOOR);
        windows(&mut control, &mut now, 200, Duration::from_millis(5));
        assert_eq!(control.limit(), ceiling);
    }

    #[tokio::test(start_paused = true)]
    async fn a_few_slow_answers_say_nothing() {
        let (mut control, mut now) = (control(), Instant::now());
        for _ in 0..20 {
            now += WINDOW;
            control.note(Duration::from_secs(9), now);
        }
        assert_eq!(control.limit(), control.ceiling);
    }
}
