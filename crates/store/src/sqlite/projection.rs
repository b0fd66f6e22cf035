//! Writing behind the journal.

use super::fold::{self, SNAPSHOT_FORMAT};
use super::row::{self, all, get_instant, get_owner, get_uint, int, kind_number};
use super::sql::projection;
use super::{Durability, SqliteStore, submissions};
use crate::{
    DueOwner, OutboxEvent, OutboxRow, OwnerState, PostingRow, ProjectionBatch, ProjectionOutcome,
    Projections, StoreError,
};
use async_trait::async_trait;
use model::holdings::Account;
use model::{Instant, Owner, OwnerKind, Snapshot};
use rusqlite::{Connection, Row, params};

#[async_trait]
impl Projections for SqliteStore {
    async fn projection_position(&self) -> Result<u64, StoreError> {
        self.read(position)
    }

    async fn write_projection(
        &self,
        batch: ProjectionBatch,
    ) -> Result<ProjectionOutcome, StoreError> {
        if batch.through < batch.after {
            return Err(StoreError::Misuse("a projection goes forward"));
        }
        // Serialised here, so that the one thread that writes does not have to.
        let bodies = batch.owners.iter().map(|o| serde_json::to_vec(&*o.snapshot));
        let bodies = bodies
            .collect::<Result<Vec<_>, _>>()
            .map_err(|e| StoreError::Database(e.to_string().into()))?;
        self.write(Durability::WithTheNext, move |connection| write(connection, &batch, &bodies))
            .await
    }

    async fn reset_projections(&self) -> Result<(), StoreError> {
        self.write(Durability::WithTheNext, |connection| {
            Ok(connection.execute_batch(projection::RESET)?)
        })
        .await
    }

    async fn find_stored_snapshot(&self, owner: Owner) -> Result<Option<Snapshot>, StoreError> {
        self.read(|connection| fold::stored(connection, owner))
    }

    async fn list_due(
        &self,
        before: Instant,
        after: Option<DueOwner>,
        limit: u32,
    ) -> Result<Vec<DueOwner>, StoreError> {
        self.read_long(move |connection| {
            let (from, id) = match after {
                None => (i64::MIN, Vec::new()),
                Some(due) => {
                    let id = due.owner.id.as_bytes().to_vec();
                    (due.due_at.as_millisecond(), id)
                }
            };
            let mut list = connection.prepare_cached(projection::DUE)?;
            let parameters = params![before.as_millisecond(), from, id, limit];
            all(&mut list, parameters, |r| {
                Ok(DueOwner { due_at: get_instant(r, 0)?, owner: get_owner(r, 1)? })
            })
        })
        .await
    }

    async fn list_outbox(&self, after: u64, limit: u32) -> Result<Vec<OutboxRow>, StoreError> {
        self.read_long(move |connection| {
            let mut list = connection.prepare_cached(projection::LIST_OUTBOX)?;
            all(&mut list, params![int(after), limit], outbox)
        })
        .await
    }

    async fn acknowledge_outbox(&self, numbers: Vec<u64>) -> Result<(), StoreError> {
        self.write(Durability::WithTheNext, move |connection| {
            let mut delete = connection.prepare_cached(projection::DELETE_OUTBOX)?;
            for number in numbers {
                delete.execute(params![int(number)])?;
            }
            Ok(())
        })
        .await
    }
}

/// How far the projection is.
pub(super) fn position(connection: &Connection) -> Result<u64, StoreError> {
    let mut find = connection.prepare_cached(projection::POSITION)?;
    Ok(find.query_row([], |r| get_uint(r, 0))?)
}

fn write(
    connection: &Connection,
    batch: &ProjectionBatch,
    bodies: &[Vec<u8>],
) -> Result<ProjectionOutcome, StoreError> {
    let stands = position(connection)?;
    if stands != batch.after {
        return Ok(ProjectionOutcome::Stale { position: stands });
    }
    for (owner, body) in batch.owners.iter().zip(bodies) {
        put_owner(connection, owner, body)?;
    }
    insert_postings(connection, &batch.postings)?;
    insert_receipts(connection, batch)?;
    let mut add = connection.prepare_cached(projection::ADD_TOTAL)?;
    for total in &batch.totals {
        let (measure, subject) = (total.measure.as_str(), total.subject.as_str());
        add.execute(params![total.day.to_string(), measure, subject, total.delta])?;
    }
    submissions::write(connection, batch)?;
    insert_outbox(connection, &batch.outbox)?;
    connection.prepare_cached(projection::MOVE_ON)?.execute(params![int(batch.through)])?;
    Ok(ProjectionOutcome::Written)
}

fn put_owner(connection: &Connection, state: &OwnerState, body: &[u8]) -> Result<(), StoreError> {
    let snapshot = &state.snapshot;
    let member = &snapshot.member;
    let id = snapshot.owner.id.as_bytes();
    connection.prepare_cached(projection::PUT_OWNER)?.execute(params![
        id,
        kind_number(snapshot.owner.kind),
        int(snapshot.seq),
        SNAPSHOT_FORMAT,
        state.due_at.map(|t| t.as_millisecond()),
        member.enrolled_at.map(|t| t.as_millisecond()),
        member.blocked,
        state.last_activity_at.map(|t| t.as_millisecond()),
        state.receipts,
        state.turnover.0,
        body,
    ])?;
    if snapshot.owner.kind == OwnerKind::Member {
        put_tiers(connection, snapshot)?;
    }
    Ok(())
}

/// Tiers seldom change, so they are compared before anything is written.
fn put_tiers(connection: &Connection, snapshot: &Snapshot) -> Result<(), StoreError> {
    let id = snapshot.owner.id.as_bytes();
    let held = &snapshot.member.tiers;
    let mut list = connection.prepare_cached(projection::TIERS_OF_OWNER)?;
    let stored = all(&mut list, params![id], |r| Ok((row::get_key(r, 0)?, row::get_key(r, 1)?)))?;
    for (track, _) in stored.iter().filter(|(track, _)| !held.contains_key(track)) {
        connection.prepare_cached(projection::DELETE_TIER)?.execute(params![id, track.as_str()])?;
    }
    for (track, state) in held {
        let same = |s: &&(model::Key, model::Key)| s.0 == *track && s.1 == state.tier;
        if stored.iter().find(same).is_none() {
            connection.prepare_cached(projection::PUT_TIER)?.execute(params![
                id,
                track.as_str(),
                state.tier.as_str()
            ])?;
        }
    }
    Ok(())
}

fn insert_postings(connection: &Connection, postings: &[PostingRow]) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(projection::INSERT_POSTING)?;
    for posting in postings {
        insert.execute(params![
            int(posting.position),
            posting.line,
            posting.owner.id.as_bytes(),
            kind_number(posting.owner.kind),
            int(posting.seq),
            posting.event,
            posting.at.as_millisecond(),
            posting.unit.as_str(),
            account_word(posting.account),
            posting.amount.0,
            posting.lot.map(|l| int(l.seq)),
            posting.lot.map(|l| l.index),
        ])?;
    }
    Ok(())
}

fn insert_receipts(connection: &Connection, batch: &ProjectionBatch) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(projection::INSERT_RECEIPT_FACT)?;
    for receipt in &batch.receipts {
        insert.execute(params![
            int(receipt.position),
            receipt.id.0.as_bytes(),
            receipt.owner.id.as_bytes(),
            kind_number(receipt.owner.kind),
            int(receipt.seq),
            receipt.at.as_millisecond(),
            receipt.store.as_str(),
            receipt.number.as_deref(),
            receipt.total.0,
            receipt.discount.0,
            receipt.payable.0,
        ])?;
    }
    let mut add = connection.prepare_cached(projection::ADD_RETURN)?;
    for returned in &batch.returns {
        let (id, seq) = (returned.owner.id.as_bytes(), int(returned.seq));
        add.execute(params![id, seq, returned.money.0])?;
    }
    Ok(())
}

fn insert_outbox(connection: &Connection, events: &[OutboxEvent]) -> Result<(), StoreError> {
    if events.is_empty() {
        return Ok(());
    }
    let mut find = connection.prepare_cached(projection::OUTBOX_THROUGH)?;
    let through = find.query_row([], |r| get_uint(r, 0))?;
    let mut insert = connection.prepare_cached(projection::INSERT_OUTBOX)?;
    for event in events.iter().filter(|e| e.position > through) {
        insert.execute(params![
            int(event.position),
            event.owner.id.as_bytes(),
            kind_number(event.owner.kind),
            int(event.seq),
            event.index,
            event.at.as_millisecond(),
            event.topic.as_str(),
            event.body,
        ])?;
    }
    Ok(())
}

fn outbox(row: &Row<'_>) -> rusqlite::Result<OutboxRow> {
    Ok(OutboxRow {
        number: get_uint(row, 0)?,
        event: OutboxEvent {
            position: get_uint(row, 1)?,
            owner: get_owner(row, 2)?,
            seq: get_uint(row, 4)?,
            index: row.get(5)?,
            at: get_instant(row, 6)?,
            topic: row::get_key(row, 7)?,
            body: row.get(8)?,
        },
    })
}

/// The word for an account. Words are on disk: never change one.
fn account_word(account: Account) -> &'static str {
    match account {
        Account::Spendable => "spendable",
        Account::Pending => "pending",
        Account::Held => "held",
        Account::Issued => "issued",
        Account::Redeemed => "redeemed",
        Account::Breakage => "breakage",
        Account::Adjustment => "adjustment",
        Account::Transit => "transit",
        Account::Granted => "granted",
        Account::Payable => "payable",
    }
}

/// The account behind a word.
pub(super) fn account_of(word: &str) -> Option<Account> {
    Some(match word {
        "spendable" => Account::Spendable,
        "pending" => Account::Pending,
        "held" => Account::Held,
        "issued" => Account::Issued,
        "redeemed" => Account::Redeemed,
        "breakage" => Account::Breakage,
        "adjustment" => Account::Adjustment,
        "transit" => Account::Transit,
        "granted" => Account::Granted,
        "payable" => Account::Payable,
        _ => return None,
    })
}
