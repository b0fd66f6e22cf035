//! Lists and totals for people. They come from projections, so they may lag behind the
//! journal by a moment.

use crate::page::Looked;
use crate::{
    ActRow, CertificateRow, Listed, MOST_LOOKED_AT, Page, PostingRow, StoreError, SubmissionRow,
    SubmissionState,
};
use async_trait::async_trait;
use jiff::civil::Date;
use model::holdings::{Account, Lot};
use model::id::{MemberId, ReceiptId, SubmissionId};
use model::{Instant, Key, Money, Owner};
use smol_str::SmolStr;

/// Which members.
#[derive(Clone, Debug, Default)]
pub struct MemberFilter {
    /// Holding this tier of this track.
    pub tier: Option<(Key, Key)>,
    /// Blocked or not.
    pub blocked: Option<bool>,
    /// The name begins so, whatever the case. The list is then ordered by name.
    pub name: Option<SmolStr>,
}

/// A member as lists show them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberRow {
    /// Who.
    pub member: MemberId,
    /// The name, when it may be listed.
    pub name: Option<SmolStr>,
    /// When they joined.
    pub enrolled_at: Option<Instant>,
    /// May not take part.
    pub blocked: bool,
    /// Tier per track.
    pub tiers: Vec<(Key, Key)>,
    /// When they last did something.
    pub last_activity_at: Option<Instant>,
    /// Receipts so far.
    pub receipts: i64,
    /// Money paid less money returned so far.
    pub turnover: Money,
}

/// Which receipts.
#[derive(Clone, Debug, Default)]
pub struct ReceiptFilter {
    /// Of this owner only.
    pub owner: Option<Owner>,
    /// Of this store only.
    pub store: Option<Key>,
    /// That happened at or after.
    pub from: Option<Instant>,
    /// That happened before.
    pub until: Option<Instant>,
    /// In which this rule did something.
    pub rule: Option<Key>,
}

impl ReceiptFilter {
    /// Whether the list is ordered by when receipts were paid, which indexes have; otherwise
    /// by when they were kept.
    pub fn is_by_time(&self) -> bool {
        let is_limited = self.store.is_some() || self.from.is_some() || self.until.is_some();
        self.owner.is_none() && (is_limited || self.rule.is_some())
    }

    /// How many receipts of a rule are looked at for a page. All of them fit, unless the
    /// store matters as well: of that rule and store there may be few.
    pub(crate) fn most_looked_at(&self, page: &Page) -> i64 {
        let rows = i64::try_from(page.rows() + 1).unwrap_or(i64::MAX);
        if self.store.is_some() { i64::from(MOST_LOOKED_AT).max(rows) } else { rows }
    }
}

/// Which administrative acts.
#[derive(Clone, Debug, Default)]
pub struct ActFilter {
    /// Of this kind only.
    pub what: Option<Key>,
    /// That were kept at or after.
    pub from: Option<Instant>,
    /// That were kept before.
    pub until: Option<Instant>,
}

impl ActFilter {
    /// Whether the list is ordered by when acts were kept, which indexes have; otherwise by
    /// where they stand in the journal.
    pub fn is_by_time(&self) -> bool {
        self.what.is_some() || self.from.is_some() || self.until.is_some()
    }
}

/// Where a list by time goes on, and between which moments it looks.
pub(crate) struct TimePlace {
    /// When the last one was, and its position.
    pub(crate) at: i64,
    pub(crate) position: i64,
    /// At or after, and before. They are as near to the place as they can be, so that later
    /// pages cost no more than the first.
    pub(crate) from: i64,
    pub(crate) until: i64,
}

impl TimePlace {
    pub(crate) fn of(filter: &ReceiptFilter, page: &Page) -> Result<Self, StoreError> {
        Self::between(filter.from, filter.until, page)
    }

    pub(crate) fn between(
        from: Option<Instant>,
        until: Option<Instant>,
        page: &Page,
    ) -> Result<Self, StoreError> {
        let from = from.map_or(i64::MIN, |t| t.as_millisecond());
        let until = until.map_or(i64::MAX, |t| t.as_millisecond());
        let Some(cursor) = &page.cursor else {
            let end = if page.newest_first { i64::MAX } else { i64::MIN };
            return Ok(Self { at: end, position: end, from, until });
        };
        let read = |text: &str| text.parse().map_err(|_| StoreError::InvalidCursor);
        let (at, position) = cursor.0.split_once('@').ok_or(StoreError::InvalidCursor)?;
        let (at, position): (i64, i64) = (read(at)?, read(position)?);
        Ok(match page.newest_first {
            true => Self { at, position, from, until: until.min(at.saturating_add(1)) },
            false => Self { at, position, from: from.max(at), until },
        })
    }
}

/// The page of receipts by time.
pub(crate) fn listed_by_time(rows: Vec<ReceiptListRow>, page: &Page) -> Listed<ReceiptListRow> {
    Listed::cut(rows, page.rows(), time_cursor)
}

/// The page of receipts of a rule by time.
pub(crate) fn looked_by_time(
    looked: Vec<Looked<ReceiptListRow>>,
    page: &Page,
) -> Listed<ReceiptListRow> {
    Listed::looked(looked, page.rows(), time_cursor)
}

fn time_cursor(row: &ReceiptListRow) -> String {
    moment_cursor(row.at, row.position)
}

/// The cursor of a list by time.
pub(crate) fn moment_cursor(at: Instant, position: u64) -> String {
    format!("{}@{position}", at.as_millisecond())
}

/// A receipt as lists show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptListRow {
    /// Position in the journal; the order of the list.
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
    /// Money handed back since.
    pub returned: Money,
}

/// Which submissions.
#[derive(Clone, Debug, Default)]
pub struct SubmissionFilter {
    /// In this state only.
    pub state: Option<SubmissionState>,
    /// Of this action only.
    pub event: Option<Key>,
    /// Of this owner only.
    pub owner: Option<Owner>,
}

/// How many members hold a tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierCount {
    /// Of which track.
    pub track: Key,
    /// Which tier.
    pub tier: Key,
    /// How many.
    pub members: u64,
}

/// A running total, of one day or of all days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DailyTotal {
    /// The day; absent in sums over all days.
    pub day: Option<Date>,
    /// What is counted.
    pub measure: Key,
    /// Of what.
    pub subject: Key,
    /// The sum.
    pub value: i64,
}

/// The balance of one account of the whole book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountTotal {
    /// Which unit.
    pub unit: Key,
    /// Which account.
    pub account: Account,
    /// Sum of all postings.
    pub balance: i64,
}

/// The whole programme on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Members in all.
    pub members: u64,
    /// Members that may not take part.
    pub blocked: u64,
    /// Members per tier.
    pub tiers: Vec<TierCount>,
    /// All running totals, summed over all days.
    pub totals: Vec<DailyTotal>,
}

/// Reading lists and totals.
#[async_trait]
pub trait Lists: Send + Sync + 'static {
    /// Members, in the order of joining.
    async fn list_members(
        &self,
        filter: MemberFilter,
        page: Page,
    ) -> Result<Listed<MemberRow>, StoreError>;
    /// One member as lists show them.
    async fn find_member(&self, member: MemberId) -> Result<Option<MemberRow>, StoreError>;
    /// Receipts, in the order of appending; in that of paying when only a store, a time or a
    /// rule is looked at. A page of a rule and a store may be short and go on nevertheless.
    async fn list_receipts(
        &self,
        filter: ReceiptFilter,
        page: Page,
    ) -> Result<Listed<ReceiptListRow>, StoreError>;
    /// What was handed in for a decision, in that order.
    async fn list_submissions(
        &self,
        filter: SubmissionFilter,
        page: Page,
    ) -> Result<Listed<SubmissionRow>, StoreError>;
    /// One of them.
    async fn find_submission(&self, id: SubmissionId) -> Result<Option<SubmissionRow>, StoreError>;
    /// Administrative acts, in the order of appending; in that of when they were kept when
    /// only a kind or a time is looked at.
    async fn list_acts(&self, filter: ActFilter, page: Page) -> Result<Listed<ActRow>, StoreError>;
    /// Certificates that were issued between two moments, in that order.
    async fn list_certificates(
        &self,
        from: Option<Instant>,
        until: Option<Instant>,
        page: Page,
    ) -> Result<Listed<CertificateRow>, StoreError>;
    /// Open lots of an owner by unit, exact.
    async fn list_lots(&self, owner: Owner) -> Result<Vec<(Key, Lot)>, StoreError>;
    /// Members, tiers and totals.
    async fn summary(&self) -> Result<Summary, StoreError>;
    /// Running totals of the days `from ..= to`.
    async fn list_totals(&self, from: Date, to: Date) -> Result<Vec<DailyTotal>, StoreError>;
    /// The trial balance: it sums to zero per unit.
    async fn account_totals(&self) -> Result<Vec<AccountTotal>, StoreError>;
    /// Postings of entries after `position`, as many whole entries as fit into `limit`
    /// lines, at least one.
    async fn postings_after(
        &self,
        position: u64,
        limit: u32,
    ) -> Result<Vec<PostingRow>, StoreError>;
}
