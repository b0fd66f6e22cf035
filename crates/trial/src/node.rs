//! A node: the service with a clock of its own, in one life after another.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use model::Instant;
use service::{Clock, Error, Options, SeededEntropy, Tessera};
use store::SqliteStore;

use crate::desk::Desk;
use crate::storage::Storage;

/// A clock that the run drives, in milliseconds.
#[derive(Debug, Default)]
pub(crate) struct NodeClock(AtomicI64);

impl NodeClock {
    /// Goes to a moment.
    pub(crate) fn set(&self, millis: i64) {
        self.0.store(millis, Ordering::Relaxed);
    }

    /// The moment, in milliseconds.
    pub(crate) fn millis(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Clock for NodeClock {
    fn now(&self) -> Instant {
        Instant::from_millisecond(self.millis()).expect("runs stay far within all time")
    }
}

/// A node that is up.
pub(crate) struct Node {
    /// The service.
    pub(crate) tessera: Tessera,
    /// Its clock.
    pub(crate) clock: Arc<NodeClock>,
    /// How far its clock is off, in milliseconds.
    pub(crate) skew: i64,
    /// Which of all lives in the run this is.
    pub(crate) life: usize,
}

/// What nodes are opened on.
#[derive(Clone)]
pub(crate) struct Ground {
    /// The storage underneath.
    pub(crate) store: Arc<SqliteStore>,
    /// Where its calls wait.
    pub(crate) desk: Desk,
    /// The seed of the run.
    pub(crate) seed: u64,
    /// Memory for states; with none, every state is read anew.
    pub(crate) cache_bytes: u64,
}

impl Ground {
    /// Opens the service in a new life.
    pub(crate) async fn open(&self, clock: Arc<NodeClock>, life: usize) -> Result<Tessera, Error> {
        let storage = Storage::new(self.store.clone(), self.desk.clone(), life);
        let entropy = SeededEntropy::new(&format!("trial {} life {life}", self.seed));
        let options = Options { cache_bytes: self.cache_bytes, ..Options::default() };
        Tessera::open_with(Arc::new(storage), clock, Arc::new(entropy), options).await
    }
}
