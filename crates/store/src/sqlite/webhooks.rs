//! Endpoints, deliveries, attempts.
//!
//! Endpoints are durable at once. Deliveries and attempts go with the next durable
//! commit: when they are lost by a power failure, the events are in the outbox again, or
//! are sent once more.

use super::configuration::changed;
use super::journal::{one_more, place};
use super::row::{all, get_uint, int, kind_number, optional};
use super::sql::{projection, webhooks as sql};
use super::{Durability, SqliteStore, webhook_rows as rows};
use crate::webhooks::{
    AfterAttempt, AttemptMade, AttemptRow, DeliveryRow, DeliveryState, EventRef, MOST_COUNTED,
    NewDelivery, Patience, WebhookChange, WebhookLoad, WebhookRow, Webhooks,
};
use crate::{Listed, Page, StoreError};
use async_trait::async_trait;
use model::id::WebhookId;
use model::{Instant, Key, Owner};
use rusqlite::{Connection, params};
use std::collections::HashSet;

#[async_trait]
impl Webhooks for SqliteStore {
    async fn create_webhook(&self, webhook: WebhookRow) -> Result<bool, StoreError> {
        self.write(Durability::Now, move |connection| {
            let parameters = params![
                webhook.id.0.as_bytes(),
                webhook.url.as_str(),
                webhook.description.as_str(),
                rows::topics_text(&webhook.topics),
                int(webhook.secret),
                webhook.old_secret.map(|s| int(s.secret)),
                webhook.old_secret.map(|s| s.until.as_millisecond()),
                webhook.enabled,
                webhook.disabled_reason.as_ref().map(Key::as_str),
                webhook.created_at.as_millisecond(),
                webhook.deleted_at.map(|t| t.as_millisecond()),
                int(webhook.revision),
            ];
            changed(connection, sql::INSERT, parameters)
        })
        .await
    }

    async fn find_webhook(&self, id: WebhookId) -> Result<Option<WebhookRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(sql::FIND)?;
            optional(&mut find, params![id.0.as_bytes()], rows::webhook)
        })
    }

    async fn list_webhooks(&self) -> Result<Vec<WebhookRow>, StoreError> {
        self.read(|connection| {
            let mut list = connection.prepare_cached(sql::LIST)?;
            all(&mut list, [], rows::webhook)
        })
    }

    async fn change_webhook(
        &self,
        id: WebhookId,
        revision: u64,
        change: WebhookChange,
    ) -> Result<bool, StoreError> {
        self.write(Durability::Now, move |connection| {
            let (enabled, reason) = change.enabled.map_or((None, None), |(e, r)| (Some(e), r));
            let (secret, old) = change.secret.map_or((None, None), |(s, old)| (Some(s), old));
            let parameters = params![
                id.0.as_bytes(),
                int(revision),
                change.url.as_deref(),
                change.description.as_deref(),
                change.topics.as_deref().map(rows::topics_text),
                enabled,
                reason.as_ref().map(Key::as_str),
                secret.map(int),
                old.map(|s| int(s.secret)),
                old.map(|s| s.until.as_millisecond()),
                change.deleted_at.map(|t| t.as_millisecond()),
            ];
            changed(connection, sql::CHANGE, parameters)
        })
        .await
    }

    async fn clear_webhook(&self, id: WebhookId, limit: u32) -> Result<u64, StoreError> {
        self.write(Durability::WithTheNext, move |connection| {
            let mut count = 0;
            for text in [sql::CLEAR_DELIVERIES, sql::CLEAR_ATTEMPTS] {
                let mut clear = connection.prepare_cached(text)?;
                count += clear.execute(params![id.0.as_bytes(), limit])?;
            }
            Ok(count as u64)
        })
        .await
    }

    async fn dispatch(
        &self,
        numbers: Vec<u64>,
        deliveries: Vec<(u64, NewDelivery)>,
        patience: Patience,
    ) -> Result<(), StoreError> {
        self.write(Durability::WithTheNext, move |connection| {
            let mut taken = HashSet::with_capacity(numbers.len());
            let mut take = connection.prepare_cached(projection::DELETE_OUTBOX)?;
            for number in numbers {
                if take.execute(params![int(number)])? > 0 {
                    taken.insert(number);
                }
            }
            for (_, delivery) in deliveries.iter().filter(|(number, _)| taken.contains(number)) {
                insert(connection, delivery, patience)?;
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
        self.write(Durability::Now, move |connection| {
            if !begin_anew(connection, &delivery, patience)? {
                insert(connection, &delivery, patience)?;
            }
            line_up(connection, delivery.webhook, delivery.event.owner, patience.from)
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
        self.write(Durability::Now, move |connection| {
            let mut list = connection.prepare_cached(sql::FAILED_SINCE)?;
            let (since, through) = (since.as_millisecond(), through.as_millisecond());
            let parameters = params![id.0.as_bytes(), since, through, limit];
            let failed = all(&mut list, parameters, rows::delivery)?;
            for row in &failed {
                begin_anew(connection, &row.delivery, patience)?;
            }
            for owner in owners(&failed) {
                line_up(connection, id, owner, patience.from)?;
            }
            Ok(failed.len() as u64)
        })
        .await
    }

    async fn list_due_deliveries(
        &self,
        id: WebhookId,
        now: Instant,
        limit: u32,
    ) -> Result<Vec<DeliveryRow>, StoreError> {
        self.read(|connection| {
            let mut list = connection.prepare_cached(sql::DUE)?;
            let parameters = params![id.0.as_bytes(), now.as_millisecond(), limit];
            all(&mut list, parameters, rows::delivery)
        })
    }

    async fn record_attempts(&self, made: Vec<AttemptMade>) -> Result<(), StoreError> {
        self.write(Durability::WithTheNext, move |connection| {
            made.iter().try_for_each(|made| record(connection, made))
        })
        .await
    }

    async fn give_up_deliveries(
        &self,
        id: WebhookId,
        now: Instant,
        limit: u32,
    ) -> Result<u64, StoreError> {
        self.write(Durability::WithTheNext, move |connection| {
            let mut list = connection.prepare_cached(sql::WAITING)?;
            let mut waiting = all(&mut list, params![id.0.as_bytes(), limit], rows::delivery)?;
            waiting.retain(|row| row.patience.until <= now);
            for row in &waiting {
                fail(connection, &row.delivery, now, 0)?;
            }
            for owner in owners(&waiting) {
                line_up(connection, id, owner, now)?;
            }
            Ok(waiting.len() as u64)
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
        self.write(Durability::WithTheNext, move |connection| {
            let mut forget = connection.prepare_cached(sql::FORGET_DELIVERIES)?;
            let id = id.0.as_bytes();
            let mut count = 0;
            for (state, before) in [
                (DeliveryState::Delivered, delivered_before),
                (DeliveryState::Failed, failed_before),
            ] {
                let before = before.as_millisecond();
                count += forget.execute(params![id, rows::state_number(state), before, limit])?;
            }
            let mut forget = connection.prepare_cached(sql::FORGET_ATTEMPTS)?;
            count += forget.execute(params![id, delivered_before.as_millisecond(), limit])?;
            Ok(count as u64)
        })
        .await
    }

    async fn find_delivery(
        &self,
        id: WebhookId,
        event: EventRef,
    ) -> Result<Option<DeliveryRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(sql::FIND_DELIVERY)?;
            let owner = event.owner.id.as_bytes();
            let parameters = params![id.0.as_bytes(), owner, int(event.seq), event.index];
            optional(&mut find, parameters, rows::delivery)
        })
    }

    async fn list_deliveries(
        &self,
        id: WebhookId,
        state: Option<DeliveryState>,
        page: Page,
    ) -> Result<Listed<DeliveryRow>, StoreError> {
        self.read_long(move |connection| {
            let (oldest, newest) = match state {
                None => (sql::DELIVERIES_OLDEST, sql::DELIVERIES_NEWEST),
                Some(DeliveryState::Delivered) => (sql::DELIVERED_OLDEST, sql::DELIVERED_NEWEST),
                Some(_) => (sql::UNDELIVERED_OLDEST, sql::UNDELIVERED_NEWEST),
            };
            let (text, from) = place(&page, oldest, newest)?;
            let mut list = connection.prepare_cached(text)?;
            let (id, limit) = (*id.0.as_bytes(), one_more(&page));
            let found = match state {
                Some(state @ (DeliveryState::Waiting | DeliveryState::Failed)) => {
                    let parameters = params![id, from, limit, rows::state_number(state)];
                    all(&mut list, parameters, rows::delivery)?
                }
                _ => all(&mut list, params![id, from, limit], rows::delivery)?,
            };
            Ok(Listed::cut(found, page.rows(), |row| row.number.to_string()))
        })
        .await
    }

    async fn list_attempts(
        &self,
        id: WebhookId,
        page: Page,
    ) -> Result<Listed<AttemptRow>, StoreError> {
        self.read_long(move |connection| {
            let (text, from) = place(&page, sql::ATTEMPTS_OLDEST, sql::ATTEMPTS_NEWEST)?;
            let mut list = connection.prepare_cached(text)?;
            let parameters = params![id.0.as_bytes(), from, one_more(&page)];
            let found = all(&mut list, parameters, rows::attempt)?;
            Ok(Listed::cut(found, page.rows(), |row| row.number.to_string()))
        })
        .await
    }

    async fn webhook_load(&self, id: WebhookId) -> Result<WebhookLoad, StoreError> {
        self.read_long(move |connection| {
            let mut count = connection.prepare_cached(sql::COUNT)?;
            let mut count = |state| {
                let parameters =
                    params![id.0.as_bytes(), rows::state_number(state), int(MOST_COUNTED)];
                count.query_row(parameters, |row| get_uint(row, 0))
            };
            let waiting = count(DeliveryState::Waiting)?;
            let failed = count(DeliveryState::Failed)?;
            let mut list = connection.prepare_cached(sql::WAITING)?;
            let oldest = optional(&mut list, params![id.0.as_bytes(), 1], rows::delivery)?;
            let oldest_at = oldest.map(|row| row.patience.from);
            Ok(WebhookLoad { waiting, failed, oldest_at })
        })
        .await
    }
}

/// Writes a delivery that waits, unless the event has one or the endpoint was deleted.
fn insert(
    connection: &Connection,
    delivery: &NewDelivery,
    patience: Patience,
) -> Result<(), StoreError> {
    let webhook = delivery.webhook.0.as_bytes();
    let mut next = connection.prepare_cached(sql::NEXT_DELIVERY)?;
    let Some(number) = optional(&mut next, params![webhook], |row| row.get::<_, i64>(0))? else {
        return Ok(());
    };
    let event = &delivery.event;
    connection.prepare_cached(sql::INSERT_DELIVERY)?.execute(params![
        webhook,
        number,
        event.owner.id.as_bytes(),
        kind_number(event.owner.kind),
        int(event.seq),
        event.index,
        delivery.topic.as_str(),
        patience.from.as_millisecond(),
        patience.until.as_millisecond(),
    ])?;
    Ok(())
}

fn begin_anew(
    connection: &Connection,
    delivery: &NewDelivery,
    patience: Patience,
) -> Result<bool, StoreError> {
    let event = &delivery.event;
    let parameters = params![
        delivery.webhook.0.as_bytes(),
        event.owner.id.as_bytes(),
        int(event.seq),
        event.index,
        patience.from.as_millisecond(),
        patience.until.as_millisecond(),
    ];
    changed(connection, sql::BEGIN_ANEW, parameters)
}

/// Lets the earliest waiting delivery of an owner be due, and no other.
fn line_up(
    connection: &Connection,
    webhook: WebhookId,
    owner: Owner,
    now: Instant,
) -> Result<(), StoreError> {
    let (webhook, owner) = (webhook.0.as_bytes(), owner.id.as_bytes());
    let mut head = connection.prepare_cached(sql::HEAD)?;
    let head = optional(&mut head, params![webhook, owner], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, Option<i64>>(1)?))
    })?;
    let Some((number, due_at)) = head else { return Ok(()) };
    connection.prepare_cached(sql::GET_BEHIND)?.execute(params![webhook, owner, number])?;
    if due_at.is_none() {
        let parameters = params![webhook, number, now.as_millisecond()];
        connection.prepare_cached(sql::MAKE_DUE)?.execute(parameters)?;
    }
    Ok(())
}

/// Writes one attempt down. Nothing is kept of an endpoint that was deleted meanwhile.
fn record(connection: &Connection, made: &AttemptMade) -> Result<(), StoreError> {
    let attempt = &made.attempt;
    let (webhook, event) = (attempt.delivery.webhook.0.as_bytes(), attempt.delivery.event);
    let mut next = connection.prepare_cached(sql::NEXT_ATTEMPT)?;
    let Some(number) = optional(&mut next, params![webhook], |row| row.get::<_, i64>(0))? else {
        return Ok(());
    };
    let (owner, seq, index) = (event.owner.id.as_bytes(), int(event.seq), event.index);
    connection.prepare_cached(sql::INSERT_ATTEMPT)?.execute(params![
        webhook,
        number,
        owner,
        kind_number(event.owner.kind),
        seq,
        index,
        attempt.delivery.topic.as_str(),
        attempt.at.as_millisecond(),
        attempt.duration_ms,
        attempt.status,
        attempt.error.as_deref(),
    ])?;
    let ended_at = made.ended_at.as_millisecond();
    match made.after {
        AfterAttempt::Delivered => {
            let parameters = params![webhook, owner, seq, index, ended_at];
            changed(connection, sql::DELIVERED, parameters)?;
        }
        AfterAttempt::Again(at) => {
            let parameters = params![webhook, owner, seq, index, at.as_millisecond()];
            changed(connection, sql::AGAIN, parameters)?;
        }
        AfterAttempt::GiveUp => fail(connection, &attempt.delivery, made.ended_at, 1)?,
    }
    line_up(connection, attempt.delivery.webhook, event.owner, made.ended_at)
}

/// Gives a delivery up that waits, after so many attempts more.
fn fail(
    connection: &Connection,
    delivery: &NewDelivery,
    at: Instant,
    attempts: u32,
) -> Result<(), StoreError> {
    let event = &delivery.event;
    let parameters = params![
        delivery.webhook.0.as_bytes(),
        event.owner.id.as_bytes(),
        int(event.seq),
        event.index,
        at.as_millisecond(),
        attempts,
    ];
    changed(connection, sql::FAILED, parameters).map(|_| ())
}

/// Each owner once.
fn owners(rows: &[DeliveryRow]) -> HashSet<Owner> {
    rows.iter().map(|row| row.delivery.event.owner).collect()
}
