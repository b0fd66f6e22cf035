//! What is written behind the journal, in bulk, by one projector: snapshots with their
//! due times, postings, lists, totals, outbox. All of it can be built again.

use crate::words::account_word;
use crate::{CountDelta, Expiring, FiguresBatch, Marks, MemberTerms, StoreError};
use async_trait::async_trait;
use jiff::civil::Date;
use model::attribute::Attributes;
use model::holdings::{Account, LotId};
use model::id::{CertificateId, ReceiptId, SubmissionId};
use model::{Entry, Instant, Key, Money, Owner, Snapshot, Units};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What follows from the entries `after + 1 ..= through` of the journal.
#[derive(Clone, Debug, Default)]
pub struct ProjectionBatch {
    /// The position that the projection must have reached before.
    pub after: u64,
    /// The position that it reaches by this batch.
    pub through: u64,
    /// States of owners after their last entry of the batch, each owner once. Owners
    /// without a row are folded from their entries, so short chains can be left out.
    pub owners: Vec<OwnerState>,
    /// The position up to which the states of all owners are written with this batch, when
    /// it completes them. They may follow later than the rest: written in larger numbers
    /// they share pages.
    pub owners_through: Option<u64>,
    /// Booked lines.
    pub postings: Vec<PostingRow>,
    /// Receipts for lists.
    pub receipts: Vec<ReceiptFact>,
    /// Returns of receipts, of this or of earlier batches.
    pub returns: Vec<ReturnFact>,
    /// Receipts that are somebody's from now on, of this or of earlier batches. They are
    /// moved after what came back was added.
    pub moved_receipts: Vec<ReceiptMove>,
    /// What is added to running totals.
    pub totals: Vec<TotalDelta>,
    /// What is added to running counts, each kind and subject once.
    pub counts: Vec<CountDelta>,
    /// What was handed in for a decision.
    pub submissions: Vec<SubmissionRow>,
    /// What was decided about it, of this or of earlier batches.
    pub decided: Vec<SubmissionDecision>,
    /// Where administrative acts stand in the journal.
    pub acts: Vec<ActRow>,
    /// Certificates that came to life.
    pub certificates: Vec<CertificateRow>,
    /// What is added to figures.
    pub figures: FiguresBatch,
    /// Terms by which members are searched.
    pub terms: Vec<MemberTerms>,
    /// Events for the outside world. Those that were handed out before a rebuild are
    /// not handed out again.
    pub outbox: Vec<OutboxEvent>,
}

impl ProjectionBatch {
    /// What the booked lines add to each account of the whole book, by unit and word.
    pub(crate) fn accounts(&self) -> BTreeMap<(&Key, &'static str), i64> {
        let mut accounts = BTreeMap::new();
        for line in &self.postings {
            *accounts.entry((&line.unit, account_word(line.account))).or_default() += line.amount.0;
        }
        accounts
    }
}

/// Where an administrative act stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActRow {
    /// Position of its entry in the journal; the order of the list.
    pub position: u64,
    /// Whose chain.
    pub owner: Owner,
    /// Number of the entry.
    pub seq: u64,
    /// When it was kept.
    pub at: Instant,
    /// What was done: `balance_corrected`, `till_added`, ...
    pub what: Key,
}

/// A certificate, with when it came to life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CertificateRow {
    /// Position of the entry that issued it.
    pub position: u64,
    /// Which.
    pub certificate: CertificateId,
    /// When it was issued.
    pub at: Instant,
}

/// The state of an owner, and when it changes by itself.
#[derive(Clone, Debug)]
pub struct OwnerState {
    /// State at or after the newest entry of the owner up to the position of the batch.
    /// Lists take from it when the member joined, whether blocked, the tally and the tiers.
    pub snapshot: Arc<Snapshot>,
    /// When time alone will next change something.
    pub due_at: Option<Instant>,
    /// What expires of it in the coming weeks.
    pub expiring: Expiring,
    /// What it is counted and listed by.
    pub marks: Marks,
}

/// One line of the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostingRow {
    /// Position of the entry in the journal.
    pub position: u64,
    /// Line within the entry.
    pub line: u32,
    /// Whose entry.
    pub owner: Owner,
    /// Number of the entry.
    pub seq: u64,
    /// The event of the entry.
    pub event: u16,
    /// When it happened.
    pub at: Instant,
    /// Which unit.
    pub unit: Key,
    /// Which account.
    pub account: Account,
    /// Signed.
    pub amount: Units,
    /// Which lot, for accounts of the owner.
    pub lot: Option<LotId>,
}

impl PostingRow {
    /// The lines of one entry of the journal.
    pub fn of_entry(position: u64, entry: &Entry) -> Vec<Self> {
        let legs = ledger::postings(&entry.movements).into_iter();
        legs.zip(0..)
            .map(|(leg, line)| Self {
                position,
                line,
                owner: entry.owner,
                seq: entry.seq,
                event: leg.event,
                at: entry.at,
                unit: leg.unit,
                account: leg.account,
                amount: leg.amount,
                lot: leg.lot,
            })
            .collect()
    }
}

/// A receipt as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptFact {
    /// Position of its entry in the journal.
    pub position: u64,
    /// Our id.
    pub id: ReceiptId,
    /// Whose chain: a member, or the receipt itself.
    pub owner: Owner,
    /// Number of the entry.
    pub seq: u64,
    /// When it happened.
    pub at: Instant,
    /// Which store.
    pub store: Key,
    /// The shop's own number.
    pub number: Option<SmolStr>,
    /// Before discounts.
    pub total: Money,
    /// All discounts.
    pub discount: Money,
    /// What was left to pay.
    pub payable: Money,
    /// The rules that did something in it, each once.
    pub rules: Vec<Key>,
}

/// Something came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReturnFact {
    /// Whose chain.
    pub owner: Owner,
    /// The entry of the purchase.
    pub seq: u64,
    /// Money handed back now.
    pub money: Money,
}

/// A receipt is listed in another place, with all that came back of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptMove {
    /// Position of the entry by which it was listed.
    pub from: u64,
    /// Whose entry that was.
    pub from_owner: Owner,
    /// Position of the entry by which it is listed from now on.
    pub to: u64,
    /// Whose entry that is.
    pub owner: Owner,
    /// Number of that entry.
    pub seq: u64,
    /// When it happened.
    pub at: Instant,
    /// The rules that did something in it when it was paid, each once.
    pub rules_before: Vec<Key>,
    /// All rules that did something in it, each once.
    pub rules: Vec<Key>,
}

/// Something that was handed in, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmissionRow {
    /// Which.
    pub id: SubmissionId,
    /// Whose.
    pub owner: Owner,
    /// Which action.
    pub event: Key,
    /// The caller's reference.
    pub reference: Option<Key>,
    /// What proves it.
    pub evidence: Option<SmolStr>,
    /// Its attributes.
    pub attributes: Attributes,
    /// When it was handed in.
    pub at: Instant,
    /// What became of it.
    pub state: SubmissionState,
    /// When that was decided.
    pub decided_at: Option<Instant>,
}

/// What became of something that was handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SubmissionState {
    /// It waits.
    #[default]
    Open,
    /// It counts.
    Approved,
    /// It does not count.
    Rejected,
}

/// Somebody decided about something that was handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubmissionDecision {
    /// Which.
    pub id: SubmissionId,
    /// Whether it counts.
    pub approved: bool,
    /// When.
    pub at: Instant,
}

/// Something to add to a running total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotalDelta {
    /// The business day.
    pub day: Date,
    /// What is counted: `issued`, `spent`, `receipts`, ...
    pub measure: Key,
    /// Of what: a unit, a tier, a store; empty when of everything.
    pub subject: Key,
    /// By how much.
    pub delta: i64,
}

/// An event for the outside world; (owner, seq, index) is its stable id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxEvent {
    /// Position of the entry in the journal.
    pub position: u64,
    /// Whose entry.
    pub owner: Owner,
    /// Number of the entry.
    pub seq: u64,
    /// The event of the entry.
    pub index: u16,
    /// When it happened.
    pub at: Instant,
    /// What kind of event.
    pub topic: Key,
}

/// An event that waits for delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxRow {
    /// Number in the order of the journal; what is acknowledged.
    pub number: u64,
    /// The event.
    pub event: OutboxEvent,
}

/// What became of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectionOutcome {
    /// Written.
    Written,
    /// Not written, because the projection stands elsewhere.
    Stale {
        /// Where it stands.
        position: u64,
    },
}

/// An owner whose time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueOwner {
    /// Since when something is due.
    pub due_at: Instant,
    /// For whom.
    pub owner: Owner,
}

/// Writing behind the journal.
#[async_trait]
pub trait Projections: Send + Sync + 'static {
    /// Entries that are best projected in one transaction; a quarter as many states of
    /// owners. Where commits wait for the transaction, it is short.
    fn projection_size(&self) -> u32 {
        2_000
    }
    /// How far the projection has come in the journal.
    async fn projection_position(&self) -> Result<u64, StoreError>;
    /// How far the states of owners are, never further than the projection.
    async fn owners_position(&self) -> Result<u64, StoreError>;
    /// Writes a batch together with the new position, once.
    async fn write_projection(
        &self,
        batch: ProjectionBatch,
    ) -> Result<ProjectionOutcome, StoreError>;
    /// Throws all projections away, to build them again from position 0. The outbox
    /// keeps what waits in it.
    async fn reset_projections(&self) -> Result<(), StoreError>;

    /// The snapshots of some owners as they are stored, possibly behind the journal, in any
    /// order. Those that have none are left out.
    async fn stored_snapshots(&self, owners: Vec<Owner>) -> Result<Vec<Snapshot>, StoreError>;
    /// Owners with something due at or before `before`, the longest due first, going on
    /// after `after`. May name owners whose work was done a moment ago.
    async fn list_due(
        &self,
        before: Instant,
        after: Option<DueOwner>,
        limit: u32,
    ) -> Result<Vec<DueOwner>, StoreError>;

    /// Waiting events with a number above `after`, oldest first.
    async fn list_outbox(&self, after: u64, limit: u32) -> Result<Vec<OutboxRow>, StoreError>;
    /// Removes delivered events.
    async fn acknowledge_outbox(&self, numbers: Vec<u64>) -> Result<(), StoreError>;
}
