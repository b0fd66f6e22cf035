-- The journal and everything that is claimed in the same transaction.
-- Moments are milliseconds since 1970, hashes 32 bytes.
-- Every table that belongs to an owner has the owner in its keys, every look-up table is
-- keyed by what is looked up; there are no sequences and no foreign keys.

CREATE TABLE journal (
    position    BIGINT   NOT NULL,
    owner       UUID     NOT NULL,
    owner_kind  SMALLINT NOT NULL,
    seq         BIGINT   NOT NULL,
    at          BIGINT   NOT NULL,
    recorded_at BIGINT   NOT NULL,
    kind        TEXT     NOT NULL COLLATE "C",
    hash        BYTEA    NOT NULL,
    body        BYTEA    NOT NULL,
    -- One number, one entry: this is what serialises an owner without locks.
    PRIMARY KEY (owner, seq)
) WITH (toast_tuple_target = 8160);
-- The server numbers transactions, and each of them its entries: see the page on positions.
CREATE INDEX journal_by_position ON journal (position);

CREATE FUNCTION journal_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'journal entries are never changed or removed'; END $$;
CREATE TRIGGER journal_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_is_kept();

-- The key is the first half of its hash: 128 bits are enough.
CREATE TABLE idempotency (
    key        BYTEA    NOT NULL PRIMARY KEY,
    input      BYTEA    NOT NULL,
    owner      UUID     NOT NULL,
    owner_kind SMALLINT NOT NULL,
    seq        BIGINT   NOT NULL,
    at         BIGINT   NOT NULL
);
CREATE INDEX idempotency_by_age ON idempotency (at);

CREATE TABLE receipts (
    id              UUID     NOT NULL PRIMARY KEY,
    natural_key     BYTEA,
    owner           UUID     NOT NULL,
    owner_kind      SMALLINT NOT NULL,
    seq             BIGINT   NOT NULL,
    input           BYTEA    NOT NULL,
    last_return_seq BIGINT
);
-- What makes a natural key unique for ever; a table of its own, keyed by what is looked up.
CREATE TABLE natural_keys (
    natural_key BYTEA NOT NULL PRIMARY KEY,
    id          UUID  NOT NULL
);

CREATE TABLE identities (
    kind       TEXT     NOT NULL COLLATE "C",
    value      TEXT     NOT NULL COLLATE "C",
    owner      UUID     NOT NULL,
    owner_kind SMALLINT NOT NULL,
    PRIMARY KEY (kind, value)
);
CREATE INDEX identities_by_owner ON identities (owner);

CREATE TABLE codes (
    hash    BYTEA NOT NULL PRIMARY KEY,
    shown   TEXT  NOT NULL,
    subject UUID  NOT NULL,
    batch   UUID,
    body    BYTEA NOT NULL
);
CREATE INDEX codes_by_subject ON codes (subject);
CREATE INDEX codes_by_batch ON codes (batch, hash) WHERE batch IS NOT NULL;

CREATE TABLE batches (
    number     BIGINT NOT NULL PRIMARY KEY,
    id         UUID   NOT NULL UNIQUE,
    coupon     TEXT   NOT NULL COLLATE "C",
    count      BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    actor      TEXT
);

CREATE TABLE counters (
    name  TEXT   NOT NULL COLLATE "C" PRIMARY KEY,
    value BIGINT NOT NULL
) WITH (fillfactor = 50);

-- Contact data, apart from the journal so that it can be erased.
CREATE TABLE directory (
    owner  UUID  NOT NULL PRIMARY KEY,
    name   TEXT,
    search TEXT  COLLATE "C",
    body   BYTEA NOT NULL
);
CREATE INDEX directory_by_name ON directory (search, owner) WHERE search IS NOT NULL;
