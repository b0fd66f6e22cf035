//! A small projector for tests.

use crate::fixtures::at;
use model::{Key, Snapshot};
use std::collections::BTreeMap;
use std::sync::Arc;
use tessera_store::{
    Expiring, Marks, OutboxEvent, OwnerState, PostingRow, ProjectionBatch, ProjectionOutcome,
    Store, StoreError,
};

/// What the service does in bulk. Owners are due at their number of
/// entries in seconds, and every entry makes one event.
pub(crate) async fn batch(store: &dyn Store, limit: u32) -> Result<ProjectionBatch, StoreError> {
    let after = store.projection_position().await?;
    let rows = store.journal_after(after, limit).await?;
    let mut batch = ProjectionBatch {
        after,
        through: rows.last().map_or(after, |r| r.position),
        ..ProjectionBatch::default()
    };
    let mut snapshots: BTreeMap<_, Snapshot> = BTreeMap::new();
    for row in rows {
        let entry = row.entry()?;
        // A stored snapshot may be behind the projection: a backend writes it when it pays.
        let before = match snapshots.remove(&row.owner) {
            Some(snapshot) => Some(snapshot),
            None => store.load_at(row.owner, row.seq - 1).await?,
        };
        let mut snapshot = before.unwrap_or_else(|| Snapshot::empty(row.owner));
        ledger::fold(&mut snapshot, &entry, row.hash)
            .map_err(|_| StoreError::Misuse("a chain that does not fold"))?;
        snapshots.insert(row.owner, snapshot);
        batch.postings.extend(PostingRow::of_entry(row.position, &entry));
        batch.outbox.push(OutboxEvent {
            position: row.position,
            owner: row.owner,
            seq: row.seq,
            index: 0,
            at: row.at,
            topic: Key(row.kind),
        });
    }
    batch.owners = snapshots.into_values().map(state).collect();
    Ok(batch)
}

fn state(snapshot: Snapshot) -> OwnerState {
    let due = i64::try_from(snapshot.seq).expect("small");
    OwnerState {
        due_at: Some(at(due)),
        expiring: Expiring::default(),
        marks: Marks::default(),
        snapshot: Arc::new(snapshot),
    }
}

/// Projects everything.
pub(crate) async fn project(store: &dyn Store) -> Result<(), StoreError> {
    loop {
        let batch = batch(store, 100).await?;
        if batch.through == batch.after {
            return Ok(());
        }
        assert_eq!(store.write_projection(batch).await?, ProjectionOutcome::Written);
    }
}
