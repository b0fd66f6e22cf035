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

    /// Takes the next entry in, with the hash of its bytes.
    pub fn step(&mut self, entry: &Entry, hash: Hash) -> Result<(), FoldError> {
        fold(&mut self.snapshot, entry, hash)?;
        for movement in &entry.movements {
            self.totals.add(movement);
        }
        Ok(())
    }

    /// Closes the chain and checks its end.
    pub fn finish(mut self) -> Proven {
        let mut violations = check_owner(&self.snapshot);
        violations.extend(check_balances(&self.snapshot, &self.totals));
        self.totals.hold(&self.snapshot);
        Proven { snapshot: self.snapshot, totals: self.totals, violations }
    }
}

/// Reads an entry as it is stored in place `seq` of a chain, with the hash that is stored
/// beside it. What it costs does not depend on other entries, so many can be read at once.
pub fn read(seq: u64, bytes: &[u8], hash: Hash) -> Result<Entry, FoldError> {
    if Hash::of(bytes) != hash {
        return Err(FoldError::WrongHash(seq));
    }
    Entry::from_bytes(bytes)
        .map_err(|error| FoldError::Unreadable { seq, reason: error.to_string() })
}

/// Rebuilds an owner's state from all entries in order, each as its stored
/// bytes and hash. Errors at the first entry that does not belong where it is.
pub fn rebuild<B: AsRef<[u8]>>(
    owner: Owner,
    entries: impl IntoIterator<Item = (B, Hash)>,
) -> Result<Proven, FoldError> {
    let mut chain = Rebuild::new(owner);
    for (seq, (bytes, hash)) in (1..).zip(entries) {
        chain.step(&read(seq, bytes.as_ref(), hash)?, hash)?;
    }
    Ok(chain.finish())
}
