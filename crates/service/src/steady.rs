//! The clock of the machine without its jumps.
//!
//! Somebody sets the clock of a server wrong, and an hour later right again: everything that was
//! due by the wrong time would have expired. This clock therefore goes on steadily when the wall
//! clock leaps, and follows it only after the leap has lasted; small corrections are followed at
//! once, and time spent asleep is no leap.
//!
//! COST: two readings of clocks and a lock that nobody holds for long.

use crate::clock::{Clock, whole_millis};
use jiff::{SignedDuration, Timestamp};
use model::Instant;
use rustix::time::{ClockId, clock_gettime};
use std::sync::{Mutex, PoisonError};

/// Further away is a leap: time servers correct less than that at once.
const LEAP: SignedDuration = SignedDuration::from_secs(10);

/// So long must a leap last until it is believed: enough for somebody to notice, short enough
/// for a machine that really started with a wrong clock.
const BELIEVED_AFTER: SignedDuration = SignedDuration::from_mins(30);

/// Tells the time of the machine, but does not leap with it.
#[derive(Debug)]
pub struct SteadyClock(Mutex<Course>);

impl SteadyClock {
    /// Begins with what the wall clock says now.
    pub fn start() -> Self {
        Self(Mutex::new(Course { wall: Timestamp::now(), steady: steady(), away_since: None }))
    }
}

impl Clock for SteadyClock {
    fn now(&self) -> Instant {
        // A poisoned course is still a whole value: nothing panics while it is held.
        let mut course = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        whole_millis(course.now(Timestamp::now(), steady()))
    }
}

/// Time since the machine started, sleep included. Nobody can set it.
fn steady() -> SignedDuration {
    let time = clock_gettime(ClockId::Boottime);
    let nanoseconds = i32::try_from(time.tv_nsec).unwrap_or(0);
    SignedDuration::new(time.tv_sec, nanoseconds)
}

/// A moment at which both clocks were read and believed.
#[derive(Debug)]
struct Course {
    wall: Timestamp,
    steady: SignedDuration,
    /// By the steady clock, since when the wall clock has been far away.
    away_since: Option<SignedDuration>,
}

impl Course {
    fn now(&mut self, wall: Timestamp, steady: SignedDuration) -> Timestamp {
        let expected = self.wall.checked_add(steady - self.steady).unwrap_or(wall);
        if wall.duration_since(expected).abs() <= LEAP {
            *self = Self { wall, steady, away_since: None };
            return wall;
        }
        let since = match self.away_since {
            Some(since) => since,
            None => {
                tracing::error!(%wall, %expected, "the clock of the machine leaps; it is not followed yet");
                steady
            }
        };
        self.away_since = Some(since);
        if steady - since < BELIEVED_AFTER {
            return expected;
        }
        tracing::warn!(%wall, %expected, "the clock of the machine stayed where it leapt to; it is followed now");
        *self = Self { wall, steady, away_since: None };
        wall
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begin() -> (Course, Timestamp) {
        let wall = Timestamp::from_second(1_800_000_000).expect("a time of this century");
        let steady = SignedDuration::from_secs(100);
        (Course { wall, steady, away_since: None }, wall)
    }

    /// What the course says `steady` seconds after its beginning, when the wall clock says
    /// `wall` seconds after it.
    fn told(course: &mut Course, from: Timestamp, steady: i64, wall: i64) -> i64 {
        let wall = from + SignedDuration::from_secs(wall);
        let steady = SignedDuration::from_secs(100 + steady);
        course.now(wall, steady).duration_since(from).as_secs()
    }

    #[test]
    fn small_corrections_are_followed_at_once() {
        let (mut course, from) = begin();
        assert_eq!(told(&mut course, from, 60, 65), 65);
        assert_eq!(told(&mut course, from, 120, 118), 118);
    }

    #[test]
    fn a_leap_and_back_changes_nothing() {
        let (mut course, from) = begin();
        for leap in [2 * 366 * 86_400, 3_600, -86_400] {
            assert_eq!(told(&mut course, from, 60, 60 + leap), 60);
            assert_eq!(told(&mut course, from, 600, 600 + leap), 600);
            assert_eq!(told(&mut course, from, 601, 601), 601);
            (course, _) = begin();
        }
    }

    #[test]
    fn a_leap_that_stays_is_believed() {
        let (mut course, from) = begin();
        assert_eq!(told(&mut course, from, 10, 10_010), 10);
        assert_eq!(told(&mut course, from, 1_809, 11_809), 1_809);
        assert_eq!(told(&mut course, from, 1_810, 11_810), 11_810);
        assert_eq!(told(&mut course, from, 1_811, 11_811), 11_811);
    }

    #[test]
    fn the_clock_of_the_machine_runs() {
        let clock = SteadyClock::start();
        let difference = clock.now().duration_until(Timestamp::now()).abs();
        assert!(difference < LEAP, "{difference:?}");
    }
}
