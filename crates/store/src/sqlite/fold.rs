//! From stored snapshot and journal tail to the exact state.

use super::row::{get_hash, int, optional};
use super::sql::journal;
use crate::StoreError;
use model::{Entry, Owner, Snapshot};
use rusqlite::{Connection, params};

/// Changes whenever folding an old entry would give another snapshot than before: rows
/// of another format are ignored until the projection writes them again.
pub(super) const SNAPSHOT_FORMAT: i64 = 1;

/// The stored snapshot, possibly behind the journal.
pub(super) fn stored(
    connection: &Connection,
    owner: Owner,
) -> Result<Option<Snapshot>, StoreError> {
    let mut find = connection.prepare_cached(journal::STORED_SNAPSHOT)?;
    let parameters = params![owner.id.as_bytes(), SNAPSHOT_FORMAT];
    let body = optional(&mut find, parameters, |row| row.get::<_, Vec<u8>>(0))?;
    body.map(|b| serde_json::from_slice(&b).map_err(|e| StoreError::unreadable("snapshot", e)))
        .transpose()
}

/// Carries all entries up to `through` that are not in the snapshot yet into it.
pub(super) fn catch_up(
    connection: &Connection,
    mut snapshot: Snapshot,
    through: u64,
) -> Result<Snapshot, StoreError> {
    let mut tail = connection.prepare_cached(journal::TAIL)?;
    let owner = snapshot.owner.id.as_bytes();
    let mut rows = tail.query(params![owner, int(snapshot.seq), int(through)])?;
    while let Some(row) = rows.next()? {
        let hash = get_hash(row, 0)?;
        let body = row.get_ref(1)?;
        let bytes = body.as_blob().map_err(|e| StoreError::unreadable("entry", e))?;
        let entry = Entry::from_bytes(bytes).map_err(|e| StoreError::unreadable("entry", e))?;
        ledger::fold(&mut snapshot, &entry, hash)
            .map_err(|e| StoreError::unreadable("chain of entries", e))?;
    }
    Ok(snapshot)
}

/// The exact state; `None` when there is no entry.
pub(super) fn load(connection: &Connection, owner: Owner) -> Result<Option<Snapshot>, StoreError> {
    let from = stored(connection, owner)?.unwrap_or_else(|| Snapshot::empty(owner));
    let snapshot = catch_up(connection, from, u64::MAX)?;
    Ok((snapshot.seq > 0).then_some(snapshot))
}
