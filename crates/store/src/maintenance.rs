//! Looking after a store: is it sound, what is in it, what may be forgotten.

use crate::{IdentityClaim, JournalRow, Listed, Page, ReceiptRow, StoreError, StoreGauges};
use async_trait::async_trait;
use model::{Instant, Key, Owner};
use smol_str::SmolStr;
use uuid::Uuid;

/// How thorough a check is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckDepth {
    /// Structure only.
    Quick,
    /// Structure, and every index against its table.
    Full,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckReport {
    /// The backend and its version, for people.
    pub backend: SmolStr,
    /// Number of the schema.
    pub schema: u32,
    /// Damage; empty when sound.
    pub problems: Vec<String>,
    /// Facts worth showing: sizes, settings.
    pub facts: Vec<(&'static str, String)>,
    /// Position of the newest entry.
    pub journal_head: u64,
    /// How far the projection is.
    pub projection_position: u64,
}

/// The value of a global counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CounterRow {
    /// Which.
    pub counter: Key,
    /// How far.
    pub value: i64,
}

/// A place in the journal ordered by owner and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnerCursor {
    /// The id of the owner.
    pub owner: Uuid,
    /// The number of the entry.
    pub seq: u64,
}

/// Checking and scanning in constant memory: every scan is paged.
#[async_trait]
pub trait Maintenance: Send + Sync + 'static {
    /// Checks the database.
    async fn check(&self, depth: CheckDepth) -> Result<CheckReport, StoreError>;

    /// Entries ordered by owner and number that come after `after` and do not lie
    /// beyond position `through`.
    async fn scan_chains(
        &self,
        after: Option<OwnerCursor>,
        through: u64,
        limit: u32,
    ) -> Result<Vec<JournalRow>, StoreError>;
    /// Those of some owners that have no entry, in any order.
    async fn without_entries(&self, owners: Vec<Owner>) -> Result<Vec<Owner>, StoreError>;
    /// All receipts by id.
    async fn scan_receipts(&self, page: Page) -> Result<Listed<ReceiptRow>, StoreError>;
    /// All identities by kind and value.
    async fn scan_identities(&self, page: Page) -> Result<Listed<IdentityClaim>, StoreError>;
    /// All global counters by name.
    async fn scan_counters(&self, page: Page) -> Result<Listed<CounterRow>, StoreError>;

    /// Forgets up to `limit` idempotency keys used before a moment; says how many.
    async fn forget_idempotency(&self, before: Instant, limit: u32) -> Result<u64, StoreError>;

    /// What the store has counted since it was opened.
    fn gauges(&self) -> &StoreGauges;
}
