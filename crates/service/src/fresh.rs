//! Entries that this node wrote a moment ago, for the projector: it need not read them from
//! their bytes again.
//!
//! INVARIANT: an entry is given out only for the hash that it was written with, so what is
//! projected is what stands in the journal.
//!
//! COST: a few kilobytes per entry, [`MOST`] entries at most; nothing while another node
//! projects.

use model::entry::Hash;
use model::{Entry, Owner};
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A projector that is further behind reads the journal.
const MOST: usize = 4_096;

#[derive(Default)]
pub(crate) struct Fresh {
    wanted: AtomicBool,
    entries: Mutex<Entries>,
}

type Place = (Owner, u64);

#[derive(Default)]
struct Entries {
    by_place: HashMap<Place, (Hash, Arc<Entry>)>,
    /// In the order of coming, also those that were taken.
    order: VecDeque<Place>,
}

impl Fresh {
    /// Whether this node projects.
    pub(crate) fn want(&self, wanted: bool) {
        if self.wanted.swap(wanted, Relaxed) && !wanted {
            *self.entries() = Entries::default();
        }
    }

    /// Keeps an entry that was written.
    pub(crate) fn keep(&self, entry: &Arc<Entry>, hash: Hash) {
        if !self.wanted.load(Relaxed) {
            return;
        }
        let place = (entry.owner, entry.seq);
        let mut entries = self.entries();
        entries.by_place.insert(place, (hash, entry.clone()));
        entries.order.push_back(place);
        if entries.order.len() > MOST
            && let Some(oldest) = entries.order.pop_front()
        {
            entries.by_place.remove(&oldest);
        }
    }

    /// Gives an entry out.
    pub(crate) fn take(&self, owner: Owner, seq: u64, hash: Hash) -> Option<Arc<Entry>> {
        let (written, entry) = self.entries().by_place.remove(&(owner, seq))?;
        (written == hash).then_some(entry)
    }

    /// A poisoned lock is fine: what is missing is read from the journal.
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
