//! What the accepted appends of a group write, gathered per table and in the order of keys.
//!
//! INVARIANT: every key appears once per table, with what holds after the last append that
//! touched it; so each table is written by one statement, and two writers that touch the
//! same rows do so in the same order.

use super::judge::half;
use crate::{Append, BatchRow, CodeRow, DirectoryRow, NewEntry, ReceiptClaim};
use model::entry::Hash;
use model::{Instant, Key, Owner};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A key of a request on its way into the database.
pub(super) struct UsedKey {
    pub(super) input: Hash,
    pub(super) owner: Owner,
    pub(super) seq: u64,
    pub(super) at: Instant,
}

/// A receipt that comes to life, with a return in the same group perhaps.
pub(super) struct NewReceipt {
    pub(super) claim: ReceiptClaim,
    pub(super) last_return_seq: Option<u64>,
}

/// Whom an identity led to before the group, and leads to after it.
pub(super) struct Moved {
    pub(super) before: Option<Owner>,
    pub(super) after: Option<Owner>,
}

/// All writes of a group. It borrows from the appends.
#[derive(Default)]
pub(super) struct Effects<'a> {
    /// Entries with their ordinal in the group, which is the order of the appends.
    pub(super) entries: BTreeMap<(Uuid, u64), (i64, &'a NewEntry)>,
    pub(super) keys: BTreeMap<[u8; 16], UsedKey>,
    pub(super) receipts: BTreeMap<Uuid, NewReceipt>,
    pub(super) returns: BTreeMap<Uuid, u64>,
    pub(super) natural_keys: BTreeMap<Hash, Uuid>,
    pub(super) identities: BTreeMap<(&'a str, &'a str), Moved>,
    pub(super) new_codes: BTreeMap<Hash, &'a CodeRow>,
    pub(super) revised_codes: BTreeMap<Hash, &'a CodeRow>,
    pub(super) batches: Vec<&'a BatchRow>,
    /// New values, and whether the counter has a row already.
    pub(super) counters: BTreeMap<Key, (i64, bool)>,
    pub(super) directory: BTreeMap<Uuid, &'a DirectoryRow>,
}

impl<'a> Effects<'a> {
    /// Begins with whom the identities lead to that the group touches.
    pub(super) fn of(
        appends: impl Iterator<Item = &'a Append>,
        holder: impl Fn(&Key, &SmolStr) -> Option<Owner>,
    ) -> Self {
        let touched = appends.flat_map(|a| a.identities.iter().chain(&a.released_identities));
        let identities = touched.map(|claim| {
            let before = holder(&claim.kind, &claim.value);
            let place = (claim.kind.as_str(), claim.value.as_str());
            (place, Moved { before, after: before })
        });
        Self { identities: identities.collect(), ..Self::default() }
    }

    /// Whether there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        let moved = self.identities.values().any(|m| m.before != m.after);
        !moved
            && self.entries.is_empty()
            && self.returns.is_empty()
            && self.new_codes.is_empty()
            && self.revised_codes.is_empty()
            && self.receipts.is_empty()
            && self.batches.is_empty()
            && self.counters.is_empty()
            && self.directory.is_empty()
    }

    /// The new value of a counter.
    pub(super) fn counter(&mut self, counter: &Key, value: i64, is_known: bool) {
        let place = self.counters.entry(counter.clone()).or_insert((value, is_known));
        place.0 = value;
    }

    /// Everything else that an accepted append writes.
    pub(super) fn add(&mut self, append: &'a Append) {
        for entry in &append.entries {
            let ordinal = i64::try_from(self.entries.len()).unwrap_or(i64::MAX);
            self.entries.insert((entry.owner.id, entry.seq), (ordinal, entry));
        }
        if let (Some(claim), Some(entry)) = (&append.idempotency, append.entries.first()) {
            let (owner, seq) = (entry.owner, entry.seq);
            let key = UsedKey { input: claim.input, owner, seq, at: claim.at };
            self.keys.insert(half(&claim.key), key);
        }
        self.add_receipt(append);
        for released in &append.released_identities {
            let place = (released.kind.as_str(), released.value.as_str());
            if let Some(moved) = self.identities.get_mut(&place)
                && moved.after == Some(released.owner)
            {
                moved.after = None;
            }
        }
        for claim in &append.identities {
            let place = (claim.kind.as_str(), claim.value.as_str());
            if let Some(moved) = self.identities.get_mut(&place) {
                moved.after.get_or_insert(claim.owner);
            }
        }
        self.new_codes.extend(append.codes.iter().map(|code| (code.hash, code)));
        for code in &append.revised_codes {
            match self.new_codes.get_mut(&code.hash) {
                Some(new) => *new = code,
                None => {
                    self.revised_codes.insert(code.hash, code);
                }
            }
        }
        self.batches.extend(&append.batch);
        self.directory.extend(append.directory.iter().map(|row| (row.member.0, row)));
    }

    fn add_receipt(&mut self, append: &Append) {
        if let Some(claim) = append.receipt {
            self.receipts.insert(claim.id.0, NewReceipt { claim, last_return_seq: None });
            self.natural_keys.extend(claim.natural_key.map(|key| (key, claim.id.0)));
        }
        if let Some(returned) = &append.returned {
            match self.receipts.get_mut(&returned.receipt.0) {
                Some(new) => new.last_return_seq = Some(returned.seq),
                None => {
                    self.returns.insert(returned.receipt.0, returned.seq);
                }
            }
        }
    }
}
