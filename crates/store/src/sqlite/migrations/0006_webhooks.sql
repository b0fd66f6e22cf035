-- Where events are sent, which ones wait, and what became of them.

-- Endpoints get what happens after they were made, not all that gathered before.
DELETE FROM outbox;

CREATE TABLE webhooks (
    id               BLOB    NOT NULL PRIMARY KEY,
    url              TEXT    NOT NULL,
    description      TEXT    NOT NULL,
    -- A JSON list; all topics when empty.
    topics           TEXT    NOT NULL,
    secret           INTEGER NOT NULL,
    old_secret       INTEGER,
    old_secret_until INTEGER,
    enabled          INTEGER NOT NULL,
    disabled_reason  TEXT,
    created_at       INTEGER NOT NULL,
    deleted_at       INTEGER,
    revision         INTEGER NOT NULL,
    -- The latest numbers that were given out.
    deliveries       INTEGER NOT NULL DEFAULT 0,
    attempts         INTEGER NOT NULL DEFAULT 0
) STRICT;

-- One event for one endpoint. What is sent is written from the journal.
CREATE TABLE webhook_deliveries (
    webhook    BLOB    NOT NULL,
    number     INTEGER NOT NULL,
    owner      BLOB    NOT NULL,
    owner_kind INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    event      INTEGER NOT NULL,
    topic      TEXT    NOT NULL,
    -- 0 waiting, 1 delivered, 2 failed.
    state      INTEGER NOT NULL,
    queued_at  INTEGER NOT NULL,
    give_up_at INTEGER NOT NULL,
    -- Only while waiting, and not behind an earlier event of the same owner.
    due_at     INTEGER,
    attempts   INTEGER NOT NULL,
    settled_at INTEGER,
    PRIMARY KEY (webhook, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX webhook_deliveries_by_event
    ON webhook_deliveries (webhook, owner, seq, event);
-- Most deliveries are done: what waits or failed is little.
CREATE INDEX webhook_deliveries_by_state
    ON webhook_deliveries (webhook, state, number) WHERE state <> 1;
CREATE INDEX webhook_deliveries_of_owner
    ON webhook_deliveries (webhook, owner, seq, event) WHERE state = 0;
CREATE INDEX webhook_deliveries_due
    ON webhook_deliveries (webhook, due_at, number) WHERE due_at IS NOT NULL;
-- For forgetting, and for beginning anew with what failed since a moment.
CREATE INDEX webhook_deliveries_settled
    ON webhook_deliveries (webhook, state, settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE webhook_attempts (
    webhook     BLOB    NOT NULL,
    number      INTEGER NOT NULL,
    owner       BLOB    NOT NULL,
    owner_kind  INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    event       INTEGER NOT NULL,
    topic       TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    duration_ms INTEGER NOT NULL,
    status      INTEGER,
    error       TEXT,
    PRIMARY KEY (webhook, number)
) STRICT, WITHOUT ROWID;
