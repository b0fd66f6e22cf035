//! Endpoints, deliveries, attempts.
//!
//! Conditions of partial indexes stand in the statements, so that they are used whatever
//! the parameters are.

pub(in crate::postgres) const INSERT: &str = "
    INSERT INTO webhooks (id, url, description, topics, secret, old_secret, old_secret_until,
                          enabled, disabled_reason, created_at, deleted_at, revision)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING";

macro_rules! columns {
    () => {
        "SELECT id, url, description, topics, secret, old_secret, old_secret_until, enabled,
                disabled_reason, created_at, deleted_at, revision
         FROM webhooks "
    };
}

pub(in crate::postgres) const FIND: &str = concat!(columns!(), "WHERE id = $1");

/// Ids are in the order of making.
pub(in crate::postgres) const LIST: &str = concat!(columns!(), "ORDER BY id");

/// A parameter that is absent leaves what is there; the reason goes with `enabled`, the
/// old secret with the new one, because they may become nothing.
pub(in crate::postgres) const CHANGE: &str = "
    UPDATE webhooks SET
        url = coalesce($3, url),
        description = coalesce($4, description),
        topics = coalesce($5, topics),
        enabled = coalesce($6::smallint, enabled),
        disabled_reason = CASE WHEN $6::smallint IS NULL THEN disabled_reason ELSE $7 END,
        secret = coalesce($8::bigint, secret),
        old_secret = CASE WHEN $8::bigint IS NULL THEN old_secret ELSE $9 END,
        old_secret_until = CASE WHEN $8::bigint IS NULL THEN old_secret_until ELSE $10 END,
        deleted_at = $11,
        revision = $2
    WHERE id = $1 AND revision < $2 AND deleted_at IS NULL";

pub(in crate::postgres) const CLEAR_DELIVERIES: &str = "
    DELETE FROM webhook_deliveries WHERE webhook = $1 AND number IN (
        SELECT number FROM webhook_deliveries WHERE webhook = $1 ORDER BY number LIMIT $2)";

pub(in crate::postgres) const CLEAR_ATTEMPTS: &str = "
    DELETE FROM webhook_attempts WHERE webhook = $1 AND number IN (
        SELECT number FROM webhook_attempts WHERE webhook = $1 ORDER BY number LIMIT $2)";

/// Locked in the order of ids; whoever writes deliveries of an endpoint waits here.
pub(in crate::postgres) const LOCK: &str = "
    SELECT id FROM webhooks WHERE id = ANY ($1) AND deleted_at IS NULL ORDER BY id FOR UPDATE";

pub(in crate::postgres) const TAKE_OUT: &str =
    "DELETE FROM outbox WHERE number = ANY ($1) RETURNING number";

/// So many numbers more; the latest is given back.
pub(in crate::postgres) const NEXT_DELIVERIES: &str =
    "UPDATE webhooks SET deliveries = deliveries + $2 WHERE id = $1 RETURNING deliveries";

pub(in crate::postgres) const NEXT_ATTEMPTS: &str =
    "UPDATE webhooks SET attempts = attempts + $2 WHERE id = $1 RETURNING attempts";

/// The first of an owner is due at once, unless the owner has something that waits.
pub(in crate::postgres) const INSERT_DELIVERIES: &str = "
    INSERT INTO webhook_deliveries (webhook, number, owner, owner_kind, seq, event, topic, state,
                                    queued_at, give_up_at, due_at, attempts)
    SELECT $1, $2 + n.place, n.owner, n.owner_kind, n.seq, n.event, n.topic, 0, $8::bigint, $9,
           CASE WHEN row_number() OVER (PARTITION BY n.owner ORDER BY n.seq, n.event) = 1
                     AND NOT EXISTS (SELECT 1 FROM webhook_deliveries d
                                     WHERE d.webhook = $1 AND d.owner = n.owner AND d.state = 0)
                THEN $8::bigint END,
           0
    FROM unnest($3::uuid[], $4::smallint[], $5::bigint[], $6::bigint[], $7::text[])
         WITH ORDINALITY AS n (owner, owner_kind, seq, event, topic, place)
    ORDER BY n.place
    ON CONFLICT (webhook, owner, seq, event) DO NOTHING";

pub(in crate::postgres) const BEGIN_ANEW: &str = "
    UPDATE webhook_deliveries
    SET state = 0, queued_at = $5, give_up_at = $6, due_at = NULL, attempts = 0,
        settled_at = NULL
    WHERE webhook = $1 AND owner = $2 AND seq = $3 AND event = $4";

pub(in crate::postgres) const FAILURES_BEGIN_ANEW: &str = "
    UPDATE webhook_deliveries
    SET state = 0, queued_at = $5, give_up_at = $6, due_at = NULL, attempts = 0,
        settled_at = NULL
    WHERE webhook = $1 AND number IN (
        SELECT number FROM webhook_deliveries
        WHERE webhook = $1 AND state = 2 AND settled_at BETWEEN $2 AND $3
        ORDER BY settled_at, number LIMIT $4)
    RETURNING owner";

/// The earliest waiting delivery of each owner is due, and no other.
///
/// COST: the earliest are looked for once. Left to the planner, which thinks the table is empty,
/// they were looked for again for each delivery that waits.
pub(in crate::postgres) const LINE_UP: &str = "
    WITH head AS MATERIALIZED (
        SELECT DISTINCT ON (h.owner) h.owner, h.number FROM webhook_deliveries h
        WHERE h.webhook = $1 AND h.owner = ANY ($2) AND h.state = 0
        ORDER BY h.owner, h.seq, h.event)
    UPDATE webhook_deliveries d
    SET due_at = CASE WHEN d.number = head.number THEN coalesce(d.due_at, $3) END
    FROM head
    WHERE d.webhook = $1 AND d.owner = head.owner AND d.state = 0
      AND (d.number = head.number) = (d.due_at IS NULL)";

macro_rules! delivery_columns {
    () => {
        "SELECT webhook, number, owner_kind, owner, seq, event, topic, state, queued_at,
                give_up_at, due_at, attempts, settled_at
         FROM webhook_deliveries "
    };
}

pub(in crate::postgres) const DUE: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = $1 AND due_at <= $2 ORDER BY due_at, number LIMIT $3"
);

pub(in crate::postgres) const FIND_DELIVERY: &str =
    concat!(delivery_columns!(), "WHERE webhook = $1 AND owner = $2 AND seq = $3 AND event = $4");

/// The longest waiting.
pub(in crate::postgres) const OLDEST: &str = "
    SELECT queued_at FROM webhook_deliveries
    WHERE webhook = $1 AND state = 0 AND state <> 1 ORDER BY number LIMIT 1";

pub(in crate::postgres) const DELIVERIES_OLDEST: &str =
    concat!(delivery_columns!(), "WHERE webhook = $1 AND number > $2 ORDER BY number LIMIT $3");

pub(in crate::postgres) const DELIVERIES_NEWEST: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = $1 AND number < $2 ORDER BY number DESC LIMIT $3"
);

pub(in crate::postgres) const DELIVERED_OLDEST: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = $1 AND state = 1 AND number > $2 ORDER BY number LIMIT $3"
);

pub(in crate::postgres) const DELIVERED_NEWEST: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = $1 AND state = 1 AND number < $2 ORDER BY number DESC LIMIT $3"
);

pub(in crate::postgres) const UNDELIVERED_OLDEST: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = $1 AND state <> 1 AND number > $2 AND state = $4 ORDER BY number LIMIT $3"
);

pub(in crate::postgres) const UNDELIVERED_NEWEST: &str = concat!(
    delivery_columns!(),
    "WHERE webhook = $1 AND state <> 1 AND number < $2 AND state = $4
     ORDER BY number DESC LIMIT $3"
);

/// An event that arrived is delivered, whatever was thought of it before; everything else
/// only concerns what waits.
pub(in crate::postgres) const SETTLE: &str = "
    UPDATE webhook_deliveries d
    SET state = n.state, attempts = d.attempts + 1,
        due_at = CASE WHEN n.state = 0 THEN n.at END,
        settled_at = CASE WHEN n.state = 0 THEN NULL ELSE n.at END
    FROM unnest($2::uuid[], $3::bigint[], $4::bigint[], $5::smallint[], $6::bigint[])
         AS n (owner, seq, event, state, at)
    WHERE d.webhook = $1 AND d.owner = n.owner AND d.seq = n.seq AND d.event = n.event
      AND (n.state = 1 OR d.state = 0)";

pub(in crate::postgres) const GIVE_UP: &str = "
    UPDATE webhook_deliveries SET state = 2, settled_at = $2, due_at = NULL
    WHERE webhook = $1 AND give_up_at <= $2 AND number IN (
        SELECT number FROM webhook_deliveries
        WHERE webhook = $1 AND state = 0 AND state <> 1 ORDER BY number LIMIT $3)
    RETURNING owner";

pub(in crate::postgres) const INSERT_ATTEMPTS: &str = "
    INSERT INTO webhook_attempts (webhook, number, owner, owner_kind, seq, event, topic, at,
                                  duration_ms, status, error)
    SELECT $1, $2 + n.place, n.owner, n.owner_kind, n.seq, n.event, n.topic, n.at,
           n.duration_ms, n.status, n.error
    FROM unnest($3::uuid[], $4::smallint[], $5::bigint[], $6::bigint[], $7::text[], $8::bigint[],
                $9::bigint[], $10::bigint[], $11::text[])
         WITH ORDINALITY AS n (owner, owner_kind, seq, event, topic, at, duration_ms, status,
                               error, place)";

macro_rules! attempt_columns {
    () => {
        "SELECT webhook, number, owner_kind, owner, seq, event, topic, at, duration_ms, status,
                error
         FROM webhook_attempts "
    };
}

pub(in crate::postgres) const ATTEMPTS_OLDEST: &str =
    concat!(attempt_columns!(), "WHERE webhook = $1 AND number > $2 ORDER BY number LIMIT $3");

pub(in crate::postgres) const ATTEMPTS_NEWEST: &str =
    concat!(attempt_columns!(), "WHERE webhook = $1 AND number < $2 ORDER BY number DESC LIMIT $3");

pub(in crate::postgres) const FORGET_DELIVERIES: &str = "
    DELETE FROM webhook_deliveries WHERE webhook = $1 AND number IN (
        SELECT number FROM webhook_deliveries
        WHERE webhook = $1 AND state = $2 AND settled_at < $3 ORDER BY settled_at LIMIT $4)";

pub(in crate::postgres) const FORGET_ATTEMPTS: &str = "
    DELETE FROM webhook_attempts WHERE webhook = $1 AND at < $2 AND number IN (
        SELECT number FROM webhook_attempts WHERE webhook = $1 ORDER BY number LIMIT $3)";

pub(in crate::postgres) const COUNT: &str = "
    SELECT count(*) FROM (SELECT 1 FROM webhook_deliveries
                          WHERE webhook = $1 AND state = $2 AND state <> 1 LIMIT $3) counted";
