//! Waking at a moment. The wait for sockets counts in whole milliseconds, too coarse for answers
//! that take less; Linux has timers that are as good as sockets to wait for.

use mio::{Poll, Token};
use std::io;
use std::time::{Duration, Instant};

/// The token that the timer wakes with.
pub(super) const TIMER: Token = Token(usize::MAX);

#[cfg(target_os = "linux")]
pub(super) struct Wake(std::os::fd::OwnedFd);

#[cfg(target_os = "linux")]
impl Wake {
    pub(super) fn new(poll: &Poll) -> io::Result<Self> {
        use rustix::time::{TimerfdClockId, TimerfdFlags, timerfd_create};
        use std::os::fd::AsRawFd;
        let flags = TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC;
        let timer = timerfd_create(TimerfdClockId::Monotonic, flags)?;
        let source = timer.as_raw_fd();
        let mut source = mio::unix::SourceFd(&source);
        poll.registry().register(&mut source, TIMER, mio::Interest::READABLE)?;
        Ok(Self(timer))
    }

    /// How long to wait for sockets so as to be awake at `due`; `longest` at most.
    pub(super) fn at(&self, due: Instant, longest: Duration) -> io::Result<Duration> {
        use rustix::time::{Itimerspec, TimerfdTimerFlags, Timespec, timerfd_settime};
        let wait = due.saturating_duration_since(Instant::now());
        if wait.is_zero() || wait >= longest {
            return Ok(wait.min(longest));
        }
        let once = Timespec {
            tv_sec: i64::try_from(wait.as_secs()).unwrap_or(0),
            tv_nsec: wait.subsec_nanos().into(),
        };
        let never = Timespec { tv_sec: 0, tv_nsec: 0 };
        let new = Itimerspec { it_interval: never, it_value: once };
        // Setting it again also forgets that it rang, so nobody has to read from it.
        timerfd_settime(&self.0, TimerfdTimerFlags::empty(), &new)?;
        Ok(longest)
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) struct Wake;

#[cfg(not(target_os = "linux"))]
impl Wake {
    pub(super) fn new(_: &Poll) -> io::Result<Self> {
        Ok(Self)
    }

    /// How long to wait for sockets so as to be awake at `due`; `longest` at most.
    pub(super) fn at(&self, due: Instant, longest: Duration) -> io::Result<Duration> {
        Ok(due.saturating_duration_since(Instant::now()).min(longest))
    }
}
