//! What people set up: programme versions, when they are active, keys, settings.

use crate::{BatchRow, Listed, Page, StoreError};
use async_trait::async_trait;
use model::entry::Hash;
use model::id::{ApiKeyId, BatchId};
use model::{Instant, Key};
use smol_str::SmolStr;

/// Whether a version can still change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VersionState {
    /// Can be changed.
    Draft,
    /// Never changes again.
    Published,
}

/// A version that is to be written down.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// The text of the document.
    pub document: String,
    /// Hash of the text.
    pub hash: Hash,
    /// Who wrote it.
    pub author: Option<Key>,
    /// When.
    pub at: Instant,
}

/// A version without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSummary {
    /// 1, 2, 3, ...
    pub number: u32,
    /// Draft or published.
    pub state: VersionState,
    /// Hash of the text.
    pub hash: Hash,
    /// Who wrote it.
    pub author: Option<Key>,
    /// When it was first written.
    pub created_at: Instant,
    /// When its text last changed.
    pub updated_at: Instant,
    /// When it was published.
    pub published_at: Option<Instant>,
    /// Who published it.
    pub published_by: Option<Key>,
    /// What they wrote about it.
    pub why: Option<SmolStr>,
}

/// How a draft becomes a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// When.
    pub at: Instant,
    /// Who did it.
    pub by: Option<Key>,
    /// What they wrote about it.
    pub why: Option<SmolStr>,
}

/// A version with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionRow {
    /// Everything but the text.
    pub summary: VersionSummary,
    /// The text of the document.
    pub document: String,
}

/// From when on a version counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activation {
    /// 1, 2, 3, ... in the order of deciding.
    pub number: u32,
    /// Which version.
    pub version: u32,
    /// From when on.
    pub active_from: Instant,
    /// When that was decided.
    pub decided_at: Instant,
    /// Who decided.
    pub author: Option<Key>,
}

/// A key of the API. The key itself is not kept, only its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyRow {
    /// Its id.
    pub id: ApiKeyId,
    /// Hash of the secret.
    pub hash: Hash,
    /// What it may do.
    pub role: Key,
    /// What people call it.
    pub name: SmolStr,
    /// When it was made.
    pub created_at: Instant,
    /// Since when it does not work any more.
    pub revoked_at: Option<Instant>,
}

/// Reading and writing the set-up. Rare, so every write is a transaction of its own.
#[async_trait]
pub trait Configuration: Send + Sync + 'static {
    /// A number that grows with every change of what nodes keep in memory: published
    /// versions, activations, keys. Drafts and settings do not count, nobody keeps them.
    /// An append that names another generation is refused.
    async fn generation(&self) -> Result<u64, StoreError>;

    /// Writes a draft and gives it the next number.
    async fn create_version(&self, version: NewVersion) -> Result<u32, StoreError>;
    /// Replaces the text of a draft whose hash still is `expected`. `false` when it is
    /// published, was changed by somebody else, or is not there.
    async fn update_draft(
        &self,
        number: u32,
        expected: Hash,
        version: NewVersion,
    ) -> Result<bool, StoreError>;
    /// Makes a draft unchangeable. `false` when there is no such draft.
    async fn publish_version(
        &self,
        number: u32,
        publication: Publication,
    ) -> Result<bool, StoreError>;
    /// Removes a draft. `false` when there is no such draft.
    async fn delete_draft(&self, number: u32) -> Result<bool, StoreError>;
    /// One version with its text.
    async fn find_version(&self, number: u32) -> Result<Option<VersionRow>, StoreError>;
    /// All versions without their texts.
    async fn list_versions(&self, page: Page) -> Result<Listed<VersionSummary>, StoreError>;

    /// Lets a published version count from a moment on. `None` when it is not published.
    async fn activate_version(
        &self,
        version: u32,
        active_from: Instant,
        decided_at: Instant,
        author: Option<Key>,
    ) -> Result<Option<u32>, StoreError>;
    /// Takes back an activation that has not begun at `now`. `false` when it has begun
    /// or is not there.
    async fn cancel_activation(&self, number: u32, now: Instant) -> Result<bool, StoreError>;
    /// All activations in the order in which they were decided.
    async fn list_activations(&self) -> Result<Vec<Activation>, StoreError>;
    /// The version that counts at a moment: of all activations that have begun by then,
    /// the one that began last; of several, the one decided last.
    async fn version_at(&self, at: Instant) -> Result<Option<u32>, StoreError>;

    /// Keeps a key. `false` when its hash or id exists.
    async fn create_api_key(&self, key: ApiKeyRow) -> Result<bool, StoreError>;
    /// The key with this hash, revoked or not.
    async fn find_api_key(&self, hash: Hash) -> Result<Option<ApiKeyRow>, StoreError>;
    /// All keys in the order of making.
    async fn list_api_keys(&self) -> Result<Vec<ApiKeyRow>, StoreError>;
    /// Ends a key. `false` when it is not there or ended before.
    async fn revoke_api_key(&self, id: ApiKeyId, at: Instant) -> Result<bool, StoreError>;

    /// A setting.
    async fn find_setting(&self, name: &str) -> Result<Option<String>, StoreError>;
    /// Settings whose names begin so, by name.
    async fn list_settings(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError>;
    /// Writes a setting.
    async fn put_setting(&self, name: &str, value: &str) -> Result<(), StoreError>;
    /// Writes a setting unless it is there, and gives back what holds then. Of several
    /// callers at once one wins and all get the same answer.
    async fn ensure_setting(&self, name: &str, value: &str) -> Result<String, StoreError>;

    /// One batch of coupon codes; batches are written by [`crate::Append`].
    async fn find_batch(&self, id: BatchId) -> Result<Option<BatchRow>, StoreError>;
    /// All batches.
    async fn list_batches(&self, page: Page) -> Result<Listed<BatchRow>, StoreError>;
}
