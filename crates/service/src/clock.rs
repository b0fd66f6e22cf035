//! Where the time comes from. A parameter, so that tests and the sandbox drive it.

use jiff::{SignedDuration, Timestamp};
use model::Instant;
use std::sync::Mutex;

/// Tells the time, to the millisecond.
pub trait Clock: Send + Sync + 'static {
    /// The moment now.
    fn now(&self) -> Instant;
}

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        whole_millis(Timestamp::now())
    }
}

/// A clock that goes only when told, or runs from an offset of the machine's clock.
#[derive(Debug)]
pub struct MovableClock(Mutex<Position>);

#[derive(Clone, Copy, Debug)]
enum Position {
    /// Stands still.
    At(Instant),
    /// Runs with the machine's clock, so far ahead of it (or behind).
    Ahead(SignedDuration),
}

impl MovableClock {
    /// Stands still at a moment.
    pub fn at(moment: Instant) -> Self {
        Self(Mutex::new(Position::At(whole_millis(moment))))
    }

    /// Runs with the machine's clock until it is moved.
    pub fn running() -> Self {
        Self(Mutex::new(Position::Ahead(SignedDuration::ZERO)))
    }

    /// Goes to a moment. A running clock runs on from there.
    pub fn set(&self, moment: Instant) {
        let mut position = self.position();
        *position = match *position {
            Position::At(_) => Position::At(whole_millis(moment)),
            Position::Ahead(_) => Position::Ahead(Timestamp::now().duration_until(moment)),
        };
    }

    fn position(&self) -> std::sync::MutexGuard<'_, Position> {
        // A poisoned position is still a whole value: nothing panics while it is held.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl Clock for MovableClock {
    fn now(&self) -> Instant {
        match *self.position() {
            Position::At(moment) => moment,
            Position::Ahead(offset) => {
                let moved = Timestamp::now().checked_add(offset);
                whole_millis(moved.unwrap_or(Timestamp::MAX))
            }
        }
    }
}

/// The machine's clock, whatever the sandbox says: leases and jobs live by it.
pub(crate) fn machine_now() -> Instant {
    whole_millis(Timestamp::now())
}

/// Times are kept to the millisecond everywhere.
pub(crate) fn whole_millis(moment: Instant) -> Instant {
    Instant::from_millisecond(moment.as_millisecond()).unwrap_or(moment)
}
