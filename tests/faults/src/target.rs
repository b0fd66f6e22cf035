//! Where tills send to: the servers that run right now, and whether the day is over.

use crate::http::Answer;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A till that found nobody looks again after this time, also when nothing was announced.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Shared by all tills and the one who breaks things.
#[derive(Debug, Default)]
pub struct Target {
    state: Mutex<State>,
    changed: Condvar,
    acknowledged: AtomicU64,
}

#[derive(Debug, Default)]
struct State {
    addresses: Vec<SocketAddr>,
    is_over: bool,
    /// The latest answer that left the outcome open, until somebody looked at it.
    refusal: Option<Answer>,
}

impl Target {
    /// Servers at these addresses.
    pub fn at(addresses: &[SocketAddr]) -> Self {
        let target = Self::default();
        target.set(addresses);
        target
    }

    /// Announces which servers there are.
    pub fn set(&self, addresses: &[SocketAddr]) {
        self.state().addresses = addresses.to_vec();
        self.changed.notify_all();
    }

    /// Tills finish what they are at.
    pub fn end(&self) {
        self.state().is_over = true;
        self.changed.notify_all();
    }

    /// Whether tills should finish.
    pub fn is_over(&self) -> bool {
        self.state().is_over
    }

    /// An address for the `turn`-th attempt of a till, waiting until there may be one. Tills are
    /// spread over the servers. `None` when the day is over.
    pub fn address(&self, till: u64, turn: usize) -> Option<SocketAddr> {
        if turn > 0 {
            // Somebody was not there, or had too much to do: no need to ask again at once.
            std::thread::sleep(LOOK_AGAIN);
        }
        let mut state = self.state();
        while state.addresses.is_empty() && !state.is_over {
            let waited = self.changed.wait_timeout(state, LOOK_AGAIN);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        let length = state.addresses.len().max(1) as u64;
        let place = usize::try_from((till + turn as u64) % length).unwrap_or(0);
        let address = state.addresses.get(place).copied();
        address.filter(|_| !state.is_over)
    }

    /// A server could not say that it was done.
    pub fn refuse(&self, answer: &Answer) {
        self.state().refusal = Some(answer.clone());
        self.changed.notify_all();
    }

    /// Waits for the next answer of that kind.
    pub fn wait_for_refusal(&self, at_most: Duration) -> Option<Answer> {
        let started = Instant::now();
        let mut state = self.state();
        state.refusal = None;
        while state.refusal.is_none() && started.elapsed() < at_most {
            let waited = self.changed.wait_timeout(state, LOOK_AGAIN);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state.refusal.take()
    }

    /// One more operation was acknowledged.
    pub fn acknowledge(&self) {
        self.acknowledged.fetch_add(1, Ordering::Relaxed);
        self.changed.notify_all();
    }

    /// How many operations were acknowledged.
    pub fn acknowledged(&self) -> u64 {
        self.acknowledged.load(Ordering::Relaxed)
    }

    /// Waits until so many more were acknowledged; false when that took longer than `at_most`.
    pub fn wait_for_more(&self, more: u64, at_most: Duration) -> bool {
        let (wanted, started) = (self.acknowledged() + more, Instant::now());
        let mut state = self.state();
        while self.acknowledged() < wanted {
            if started.elapsed() > at_most {
                return false;
            }
            let waited = self.changed.wait_timeout(state, LOOK_AGAIN);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// A poisoned state is still whole: nothing panics while it is held.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
