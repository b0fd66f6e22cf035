//! Entries that this node wrote a moment ago with the states after them, for the projector: it
//! need not read them from their bytes again.
//!
//! INVARIANT: an entry is given out only for the hash that it was written with, so what is
//! projected is what stands in the journal.
//!
//! COST: a few kilobytes per entry, [`MOST`] entries at most; nothing while another node
//! projects.

use model::entry::Hash;
use model::{Entry, Owner, Snapshot};
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

/// An entry, and the state of its owner right after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) entry: Arc<Entry>,
    pub(crate) state: Arc<Snapshot>,
}

type Place = (Owner, u64);

#[derive(Default)]
struct Entries {
    by_place: HashMap<Place, (Hash, Written)>,
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
    pub(crate) fn keep(&self, written: Written, hash: Hash) {
        if !self.wanted.load(Relaxed) {
            return;
        }
        let place = (written.entry.owner, written.entry.seq);
        let mut entries = self.entries();
        entries.by_place.insert(place, (hash, written));
        entries.order.push_back(place);
        if entries.order.len() > MOST
            && let Some(oldest) = entries.order.pop_front()
        {
            entries.by_place.remove(&oldest);
        }
    }

    /// Gives an entry out.
    pub(crate) fn take(&self, owner: Owner, seq: u64, hash: Hash) -> Option<Written> {
        let (known, written) = self.entries().by_place.remove(&(owner, seq))?;
        (known == hash).then_some(written)
    }

    /// A poisoned lock is fine: what is missing is read from the journal.
    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::id::{EntryId, MemberId};
    use model::{Activity, Instant};

    fn written(seq: u64) -> Written {
        let entry = entry(seq);
        let state = Arc::new(Snapshot { seq, ..Snapshot::empty(entry.owner) });
        Written { entry: Arc::new(entry), state }
    }

    fn entry(seq: u64) -> Entry {
        Entry {
            id: EntryId(uuid::Uuid::from_u128(u128::from(seq))),
            owner: Owner::member(MemberId(uuid::Uuid::from_u128(7))),
            seq,
            at: Instant::UNIX_EPOCH,
            recorded_at: Instant::UNIX_EPOCH,
            version: 0,
            activity: Activity::TimePassed,
            events: Vec::new(),
            movements: Vec::new(),
            outcome: <_>::default(),
            claims: Vec::new(),
            input: Hash::default(),
            actor: <_>::default(),
            previous: Hash::default(),
        }
    }

    fn wanted() -> Fresh {
        let fresh = Fresh::default();
        fresh.want(true);
        fresh
    }

    #[test]
    fn an_entry_is_given_out_once_and_only_for_its_own_hash() {
        let (fresh, first) = (wanted(), written(1));
        let (owner, hash) = (first.entry.owner, Hash([1; 32]));
        fresh.keep(first.clone(), hash);
        assert_eq!(fresh.take(owner, 2, hash), None);
        assert_eq!(fresh.take(owner, 1, hash), Some(first.clone()));
        assert_eq!(fresh.take(owner, 1, hash), None);
        fresh.keep(first, hash);
        assert_eq!(fresh.take(owner, 1, Hash([2; 32])), None);
    }

    #[test]
    fn nothing_is_kept_while_another_node_projects() {
        let (fresh, owner) = (Fresh::default(), entry(1).owner);
        fresh.keep(written(1), Hash::default());
        fresh.want(true);
        assert_eq!(fresh.take(owner, 1, Hash::default()), None);
        fresh.keep(written(1), Hash::default());
        fresh.want(false);
        fresh.want(true);
        assert_eq!(fresh.take(owner, 1, Hash::default()), None);
    }

    #[test]
    fn the_oldest_make_room() {
        let fresh = wanted();
        let count = MOST as u64 + 1;
        (1..=count).for_each(|seq| fresh.keep(written(seq), Hash::default()));
        let owner = entry(1).owner;
        assert_eq!(fresh.take(owner, 1, Hash::default()), None);
        assert!(fresh.take(owner, 2, Hash::default()).is_some());
        assert!(fresh.take(owner, count, Hash::default()).is_some());
    }
}
