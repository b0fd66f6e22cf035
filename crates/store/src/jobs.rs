//! Work in the background: who does it, and how far it is.

use crate::{Listed, Page, StoreError};
use async_trait::async_trait;
use model::entry::Hash;
use model::{Instant, Key, Owner};
use smol_str::SmolStr;
use uuid::Uuid;

/// The right to do a job until a moment, with what the last holder left behind.
#[derive(Clone, Debug, PartialEq)]
pub struct Lease {
    /// Which job.
    pub name: Key,
    /// Who has it.
    pub holder: SmolStr,
    /// Until when.
    pub until: Instant,
    /// How far the job is; null at first.
    pub state: serde_json::Value,
}

/// One import of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRun {
    /// Its id.
    pub id: Uuid,
    /// What is imported: `members`, `receipts`.
    pub kind: Key,
    /// Hash of the file.
    pub file_hash: Hash,
    /// Name of the file, for people.
    pub file_name: SmolStr,
    /// When it began.
    pub started_at: Instant,
    /// When all rows were done.
    pub finished_at: Option<Instant>,
    /// When it was undone.
    pub undone_at: Option<Instant>,
    /// Rows read so far, good and bad.
    pub rows_done: u64,
    /// Rows refused so far.
    pub rows_failed: u64,
}

/// What one row of the file became.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportRow {
    /// Row of the file.
    pub row: u64,
    /// Whose entry it became.
    pub owner: Owner,
    /// Which entry.
    pub seq: u64,
}

/// Leases and imports. Time is given by the caller.
#[async_trait]
pub trait Jobs: Send + Sync + 'static {
    /// Takes a lease that is free, has run out at `now`, or is the holder's own.
    async fn acquire_lease(
        &self,
        name: &str,
        holder: &str,
        now: Instant,
        until: Instant,
    ) -> Result<Option<Lease>, StoreError>;
    /// Prolongs a lease that the holder still has at `now`, and writes down the state
    /// when one is given. `false` when it was lost.
    async fn renew_lease(
        &self,
        name: &str,
        holder: &str,
        now: Instant,
        until: Instant,
        state: Option<serde_json::Value>,
    ) -> Result<bool, StoreError>;
    /// Gives a lease up, writing down the state when one is given. `false` when the
    /// holder did not have it.
    async fn release_lease(
        &self,
        name: &str,
        holder: &str,
        state: Option<serde_json::Value>,
    ) -> Result<bool, StoreError>;
    /// All leases by name, held or not.
    async fn list_leases(&self) -> Result<Vec<Lease>, StoreError>;

    /// Begins an import, or finds the unfinished one of the same kind and file to go on
    /// with.
    async fn start_import(&self, run: ImportRun) -> Result<ImportRun, StoreError>;
    /// Notes that rows up to `rows_done` are read, and what they became.
    async fn record_import(
        &self,
        run: Uuid,
        rows_done: u64,
        rows_failed: u64,
        rows: Vec<ImportRow>,
    ) -> Result<(), StoreError>;
    /// Notes that all rows are done.
    async fn finish_import(&self, run: Uuid, at: Instant) -> Result<(), StoreError>;
    /// Notes that the import was undone.
    async fn mark_import_undone(&self, run: Uuid, at: Instant) -> Result<(), StoreError>;
    /// One import.
    async fn find_import(&self, run: Uuid) -> Result<Option<ImportRun>, StoreError>;
    /// All imports.
    async fn list_imports(&self, page: Page) -> Result<Listed<ImportRun>, StoreError>;
    /// Rows of an import; newest first is the order for undoing.
    async fn list_import_rows(
        &self,
        run: Uuid,
        page: Page,
    ) -> Result<Listed<ImportRow>, StoreError>;
}
