-- Where events are sent, which ones wait, and what became of them.

-- Endpoints get what happens after they were made, not all that gathered before.
DELETE FROM outbox;

CREATE TABLE webhooks (
    id               UUID     NOT NULL PRIMARY KEY,
    url              TEXT     NOT NULL,
    description      TEXT     NOT NULL,
    -- A JSON list; all topics when empty.
    topics           TEXT     NOT NULL,
    secret           BIGINT   NOT NULL,
    old_secret       BIGINT,
    old_secret_until BIGINT,
    enabled          SMALLINT NOT NULL,
    disabled_reason  TEXT,
    created_at       BIGINT   NOT NULL,
    deleted_at       BIGINT,
    revision         BIGINT   NOT NULL,
    -- The latest numbers that were given out.
    deliveries       BIGINT   NOT NULL DEFAULT 0,
    attempts         BIGINT   NOT NULL DEFAULT 0
);

-- One event for one endpoint. What is sent is written from the journal.
CREATE TABLE webhook_deliveries (
    webhook    UUID     NOT NULL,
    number     BIGINT   NOT NULL,
    owner      UUID     NOT NULL,
    owner_kind SMALLINT NOT NULL,
    seq        BIGINT   NOT NULL,
    event      BIGINT   NOT NULL,
    topic      TEXT     NOT NULL COLLATE "C",
    -- 0 waiting, 1 delivered, 2 failed.
    state      SMALLINT NOT NULL,
    queued_at  BIGINT   NOT NULL,
    give_up_at BIGINT   NOT NULL,
    -- Only while waiting, and not behind an earlier event of the same owner.
    due_at     BIGINT,
    attempts   BIGINT   NOT NULL,
    settled_at BIGINT,
    PRIMARY KEY (webhook, number)
);
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
    webhook     UUID     NOT NULL,
    number      BIGINT   NOT NULL,
    owner       UUID     NOT NULL,
    owner_kind  SMALLINT NOT NULL,
    seq         BIGINT   NOT NULL,
    event       BIGINT   NOT NULL,
    topic       TEXT     NOT NULL COLLATE "C",
    at          BIGINT   NOT NULL,
    duration_ms BIGINT   NOT NULL,
    status      BIGINT,
    error       TEXT,
    PRIMARY KEY (webhook, number)
);
