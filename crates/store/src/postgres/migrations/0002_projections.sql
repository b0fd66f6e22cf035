-- What is written behind the journal and can be built again from it.

CREATE TABLE projections (
    name           TEXT   NOT NULL COLLATE "C" PRIMARY KEY,
    position       BIGINT NOT NULL,
    -- Events of entries up to here were handed to the outbox; a rebuild does not repeat them.
    outbox_through BIGINT NOT NULL,
    -- The latest number in the outbox: a number is never used twice.
    outbox_number  BIGINT NOT NULL
);
INSERT INTO projections (name, position, outbox_through, outbox_number)
VALUES ('journal', 0, 0, 0);

-- One row per owner holds its snapshot and what lists show. Ids of members are ordered by
-- time, so the order of ids is the order of joining.
CREATE TABLE owners (
    owner            UUID     NOT NULL PRIMARY KEY,
    owner_kind       SMALLINT NOT NULL,
    seq              BIGINT   NOT NULL,
    format           BIGINT   NOT NULL,
    due_at           BIGINT,
    enrolled_at      BIGINT,
    blocked          SMALLINT NOT NULL,
    last_activity_at BIGINT,
    receipts         BIGINT   NOT NULL,
    turnover         BIGINT   NOT NULL,
    body             BYTEA    NOT NULL
) WITH (fillfactor = 80, toast_tuple_target = 8160);
CREATE INDEX owners_by_due ON owners (due_at, owner, owner_kind) WHERE due_at IS NOT NULL;

CREATE TABLE member_tiers (
    owner UUID NOT NULL,
    track TEXT NOT NULL COLLATE "C",
    tier  TEXT NOT NULL COLLATE "C",
    PRIMARY KEY (owner, track)
);
CREATE INDEX member_tiers_by_tier ON member_tiers (track, tier, owner);

-- Keyed by place in the journal: always written at the end. The owner decides nothing
-- there; it is what the table can be distributed by.
CREATE TABLE postings (
    position   BIGINT   NOT NULL,
    line       BIGINT   NOT NULL,
    owner      UUID     NOT NULL,
    owner_kind SMALLINT NOT NULL,
    seq        BIGINT   NOT NULL,
    event      BIGINT   NOT NULL,
    at         BIGINT   NOT NULL,
    unit       TEXT     NOT NULL COLLATE "C",
    account    TEXT     NOT NULL COLLATE "C",
    amount     BIGINT   NOT NULL,
    lot_seq    BIGINT,
    lot_index  BIGINT,
    PRIMARY KEY (position, line, owner)
);

-- The receipts of one owner are found through the journal's own index.
CREATE TABLE receipt_facts (
    position   BIGINT   NOT NULL,
    id         UUID     NOT NULL,
    owner      UUID     NOT NULL,
    owner_kind SMALLINT NOT NULL,
    seq        BIGINT   NOT NULL,
    at         BIGINT   NOT NULL,
    store      TEXT     NOT NULL COLLATE "C",
    number     TEXT,
    total      BIGINT   NOT NULL,
    discount   BIGINT   NOT NULL,
    payable    BIGINT   NOT NULL,
    returned   BIGINT   NOT NULL DEFAULT 0,
    PRIMARY KEY (position, owner)
);

CREATE TABLE totals (
    day     TEXT   NOT NULL COLLATE "C",
    measure TEXT   NOT NULL COLLATE "C",
    subject TEXT   NOT NULL COLLATE "C",
    value   BIGINT NOT NULL,
    PRIMARY KEY (day, measure, subject)
);

CREATE TABLE outbox (
    number     BIGINT   NOT NULL PRIMARY KEY,
    position   BIGINT   NOT NULL,
    owner      UUID     NOT NULL,
    owner_kind SMALLINT NOT NULL,
    seq        BIGINT   NOT NULL,
    event      BIGINT   NOT NULL,
    at         BIGINT   NOT NULL,
    topic      TEXT     NOT NULL COLLATE "C",
    body       BYTEA    NOT NULL
);
