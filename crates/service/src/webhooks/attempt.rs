//! One attempt to bring an event to its endpoint.

use super::event_id::EventId;
use super::{secret, topics};
use crate::outbound::{Answer, Client};
use crate::{Tessera, projector};
use http::{Request, header};
use http_body_util::Full;
use jiff::Timestamp;
use model::Instant;
use store::webhooks::{DeliveryRow, NewDelivery, WebhookRow};

/// Who sends.
const AGENT: &str = concat!("Tessera/", env!("CARGO_PKG_VERSION"), " (webhooks)");

/// An attempt and what came of it.
pub(super) struct Tried {
    pub(super) row: DeliveryRow,
    pub(super) at: Instant,
    pub(super) took: std::time::Duration,
    pub(super) result: Result<Answer, Failure>,
}

pub(super) enum Failure {
    /// Nothing came back.
    Unanswered(String),
    /// There is nothing to send, and there will not be.
    Impossible(String),
}

pub(super) async fn attempt(
    tessera: Tessera,
    client: Client,
    webhook: WebhookRow,
    row: DeliveryRow,
) -> Tried {
    let (at, started) = (tessera.now(), std::time::Instant::now());
    let result = send(&tessera, &client, &webhook, &row).await;
    Tried { row, at, took: started.elapsed(), result }
}

async fn send(
    tessera: &Tessera,
    client: &Client,
    webhook: &WebhookRow,
    row: &DeliveryRow,
) -> Result<Answer, Failure> {
    let body = body(tessera, row).await?;
    let id = EventId(row.delivery.event).to_string();
    // Receivers compare it with their own clocks: the sandbox's clock may leap.
    let timestamp = Timestamp::now().as_second();
    let old = webhook.old_secret.filter(|old| tessera.now() < old.until);
    let secrets = std::iter::once(webhook.secret).chain(old.map(|old| old.secret));
    let signatures: Vec<String> = secrets
        .map(|number| tessera.codes.webhook_secret(webhook.id, number))
        .map(|secret| secret::sign(&secret, &id, timestamp, &body))
        .collect();
    let signatures = signatures.join(" ");
    let request = Request::post(&*webhook.url)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::USER_AGENT, AGENT)
        .header("webhook-id", id)
        .header("webhook-timestamp", timestamp)
        .header("webhook-signature", signatures)
        .body(Full::from(body))
        .map_err(|error| Failure::Unanswered(error.to_string()))?;
    client.send(request).await.map_err(Failure::Unanswered)
}

/// What is sent, written from the journal.
async fn body(tessera: &Tessera, row: &DeliveryRow) -> Result<Vec<u8>, Failure> {
    let NewDelivery { event, topic, webhook } = &row.delivery;
    if topic == topics::TEST {
        return Ok(super::resend::test_body(*webhook, *event, row.patience.from));
    }
    let unread = |error: &dyn std::fmt::Display| Failure::Unanswered(error.to_string());
    let found = tessera.store().find_entry(event.owner, event.seq).await;
    let missing = || Failure::Impossible("the journal has no such event".to_owned());
    let entry = found.map_err(|e| unread(&e))?.ok_or_else(missing)?;
    let entry = entry.entry().map_err(|e| unread(&e))?;
    projector::payload(&entry, event.index).map(|(_, body)| body).ok_or_else(missing)
}
