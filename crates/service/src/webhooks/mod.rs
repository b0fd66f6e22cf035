//! Webhooks: events are sent to addresses that the shop names, by the Standard Webhooks
//! specification.
//!
//! The projector puts events into the outbox; the [courier] writes a delivery for each
//! endpoint that wants them, sends them, and tries again when that fails.
//!
//! INVARIANTS: every event is delivered at least once with the same id, or marked as
//! failed after some days; of one owner in order per endpoint; one of all nodes sends at
//! a time; what is sent follows from the journal entry alone; an endpoint that is slow or
//! dead holds up neither others nor the projector.
//!
//! COST: a few small rows per delivery, written in bulk; one point read of the journal
//! per attempt; at most [`Options::concurrency`] requests at a time per endpoint.

mod attempt;
mod courier;
mod event_id;
mod health;
mod job;
mod numbers;
mod options;
mod outcomes;
mod pauses;
mod resend;
mod secret;
mod topics;

pub use courier::{Courier, Done};
pub use event_id::EventId;
pub use job::{NAME, run, tidy};
pub use numbers::{Numbers, numbers};
pub use options::Options;
pub use resend::{resend_event, resend_failed, test};
pub use secret::sign;
pub use store::webhooks::{AttemptRow, DeliveryRow, DeliveryState, OldSecret, WebhookRow};
pub use topics::TEST;

pub use crate::projector::TOPICS;

use crate::error::{Broken, Error};
use crate::notes::Details;
use crate::outbound::address;
use crate::{Ask, Committed, Tessera};
use jiff::SignedDuration;
use model::id::WebhookId;
use model::{Code, Key};
use serde_json::Value;
use smol_str::SmolStr;
use store::webhooks::WebhookChange;
use store::{Listed, Page};

/// The most endpoints of one organisation.
pub const MOST_WEBHOOKS: usize = 50;

/// How often a change may be overtaken by others before its sender is told to wait.
const MOST_OVERTAKEN: usize = 16;

/// How long the old secret signs beside the new one unless told otherwise.
pub const OVERLAP: SignedDuration = SignedDuration::from_hours(24);

/// An endpoint that is to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewWebhook {
    /// The address.
    pub url: SmolStr,
    /// What people call it.
    pub description: SmolStr,
    /// Which events: topics, or `noun.*`. All of them when empty.
    pub topics: Vec<Key>,
}

/// What is to be different; what is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The address.
    pub url: Option<SmolStr>,
    /// What people call it.
    pub description: Option<SmolStr>,
    /// Which events.
    pub topics: Option<Vec<Key>>,
    /// Whether anything is sent.
    pub enabled: Option<bool>,
}

/// An endpoint with its secret, when it was just made or replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WithSecret {
    /// The endpoint.
    pub row: WebhookRow,
    /// `whsec_...`; absent when the same request had been carried out before, because it
    /// is shown only once.
    pub secret: Option<String>,
}

/// Makes an endpoint.
pub async fn create(tessera: &Tessera, ask: &Ask, new: NewWebhook) -> Result<WithSecret, Error> {
    let host = address::check(&new.url, &tessera.options.webhooks.limits())?;
    topics::check(&new.topics)?;
    let id = WebhookId(tessera.new_id());
    // The host and not the address: some receivers put secrets into addresses.
    let details = [("webhook", id.to_string().into()), ("host", host.into())];
    let committed = tessera.answering(ask, async {
        if list(tessera).await?.len() >= MOST_WEBHOOKS {
            let detail = format!("there may be {MOST_WEBHOOKS}");
            return Err(Error::refused(Code::WEBHOOK_TOO_MANY, detail));
        }
        tessera.note(ask, "webhook_created", details).await
    });
    let committed = committed.await?;
    let id: WebhookId = Details::of(&committed.entry)?.parse("webhook")?;
    let seq = committed.entry.seq;
    let row = WebhookRow {
        id,
        url: new.url,
        description: new.description,
        topics: new.topics,
        secret: seq,
        old_secret: None,
        enabled: true,
        disabled_reason: None,
        created_at: committed.entry.recorded_at,
        deleted_at: None,
        revision: seq,
    };
    let is_new = tessera.store().create_webhook(row).await?;
    let row = known(tessera, id).await?;
    let secret = is_new.then(|| tessera.codes.webhook_secret(id, seq));
    Ok(WithSecret { row, secret: secret.map(|s| secret::text(&s)) })
}

/// All endpoints that were not deleted, in the order of making.
pub async fn list(tessera: &Tessera) -> Result<Vec<WebhookRow>, Error> {
    let mut rows = tessera.store().list_webhooks().await?;
    rows.retain(|row| row.deleted_at.is_none());
    Ok(rows)
}

/// One endpoint.
pub async fn get(tessera: &Tessera, id: WebhookId) -> Result<WebhookRow, Error> {
    let row = known(tessera, id).await?;
    match row.deleted_at {
        None => Ok(row),
        Some(_) => Err(missing(id)),
    }
}

/// Changes an endpoint.
pub async fn change(
    tessera: &Tessera,
    ask: &Ask,
    id: WebhookId,
    change: Change,
) -> Result<WebhookRow, Error> {
    let host =
        change.url.as_deref().map(|url| address::check(url, &tessera.options.webhooks.limits()));
    let host = host.transpose()?;
    topics::check(change.topics.as_deref().unwrap_or_default())?;
    let details = |_: &WebhookRow| {
        [
            ("webhook", id.to_string().into()),
            ("host", host.clone().map_or(Value::Null, Value::from)),
            ("enabled", change.enabled.map_or(Value::Null, Value::from)),
        ]
    };
    let change = |_: &Committed| {
        let change = change.clone();
        Ok(WebhookChange {
            url: change.url,
            description: change.description,
            topics: change.topics,
            enabled: change.enabled.map(|enabled| (enabled, None)),
            ..WebhookChange::default()
        })
    };
    Ok(carry_out(tessera, ask, id, "webhook_changed", details, change).await?.row)
}

/// Deletes an endpoint. What waits for it is not sent any more.
pub async fn delete(tessera: &Tessera, ask: &Ask, id: WebhookId) -> Result<WebhookRow, Error> {
    let details = |_: &WebhookRow| [("webhook", id.to_string().into())];
    let change = |committed: &Committed| {
        let deleted_at = Some(committed.entry.recorded_at);
        Ok(WebhookChange { deleted_at, ..WebhookChange::default() })
    };
    Ok(carry_out(tessera, ask, id, "webhook_deleted", details, change).await?.row)
}

/// Gives an endpoint another secret. Both sign for a while, so that the receiver can be
/// changed over; a secret from before the old one ends at once.
pub async fn rotate(
    tessera: &Tessera,
    ask: &Ask,
    id: WebhookId,
    overlap: SignedDuration,
) -> Result<WithSecret, Error> {
    let details =
        |row: &WebhookRow| [("webhook", id.to_string().into()), ("old", row.secret.into())];
    let change = |committed: &Committed| {
        let (seq, at) = (committed.entry.seq, committed.entry.recorded_at);
        let secret = u64::from(Details::of(&committed.entry)?.number("old")?);
        let until = at.checked_add(overlap).unwrap_or(at);
        let old = Some(OldSecret { secret, until }).filter(|old| old.until > at);
        Ok(WebhookChange { secret: Some((seq, old)), ..WebhookChange::default() })
    };
    let done = carry_out(tessera, ask, id, "webhook_rotated", details, change).await?;
    let secret = done.at.map(|seq| secret::text(&tessera.codes.webhook_secret(id, seq)));
    Ok(WithSecret { row: done.row, secret })
}

/// Deliveries to an endpoint, those in a state or all, newest first.
pub async fn deliveries(
    tessera: &Tessera,
    id: WebhookId,
    state: Option<DeliveryState>,
    page: Page,
) -> Result<Listed<DeliveryRow>, Error> {
    get(tessera, id).await?;
    Ok(tessera.store().list_deliveries(id, state, page).await?)
}

/// Attempts at an endpoint, newest first.
pub async fn attempts(
    tessera: &Tessera,
    id: WebhookId,
    page: Page,
) -> Result<Listed<AttemptRow>, Error> {
    get(tessera, id).await?;
    Ok(tessera.store().list_attempts(id, page).await?)
}

/// The receiver said that it is gone for good.
pub(crate) async fn disable(tessera: &Tessera, id: WebhookId, reason: &str) -> Result<(), Error> {
    let details = |_: &WebhookRow| [("webhook", id.to_string().into()), ("reason", reason.into())];
    let change = |_: &Committed| {
        let enabled = Some((false, Some(Key::new(reason))));
        Ok(WebhookChange { enabled, ..WebhookChange::default() })
    };
    let ask = Ask::by("webhooks");
    carry_out(tessera, &ask, id, "webhook_disabled", details, change).await.map(|_| ())
}

/// What became of a change.
struct CarriedOut {
    row: WebhookRow,
    /// The number of the entry that it counts from, unless it had been carried out before.
    at: Option<u64>,
}

/// Writes down what is done to an endpoint that is there, and does it. Changes count in
/// the order in which they were written down: one that a later one overtook between the
/// two is written down again behind it, so that it is not lost.
async fn carry_out<const N: usize>(
    tessera: &Tessera,
    ask: &Ask,
    id: WebhookId,
    what: &str,
    details: impl Fn(&WebhookRow) -> [(&'static str, Value); N] + Sync,
    change: impl Fn(&Committed) -> Result<WebhookChange, Error>,
) -> Result<CarriedOut, Error> {
    let mut ask = ask.clone();
    for _ in 0..MOST_OVERTAKEN {
        let committed = noted(tessera, &ask, id, what, &details).await?;
        let seq = committed.entry.seq;
        let is_done = tessera.store().change_webhook(id, seq, change(&committed)?).await?;
        let row = known(tessera, id).await?;
        // Somebody who sends the same key beside us may have been faster.
        if is_done || committed.replayed || row.revision == seq {
            tessera.deliverable.notify_one();
            return Ok(CarriedOut { row, at: is_done.then_some(seq) });
        }
        ask.key = None;
    }
    Err(Error::Broken(Broken::Busy))
}

/// Writes down what is done to an endpoint that is there.
async fn noted<const N: usize>(
    tessera: &Tessera,
    ask: &Ask,
    id: WebhookId,
    what: &str,
    details: impl Fn(&WebhookRow) -> [(&'static str, Value); N] + Sync,
) -> Result<Committed, Error> {
    let work = async {
        let row = get(tessera, id).await?;
        tessera.note(ask, what, details(&row)).await
    };
    tessera.answering(ask, work).await
}

/// One endpoint, deleted or not.
async fn known(tessera: &Tessera, id: WebhookId) -> Result<WebhookRow, Error> {
    tessera.store().find_webhook(id).await?.ok_or_else(|| missing(id))
}

fn missing(id: WebhookId) -> Error {
    Error::refused(Code::NOT_FOUND, id.to_string())
}
