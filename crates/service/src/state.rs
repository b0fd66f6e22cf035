//! The states of owners that this node works with: a cache, and locks that let local
//! races queue instead of losing against each other.
//!
//! INVARIANT: nothing is decided for good on a cached state: the append refuses it when
//! the owner's chain is longer than the state knows. A commit takes the state out of the
//! cache and puts it back when done, so a commit that is given up leaves nothing stale.
//!
//! COST: a lock is one of a fixed number of stripes, so memory does not grow with owners.

use model::{Owner, Snapshot};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use tokio::sync::{Mutex, MutexGuard};

/// Stripes of the lock: with 64 commits under way, two of different owners share one in
/// about a fifth of the moments, and then one waits for the other's disk write.
const STRIPES: usize = 8_192;

/// A snapshot in memory weighs about so much before anything that grows, with its place in
/// the cache.
const BASE_WEIGHT: usize = size_of::<Snapshot>() + 200;

/// What most states weigh: one unit, a few series, one track of tiers.
const USUAL_WEIGHT: u64 = 4_000;

pub(crate) struct States {
    cache: Cache<Owner, Arc<Snapshot>, Bytes>,
    locks: Box<[Mutex<()>]>,
    /// Whoever lost a race about the chain of somebody else waits here.
    queue: Mutex<()>,
    /// Always the same, so that a run can be repeated: ids of owners are made by us.
    hasher: BuildHasherDefault<DefaultHasher>,
    hits: AtomicU64,
    misses: AtomicU64,
}

/// How the memory for states is used, for operators.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CacheNumbers {
    /// States that were found in memory.
    pub hits: u64,
    /// States that had to be read.
    pub misses: u64,
    /// States that are kept.
    pub entries: u64,
    /// Their estimated size.
    pub bytes: u64,
}

#[derive(Clone)]
struct Bytes;

impl Weighter<Owner, Arc<Snapshot>> for Bytes {
    fn weight(&self, _owner: &Owner, snapshot: &Arc<Snapshot>) -> u64 {
        weight(snapshot) as u64
    }
}

/// What a state takes: trees reserve whole nodes, so even one entry takes a kilobyte.
fn weight(snapshot: &Snapshot) -> usize {
    let member = &snapshot.member;
    let units = &snapshot.holdings.units;
    let holdings: usize = units
        .values()
        .map(|u| {
            list(&u.lots) + list(&u.lapsed) + u.holds.len() * 2 * size_of::<model::holdings::Hold>()
        })
        .sum();
    let buckets: usize = member.series.values().map(|series| list(&series.buckets)).sum();
    let trees = tree(units) + tree(&member.series) + tree(&member.tiers) + tree(&member.choices);
    let profile = &member.profile;
    let words = profile.tags.len() + profile.segments.len() + profile.attributes.len();
    let group = member.group.as_ref().map_or(0, |group| group.seats.len());
    let own = member.claims.len()
        + member.memberships.len()
        + member.products.len()
        + member.submissions.len() * 4
        + member.scheduled.len()
        + member.consequences.len()
        + member.seats.len()
        + member.absorbed.len() * 4
        + member.activated.len()
        + member.verifications.len()
        + group;
    let coupons = list(&member.coupons) + list(&member.used_up);
    BASE_WEIGHT + trees + holdings + buckets + coupons + words * 120 + own * 120
}

/// A list grows to the next power of two.
fn list<T>(items: &Vec<T>) -> usize {
    items.capacity() * size_of::<T>()
}

/// A tree has room for eleven entries in each node, of which about eight are filled.
fn tree<K, V>(items: &BTreeMap<K, V>) -> usize {
    items.len().div_ceil(8) * 11 * (size_of::<K>() + size_of::<V>())
}

impl States {
    pub(crate) fn new(bytes: u64) -> Self {
        let items = usize::try_from(bytes / USUAL_WEIGHT).unwrap_or(usize::MAX).max(16);
        Self {
            cache: Cache::with_weighter(items, bytes, Bytes),
            locks: (0..STRIPES).map(|_| Mutex::new(())).collect(),
            queue: Mutex::new(()),
            hasher: BuildHasherDefault::default(),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
        }
    }

    /// Waits for the owner's turn.
    pub(crate) async fn lock(&self, owner: Owner) -> MutexGuard<'_, ()> {
        let hash = self.hasher.hash_one(owner);
        let stripe = usize::try_from(hash % STRIPES as u64).unwrap_or_default();
        self.locks[stripe].lock().await
    }

    /// Waits for the turn of those who lost a race about a chain that is not their own,
    /// such as that of a group in which many buy at once: from then on they go one after
    /// the other. Nobody who has this turn waits for the turn of an owner.
    pub(crate) async fn queue(&self) -> MutexGuard<'_, ()> {
        self.queue.lock().await
    }

    /// Takes the state out.
    pub(crate) fn take(&self, owner: Owner) -> Option<Arc<Snapshot>> {
        self.count(self.cache.remove(&owner).map(|(_, snapshot)| snapshot))
    }

    /// Looks at the state.
    pub(crate) fn peek(&self, owner: Owner) -> Option<Arc<Snapshot>> {
        self.count(self.cache.get(&owner))
    }

    /// Whether the state is in memory.
    pub(crate) fn has(&self, owner: Owner) -> bool {
        self.cache.contains_key(&owner)
    }

    fn count<T>(&self, found: Option<T>) -> Option<T> {
        let counter = if found.is_some() { &self.hits } else { &self.misses };
        counter.fetch_add(1, Relaxed);
        found
    }

    /// How the memory is used.
    pub(crate) fn numbers(&self) -> CacheNumbers {
        CacheNumbers {
            hits: self.hits.load(Relaxed),
            misses: self.misses.load(Relaxed),
            entries: self.cache.len() as u64,
            bytes: self.cache.weight(),
        }
    }

    /// Keeps a state. Receipts without a member are hardly ever looked at again.
    pub(crate) fn keep(&self, snapshot: Arc<Snapshot>) {
        if snapshot.owner.kind != model::OwnerKind::Receipt && snapshot.seq > 0 {
            self.cache.insert(snapshot.owner, snapshot);
        }
    }
}
