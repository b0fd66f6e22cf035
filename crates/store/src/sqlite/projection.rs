//! Writing behind the journal.

use super::pending::Shared;
use super::row::{self, all, get_instant, get_owner, get_uint, int, kind_number, optional};
use super::sql::projection;
use super::{Durability, SqliteStore, figures, fold, look_up, marks, search, submissions};
use crate::counts::{MemberCounts, Standing, tiers_held};
use crate::figures::{Expiring, ExpiringSums};
use crate::marks::{MarkSums, Marks};
use crate::words::{SNAPSHOT_FORMAT, account_word};
use crate::{
    ActRow, CertificateRow, DueOwner, OutboxEvent, OutboxRow, OwnerState, PostingRow,
    ProjectionBatch, ProjectionOutcome, Projections, ReceiptMove, StoreError,
};
use async_trait::async_trait;
use model::{Instant, Owner, OwnerKind, Snapshot};
use rusqlite::{Connection, Row, params};
use smol_str::SmolStr;

/// A stored state may be so many entries behind: each costs a loading ten to twenty
/// microseconds, and a page at a random place when it is not put off.
const SNAPSHOT_EVERY: u64 = 4;

/// A transaction of so many entries takes the writer a few milliseconds.
const PROJECTION_SIZE: u32 = 256;

#[async_trait]
impl Projections for SqliteStore {
    fn projection_size(&self) -> u32 {
        PROJECTION_SIZE
    }

    async fn projection_position(&self) -> Result<u64, StoreError> {
        self.read(position)
    }

    async fn owners_position(&self) -> Result<u64, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(projection::OWNERS_POSITION)?;
            Ok(find.query_row([], |r| get_uint(r, 0))?)
        })
    }

    async fn write_projection(
        &self,
        batch: ProjectionBatch,
    ) -> Result<ProjectionOutcome, StoreError> {
        if batch.through < batch.after {
            return Err(StoreError::Misuse("a projection goes forward"));
        }
        let recent = self.desk.recent.clone();
        self.write(Durability::WithTheNext, move |connection| write(connection, &recent, &batch))
            .await
    }

    async fn reset_projections(&self) -> Result<(), StoreError> {
        self.write(Durability::WithTheNext, |connection| {
            Ok(connection.execute_batch(projection::RESET)?)
        })
        .await
    }

    async fn stored_snapshots(&self, owners: Vec<Owner>) -> Result<Vec<Snapshot>, StoreError> {
        self.read_long(move |connection| fold::all_stored(connection, &owners)).await
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
    recent: &Shared,
    batch: &ProjectionBatch,
) -> Result<ProjectionOutcome, StoreError> {
    let stands = position(connection)?;
    if stands != batch.after {
        return Ok(ProjectionOutcome::Stale { position: stands });
    }
    let mut sums = Sums::default();
    for owner in &batch.owners {
        put_owner(connection, owner, &mut sums)?;
    }
    figures::add_expiring(connection, &sums.expiring)?;
    figures::add_counts(connection, &sums.members)?;
    marks::add_counts(connection, &sums.marks, &batch.counts)?;
    insert_postings(connection, &batch.postings)?;
    add_to_accounts(connection, batch)?;
    insert_receipts(connection, recent, batch)?;
    let mut add = connection.prepare_cached(projection::ADD_TOTAL)?;
    for total in &batch.totals {
        let (measure, subject) = (total.measure.as_str(), total.subject.as_str());
        add.execute(params![total.day.to_string(), measure, subject, total.delta])?;
    }
    submissions::write(connection, batch)?;
    insert_acts(connection, &batch.acts)?;
    insert_certificates(connection, &batch.certificates)?;
    search::put_terms(connection, &batch.terms)?;
    figures::write(connection, &batch.figures)?;
    insert_outbox(connection, &batch.outbox)?;
    let through = params![int(batch.through), batch.owners_through.map(int)];
    connection.prepare_cached(projection::MOVE_ON)?.execute(through)?;
    Ok(ProjectionOutcome::Written)
}

/// What is kept of all owners together.
#[derive(Default)]
struct Sums {
    expiring: ExpiringSums,
    members: MemberCounts,
    marks: MarkSums,
}

/// What is kept of an owner and compared with a new state.
struct Known {
    number: i64,
    due_at: Option<i64>,
    seq: u64,
    expiring: Option<SmolStr>,
    standing: Standing,
    marks: Option<SmolStr>,
}

fn find_owner(connection: &Connection, id: &[u8]) -> Result<Option<Known>, StoreError> {
    let mut find = connection.prepare_cached(projection::FIND_OWNER)?;
    optional(&mut find, params![id], |r| {
        Ok(Known {
            number: r.get(0)?,
            due_at: r.get(1)?,
            seq: get_uint(r, 2)?,
            expiring: row::get_opt_text(r, 3)?,
            standing: Standing { blocked: r.get(4)?, ended: r.get(5)? },
            marks: row::get_opt_text(r, 6)?,
        })
    })
}

fn put_owner(
    connection: &Connection,
    state: &OwnerState,
    sums: &mut Sums,
) -> Result<(), StoreError> {
    let snapshot = &state.snapshot;
    let (member, tally) = (&snapshot.member, &snapshot.tally);
    let id = snapshot.owner.id.as_bytes();
    let due_at = state.due_at.map(|t| t.as_millisecond());
    let enrolled_at = member.enrolled_at.map(|t| t.as_millisecond());
    let last_activity_at = tally.last_activity_at.map(|t| t.as_millisecond());
    let (receipts, turnover) = (tally.receipts, tally.turnover.0);
    let known = find_owner(connection, id)?;
    let expiring = state.expiring.to_text()?;
    let marks = put_marks(connection, state, known.as_ref(), &mut sums.marks)?;
    let standing = Standing::of(snapshot);
    if snapshot.owner.kind == OwnerKind::Member {
        sums.members.stands(known.as_ref().map(|known| known.standing), standing);
    }
    let Some(known) = known else {
        sums.expiring.replace(&Expiring::default(), &state.expiring);
        connection.prepare_cached(projection::INSERT_OWNER)?.execute(params![
            id,
            kind_number(snapshot.owner.kind),
            int(snapshot.seq),
            due_at,
            enrolled_at,
            member.blocked,
            last_activity_at,
            receipts,
            turnover,
            expiring,
            standing.ended,
            marks,
        ])?;
        put_snapshot(connection, snapshot)?;
        return put_tiers(connection, snapshot, &mut sums.members);
    };
    let is_far = snapshot.seq >= known.seq + SNAPSHOT_EVERY;
    connection.prepare_cached(projection::UPDATE_OWNER)?.execute(params![
        known.number,
        int(snapshot.seq),
        enrolled_at,
        member.blocked,
        last_activity_at,
        receipts,
        turnover,
        int(if is_far { snapshot.seq } else { known.seq }),
        expiring,
        standing.ended,
        marks,
    ])?;
    if expiring.as_deref() != known.expiring.as_deref() {
        sums.expiring.replace(&Expiring::from_text(known.expiring.as_deref())?, &state.expiring);
    }
    // It is in an index, whose pages are written at random.
    if due_at != known.due_at {
        connection.prepare_cached(projection::SET_DUE)?.execute(params![known.number, due_at])?;
    }
    if is_far {
        put_snapshot(connection, snapshot)?;
    }
    put_tiers(connection, snapshot, &mut sums.members)
}

fn put_snapshot(connection: &Connection, snapshot: &Snapshot) -> Result<(), StoreError> {
    let body =
        serde_json::to_vec(snapshot).map_err(|e| StoreError::Database(e.to_string().into()))?;
    let (id, seq) = (snapshot.owner.id.as_bytes(), int(snapshot.seq));
    let values = params![id, seq, SNAPSHOT_FORMAT, body];
    connection.prepare_cached(projection::PUT_SNAPSHOT)?.execute(values)?;
    Ok(())
}

/// Marks as they are kept in the row of the owner; written elsewhere only where they changed.
fn put_marks(
    connection: &Connection,
    state: &OwnerState,
    known: Option<&Known>,
    sums: &mut MarkSums,
) -> Result<Option<String>, StoreError> {
    let text = state.marks.to_text()?;
    let old = known.and_then(|known| known.marks.as_deref());
    if text.as_deref() != old {
        let id = state.snapshot.owner.id.as_bytes();
        marks::put(connection, id, (&Marks::from_text(old)?, &state.marks), sums)?;
    }
    Ok(text)
}

/// Tiers seldom change, so they are compared before anything is written.
fn put_tiers(
    connection: &Connection,
    snapshot: &Snapshot,
    counts: &mut MemberCounts,
) -> Result<(), StoreError> {
    if snapshot.owner.kind != OwnerKind::Member {
        return Ok(());
    }
    let id = snapshot.owner.id.as_bytes();
    let held = tiers_held(snapshot);
    let mut list = connection.prepare_cached(projection::TIERS_OF_OWNER)?;
    let stored = all(&mut list, params![id], |r| Ok((row::get_key(r, 0)?, row::get_key(r, 1)?)))?;
    for (track, tier) in &stored {
        let now = held.get(track.as_str()).copied();
        if now == Some(tier.as_str()) {
            continue;
        }
        counts.holds(track.as_str(), tier.as_str(), -1);
        if now.is_none() {
            let gone = params![id, track.as_str()];
            connection.prepare_cached(projection::DELETE_TIER)?.execute(gone)?;
        }
    }
    for (track, tier) in held {
        if !stored.iter().any(|known| known.0 == *track && known.1 == *tier) {
            counts.holds(track, tier, 1);
            connection.prepare_cached(projection::PUT_TIER)?.execute(params![id, track, tier])?;
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

fn add_to_accounts(connection: &Connection, batch: &ProjectionBatch) -> Result<(), StoreError> {
    let mut add = connection.prepare_cached(projection::ADD_TO_ACCOUNT)?;
    for ((unit, account), amount) in batch.accounts() {
        add.execute(params![unit.as_str(), account, amount])?;
    }
    Ok(())
}

fn insert_receipts(
    connection: &Connection,
    recent: &Shared,
    batch: &ProjectionBatch,
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(projection::INSERT_RECEIPT_FACT)?;
    let mut acted = connection.prepare_cached(projection::INSERT_RULE_RECEIPT)?;
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
        for rule in &receipt.rules {
            let place = params![rule.as_str(), receipt.at.as_millisecond(), int(receipt.position)];
            acted.execute(place)?;
        }
    }
    let mut add = connection.prepare_cached(projection::ADD_RETURN)?;
    for returned in &batch.returns {
        let position = look_up::position(connection, recent, returned.owner.id, returned.seq)?;
        add.execute(params![position.map(int), returned.money.0])?;
    }
    batch.moved_receipts.iter().try_for_each(|moved| move_receipt(connection, moved))
}

fn move_receipt(connection: &Connection, moved: &ReceiptMove) -> Result<(), StoreError> {
    let (from, to, at) = (int(moved.from), int(moved.to), moved.at.as_millisecond());
    connection.prepare_cached(projection::COPY_RECEIPT_FACT)?.execute(params![
        from,
        to,
        moved.owner.id.as_bytes(),
        kind_number(moved.owner.kind),
        int(moved.seq),
    ])?;
    connection.prepare_cached(projection::DELETE_RECEIPT_FACT)?.execute(params![from])?;
    let mut forget = connection.prepare_cached(projection::DELETE_RULE_RECEIPT)?;
    for rule in &moved.rules_before {
        forget.execute(params![rule.as_str(), at, from])?;
    }
    let mut acted = connection.prepare_cached(projection::INSERT_RULE_RECEIPT)?;
    for rule in &moved.rules {
        acted.execute(params![rule.as_str(), at, to])?;
    }
    Ok(())
}

fn insert_acts(connection: &Connection, acts: &[ActRow]) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(projection::INSERT_ACT)?;
    for act in acts {
        let (position, seq) = (int(act.position), int(act.seq));
        insert.execute(params![
            position,
            act.owner.id.as_bytes(),
            kind_number(act.owner.kind),
            seq,
            act.at.as_millisecond(),
            act.what.as_str()
        ])?;
    }
    Ok(())
}

fn insert_certificates(
    connection: &Connection,
    certificates: &[CertificateRow],
) -> Result<(), StoreError> {
    let mut insert = connection.prepare_cached(projection::INSERT_CERTIFICATE)?;
    for one in certificates {
        let (position, at) = (int(one.position), one.at.as_millisecond());
        insert.execute(params![position, one.certificate.0.as_bytes(), at])?;
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
        },
    })
}
