//! Which appends of a group may be written, decided from what was read about all of them.
//!
//! Pure: the same reads and the same appends in the same order give the same answers. An
//! append that is accepted counts as written for those after it, so a group behaves like
//! its appends one after the other.
//!
//! INVARIANT: objections come in the order that [`Append`] declares; an append that is
//! refused changes nothing.

use super::effects::Effects;
use crate::{Append, Appended, CodeRow, IdempotencyRow, IdentityClaim, NewEntry, ReceiptRow};
use crate::{ReceiptClaim, StoreError};
use model::entry::Hash;
use model::id::ReceiptId;
use model::{Key, Owner};
use smol_str::SmolStr;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The half of a hash that idempotency keys are looked up by.
pub(super) fn half(hash: &Hash) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.0[..16]);
    half
}

/// What the database holds about everything that a group touches, and what the accepted
/// appends of the group have added to it.
#[derive(Default)]
pub(super) struct Known {
    pub(super) generation: u64,
    pub(super) keys: HashMap<[u8; 16], IdempotencyRow>,
    pub(super) receipts: HashMap<Uuid, ReceiptRow>,
    pub(super) natural_keys: HashMap<Hash, ReceiptId>,
    pub(super) identities: HashMap<(Key, SmolStr), Owner>,
    pub(super) codes: BTreeSet<Hash>,
    /// The last entry of each owner, as far as it was asked for: one beyond what a writer
    /// knows stands for all of them.
    pub(super) heads: HashMap<Uuid, u64>,
    pub(super) counters: HashMap<Key, i64>,
}

/// Decides about one append; what an accepted one does is noted in `effects`.
pub(super) fn judge<'a>(
    known: &mut Known,
    append: &'a Append,
    effects: &mut Effects<'a>,
) -> Result<Appended, StoreError> {
    if let Some(objection) = first_objection(known, append)? {
        return Ok(objection);
    }
    let counters = match count(known, append) {
        Ok(counters) => counters,
        Err(counter) => return Ok(Appended::LimitReached { counter }),
    };
    for (counter, value) in counters {
        effects.counter(counter, value, known.counters.contains_key(counter));
        known.counters.insert(counter.clone(), value);
    }
    note(known, append);
    effects.add(append);
    Ok(Appended::Done)
}

fn first_objection(known: &Known, append: &Append) -> Result<Option<Appended>, StoreError> {
    if let Some(claim) = &append.idempotency {
        if append.entries.is_empty() {
            return Err(StoreError::Misuse("an idempotency key needs an entry"));
        }
        if let Some(found) = known.keys.get(&half(&claim.key)) {
            return Ok(Some(match found.input == claim.input {
                true => Appended::Repeated { owner: found.owner, seq: found.seq },
                false => Appended::KeyMismatch,
            }));
        }
    }
    if let Some(returned) = &append.returned
        && !known.receipts.contains_key(&returned.receipt.0)
    {
        return Err(StoreError::Misuse("a return of an unknown receipt"));
    }
    let objection = known_receipt(known, append.receipt.as_ref())
        .or_else(|| reconfigured(known, append.generation))
        .or_else(|| taken_identity(known, append))
        .or_else(|| taken_code(known, &append.codes))
        .or_else(|| conflict(known, &append.entries));
    Ok(objection)
}

fn known_receipt(known: &Known, claim: Option<&ReceiptClaim>) -> Option<Appended> {
    let claim = claim?;
    let by_key = || known.natural_keys.get(claim.natural_key.as_ref()?);
    let id = known.receipts.get(&claim.id.0).map(|r| r.id).or_else(|| by_key().copied())?;
    let found = known.receipts.get(&id.0)?;
    Some(Appended::ReceiptExists {
        id: found.id,
        owner: found.owner,
        seq: found.seq,
        same_input: found.input == claim.input,
    })
}

fn reconfigured(known: &Known, decided_under: Option<u64>) -> Option<Appended> {
    decided_under.filter(|g| *g != known.generation).map(|_| Appended::Reconfigured)
}

fn taken_identity(known: &Known, append: &Append) -> Option<Appended> {
    let same = |a: &IdentityClaim, b: &IdentityClaim| a.kind == b.kind && a.value == b.value;
    append.identities.iter().enumerate().find_map(|(index, claim)| {
        let released = |holder: Owner| {
            append.released_identities.iter().any(|r| same(r, claim) && r.owner == holder)
        };
        let stored = known.identities.get(&(claim.kind.clone(), claim.value.clone())).copied();
        let stored = stored.filter(|holder| !released(*holder));
        let earlier = append.identities[..index].iter().find(|c| same(c, claim));
        let holder = stored.or(earlier.map(|c| c.owner));
        let owner = holder.filter(|holder| *holder != claim.owner)?;
        Some(Appended::IdentityTaken {
            kind: claim.kind.clone(),
            value: claim.value.clone(),
            owner,
        })
    })
}

fn taken_code(known: &Known, codes: &[CodeRow]) -> Option<Appended> {
    let mut hashes: Vec<Hash> = codes.iter().map(|c| c.hash).collect();
    hashes.sort_unstable();
    let twice = hashes.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
    let taken = twice.or_else(|| hashes.iter().copied().find(|hash| known.codes.contains(hash)));
    taken.map(|hash| Appended::CodeTaken { hash })
}

/// Each entry must be the next one of its chain, after those before it in the append.
fn conflict(known: &Known, entries: &[NewEntry]) -> Option<Appended> {
    entries.iter().enumerate().find_map(|(index, entry)| {
        let earlier = entries[..index].iter().rev().find(|e| e.owner == entry.owner);
        let head = match earlier {
            Some(previous) => previous.seq,
            None => known.heads.get(&entry.owner.id).copied().unwrap_or(0),
        };
        (entry.seq != head + 1).then_some(Appended::Conflict { owner: entry.owner })
    })
}

/// The new values of all counters that move, or the counter that must not.
fn count<'a>(known: &Known, append: &'a Append) -> Result<Vec<(&'a Key, i64)>, Key> {
    let mut counters: Vec<(&Key, i64)> = Vec::new();
    for claim in &append.claims {
        let index = match counters.iter().position(|c| *c.0 == claim.counter) {
            Some(index) => index,
            None => {
                let value = known.counters.get(&claim.counter).copied().unwrap_or(0);
                counters.push((&claim.counter, value));
                counters.len() - 1
            }
        };
        let next = counters[index].1.checked_add(claim.delta);
        let over = |value: i64| claim.delta > 0 && claim.maximum.is_some_and(|m| value > m);
        match next.filter(|value| !over(*value)) {
            Some(value) => counters[index].1 = value,
            None => return Err(claim.counter.clone()),
        }
    }
    Ok(counters)
}

/// What an accepted append means for those after it.
fn note(known: &mut Known, append: &Append) {
    for entry in &append.entries {
        known.heads.insert(entry.owner.id, entry.seq);
    }
    if let (Some(claim), Some(entry)) = (&append.idempotency, append.entries.first()) {
        let row = IdempotencyRow { input: claim.input, owner: entry.owner, seq: entry.seq };
        known.keys.insert(half(&claim.key), row);
    }
    if let Some(claim) = &append.receipt {
        let row = ReceiptRow {
            id: claim.id,
            owner: claim.owner,
            seq: claim.seq,
            input: claim.input,
            last_return_seq: None,
        };
        known.receipts.insert(claim.id.0, row);
        if let Some(key) = claim.natural_key {
            known.natural_keys.insert(key, claim.id);
        }
    }
    for released in &append.released_identities {
        let place = (released.kind.clone(), released.value.clone());
        if known.identities.get(&place) == Some(&released.owner) {
            known.identities.remove(&place);
        }
    }
    for claim in &append.identities {
        let place = (claim.kind.clone(), claim.value.clone());
        known.identities.entry(place).or_insert(claim.owner);
    }
    known.codes.extend(append.codes.iter().map(|c| c.hash));
}
