//! Between the columns of webhooks and our types.

use super::row::{
    get, get_id, get_instant, get_key, get_opt_instant, get_opt_text, get_opt_uint, get_owner,
    get_small, get_text, get_uint, int, kind_number,
};
use crate::StoreError;
use crate::webhooks::{
    AttemptMade, AttemptRow, DeliveryRow, DeliveryState, EventRef, NewDelivery, OldSecret,
    Patience, WebhookRow,
};
use model::Key;
use model::id::WebhookId;
use tokio_postgres::Row;
use uuid::Uuid;

/// The number of a state. Numbers are on disk: never change one.
pub(super) fn state_number(state: DeliveryState) -> i16 {
    match state {
        DeliveryState::Waiting => 0,
        DeliveryState::Delivered => 1,
        DeliveryState::Failed => 2,
    }
}

fn state_of(number: i16) -> Result<DeliveryState, StoreError> {
    Ok(match number {
        0 => DeliveryState::Waiting,
        1 => DeliveryState::Delivered,
        2 => DeliveryState::Failed,
        _ => return Err(StoreError::unreadable("delivery", format!("state {number}"))),
    })
}

/// Topics as a JSON list.
pub(super) fn topics_text(topics: &[Key]) -> String {
    serde_json::json!(topics).to_string()
}

/// Events as columns.
#[derive(Default)]
pub(super) struct Events {
    pub(super) owners: Vec<Uuid>,
    pub(super) kinds: Vec<i16>,
    pub(super) seqs: Vec<i64>,
    pub(super) indexes: Vec<i64>,
    pub(super) topics: Vec<String>,
}

impl Events {
    pub(super) fn push(&mut self, delivery: &NewDelivery) {
        let event = &delivery.event;
        self.owners.push(event.owner.id);
        self.kinds.push(kind_number(event.owner.kind));
        self.seqs.push(int(event.seq));
        self.indexes.push(i64::from(event.index));
        self.topics.push(delivery.topic.as_str().to_owned());
    }
}

/// Attempts as columns.
#[derive(Default)]
pub(super) struct Attempts {
    pub(super) events: Events,
    pub(super) at: Vec<i64>,
    pub(super) durations: Vec<i64>,
    pub(super) statuses: Vec<Option<i64>>,
    pub(super) errors: Vec<Option<String>>,
}

impl Attempts {
    pub(super) fn of(made: &[AttemptMade]) -> Self {
        let mut columns = Self::default();
        for attempt in made.iter().map(|one| &one.attempt) {
            columns.events.push(&attempt.delivery);
            columns.at.push(attempt.at.as_millisecond());
            columns.durations.push(i64::from(attempt.duration_ms));
            columns.statuses.push(attempt.status.map(i64::from));
            columns.errors.push(attempt.error.as_ref().map(ToString::to_string));
        }
        columns
    }
}

pub(super) fn webhook(row: &Row) -> Result<WebhookRow, StoreError> {
    let old_secret = match (get_opt_uint(row, 5)?, get_opt_instant(row, 6)?) {
        (Some(secret), Some(until)) => Some(OldSecret { secret, until }),
        _ => None,
    };
    let topics: &str = get(row, 3)?;
    let enabled: i16 = get(row, 7)?;
    Ok(WebhookRow {
        id: WebhookId(get_id(row, 0)?),
        url: get_text(row, 1)?,
        description: get_text(row, 2)?,
        topics: serde_json::from_str(topics).map_err(|e| StoreError::unreadable("topics", e))?,
        secret: get_uint(row, 4)?,
        old_secret,
        enabled: enabled != 0,
        disabled_reason: get_opt_text(row, 8)?.map(Key),
        created_at: get_instant(row, 9)?,
        deleted_at: get_opt_instant(row, 10)?,
        revision: get_uint(row, 11)?,
    })
}

/// Endpoint in column 0; kind, owner, number of the entry, event and topic from 2 on.
fn sent(row: &Row) -> Result<NewDelivery, StoreError> {
    Ok(NewDelivery {
        webhook: WebhookId(get_id(row, 0)?),
        event: EventRef {
            owner: get_owner(row, 2)?,
            seq: get_uint(row, 4)?,
            index: get_small(row, 5)?,
        },
        topic: get_key(row, 6)?,
    })
}

pub(super) fn delivery(row: &Row) -> Result<DeliveryRow, StoreError> {
    Ok(DeliveryRow {
        number: get_uint(row, 1)?,
        delivery: sent(row)?,
        state: state_of(get(row, 7)?)?,
        patience: Patience { from: get_instant(row, 8)?, until: get_instant(row, 9)? },
        due_at: get_opt_instant(row, 10)?,
        attempts: get_small(row, 11)?,
        settled_at: get_opt_instant(row, 12)?,
    })
}

pub(super) fn attempt(row: &Row) -> Result<AttemptRow, StoreError> {
    let status: Option<i64> = get(row, 9)?;
    let status = status.map(u16::try_from).transpose();
    Ok(AttemptRow {
        number: get_uint(row, 1)?,
        delivery: sent(row)?,
        at: get_instant(row, 7)?,
        duration_ms: get_small(row, 8)?,
        status: status.map_err(|e| StoreError::unreadable("status", e))?,
        error: get_opt_text(row, 10)?,
    })
}
