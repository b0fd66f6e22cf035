//! What operators see of webhooks.

use super::list;
use crate::Tessera;
use crate::error::Error;
use jiff::SignedDuration;
use model::Instant;
use model::id::WebhookId;
use store::webhooks::WebhookLoad;

/// Webhooks in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// How old the oldest event is that was neither delivered nor given up; endpoints
    /// that are disabled do not count.
    pub oldest_age: Option<SignedDuration>,
    /// Per endpoint.
    pub webhooks: Vec<WebhookNumbers>,
}

/// One endpoint in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebhookNumbers {
    /// Which endpoint.
    pub id: WebhookId,
    /// Whether anything is sent.
    pub enabled: bool,
    /// What waits and what failed.
    pub load: WebhookLoad,
}

impl Numbers {
    /// Deliveries that wait.
    pub fn waiting(&self) -> u64 {
        self.webhooks.iter().map(|w| w.load.waiting).sum()
    }

    /// Deliveries that were given up and are kept still.
    pub fn failed(&self) -> u64 {
        self.webhooks.iter().map(|w| w.load.failed).sum()
    }
}

/// Webhooks in numbers. Costs three short reads per endpoint, however much waits.
pub async fn numbers(tessera: &Tessera) -> Result<Numbers, Error> {
    let mut numbers = Numbers::default();
    let mut oldest = oldest_in_outbox(tessera).await?;
    for webhook in list(tessera).await? {
        let load = tessera.store().webhook_load(webhook.id).await?;
        if let Some(at) = load.oldest_at.filter(|_| webhook.enabled) {
            oldest = Some(oldest.map_or(at, |oldest| oldest.min(at)));
        }
        numbers.webhooks.push(WebhookNumbers { id: webhook.id, enabled: webhook.enabled, load });
    }
    let now = tessera.now();
    let age = |at: Instant| now.duration_since(at).max(SignedDuration::ZERO);
    numbers.oldest_age = oldest.map(age);
    Ok(numbers)
}

/// When the first event that waits in the outbox was recorded. Late receipts happened
/// long before that.
async fn oldest_in_outbox(tessera: &Tessera) -> Result<Option<Instant>, Error> {
    let store = tessera.store();
    let first = store.list_outbox(0, 1).await?;
    let Some(event) = first.first().map(|row| &row.event) else { return Ok(None) };
    let row = store.find_entry(event.owner, event.seq).await?;
    Ok(row.map(|row| row.entry()).transpose()?.map(|entry| entry.recorded_at))
}
