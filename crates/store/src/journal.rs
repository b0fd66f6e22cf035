//! The journal and what is claimed with it: the hot path, and reading it back.

use crate::{Append, Appended, CodeRow, DirectoryRow, IdentityClaim, Listed, Page, StoreError};
use async_trait::async_trait;
use model::entry::Hash;
use model::id::{BatchId, MemberId, ReceiptId};
use model::{Entry, Instant, Owner, Snapshot};
use smol_str::SmolStr;
use uuid::Uuid;

/// One entry as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// Place in the order of appending, from 1, growing.
    pub position: u64,
    /// Whose chain.
    pub owner: Owner,
    /// Number in the chain.
    pub seq: u64,
    /// When it happened.
    pub at: Instant,
    /// The word of its activity.
    pub kind: SmolStr,
    /// Hash of the bytes.
    pub hash: Hash,
    /// Canonical bytes of the entry.
    pub bytes: Vec<u8>,
}

impl JournalRow {
    /// The entry itself.
    pub fn entry(&self) -> Result<Entry, StoreError> {
        Entry::from_bytes(&self.bytes).map_err(|e| StoreError::unreadable("entry", e))
    }
}

/// A request that was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdempotencyRow {
    /// Hash of the request.
    pub input: Hash,
    /// Whose chain has the answer.
    pub owner: Owner,
    /// Which entry.
    pub seq: u64,
}

/// Where a receipt is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiptRow {
    /// Our id.
    pub id: ReceiptId,
    /// Whose chain.
    pub owner: Owner,
    /// The entry of the purchase.
    pub seq: u64,
    /// Hash of the request.
    pub input: Hash,
    /// The entry of the latest return.
    pub last_return_seq: Option<u64>,
}

/// Appending and looking up. Reads see everything that was acknowledged before.
#[async_trait]
pub trait Journal: Send + Sync + 'static {
    /// Writes entries with their claims in one durable transaction, or says why not.
    async fn append(&self, append: Append) -> Result<Appended, StoreError>;

    /// The exact state of an owner: stored snapshot and everything after it. `None`
    /// when the owner has no entry.
    async fn load(&self, owner: Owner) -> Result<Option<Snapshot>, StoreError>;
    /// The exact states of several different owners, in any order. Those without an entry are
    /// left out.
    async fn load_all(&self, owners: Vec<Owner>) -> Result<Vec<Snapshot>, StoreError>;
    /// The state of an owner right after entry `seq`, folded from the first entry.
    async fn load_at(&self, owner: Owner, seq: u64) -> Result<Option<Snapshot>, StoreError>;
    /// Brings a snapshot up to date with entries that came after it.
    async fn refresh(&self, snapshot: Snapshot) -> Result<Snapshot, StoreError>;

    /// One entry.
    async fn find_entry(&self, owner: Owner, seq: u64) -> Result<Option<JournalRow>, StoreError>;
    /// The chain of an owner.
    async fn list_entries(
        &self,
        owner: Owner,
        page: Page,
    ) -> Result<Listed<JournalRow>, StoreError>;
    /// Entries of all owners in the order of appending, those after `position`.
    async fn journal_after(&self, position: u64, limit: u32)
    -> Result<Vec<JournalRow>, StoreError>;
    /// The position of the newest entry, 0 when there is none.
    async fn journal_head(&self) -> Result<u64, StoreError>;
    /// How many entries lie after a position, counted up to `most`. Positions may have
    /// gaps, so the difference of two of them says nothing.
    async fn count_after(&self, position: u64, most: u32) -> Result<u64, StoreError>;

    /// The request behind an idempotency key.
    async fn find_by_idempotency(&self, key: Hash) -> Result<Option<IdempotencyRow>, StoreError>;
    /// A receipt by our id.
    async fn find_receipt(&self, id: ReceiptId) -> Result<Option<ReceiptRow>, StoreError>;
    /// Receipts by their ids, in no particular order; those that are not there are left out.
    async fn find_receipts(&self, ids: Vec<ReceiptId>) -> Result<Vec<ReceiptRow>, StoreError>;
    /// A receipt by what the shop calls it.
    async fn find_receipt_by_natural_key(
        &self,
        key: Hash,
    ) -> Result<Option<ReceiptRow>, StoreError>;

    /// Whom an identity leads to.
    async fn find_owner(&self, kind: &str, value: &str) -> Result<Option<Owner>, StoreError>;
    /// The identities that lead to an owner.
    async fn list_identities(&self, owner: Owner) -> Result<Vec<IdentityClaim>, StoreError>;
    /// The identities of one kind, by value.
    async fn list_identities_of_kind(
        &self,
        kind: &str,
        page: Page,
    ) -> Result<Listed<IdentityClaim>, StoreError>;
    /// Contact data of a member.
    async fn find_directory(&self, member: MemberId) -> Result<Option<DirectoryRow>, StoreError>;

    /// What stands behind a code.
    async fn find_code(&self, hash: Hash) -> Result<Option<CodeRow>, StoreError>;
    /// The codes that lead to one coupon or certificate.
    async fn list_codes_of(&self, subject: Uuid) -> Result<Vec<CodeRow>, StoreError>;
    /// The codes of a batch, in no particular but stable order.
    async fn list_codes_of_batch(
        &self,
        batch: BatchId,
        page: Page,
    ) -> Result<Listed<CodeRow>, StoreError>;

    /// The value of a global counter, 0 when nobody moved it.
    async fn counter(&self, counter: &str) -> Result<i64, StoreError>;
}
