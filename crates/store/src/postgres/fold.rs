//! From stored snapshot and journal tail to the exact state.

use super::PostgresStore;
use super::connect::{Connections, Shared};
use super::gather::Reader;
use super::row::{all, get, get_hash, get_uint, int};
use super::sql::journal;
use crate::StoreError;
use crate::words::SNAPSHOT_FORMAT;
use model::{Entry, Owner, Snapshot};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio_postgres::Row;
use uuid::Uuid;

impl PostgresStore {
    /// The stored snapshots, possibly behind the journal.
    pub(super) async fn all_stored(&self, owners: &[Owner]) -> Result<Vec<Snapshot>, StoreError> {
        let ids = ids(owners);
        let rows = self.rows_long(journal::STORED_SNAPSHOTS, &[&ids, &SNAPSHOT_FORMAT]).await?;
        all(&rows, |row| read_snapshot(get(row, 0)?))
    }

    /// The exact states of those that have entries.
    pub(super) async fn load_all_exact(
        &self,
        owners: &[Owner],
    ) -> Result<Vec<Snapshot>, StoreError> {
        let states = exact(&self.long, owners).await?;
        Ok(states.into_values().collect())
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

/// Exact states, those that wait at the same time with one statement.
pub(super) struct States(pub(super) Arc<Shared>);

impl Reader for States {
    type Question = Owner;
    type Answer = Option<Snapshot>;

    async fn read(&self, owners: &[Owner]) -> Result<Vec<Option<Snapshot>>, StoreError> {
        let states = exact(&*self.0, owners).await?;
        Ok(owners.iter().map(|owner| states.get(&owner.id).cloned()).collect())
    }
}

/// The exact states of those that have entries, by their ids. Snapshots and tails come from
/// one statement, so that the projection cannot move between them; whoever has no snapshot in
/// it is folded from the beginning.
async fn exact(
    connections: &impl Connections,
    owners: &[Owner],
) -> Result<BTreeMap<Uuid, Snapshot>, StoreError> {
    let ids = ids(owners);
    let rows = connections.rows(journal::LOAD_ALL, &[&ids, &SNAPSHOT_FORMAT]).await?;
    let mut states: BTreeMap<Uuid, Snapshot> = BTreeMap::new();
    let (stored, tails): (Vec<&Row>, Vec<&Row>) =
        rows.iter().partition(|row| get_uint(row, 1).is_ok_and(|seq| seq == 0));
    for row in stored {
        states.insert(get(row, 0)?, read_snapshot(get(row, 3)?)?);
    }
    fold_all(&mut states, tails)?;
    let rest: Vec<Owner> =
        owners.iter().copied().filter(|owner| !states.contains_key(&owner.id)).collect();
    if !rest.is_empty() {
        let ids = self::ids(&rest);
        states.extend(rest.into_iter().map(|owner| (owner.id, Snapshot::empty(owner))));
        let rows = connections.rows(journal::CHAINS_OF, &[&ids]).await?;
        fold_all(&mut states, rows.iter().collect())?;
        states.retain(|_, snapshot| snapshot.seq > 0);
    }
    Ok(states)
}

fn ids(owners: &[Owner]) -> Vec<Uuid> {
    owners.iter().map(|owner| owner.id).collect()
}

/// Folds entries in the order of their numbers, each into the state of its owner.
fn fold_all(states: &mut BTreeMap<Uuid, Snapshot>, mut rows: Vec<&Row>) -> Result<(), StoreError> {
    rows.sort_by_cached_key(|row| get_uint(row, 1).unwrap_or(u64::MAX));
    for row in rows {
        if let Some(snapshot) = states.get_mut(&get(row, 0)?) {
            fold(snapshot, row, 2)?;
        }
    }
    Ok(())
}

fn read_snapshot(body: &[u8]) -> Result<Snapshot, StoreError> {
    Snapshot::from_bytes(body).map_err(|e| StoreError::unreadable("snapshot", e))
}

/// Folds the entry whose hash and bytes stand in a row from `column` on.
fn fold(snapshot: &mut Snapshot, row: &Row, column: usize) -> Result<(), StoreError> {
    let (hash, bytes) = (get_hash(row, column)?, get::<&[u8]>(row, column + 1)?);
    let entry = Entry::from_bytes(bytes).map_err(|e| StoreError::unreadable("entry", e))?;
    ledger::fold(snapshot, &entry, hash).map_err(|e| StoreError::unreadable("chain of entries", e))
}
