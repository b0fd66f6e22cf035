//! Between the columns of webhooks and our types.

use super::row::{
    get_id, get_instant, get_json, get_key, get_opt_instant, get_opt_text, get_opt_uint, get_owner,
    get_text, get_uint,
};
use crate::webhooks::{
    AttemptRow, DeliveryRow, DeliveryState, EventRef, NewDelivery, OldSecret, Patience, WebhookRow,
};
use model::Key;
use model::id::WebhookId;
use rusqlite::Row;

/// The number of a state. Numbers are on disk: never change one.
pub(super) fn state_number(state: DeliveryState) -> i64 {
    match state {
        DeliveryState::Waiting => 0,
        DeliveryState::Delivered => 1,
        DeliveryState::Failed => 2,
    }
}

fn state_of(number: i64) -> Option<DeliveryState> {
    Some(match number {
        0 => DeliveryState::Waiting,
        1 => DeliveryState::Delivered,
        2 => DeliveryState::Failed,
        _ => return None,
    })
}

/// Topics as a JSON list.
pub(super) fn topics_text(topics: &[Key]) -> String {
    serde_json::json!(topics).to_string()
}

pub(super) fn webhook(row: &Row<'_>) -> rusqlite::Result<WebhookRow> {
    let old_secret = match (get_opt_uint(row, 5)?, get_opt_instant(row, 6)?) {
        (Some(secret), Some(until)) => Some(OldSecret { secret, until }),
        _ => None,
    };
    Ok(WebhookRow {
        id: WebhookId(get_id(row, 0)?),
        url: get_text(row, 1)?,
        description: get_text(row, 2)?,
        topics: get_json(row, 3)?,
        secret: get_uint(row, 4)?,
        old_secret,
        enabled: row.get(7)?,
        disabled_reason: get_opt_text(row, 8)?.map(Key),
        created_at: get_instant(row, 9)?,
        deleted_at: get_opt_instant(row, 10)?,
        revision: get_uint(row, 11)?,
    })
}

/// Endpoint in column 0; kind, owner, number of the entry, event and topic from 2 on.
fn sent(row: &Row<'_>) -> rusqlite::Result<NewDelivery> {
    Ok(NewDelivery {
        webhook: WebhookId(get_id(row, 0)?),
        event: EventRef { owner: get_owner(row, 2)?, seq: get_uint(row, 4)?, index: row.get(5)? },
        topic: get_key(row, 6)?,
    })
}

pub(super) fn delivery(row: &Row<'_>) -> rusqlite::Result<DeliveryRow> {
    let state: i64 = row.get(7)?;
    let out_of_range = rusqlite::Error::IntegralValueOutOfRange(7, state);
    Ok(DeliveryRow {
        number: get_uint(row, 1)?,
        delivery: sent(row)?,
        state: state_of(state).ok_or(out_of_range)?,
        patience: Patience { from: get_instant(row, 8)?, until: get_instant(row, 9)? },
        due_at: get_opt_instant(row, 10)?,
        attempts: row.get(11)?,
        settled_at: get_opt_instant(row, 12)?,
    })
}

pub(super) fn attempt(row: &Row<'_>) -> rusqlite::Result<AttemptRow> {
    Ok(AttemptRow {
        number: get_uint(row, 1)?,
        delivery: sent(row)?,
        at: get_instant(row, 7)?,
        duration_ms: row.get(8)?,
        status: row.get(9)?,
        error: get_opt_text(row, 10)?,
    })
}
