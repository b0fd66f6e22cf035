//! Proving one owner's chain: bytes against hashes, hashes against each
//! other, movements against holdings, holdings against postings.
//!
//! COST: reads every entry once and keeps one snapshot and one record per
//! unit, so memory does not grow with the length of the chain.

use crate::check::{Violation, check_balances, check_owner};
use crate::error::FoldError;
use crate::fold::fold;
use crate::totals::Totals;
use model::entry::Hash;
use model::{Entry, Owner, Snapshot};

/// A chain while it is read.
#[derive(Clone, Debug)]
pub struct Rebuild {
    snapshot: Snapshot,
    totals: Totals,
}

/// A chain that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proven {
    /// The owner's state.
    pub snapshot: Snapshot,
    /// The owner's part of the book, ready to be merged into the whole.
    pub totals: Totals,
    /// Broken invariants; empty when all is well.
    pub violations: Vec<Violation>,
}

impl Rebuild {
    /// Before the owner's first entry.
    pub fn new(owner: Owner) -> Self {
        Self { snapshot: Snapshot::empty(owner), totals: Totals::default() }
    }

    /// The owner's state so far.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Reads the next entry as it is stored, with the hash that is stored beside it.
    pub fn step(&mut self, bytes: &[u8], hash: Hash) -> Result<Entry, FoldError> {
        let seq = self.snapshot.seq.saturating_add(1);
        if Hash::of(bytes) != hash {
            return Err(FoldError::WrongHash(seq));
        }
        let entry = Entry::from_bytes(bytes)
            .map_err(|error| FoldError::Unreadable { seq, reason: error.to_string() })?;
        fold(&mut self.snapshot, &entry, hash)?;
        for movement in &entry.movements {
            self.totals.add(movement);
        }
        Ok(entry)
    }

    /// Closes the chain and checks its end.
    pub fn finish(mut self) -> Proven {
        let mut violations = check_owner(&self.snapshot);
        violations.extend(check_balances(&self.snapshot, &self.totals));
        self.totals.hold(&self.snapshot);
        Proven { snapshot: self.snapshot, totals: self.totals, violations }
    }
}

/// Rebuilds an owner's state from all entries in order, each as its stored
/// bytes and hash. Errors at the first entry that does not belong where it is.
pub fn rebuild<B: AsRef<[u8]>>(
    owner: Owner,
    entries: impl IntoIterator<Item = (B, Hash)>,
) -> Result<Proven, FoldError> {
    let mut chain = Rebuild::new(owner);
    for (bytes, hash) in entries {
        chain.step(bytes.as_ref(), hash)?;
    }
    Ok(chain.finish())
}
