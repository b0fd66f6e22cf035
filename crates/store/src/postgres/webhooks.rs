//! Endpoints, deliveries, attempts.
//!
//! INVARIANT: whoever writes deliveries of an endpoint holds the lock on its row, so that
//! nothing gets into a line while somebody leaves it. Endpoints are locked in the order of
//! their ids.
//!
//! COST: a batch of deliveries or attempts is a few statements per endpoint. They go
//! without waiting for the disk: when they are lost, the events are in the outbox again,
//! or are sent once more.

use super::PostgresStore;
use super::link::Params;
use super::row::{all, get, get_id, get_opt_instant, get_uint, int, one_more, optional, place};
use super::sql::webhooks as sql;
use super::transaction::{Durability, Writing};
use super::webhook_rows::{self as rows, Attempts, Events};
use crate::webhooks::{
    AfterAttempt, AttemptMade, AttemptRow, DeliveryRow, DeliveryState, EventRef, MOST_COUNTED,
    NewDelivery, Patience, WebhookChange, WebhookLoad, WebhookRow, Webhooks,
};
use crate::{Listed, Page, StoreError};
use async_trait::async_trait;
use model::id::WebhookId;
use model::{Instant, Key};
use std::collections::{BTreeMap, HashSet};
use uuid::Uuid;

#[async_trait]
impl Webhooks for PostgresStore {
    async fn create_webhook(&self, webhook: WebhookRow) -> Result<bool, StoreError> {
        let topics = rows::topics_text(&webhook.topics);
        let old = webhook.old_secret.map(|s| int(s.secret));
        let until = webhook.old_secret.map(|s| s.until.as_millisecond());
        let reason = webhook.disabled_reason.as_ref().map(Key::as_str);
        let params: Params<'_> = &[
            &webhook.id.0,
            &webhook.url.as_str(),
            &webhook.description.as_str(),
            &topics,
            &int(webhook.secret),
            &old,
            &until,
            &i16::from(webhook.enabled),
            &reason,
            &webhook.created_at.as_millisecond(),
            &webhook.deleted_at.map(|t| t.as_millisecond()),
            &int(webhook.revision),
        ];
        Ok(self.change(sql::INSERT, params).await? > 0)
    }

    async fn find_webhook(&self, id: WebhookId) -> Result<Option<WebhookRow>, StoreError> {
        optional(self.row(sql::FIND, &[&id.0]).await?, rows::webhook)
    }

    async fn list_webhooks(&self) -> Result<Vec<WebhookRow>, StoreError> {
        all(&self.rows(sql::LIST, &[]).await?, rows::webhook)
    }

    async fn change_webhook(
        &self,
        id: WebhookId,
        revision: u64,
        change: WebhookChange,
    ) -> Result<bool, StoreError> {
        let (enabled, reason) = change.enabled.map_or((None, None), |(e, r)| (Some(e), r));
        let (secret, old) = change.secret.map_or((None, None), |(s, old)| (Some(s), old));
        let params: Params<'_> = &[
            &id.0,
            &int(revision),
            &change.url.as_deref(),
            &change.description.as_deref(),
            &change.topics.as_deref().map(rows::topics_text),
            &enabled.map(i16::from),
            &reason.as_ref().map(Key::as_str),
            &secret.map(int),
            &old.map(|s| int(s.secret)),
            &old.map(|s| s.until.as_millisecond()),
            &change.deleted_at.map(|t| t.as_millisecond()),
        ];
        Ok(self.change(sql::CHANGE, params).await? > 0)
    }

    async fn clear_webhook(&self, id: WebhookId, limit: u32) -> Result<u64, StoreError> {
        self.write(Durability::WithTheNext, async |writing| {
            let params: Params<'_> = &[&id.0, &i64::from(limit)];
            let deliveries = writing.execute(sql::CLEAR_DELIVERIES, params).await?;
            Ok(deliveries + writing.execute(sql::CLEAR_ATTEMPTS, params).await?)
        })
        .await
    }

    async fn dispatch(
        &self,
        numbers: Vec<u64>,
        deliveries: Vec<(u64, NewDelivery)>,
        patience: Patience,
    ) -> Result<(), StoreError> {
        let numbers: Vec<i64> = numbers.into_iter().map(int).collect();
        self.write(Durability::WithTheNext, async |writing| {
            let webhooks = deliveries.iter().map(|(_, delivery)| delivery.webhook);
            let there = lock(writing, webhooks).await?;
            let taken = writing.rows(sql::TAKE_OUT, &[&numbers]).await?;
            let taken: HashSet<u64> = all(&taken, |r| get_uint(r, 0))?.into_iter().collect();
            let mut of_webhooks: BTreeMap<WebhookId, Events> = BTreeMap::new();
            for (number, delivery) in &deliveries {
                if taken.contains(number) && there.contains(&delivery.webhook) {
                    of_webhooks.entry(delivery.webhook).or_default().push(delivery);
                }
            }
            for (webhook, events) in of_webhooks {
                insert(writing, webhook, &events, patience).await?;
                line_up(writing, webhook, &events.owners, patience.from).await?;
            }
            Ok(())
        })
        .await
    }

    async fn queue_delivery(
        &self,
        delivery: NewDelivery,
        patience: Patience,
    ) -> Result<(), StoreError> {
        self.write(Durability::Now, async |writing| {
            let webhook = delivery.webhook;
            if lock(writing, [webhook]).await?.is_empty() {
                return Ok(());
            }
            let event = &delivery.event;
            let (from, until) = (patience.from.as_millisecond(), patience.until.as_millisecond());
            let (seq, index) = (int(event.seq), i64::from(event.index));
            let params: Params<'_> = &[&webhook.0, &event.owner.id, &seq, &index, &from, &until];
            let mut events = Events::default();
            events.push(&delivery);
            if writing.execute(sql::BEGIN_ANEW, params).await? == 0 {
                insert(writing, webhook, &events, patience).await?;
            }
            line_up(writing, webhook, &events.owners, patience.from).await
        })
        .await
    }

    async fn queue_failed(
        &self,
        id: WebhookId,
        since: Instant,
        through: Instant,
        patience: Patience,
        limit: u32,
    ) -> Result<u64, StoreError> {
        self.write(Durability::Now, async |writing| {
            lock(writing, [id]).await?;
            let params: Params<'_> = &[
                &id.0,
                &since.as_millisecond(),
                &through.as_millisecond(),
                &i64::from(limit),
                &patience.from.as_millisecond(),
                &patience.until.as_millisecond(),
            ];
            let again = writing.rows(sql::FAILURES_BEGIN_ANEW, params).await?;
            let owners = all(&again, |r| get_id(r, 0))?;
            line_up(writing, id, &owners, patience.from).await?;
            Ok(owners.len() as u64)
        })
        .await
    }

    async fn list_due_deliveries(
        &self,
        id: WebhookId,
        now: Instant,
        limit: u32,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        let (now, limit) = (now.as_millisecond(), i64::from(limit));
        all(&self.rows(sql::DUE, &[&id.0, &now, &limit]).await?, rows::delivery)
    }

    async fn record_attempts(&self, made: Vec<AttemptMade>) -> Result<(), StoreError> {
        let mut of_webhooks: BTreeMap<WebhookId, Vec<AttemptMade>> = BTreeMap::new();
        for one in made {
            of_webhooks.entry(one.attempt.delivery.webhook).or_default().push(one);
        }
        self.write(Durability::WithTheNext, async |writing| {
            let there = lock(writing, of_webhooks.keys().copied()).await?;
            for (webhook, made) in of_webhooks.iter().filter(|(id, _)| there.contains(id)) {
                record(writing, *webhook, made).await?;
            }
            Ok(())
        })
        .await
    }

    async fn give_up_deliveries(
        &self,
        id: WebhookId,
        now: Instant,
        limit: u32,
    ) -> Result<u64, StoreError> {
        self.write(Durability::WithTheNext, async |writing| {
            lock(writing, [id]).await?;
            let params: Params<'_> = &[&id.0, &now.as_millisecond(), &i64::from(limit)];
            let given_up = writing.rows(sql::GIVE_UP, params).await?;
            let owners = all(&given_up, |r| get_id(r, 0))?;
            line_up(writing, id, &owners, now).await?;
            Ok(owners.len() as u64)
        })
        .await
    }

    async fn forget_deliveries(
        &self,
        id: WebhookId,
        delivered_before: Instant,
        failed_before: Instant,
        limit: u32,
    ) -> Result<u64, StoreError> {
        let limit = i64::from(limit);
        self.write(Durability::WithTheNext, async |writing| {
            let mut count = 0;
            for (state, before) in [
                (DeliveryState::Delivered, delivered_before),
                (DeliveryState::Failed, failed_before),
            ] {
                let (state, before) = (rows::state_number(state), before.as_millisecond());
                let params: Params<'_> = &[&id.0, &state, &before, &limit];
                count += writing.execute(sql::FORGET_DELIVERIES, params).await?;
            }
            let params: Params<'_> = &[&id.0, &delivered_before.as_millisecond(), &limit];
            Ok(count + writing.execute(sql::FORGET_ATTEMPTS, params).await?)
        })
        .await
    }

    async fn find_delivery(
        &self,
        id: WebhookId,
        event: EventRef,
    ) -> Result<Option<DeliveryRow>, StoreError> {
        let (seq, index) = (int(event.seq), i64::from(event.index));
        let params: Params<'_> = &[&id.0, &event.owner.id, &seq, &index];
        optional(self.row(sql::FIND_DELIVERY, params).await?, rows::delivery)
    }

    async fn list_deliveries(
        &self,
        id: WebhookId,
        state: Option<DeliveryState>,
        page: Page,
    ) -> Result<Listed<DeliveryRow>, StoreError> {
        let (oldest, newest) = match state {
            None => (sql::DELIVERIES_OLDEST, sql::DELIVERIES_NEWEST),
            Some(DeliveryState::Delivered) => (sql::DELIVERED_OLDEST, sql::DELIVERED_NEWEST),
            Some(_) => (sql::UNDELIVERED_OLDEST, sql::UNDELIVERED_NEWEST),
        };
        let (text, from) = place(&page, oldest, newest)?;
        let limit = one_more(&page);
        let found = match state {
            Some(state @ (DeliveryState::Waiting | DeliveryState::Failed)) => {
                let state = rows::state_number(state);
                self.rows_long(text, &[&id.0, &from, &limit, &state]).await?
            }
            _ => self.rows_long(text, &[&id.0, &from, &limit]).await?,
        };
        let found = all(&found, rows::delivery)?;
        Ok(Listed::cut(found, page.rows(), |row| row.number.to_string()))
    }

    async fn list_attempts(
        &self,
        id: WebhookId,
        page: Page,
    ) -> Result<Listed<AttemptRow>, StoreError> {
        let (text, from) = place(&page, sql::ATTEMPTS_OLDEST, sql::ATTEMPTS_NEWEST)?;
        let found = self.rows_long(text, &[&id.0, &from, &one_more(&page)]).await?;
        Ok(Listed::cut(all(&found, rows::attempt)?, page.rows(), |row| row.number.to_string()))
    }

    async fn webhook_load(&self, id: WebhookId) -> Result<WebhookLoad, StoreError> {
        let waiting = self.count_deliveries(id, DeliveryState::Waiting).await?;
        let failed = self.count_deliveries(id, DeliveryState::Failed).await?;
        let oldest = self.row(sql::OLDEST, &[&id.0]).await?;
        let oldest_at = optional(oldest, |r| get_opt_instant(r, 0))?.flatten();
        Ok(WebhookLoad { waiting, failed, oldest_at })
    }
}

impl PostgresStore {
    async fn count_deliveries(
        &self,
        id: WebhookId,
        state: DeliveryState,
    ) -> Result<u64, StoreError> {
        let (state, most) = (rows::state_number(state), int(MOST_COUNTED));
        let counted = self.rows_long(sql::COUNT, &[&id.0, &state, &most]).await?;
        counted.first().map_or(Ok(0), |row| get_uint(row, 0))
    }
}

/// Those of the endpoints that are there, each locked until the transaction ends.
async fn lock(
    writing: &Writing<'_>,
    webhooks: impl IntoIterator<Item = WebhookId>,
) -> Result<HashSet<WebhookId>, StoreError> {
    let mut ids: Vec<Uuid> = webhooks.into_iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    let there = all(&writing.rows(sql::LOCK, &[&ids]).await?, |r| get_id(r, 0))?;
    Ok(there.into_iter().map(WebhookId).collect())
}

/// Takes so many numbers more from an endpoint, and gives back the one before them.
async fn numbers(
    writing: &Writing<'_>,
    text: &'static str,
    webhook: WebhookId,
    count: usize,
) -> Result<i64, StoreError> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let row = writing.row(text, &[&webhook.0, &count]).await?;
    let latest: i64 = optional(row, |r| get(r, 0))?.unwrap_or(count);
    Ok(latest - count)
}

/// Writes deliveries that wait, but none that are there.
async fn insert(
    writing: &Writing<'_>,
    webhook: WebhookId,
    events: &Events,
    patience: Patience,
) -> Result<(), StoreError> {
    let before = numbers(writing, sql::NEXT_DELIVERIES, webhook, events.owners.len()).await?;
    let params: Params<'_> = &[
        &webhook.0,
        &before,
        &events.owners,
        &events.kinds,
        &events.seqs,
        &events.indexes,
        &events.topics,
        &patience.from.as_millisecond(),
        &patience.until.as_millisecond(),
    ];
    writing.execute(sql::INSERT_DELIVERIES, params).await?;
    Ok(())
}

/// Lets the earliest waiting delivery of each owner be due, and no other.
async fn line_up(
    writing: &Writing<'_>,
    webhook: WebhookId,
    owners: &Vec<Uuid>,
    now: Instant,
) -> Result<(), StoreError> {
    if !owners.is_empty() {
        let params: Params<'_> = &[&webhook.0, owners, &now.as_millisecond()];
        writing.execute(sql::LINE_UP, params).await?;
    }
    Ok(())
}

/// Writes attempts at one endpoint down.
async fn record(
    writing: &Writing<'_>,
    webhook: WebhookId,
    made: &[AttemptMade],
) -> Result<(), StoreError> {
    let before = numbers(writing, sql::NEXT_ATTEMPTS, webhook, made.len()).await?;
    let attempts = Attempts::of(made);
    let events = &attempts.events;
    let params: Params<'_> = &[
        &webhook.0,
        &before,
        &events.owners,
        &events.kinds,
        &events.seqs,
        &events.indexes,
        &events.topics,
        &attempts.at,
        &attempts.durations,
        &attempts.statuses,
        &attempts.errors,
    ];
    writing.execute(sql::INSERT_ATTEMPTS, params).await?;
    let settled = made.iter().map(|one| match one.after {
        AfterAttempt::Delivered => (DeliveryState::Delivered, one.ended_at),
        AfterAttempt::Again(at) => (DeliveryState::Waiting, at),
        AfterAttempt::GiveUp => (DeliveryState::Failed, one.ended_at),
    });
    let settled = settled.map(|(state, at)| (rows::state_number(state), at.as_millisecond()));
    let (states, at): (Vec<i16>, Vec<i64>) = settled.unzip();
    let (owners, seqs, indexes) = (&events.owners, &events.seqs, &events.indexes);
    let params: Params<'_> = &[&webhook.0, owners, seqs, indexes, &states, &at];
    writing.execute(sql::SETTLE, params).await?;
    let now = made.iter().map(|one| one.ended_at).max().unwrap_or(Instant::MIN);
    line_up(writing, webhook, owners, now).await
}
