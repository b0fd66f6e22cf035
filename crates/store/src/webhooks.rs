//! Webhooks: where events are sent, which ones wait, and what became of them.
//!
//! A delivery is one event for one endpoint. It has no body: the event stands in the
//! journal, and what is sent is written from there.
//!
//! INVARIANTS: an event leaves the outbox in the transaction that writes its deliveries;
//! of the waiting deliveries of one owner to one endpoint only the earliest has a time at
//! which it is due, the others wait behind it.

use crate::{Listed, Page, StoreError};
use async_trait::async_trait;
use model::id::WebhookId;
use model::{Instant, Key, Owner};
use smol_str::SmolStr;

/// Where events are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookRow {
    /// Its id.
    pub id: WebhookId,
    /// The address.
    pub url: SmolStr,
    /// What people call it.
    pub description: SmolStr,
    /// Which events: topics, or `noun.*`. All of them when empty.
    pub topics: Vec<Key>,
    /// Names the secret that signs; the secret itself is worked out from it.
    pub secret: u64,
    /// The secret before, while it signs too.
    pub old_secret: Option<OldSecret>,
    /// Whether anything is sent.
    pub enabled: bool,
    /// Why it was disabled, when we did it.
    pub disabled_reason: Option<Key>,
    /// When it was made.
    pub created_at: Instant,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
    /// Grows with every change.
    pub revision: u64,
}

/// A secret that signs until a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OldSecret {
    /// Names it.
    pub secret: u64,
    /// How long it signs.
    pub until: Instant,
}

/// One event of the journal; its stable id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventRef {
    /// Whose entry.
    pub owner: Owner,
    /// Number of the entry.
    pub seq: u64,
    /// The event of the entry.
    pub index: u16,
}

/// An event that is to be sent somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDelivery {
    /// Where.
    pub webhook: WebhookId,
    /// Which event.
    pub event: EventRef,
    /// What kind of event.
    pub topic: Key,
}

/// When a delivery begins to wait, and when it is given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// From now on.
    pub from: Instant,
    /// A failure after this moment is the last one.
    pub until: Instant,
}

/// What became of a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// It waits for its first or next attempt.
    Waiting,
    /// The receiver took it.
    Delivered,
    /// It was given up.
    Failed,
}

/// One event for one endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryRow {
    /// Number among the deliveries to this endpoint.
    pub number: u64,
    /// What is sent where.
    pub delivery: NewDelivery,
    /// What became of it.
    pub state: DeliveryState,
    /// When it began to wait, and until when.
    pub patience: Patience,
    /// When the next attempt is due; absent behind an earlier event of the owner.
    pub due_at: Option<Instant>,
    /// Attempts since it began to wait.
    pub attempts: u32,
    /// When it was delivered or given up.
    pub settled_at: Option<Instant>,
}

/// One attempt to deliver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptRow {
    /// Number among the attempts at this endpoint; given by the store.
    pub number: u64,
    /// What was sent where.
    pub delivery: NewDelivery,
    /// When.
    pub at: Instant,
    /// How long it took.
    pub duration_ms: u32,
    /// The HTTP status that came back.
    pub status: Option<u16>,
    /// Why it failed.
    pub error: Option<SmolStr>,
}

/// What follows from an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterAttempt {
    /// The receiver took it.
    Delivered,
    /// Try again at this moment.
    Again(Instant),
    /// Give it up.
    GiveUp,
}

/// An attempt that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttemptMade {
    /// The attempt.
    pub attempt: AttemptRow,
    /// What follows.
    pub after: AfterAttempt,
    /// When it ended.
    pub ended_at: Instant,
}

/// Something about an endpoint that changes; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WebhookChange {
    /// The address.
    pub url: Option<SmolStr>,
    /// What people call it.
    pub description: Option<SmolStr>,
    /// Which events.
    pub topics: Option<Vec<Key>>,
    /// Whether anything is sent, and why not.
    pub enabled: Option<(bool, Option<Key>)>,
    /// Another secret, and the one that signs beside it for a while.
    pub secret: Option<(u64, Option<OldSecret>)>,
    /// It is deleted.
    pub deleted_at: Option<Instant>,
}

/// How much waits at an endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WebhookLoad {
    /// Deliveries that wait, counted up to [`MOST_COUNTED`].
    pub waiting: u64,
    /// Deliveries that were given up and are still kept, counted likewise.
    pub failed: u64,
    /// Since when the longest waiting one waits.
    pub oldest_at: Option<Instant>,
}

/// Counting ends here, so that looking costs little however much waits.
pub const MOST_COUNTED: u64 = 100_000;

/// Endpoints, deliveries and attempts. Time is given by the caller.
#[async_trait]
pub trait Webhooks: Send + Sync + 'static {
    /// Keeps a new endpoint. `false` when it is there.
    async fn create_webhook(&self, webhook: WebhookRow) -> Result<bool, StoreError>;
    /// One endpoint, deleted or not.
    async fn find_webhook(&self, id: WebhookId) -> Result<Option<WebhookRow>, StoreError>;
    /// All endpoints in the order of making, deleted ones included.
    async fn list_webhooks(&self) -> Result<Vec<WebhookRow>, StoreError>;
    /// Changes an endpoint whose revision is below `revision`, which it has then.
    /// `false` when it is not there, deleted, or was changed by a later one.
    async fn change_webhook(
        &self,
        id: WebhookId,
        revision: u64,
        change: WebhookChange,
    ) -> Result<bool, StoreError>;
    /// Removes up to `limit` attempts and as many deliveries of an endpoint that was
    /// deleted. Gives back how many rows were removed.
    async fn clear_webhook(&self, id: WebhookId, limit: u32) -> Result<u64, StoreError>;

    /// Takes events out of the outbox and writes their deliveries, together. Of events
    /// that somebody else took out nothing is written. `deliveries` go with the number of
    /// their event and come in the order of numbers.
    async fn dispatch(
        &self,
        numbers: Vec<u64>,
        deliveries: Vec<(u64, NewDelivery)>,
        patience: Patience,
    ) -> Result<(), StoreError>;
    /// Lets a delivery wait that is not there yet; one that is there begins anew, with no
    /// attempts made. Later events of the owner that wait get behind it.
    async fn queue_delivery(
        &self,
        delivery: NewDelivery,
        patience: Patience,
    ) -> Result<(), StoreError>;
    /// Lets up to `limit` deliveries begin anew that were given up from `since` on and
    /// before or at `through`, oldest first. Gives back how many.
    async fn queue_failed(
        &self,
        id: WebhookId,
        since: Instant,
        through: Instant,
        patience: Patience,
        limit: u32,
    ) -> Result<u64, StoreError>;

    /// Deliveries of an endpoint that are due at `now`, the longest due first.
    async fn list_due_deliveries(
        &self,
        id: WebhookId,
        now: Instant,
        limit: u32,
    ) -> Result<Vec<DeliveryRow>, StoreError>;
    /// Writes attempts down with what follows from them. A delivery that ends makes way
    /// for the next one of its owner, which is due at once.
    async fn record_attempts(&self, made: Vec<AttemptMade>) -> Result<(), StoreError>;
    /// Gives up to `limit` waiting deliveries up whose patience ended by `now`, oldest
    /// first, without an attempt. Gives back how many.
    async fn give_up_deliveries(
        &self,
        id: WebhookId,
        now: Instant,
        limit: u32,
    ) -> Result<u64, StoreError>;
    /// Forgets up to `limit` of each: deliveries that were delivered and attempts that
    /// were made before `delivered_before`, deliveries that were given up before
    /// `failed_before`. Gives back how many rows were removed.
    async fn forget_deliveries(
        &self,
        id: WebhookId,
        delivered_before: Instant,
        failed_before: Instant,
        limit: u32,
    ) -> Result<u64, StoreError>;

    /// One delivery.
    async fn find_delivery(
        &self,
        id: WebhookId,
        event: EventRef,
    ) -> Result<Option<DeliveryRow>, StoreError>;
    /// Deliveries of an endpoint, those in a state or all.
    async fn list_deliveries(
        &self,
        id: WebhookId,
        state: Option<DeliveryState>,
        page: Page,
    ) -> Result<Listed<DeliveryRow>, StoreError>;
    /// Attempts at an endpoint.
    async fn list_attempts(
        &self,
        id: WebhookId,
        page: Page,
    ) -> Result<Listed<AttemptRow>, StoreError>;
    /// How much waits at an endpoint.
    async fn webhook_load(&self, id: WebhookId) -> Result<WebhookLoad, StoreError>;
}
