//! Sending on purpose: tests, and events that are to come again.

use super::event_id::EventId;
use super::{courier, get, known, noted, topics};
use crate::error::Error;
use crate::notes::Details;
use crate::{Ask, Tessera, projector};
use model::id::{OrganisationId, WebhookId};
use model::{Code, Instant, Key, Owner};
use serde::Serialize;
use store::webhooks::{EventRef, NewDelivery, Patience};

/// Deliveries per transaction.
const PAGE: u32 = 1_000;

#[derive(Serialize)]
struct TestBody {
    #[serde(rename = "type")]
    topic: &'static str,
    timestamp: Instant,
    data: TestData,
}

#[derive(Serialize)]
struct TestData {
    id: EventId,
    webhook: WebhookId,
}

/// Sends an event that says nothing, once, and gives back its id. It waits for nothing,
/// and nothing waits for it.
pub async fn test(tessera: &Tessera, ask: &Ask, id: WebhookId) -> Result<EventId, Error> {
    let work = async {
        if !get(tessera, id).await?.enabled {
            return Err(Error::plain(Code::WEBHOOK_DISABLED));
        }
        tessera.note(ask, "webhook_tested", [("webhook", id.to_string().into())]).await
    };
    let committed = tessera.answering(ask, work).await?;
    // An owner of its own: tests stand in no line with events of the organisation.
    let owner = Owner::organisation(OrganisationId(id.0));
    let event = EventRef { owner, seq: committed.entry.seq, index: 0 };
    if tessera.store().find_delivery(id, event).await?.is_none() {
        let from = tessera.now();
        let delivery = NewDelivery { webhook: id, event, topic: Key::new(topics::TEST) };
        tessera.store().queue_delivery(delivery, Patience { from, until: from }).await?;
        tessera.deliverable.notify_one();
    }
    Ok(EventId(event))
}

/// What a test says.
pub(super) fn test_body(webhook: WebhookId, event: EventRef, at: Instant) -> Vec<u8> {
    let data = TestData { id: EventId(event), webhook };
    let body = TestBody { topic: topics::TEST, timestamp: at, data };
    serde_json::to_vec(&body).expect("texts only")
}

/// Sends one event again, or for the first time, whenever it happened and whatever the
/// endpoint wants otherwise. Events of its owner that wait get behind it.
pub async fn resend_event(
    tessera: &Tessera,
    ask: &Ask,
    id: WebhookId,
    event: EventId,
) -> Result<(), Error> {
    let work = async {
        topic_of(tessera, id, event.0).await?;
        let details = [("webhook", id.to_string().into()), ("event", event.to_string().into())];
        noted(tessera, ask, id, "webhook_event_resent", |_| details.clone()).await
    };
    let committed = tessera.answering(ask, work).await?;
    let recorded_at = committed.entry.recorded_at;
    let known = tessera.store().find_delivery(id, event.0).await?;
    // The same request again sends nothing again.
    let is_done = known.is_some_and(|row| row.patience.from >= recorded_at);
    if committed.replayed && is_done {
        return Ok(());
    }
    let topic = topic_of(tessera, id, event.0).await?;
    let delivery = NewDelivery { webhook: id, event: event.0, topic };
    tessera.store().queue_delivery(delivery, courier::patience(tessera)).await?;
    tessera.deliverable.notify_one();
    Ok(())
}

/// The topic of an event that can be sent.
async fn topic_of(tessera: &Tessera, id: WebhookId, event: EventRef) -> Result<Key, Error> {
    let store = tessera.store();
    if let Some(row) = store.find_delivery(id, event).await? {
        return Ok(row.delivery.topic);
    }
    let entry = store.find_entry(event.owner, event.seq).await?;
    let entry = entry.map(|row| row.entry()).transpose()?;
    let topic = entry.and_then(|entry| projector::payload(&entry, event.index));
    let missing = || Error::refused(Code::NOT_FOUND, EventId(event).to_string());
    topic.map(|(topic, _)| Key::new(topic)).ok_or_else(missing)
}

/// Sends everything again that was given up since a moment, in order. Gives back until
/// when it was given up: the moment of the first such request.
pub async fn resend_failed(
    tessera: &Tessera,
    ask: &Ask,
    id: WebhookId,
    since: Instant,
) -> Result<Instant, Error> {
    let details = [("webhook", id.to_string().into()), ("since", since.to_string().into())];
    let committed = noted(tessera, ask, id, "webhook_failures_resent", |_| details.clone()).await?;
    let since: Instant = Details::of(&committed.entry)?.parse("since")?;
    let through = committed.entry.recorded_at;
    known(tessera, id).await?;
    loop {
        // What fails once more does so after `through`, so this ends.
        let patience = courier::patience(tessera);
        let store = tessera.store();
        let count = store.queue_failed(id, since, through, patience, PAGE).await?;
        tessera.deliverable.notify_one();
        if count < u64::from(PAGE) {
            return Ok(through);
        }
    }
}
