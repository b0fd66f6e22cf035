//! From stored snapshot and journal tail to the exact state.

use super::PostgresStore;
use super::row::{get, get_hash, get_uint, int, optional};
use super::sql::journal;
use crate::StoreError;
use crate::words::SNAPSHOT_FORMAT;
use model::{Entry, Owner, Snapshot};
use tokio_postgres::Row;

impl PostgresStore {
    /// The stored snapshot, possibly behind the journal.
    pub(super) async fn stored_snapshot(
        &self,
        owner: Owner,
    ) -> Result<Option<Snapshot>, StoreError> {
        let found = self.row(journal::STORED_SNAPSHOT, &[&owner.id, &SNAPSHOT_FORMAT]).await?;
        optional(found, |row| read_snapshot(get(row, 0)?))
    }

    /// The exact state; `None` when there is no entry. Snapshot and tail come from one
    /// statement, so that the projection cannot move between them.
    pub(super) async fn load_exact(&self, owner: Owner) -> Result<Option<Snapshot>, StoreError> {
        let mut rows = self.rows(journal::LOAD, &[&owner.id, &SNAPSHOT_FORMAT]).await?;
        rows.sort_by_cached_key(|row| get_uint(row, 0).unwrap_or(u64::MAX));
        let mut snapshot = Snapshot::empty(owner);
        for row in &rows {
            match get_uint(row, 0)? {
                0 => snapshot = read_snapshot(get(row, 2)?)?,
                _ => fold(&mut snapshot, row, 1)?,
            }
        }
        Ok((snapshot.seq > 0).then_some(snapshot))
    }

    /// Carries all entries up to `through` that are not in the snapshot yet into it.
    pub(super) async fn catch_up(
        &self,
        mut snapshot: Snapshot,
        through: u64,
    ) -> Result<Snapshot, StoreError> {
        let (owner, from) = (snapshot.owner.id, int(snapshot.seq));
        for row in self.rows(journal::TAIL, &[&owner, &from, &int(through)]).await? {
            fold(&mut snapshot, &row, 0)?;
        }
        Ok(snapshot)
    }
}

fn read_snapshot(body: &[u8]) -> Result<Snapshot, StoreError> {
    serde_json::from_slice(body).map_err(|e| StoreError::unreadable("snapshot", e))
}

/// Folds the entry whose hash and bytes stand in a row from `column` on.
fn fold(snapshot: &mut Snapshot, row: &Row, column: usize) -> Result<(), StoreError> {
    let (hash, bytes) = (get_hash(row, column)?, get::<&[u8]>(row, column + 1)?);
    let entry = Entry::from_bytes(bytes).map_err(|e| StoreError::unreadable("entry", e))?;
    ledger::fold(snapshot, &entry, hash).map_err(|e| StoreError::unreadable("chain of entries", e))
}
