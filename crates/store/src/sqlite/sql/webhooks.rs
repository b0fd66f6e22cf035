//! Endpoints, deliveries, attempts.
//!
//! SQLite uses a partial index only when the condition of the index stands in the
//! statement; hence terms such as `state <> 1` beside `state = ?2`.

pub(in crate::sqlite) const INSERT: &str = "
    INSERT INTO webhooks (id, url, description, topics, secret, old_secret, old_secret_until,
                          enabled, disabled_reason, created_at, deleted_at, revision)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO NOTHING";

macro_rules! columns {
    () => {
        "SELECT id, url, description, topics, secret, old_secret, old_secret_until, enabled,
                disabled_reason, created_at, deleted_at, revision
         FROM webhooks "
    };
}

pub(in crate::sqlite) const FIND: &str = concat!(columns!(), "WHERE id = ?1");

/// Ids are in the order of making.
pub(in crate::sqlite) const LIST: &str = concat!(columns!(), "ORDER BY id");

/// A parameter that is absent leaves what is there; the two flags say whether the reason
/// and the old secret are replaced, because they may become nothing.
pub(in crate::sqlite) const CHANGE: &str = "
    UPDATE webhooks SET
        url = coalesce(?3, url),
        description = coalesce(?4, description),
        topics = coalesce(?5, topics),
        enabled = coalesce(?6, enabled),
        disabled_reason = CASE WHEN ?6 IS NULL THEN disabled_reason ELSE ?7 END,
        secret = coalesce(?8, secret),
        old_secret = CASE WHEN ?8 IS NULL THEN old_secret ELSE ?9 END,
        old_secret_until = CASE WHEN ?8 IS NULL THEN old_secret_until ELSE ?10 END,
        deleted_at = ?11,
        revision = ?2
    WHERE id = ?1 AND revision < ?2 AND deleted_at IS NULL";

pub(in crate::sqlite) const CLEAR_DELIVERIES: &str = "
    DELETE FROM webhook_deliveries WHERE webhook = ?1 AND number IN (
        SELECT number FROM webhook_deliveries WHERE webhook = ?1 ORDER BY number LIMIT ?2)";

pub(in crate::sqlite) const CLEAR_ATTEMPTS: &str = "
    DELETE FROM webhook_attempts WHERE webhook = ?1 AND number IN (
        SELECT number FROM webhook_attempts WHERE webhook = ?1 ORDER BY number LIMIT ?2)";

/// Nothing for an endpoint that was deleted.
pub(in crate::sqlite) const NEXT_DELIVERY: &str = "
    UPDATE webhooks SET deliveries = deliveries + 1 WHERE id = ?1 AND deleted_at IS NULL
    RETURNING deliveries";

pub(in crate::sqlite) const NEXT_ATTEMPT: &str = "
    UPDATE webhooks SET attempts = attempts + 1 WHERE id = ?1 AND deleted_at IS NULL
    RETURNING attempts";

/// Due at once, unless the owner has something that waits.
pub(in crate::sqlite) const INSERT_DELIVERY: &str = "
    INSERT INTO webhook_deliveries (webhook, number, owner, owner_kind, seq, event, topic, state,
                                    queued_at, give_up_at, due_at, attempts)
    SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8, ?9,
           CASE WHEN EXISTS (SELECT 1 FROM webhook_deliveries
                             WHERE webhook = ?1 AND owner = ?3 AND state = 0)
                THEN NULL ELSE ?8 END,
           0
    WHERE true
    ON CONFLICT (webhook, owner, seq, event) DO NOTHING";

pub(in crate::sqlite) const BEGIN_ANEW: &str = "
    UPDATE webhook_deliveries
    SET state = 0, queued_at = ?5, give_up_at = ?6, due_at = NULL, attempts = 0,
        settled_at = NULL
    WHERE webhook = ?1 AND owner = ?2 AND seq = ?3 AND event = ?4";

macro_rules! delivery_columns {
    () => {
        "SELECT webhook, number, owner_kind, owner, seq, event, topic, state, queued_at,
                give_up_at, due_at, attempts, settled_at
         FROM webhook_deliveries "
    };
}

pub(in crate::sqlite) const FAILED_SINCE: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = ?1 AND state = 2 AND settled_at BETWEEN ?2 AND ?3
     ORDER BY settled_at, number LIMIT ?4"
);

pub(in crate::sqlite) const DUE: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = ?1 AND due_at <= ?2 ORDER BY due_at, number LIMIT ?3"
);

pub(in crate::sqlite) const FIND_DELIVERY: &str =
    concat!(delivery_columns!(), "WHERE webhook = ?1 AND owner = ?2 AND seq = ?3 AND event = ?4");

/// The oldest that wait.
pub(in crate::sqlite) const WAITING: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = ?1 AND state = 0 AND state <> 1 ORDER BY number LIMIT ?2"
);

pub(in crate::sqlite) const DELIVERIES_OLDEST: &str =
    concat!(delivery_columns!(), "WHERE webhook = ?1 AND number > ?2 ORDER BY number LIMIT ?3");

pub(in crate::sqlite) const DELIVERIES_NEWEST: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3"
);

pub(in crate::sqlite) const DELIVERED_OLDEST: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = ?1 AND state = 1 AND number > ?2 ORDER BY number LIMIT ?3"
);

pub(in crate::sqlite) const DELIVERED_NEWEST: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = ?1 AND state = 1 AND number < ?2 ORDER BY number DESC LIMIT ?3"
);

pub(in crate::sqlite) const UNDELIVERED_OLDEST: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = ?1 AND state <> 1 AND number > ?2 AND state = ?4 ORDER BY number LIMIT ?3"
);

pub(in crate::sqlite) const UNDELIVERED_NEWEST: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = ?1 AND state <> 1 AND number < ?2 AND state = ?4
     ORDER BY number DESC LIMIT ?3"
);

/// The earliest of an owner that waits.
pub(in crate::sqlite) const HEAD: &str = "
    SELECT number, due_at FROM webhook_deliveries
    WHERE webhook = ?1 AND owner = ?2 AND state = 0 ORDER BY seq, event LIMIT 1";

pub(in crate::sqlite) const GET_BEHIND: &str = "
    UPDATE webhook_deliveries SET due_at = NULL
    WHERE webhook = ?1 AND owner = ?2 AND state = 0 AND number <> ?3 AND due_at IS NOT NULL";

pub(in crate::sqlite) const MAKE_DUE: &str =
    "UPDATE webhook_deliveries SET due_at = ?3 WHERE webhook = ?1 AND number = ?2";

/// An event that arrived is delivered, whatever was thought of it before.
pub(in crate::sqlite) const DELIVERED: &str = "
    UPDATE webhook_deliveries
    SET state = 1, settled_at = ?5, due_at = NULL, attempts = attempts + 1
    WHERE webhook = ?1 AND owner = ?2 AND seq = ?3 AND event = ?4";

pub(in crate::sqlite) const AGAIN: &str = "
    UPDATE webhook_deliveries SET due_at = ?5, attempts = attempts + 1
    WHERE webhook = ?1 AND owner = ?2 AND seq = ?3 AND event = ?4 AND state = 0";

pub(in crate::sqlite) const FAILED: &str = "
    UPDATE webhook_deliveries
    SET state = 2, settled_at = ?5, due_at = NULL, attempts = attempts + ?6
    WHERE webhook = ?1 AND owner = ?2 AND seq = ?3 AND event = ?4 AND state = 0";

pub(in crate::sqlite) const INSERT_ATTEMPT: &str = "
    INSERT INTO webhook_attempts (webhook, number, owner, owner_kind, seq, event, topic, at,
                                  duration_ms, status, error)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

macro_rules! attempt_columns {
    () => {
        "SELECT webhook, number, owner_kind, owner, seq, event, topic, at, duration_ms, status,
                error
         FROM webhook_attempts "
    };
}

pub(in crate::sqlite) const ATTEMPTS_OLDEST: &str =
    concat!(attempt_columns!(), "WHERE webhook = ?1 AND number > ?2 ORDER BY number LIMIT ?3");

pub(in crate::sqlite) const ATTEMPTS_NEWEST: &str =
    concat!(attempt_columns!(), "WHERE webhook = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3");

pub(in crate::sqlite) const FORGET_DELIVERIES: &str = "
    DELETE FROM webhook_deliveries WHERE webhook = ?1 AND number IN (
        SELECT number FROM webhook_deliveries
        WHERE webhook = ?1 AND state = ?2 AND settled_at < ?3 ORDER BY settled_at LIMIT ?4)";

pub(in crate::sqlite) const FORGET_ATTEMPTS: &str = "
    DELETE FROM webhook_attempts WHERE webhook = ?1 AND at < ?2 AND number IN (
        SELECT number FROM webhook_attempts WHERE webhook = ?1 ORDER BY number LIMIT ?3)";

pub(in crate::sqlite) const COUNT: &str = "
    SELECT count(*) FROM (SELECT 1 FROM webhook_deliveries
                          WHERE webhook = ?1 AND state = ?2 AND state <> 1 LIMIT ?3)";
