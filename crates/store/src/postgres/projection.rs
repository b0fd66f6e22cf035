//! Writing behind the journal.
//!
//! INVARIANT: the row of the projection is locked before anything else, and everything is
//! written in the transaction that moves it on: of several projectors one writes a batch,
//! the others find that it stands elsewhere.
//!
//! COST: a batch is a dozen round trips, whatever its size: one statement per table, over
//! arrays. It does not wait for the disk, because it can be done again.

use super::PostgresStore;
use super::columns::{MoveColumns, OutboxColumns, OwnerColumns, PostingColumns, ReceiptColumns};
use super::row::{
    all, get, get_id, get_instant, get_key, get_owner, get_small, get_uint, int, kind_number,
    optional,
};
use super::sql::projection as sql;
use super::transaction::Writing;
use super::{figures, marks, search};
use crate::counts::{MemberCounts, tiers_held};
use crate::{
    ActRow, CertificateRow, DueOwner, OutboxEvent, OutboxRow, OwnerState, ProjectionBatch,
    ProjectionOutcome, Projections, StoreError, TotalDelta,
};
use async_trait::async_trait;
use model::{Instant, Key, Owner, OwnerKind, Snapshot};
use std::collections::BTreeMap;
use tokio_postgres::Row;
use uuid::Uuid;

#[async_trait]
impl Projections for PostgresStore {
    async fn projection_position(&self) -> Result<u64, StoreError> {
        let found = self.row(sql::POSITION, &[]).await?;
        optional(found, |r| get_uint(r, 0))?.ok_or_else(lost)
    }

    async fn owners_position(&self) -> Result<u64, StoreError> {
        let found = self.row(sql::OWNERS_POSITION, &[]).await?;
        optional(found, |r| get_uint(r, 0))?.ok_or_else(lost)
    }

    async fn write_projection(
        &self,
        batch: ProjectionBatch,
    ) -> Result<ProjectionOutcome, StoreError> {
        if batch.through < batch.after {
            return Err(StoreError::Misuse("a projection goes forward"));
        }
        let owners = OwnerColumns::of(&batch.owners)?;
        let writing = self.begin_relaxed().await?;
        let stands = lock(&writing).await?;
        if stands.position != batch.after {
            writing.rollback().await?;
            return Ok(ProjectionOutcome::Stale { position: stands.position });
        }
        let waiting = batch.outbox.iter().filter(|e| e.position > stands.outbox_through);
        let outbox = OutboxColumns::of(waiting, stands.outbox_number);
        let postings = PostingColumns::of(&batch.postings);
        tokio::try_join!(
            put_states(&writing, &batch.owners, &owners),
            postings.write(&writing),
            put_receipts(&writing, &batch),
            add_to_accounts(&writing, &batch),
            add_totals(&writing, &batch.totals),
            marks::add_counts(&writing, &batch.counts),
            super::submissions::write(&writing, &batch),
            insert_acts(&writing, &batch.acts),
            insert_certificates(&writing, &batch.certificates),
            search::put_terms(&writing, &batch.terms),
            figures::put_stores(&writing, &batch.figures.stores),
            outbox.write(&writing),
        )?;
        let visitors =
            figures::put_visits(&writing, &batch.figures.visits, stands.visitors).await?;
        let (through, number) = (int(batch.through), outbox.last);
        let owners_through = batch.owners_through.map(int);
        writing
            .execute(sql::MOVE_ON, &[&through, &number, &owners_through, &int(visitors)])
            .await?;
        writing.commit().await?;
        Ok(ProjectionOutcome::Written)
    }

    async fn reset_projections(&self) -> Result<(), StoreError> {
        let writing = self.begin_relaxed().await?;
        writing.execute(sql::START_ANEW, &[]).await?;
        writing.execute(sql::RESET, &[]).await?;
        writing.commit().await
    }

    async fn stored_snapshots(&self, owners: Vec<Owner>) -> Result<Vec<Snapshot>, StoreError> {
        self.all_stored(&owners).await
    }

    async fn list_due(
        &self,
        before: Instant,
        after: Option<DueOwner>,
        limit: u32,
    ) -> Result<Vec<DueOwner>, StoreError> {
        let (from, id) = match after {
            None => (i64::MIN, Uuid::nil()),
            Some(due) => (due.due_at.as_millisecond(), due.owner.id),
        };
        let (before, limit) = (before.as_millisecond(), i64::from(limit));
        let rows = self.rows_long(sql::DUE, &[&before, &from, &id, &limit]).await?;
        all(&rows, |r| Ok(DueOwner { due_at: get_instant(r, 0)?, owner: get_owner(r, 1)? }))
    }

    async fn list_outbox(&self, after: u64, limit: u32) -> Result<Vec<OutboxRow>, StoreError> {
        let rows = self.rows_long(sql::LIST_OUTBOX, &[&int(after), &i64::from(limit)]).await?;
        all(&rows, outbox)
    }

    async fn acknowledge_outbox(&self, numbers: Vec<u64>) -> Result<(), StoreError> {
        let numbers: Vec<i64> = numbers.into_iter().map(int).collect();
        self.change_relaxed(sql::DELETE_OUTBOX, &[&numbers]).await.map(|_| ())
    }
}

/// Where the projection stands.
struct Stands {
    position: u64,
    outbox_through: u64,
    outbox_number: i64,
    visitors: u64,
}

/// Waits until nobody else projects, to the end of the transaction.
async fn lock(writing: &Writing<'_>) -> Result<Stands, StoreError> {
    let stands = optional(writing.row(sql::LOCK_POSITION, &[]).await?, |r| {
        Ok(Stands {
            position: get_uint(r, 0)?,
            outbox_through: get_uint(r, 1)?,
            outbox_number: get(r, 2)?,
            visitors: get_uint(r, 3)?,
        })
    })?;
    stands.ok_or_else(lost)
}

fn lost() -> StoreError {
    StoreError::unreadable("projection", "its row is missing")
}

/// States with tiers, and by what they change the numbers of members.
async fn put_states(
    writing: &Writing<'_>,
    states: &[OwnerState],
    columns: &OwnerColumns,
) -> Result<(), StoreError> {
    let mut counts = MemberCounts::default();
    let newer = figures::put_owners(writing, states, columns, &mut counts).await?;
    put_tiers(writing, &newer, &mut counts).await?;
    figures::add_counts(writing, &counts).await
}

/// Tiers seldom change, so they are compared before anything is written.
async fn put_tiers(
    writing: &Writing<'_>,
    states: &[&OwnerState],
    counts: &mut MemberCounts,
) -> Result<(), StoreError> {
    let members = states.iter().map(|s| &s.snapshot);
    let members = members.filter(|s| s.owner.kind == OwnerKind::Member);
    let held: BTreeMap<(Uuid, &str), &str> = members
        .clone()
        .flat_map(|s| {
            let id = s.owner.id;
            tiers_held(s).into_iter().map(move |(track, tier)| ((id, track), tier))
        })
        .collect();
    let ids: Vec<Uuid> = members.map(|s| s.owner.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    let stored = all(&writing.rows(sql::TIERS_OF_OWNERS, &[&ids]).await?, |r| {
        Ok(((get_id(r, 0)?, get_key(r, 1)?), get_key(r, 2)?))
    })?;
    let stored: BTreeMap<(Uuid, Key), Key> = stored.into_iter().collect();
    let gone = stored.keys().filter(|(id, track)| !held.contains_key(&(*id, track.as_str())));
    let (ids, tracks): (Vec<Uuid>, Vec<&str>) = gone.map(|(id, t)| (*id, t.as_str())).unzip();
    if !ids.is_empty() {
        writing.execute(sql::DELETE_TIERS, &[&ids, &tracks]).await?;
    }
    let same = |id: Uuid, track: &str, tier: &str| {
        stored.get(&(id, Key::new(track))).is_some_and(|stored| stored.as_str() == tier)
    };
    for ((id, track), tier) in &stored {
        if held.get(&(*id, track.as_str())).copied() != Some(tier.as_str()) {
            counts.holds(track.as_str(), tier.as_str(), -1);
        }
    }
    let new = held.iter().filter(|((id, track), tier)| !same(*id, track, tier));
    let new = new.inspect(|((_, track), tier)| counts.holds(track, tier, 1));
    let mut columns: (Vec<Uuid>, Vec<&str>, Vec<&str>) = <_>::default();
    columns.extend(new.map(|((id, track), tier)| (*id, *track, *tier)));
    let (ids, tracks, tiers) = columns;
    if !ids.is_empty() {
        writing.execute(sql::PUT_TIERS, &[&ids, &tracks, &tiers]).await?;
    }
    Ok(())
}

/// Receipts, then what came back, perhaps of these very receipts, and then those that are
/// listed in another place.
async fn put_receipts(writing: &Writing<'_>, batch: &ProjectionBatch) -> Result<(), StoreError> {
    ReceiptColumns::of(&batch.receipts).write(writing).await?;
    if !batch.returns.is_empty() {
        let owners: Vec<Uuid> = batch.returns.iter().map(|r| r.owner.id).collect();
        let seqs: Vec<i64> = batch.returns.iter().map(|r| int(r.seq)).collect();
        let money: Vec<i64> = batch.returns.iter().map(|r| r.money.0).collect();
        writing.execute(sql::ADD_RETURNS, &[&owners, &seqs, &money]).await?;
    }
    MoveColumns::of(&batch.moved_receipts).write(writing).await
}

async fn add_to_accounts(writing: &Writing<'_>, batch: &ProjectionBatch) -> Result<(), StoreError> {
    let accounts = batch.accounts();
    if accounts.is_empty() {
        return Ok(());
    }
    let units: Vec<&str> = accounts.keys().map(|(unit, _)| unit.as_str()).collect();
    let words: Vec<&str> = accounts.keys().map(|(_, account)| *account).collect();
    let amounts: Vec<i64> = accounts.into_values().collect();
    writing.execute(sql::ADD_TO_ACCOUNTS, &[&units, &words, &amounts]).await?;
    Ok(())
}

pub(super) async fn add_totals(
    writing: &Writing<'_>,
    totals: &[TotalDelta],
) -> Result<(), StoreError> {
    if totals.is_empty() {
        return Ok(());
    }
    let days: Vec<String> = totals.iter().map(|t| t.day.to_string()).collect();
    let measures: Vec<&str> = totals.iter().map(|t| t.measure.as_str()).collect();
    let subjects: Vec<&str> = totals.iter().map(|t| t.subject.as_str()).collect();
    let deltas: Vec<i64> = totals.iter().map(|t| t.delta).collect();
    writing.execute(sql::ADD_TOTALS, &[&days, &measures, &subjects, &deltas]).await?;
    Ok(())
}

async fn insert_acts(writing: &Writing<'_>, acts: &[ActRow]) -> Result<(), StoreError> {
    if acts.is_empty() {
        return Ok(());
    }
    let positions: Vec<i64> = acts.iter().map(|act| int(act.position)).collect();
    let owners: Vec<Uuid> = acts.iter().map(|act| act.owner.id).collect();
    let kinds: Vec<i16> = acts.iter().map(|act| kind_number(act.owner.kind)).collect();
    let seqs: Vec<i64> = acts.iter().map(|act| int(act.seq)).collect();
    let moments: Vec<i64> = acts.iter().map(|act| act.at.as_millisecond()).collect();
    let words: Vec<&str> = acts.iter().map(|act| act.what.as_str()).collect();
    writing
        .execute(sql::INSERT_ACTS, &[&positions, &owners, &kinds, &seqs, &moments, &words])
        .await?;
    Ok(())
}

async fn insert_certificates(
    writing: &Writing<'_>,
    certificates: &[CertificateRow],
) -> Result<(), StoreError> {
    if certificates.is_empty() {
        return Ok(());
    }
    let positions: Vec<i64> = certificates.iter().map(|one| int(one.position)).collect();
    let ids: Vec<Uuid> = certificates.iter().map(|one| one.certificate.0).collect();
    let moments: Vec<i64> = certificates.iter().map(|one| one.at.as_millisecond()).collect();
    writing.execute(sql::INSERT_CERTIFICATES, &[&positions, &ids, &moments]).await?;
    Ok(())
}

fn outbox(row: &Row) -> Result<OutboxRow, StoreError> {
    Ok(OutboxRow {
        number: get_uint(row, 0)?,
        event: OutboxEvent {
            position: get_uint(row, 1)?,
            owner: get_owner(row, 2)?,
            seq: get_uint(row, 4)?,
            index: get_small(row, 5)?,
            at: get_instant(row, 6)?,
            topic: get_key(row, 7)?,
        },
    })
}
