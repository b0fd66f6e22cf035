//! Rows turned into columns: what one statement writes over arrays.

use super::row::{int, kind_number};
use super::sql::projection as sql;
use super::transaction::Writing;
use crate::counts::Standing;
use crate::words::{SNAPSHOT_FORMAT, account_word};
use crate::{OutboxEvent, OwnerState, PostingRow, ReceiptFact, ReceiptMove, StoreError};
use model::Key;
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// Owners with their snapshots.
#[derive(Default)]
pub(super) struct OwnerColumns {
    owners: Vec<Uuid>,
    kinds: Vec<i16>,
    seqs: Vec<i64>,
    due: Vec<Option<i64>>,
    enrolled: Vec<Option<i64>>,
    blocked: Vec<i16>,
    active: Vec<Option<i64>>,
    receipts: Vec<i64>,
    turnover: Vec<i64>,
    bodies: Vec<Vec<u8>>,
    expiring: Vec<Option<String>>,
    ended: Vec<i16>,
    marks: Vec<Option<String>>,
}

impl OwnerColumns {
    pub(super) fn of(states: &[OwnerState]) -> Result<Self, StoreError> {
        let mut columns = Self::default();
        for state in states {
            let snapshot = &*state.snapshot;
            let (member, tally) = (&snapshot.member, &snapshot.tally);
            let body = serde_json::to_vec(snapshot)
                .map_err(|e| StoreError::Database(e.to_string().into()))?;
            columns.owners.push(snapshot.owner.id);
            columns.kinds.push(kind_number(snapshot.owner.kind));
            columns.seqs.push(int(snapshot.seq));
            columns.due.push(state.due_at.map(|t| t.as_millisecond()));
            columns.enrolled.push(member.enrolled_at.map(|t| t.as_millisecond()));
            columns.blocked.push(i16::from(member.blocked));
            columns.active.push(tally.last_activity_at.map(|t| t.as_millisecond()));
            columns.receipts.push(tally.receipts);
            columns.turnover.push(tally.turnover.0);
            columns.bodies.push(body);
            columns.expiring.push(state.expiring.to_text()?);
            columns.ended.push(i16::from(Standing::of(snapshot).ended));
            columns.marks.push(state.marks.to_text()?);
        }
        Ok(columns)
    }

    pub(super) async fn write(&self, writing: &Writing<'_>) -> Result<(), StoreError> {
        if self.owners.is_empty() {
            return Ok(());
        }
        writing
            .execute(
                sql::PUT_OWNERS,
                &[
                    &self.owners,
                    &self.kinds,
                    &self.seqs,
                    &SNAPSHOT_FORMAT,
                    &self.due,
                    &self.enrolled,
                    &self.blocked,
                    &self.active,
                    &self.receipts,
                    &self.turnover,
                    &self.bodies,
                    &self.expiring,
                    &self.ended,
                    &self.marks,
                ],
            )
            .await?;
        Ok(())
    }
}

/// Booked lines.
#[derive(Default)]
pub(super) struct PostingColumns<'a> {
    positions: Vec<i64>,
    lines: Vec<i64>,
    owners: Vec<Uuid>,
    kinds: Vec<i16>,
    seqs: Vec<i64>,
    events: Vec<i64>,
    at: Vec<i64>,
    units: Vec<&'a str>,
    accounts: Vec<&'static str>,
    amounts: Vec<i64>,
    lot_seqs: Vec<Option<i64>>,
    lot_indexes: Vec<Option<i64>>,
}

impl<'a> PostingColumns<'a> {
    pub(super) fn of(postings: &'a [PostingRow]) -> Self {
        let mut columns = Self::default();
        for posting in postings {
            columns.positions.push(int(posting.position));
            columns.lines.push(i64::from(posting.line));
            columns.owners.push(posting.owner.id);
            columns.kinds.push(kind_number(posting.owner.kind));
            columns.seqs.push(int(posting.seq));
            columns.events.push(i64::from(posting.event));
            columns.at.push(posting.at.as_millisecond());
            columns.units.push(posting.unit.as_str());
            columns.accounts.push(account_word(posting.account));
            columns.amounts.push(posting.amount.0);
            columns.lot_seqs.push(posting.lot.map(|l| int(l.seq)));
            columns.lot_indexes.push(posting.lot.map(|l| i64::from(l.index)));
        }
        columns
    }

    pub(super) async fn write(&self, writing: &Writing<'_>) -> Result<(), StoreError> {
        if self.positions.is_empty() {
            return Ok(());
        }
        writing
            .execute(
                sql::INSERT_POSTINGS,
                &[
                    &self.positions,
                    &self.lines,
                    &self.owners,
                    &self.kinds,
                    &self.seqs,
                    &self.events,
                    &self.at,
                    &self.units,
                    &self.accounts,
                    &self.amounts,
                    &self.lot_seqs,
                    &self.lot_indexes,
                ],
            )
            .await?;
        Ok(())
    }
}

/// Receipts for lists.
#[derive(Default)]
pub(super) struct ReceiptColumns<'a> {
    positions: Vec<i64>,
    ids: Vec<Uuid>,
    owners: Vec<Uuid>,
    kinds: Vec<i16>,
    seqs: Vec<i64>,
    at: Vec<i64>,
    stores: Vec<&'a str>,
    numbers: Vec<Option<&'a str>>,
    totals: Vec<i64>,
    discounts: Vec<i64>,
    payables: Vec<i64>,
    acted: RuleColumns<'a>,
}

/// The rules that did something in receipts.
#[derive(Default)]
struct RuleColumns<'a> {
    rules: Vec<&'a str>,
    at: Vec<i64>,
    positions: Vec<i64>,
    owners: Vec<Uuid>,
}

/// Receipts that are listed in another place.
#[derive(Default)]
pub(super) struct MoveColumns<'a> {
    from: Vec<i64>,
    from_owners: Vec<Uuid>,
    to: Vec<i64>,
    owners: Vec<Uuid>,
    kinds: Vec<i16>,
    seqs: Vec<i64>,
    before: RuleColumns<'a>,
    acted: RuleColumns<'a>,
}

impl<'a> MoveColumns<'a> {
    pub(super) fn of(moves: &'a [ReceiptMove]) -> Self {
        let mut columns = Self::default();
        for moved in moves {
            columns.from.push(int(moved.from));
            columns.from_owners.push(moved.from_owner.id);
            columns.to.push(int(moved.to));
            columns.owners.push(moved.owner.id);
            columns.kinds.push(kind_number(moved.owner.kind));
            columns.seqs.push(int(moved.seq));
            let at = moved.at.as_millisecond();
            columns.before.push(&moved.rules_before, at, moved.from, moved.from_owner.id);
            columns.acted.push(&moved.rules, at, moved.to, moved.owner.id);
        }
        columns
    }

    pub(super) async fn write(&self, writing: &Writing<'_>) -> Result<(), StoreError> {
        let Self { from, from_owners, to, owners, kinds, seqs, before, acted } = self;
        if from.is_empty() {
            return Ok(());
        }
        let copied: [&(dyn ToSql + Sync); 6] = [from, from_owners, to, owners, kinds, seqs];
        writing.execute(sql::COPY_RECEIPT_FACTS, &copied).await?;
        writing.execute(sql::DELETE_RECEIPT_FACTS, &[from, from_owners]).await?;
        before.write(sql::DELETE_RULE_RECEIPTS, writing).await?;
        acted.write(sql::INSERT_RULE_RECEIPTS, writing).await
    }
}

impl<'a> RuleColumns<'a> {
    fn push(&mut self, rules: &'a [Key], at: i64, position: u64, owner: Uuid) {
        for rule in rules {
            self.rules.push(rule.as_str());
            self.at.push(at);
            self.positions.push(int(position));
            self.owners.push(owner);
        }
    }

    async fn write(&self, sql: &'static str, writing: &Writing<'_>) -> Result<(), StoreError> {
        let Self { rules, at, positions, owners } = self;
        if !rules.is_empty() {
            writing.execute(sql, &[rules, at, positions, owners]).await?;
        }
        Ok(())
    }
}

impl<'a> ReceiptColumns<'a> {
    pub(super) fn of(receipts: &'a [ReceiptFact]) -> Self {
        let mut columns = Self::default();
        for receipt in receipts {
            columns.positions.push(int(receipt.position));
            columns.ids.push(receipt.id.0);
            columns.owners.push(receipt.owner.id);
            columns.kinds.push(kind_number(receipt.owner.kind));
            columns.seqs.push(int(receipt.seq));
            columns.at.push(receipt.at.as_millisecond());
            columns.stores.push(receipt.store.as_str());
            columns.numbers.push(receipt.number.as_deref());
            columns.totals.push(receipt.total.0);
            columns.discounts.push(receipt.discount.0);
            columns.payables.push(receipt.payable.0);
            let (at, owner) = (receipt.at.as_millisecond(), receipt.owner.id);
            columns.acted.push(&receipt.rules, at, receipt.position, owner);
        }
        columns
    }

    pub(super) async fn write(&self, writing: &Writing<'_>) -> Result<(), StoreError> {
        if self.positions.is_empty() {
            return Ok(());
        }
        writing
            .execute(
                sql::INSERT_RECEIPT_FACTS,
                &[
                    &self.positions,
                    &self.ids,
                    &self.owners,
                    &self.kinds,
                    &self.seqs,
                    &self.at,
                    &self.stores,
                    &self.numbers,
                    &self.totals,
                    &self.discounts,
                    &self.payables,
                ],
            )
            .await?;
        self.acted.write(sql::INSERT_RULE_RECEIPTS, writing).await
    }
}

/// Events for the outside world, numbered in their order.
pub(super) struct OutboxColumns<'a> {
    /// The latest number that was given.
    pub(super) last: i64,
    numbers: Vec<i64>,
    positions: Vec<i64>,
    owners: Vec<Uuid>,
    kinds: Vec<i16>,
    seqs: Vec<i64>,
    events: Vec<i64>,
    at: Vec<i64>,
    topics: Vec<&'a str>,
}

impl<'a> OutboxColumns<'a> {
    /// Numbers begin after `last`.
    pub(super) fn of(events: impl Iterator<Item = &'a OutboxEvent>, last: i64) -> Self {
        let mut columns = Self {
            last,
            numbers: Vec::new(),
            positions: Vec::new(),
            owners: Vec::new(),
            kinds: Vec::new(),
            seqs: Vec::new(),
            events: Vec::new(),
            at: Vec::new(),
            topics: Vec::new(),
        };
        for event in events {
            columns.last += 1;
            columns.numbers.push(columns.last);
            columns.positions.push(int(event.position));
            columns.owners.push(event.owner.id);
            columns.kinds.push(kind_number(event.owner.kind));
            columns.seqs.push(int(event.seq));
            columns.events.push(i64::from(event.index));
            columns.at.push(event.at.as_millisecond());
            columns.topics.push(event.topic.as_str());
        }
        columns
    }

    pub(super) async fn write(&self, writing: &Writing<'_>) -> Result<(), StoreError> {
        if self.numbers.is_empty() {
            return Ok(());
        }
        writing
            .execute(
                sql::INSERT_OUTBOX,
                &[
                    &self.numbers,
                    &self.positions,
                    &self.owners,
                    &self.kinds,
                    &self.seqs,
                    &self.events,
                    &self.at,
                    &self.topics,
                ],
            )
            .await?;
        Ok(())
    }
}
