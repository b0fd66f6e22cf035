//! From stored snapshot and journal tail to the exact state.

use super::look_up;
use super::pending::Shared;
use super::recent::Place;
use super::row::{get_hash, int, optional};
use super::sql::journal;
use crate::StoreError;
use crate::words::SNAPSHOT_FORMAT;
use model::{Entry, Owner, Snapshot};
use rusqlite::{Connection, Rows, params};

/// The stored snapshot, possibly behind the journal.
pub(super) fn stored(
    connection: &Connection,
    owner: Owner,
) -> Result<Option<Snapshot>, StoreError> {
    let mut find = connection.prepare_cached(journal::STORED_SNAPSHOT)?;
    let parameters = params![owner.id.as_bytes(), SNAPSHOT_FORMAT];
    let body = optional(&mut find, parameters, |row| row.get::<_, Vec<u8>>(0))?;
    body.map(|b| Snapshot::from_bytes(&b).map_err(|e| StoreError::unreadable("snapshot", e)))
        .transpose()
}

/// All that are stored, read in one transaction so that pages are kept from one to the next.
pub(super) fn all_stored(
    connection: &Connection,
    owners: &[Owner],
) -> Result<Vec<Snapshot>, StoreError> {
    let transaction = connection.unchecked_transaction()?;
    let stored = owners.iter().map(|owner| stored(&transaction, *owner));
    let stored = stored.filter_map(Result::transpose).collect();
    transaction.finish()?;
    stored
}

/// Carries all entries up to `through` that are not in the snapshot yet into it.
pub(super) fn catch_up(
    connection: &Connection,
    shared: &Shared,
    snapshot: Snapshot,
    through: u64,
) -> Result<Snapshot, StoreError> {
    let recent = look_up::chain(connection, shared, snapshot.owner.id)?;
    follow(connection, &recent, snapshot, through)
}

/// The same for an owner whose newest entries are at `recent`, as far as the table did not
/// have them when that was looked up.
fn follow(
    connection: &Connection,
    recent: &[Place],
    mut snapshot: Snapshot,
    through: u64,
) -> Result<Snapshot, StoreError> {
    let owner = snapshot.owner.id;
    // When all that is missing is in memory, the table need not be asked.
    let is_near = recent.first().is_some_and(|place| place.seq <= snapshot.seq + 1);
    if !is_near {
        let mut tail = connection.prepare_cached(journal::TAIL)?;
        let parameters = params![owner.as_bytes(), int(snapshot.seq), int(through)];
        take_in(&mut snapshot, tail.query(parameters)?)?;
    }
    let mut one = connection.prepare_cached(journal::BODY)?;
    for place in recent {
        if place.seq > snapshot.seq && place.seq <= through {
            take_in(&mut snapshot, one.query(params![int(place.position)])?)?;
        }
    }
    Ok(snapshot)
}

fn take_in(snapshot: &mut Snapshot, mut rows: Rows<'_>) -> Result<(), StoreError> {
    while let Some(row) = rows.next()? {
        let hash = get_hash(row, 1)?;
        let body = row.get_ref(2)?;
        let bytes = body.as_blob().map_err(|e| StoreError::unreadable("entry", e))?;
        let entry = Entry::from_bytes(bytes).map_err(|e| StoreError::unreadable("entry", e))?;
        ledger::fold(snapshot, &entry, hash)
            .map_err(|e| StoreError::unreadable("chain of entries", e))?;
    }
    Ok(())
}

/// The exact state; `None` when there is no entry.
pub(super) fn load(
    connection: &Connection,
    shared: &Shared,
    owner: Owner,
) -> Result<Option<Snapshot>, StoreError> {
    let from = stored(connection, owner)?.unwrap_or_else(|| Snapshot::empty(owner));
    let snapshot = catch_up(connection, shared, from, u64::MAX)?;
    Ok((snapshot.seq > 0).then_some(snapshot))
}

/// The exact states of many, without those of whom there is no entry.
///
/// INVARIANT: memory is looked at before the transaction begins. What is carried over to the
/// tables in between is in the transaction then; the other way round it would be in neither.
///
/// COST: one transaction, so that pages are kept from one owner to the next.
pub(super) fn load_all(
    connection: &Connection,
    shared: &Shared,
    owners: &[Owner],
) -> Result<Vec<Snapshot>, StoreError> {
    let recent = owners.iter().map(|owner| look_up::chain(connection, shared, owner.id));
    let recent = recent.collect::<Result<Vec<_>, _>>()?;
    let transaction = connection.unchecked_transaction()?;
    let states = owners.iter().zip(&recent).map(|(owner, recent)| {
        let from = stored(&transaction, *owner)?.unwrap_or_else(|| Snapshot::empty(*owner));
        let snapshot = follow(&transaction, recent, from, u64::MAX)?;
        Ok((snapshot.seq > 0).then_some(snapshot))
    });
    let states = states.filter_map(Result::transpose).collect();
    transaction.finish()?;
    states
}
