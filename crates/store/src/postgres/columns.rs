//! Rows turned into columns: what one statement writes over arrays.

use super::row::{int, kind_number};
use super::sql::projection as sql;
use super::transaction::Writing;
use crate::counts::Standing;
use crate::words::{SNAPSHOT_FORMAT, account_word};
use crate::{OutboxEvent, OwnerState, PostingRow, ReceiptFact, StoreError};
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
            for rule in &receipt.rules {
                columns.acted.rules.push(rule.as_str());
                columns.acted.at.push(receipt.at.as_millisecond());
                columns.acted.positions.push(int(receipt.position));
                columns.acted.owners.push(receipt.owner.id);
            }
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
        self.acted.write(writing).await
    }
}

impl RuleColumns<'_> {
    async fn write(&self, writing: &Writing<'_>) -> Result<(), StoreError> {
        if self.rules.is_empty() {
            return Ok(());
        }
        writing
            .execute(
                sql::INSERT_RULE_RECEIPTS,
                &[&self.rules, &self.at, &self.positions, &self.owners],
            )
            .await?;
        Ok(())
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
