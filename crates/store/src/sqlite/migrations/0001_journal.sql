-- The journal and everything that is claimed in the same transaction.
-- Moments are milliseconds since 1970, ids are the 16 bytes of a UUID, hashes 32 bytes.

CREATE TABLE journal (
    position    INTEGER PRIMARY KEY,
    owner       BLOB    NOT NULL,
    owner_kind  INTEGER NOT NULL,
    seq         INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    kind        TEXT    NOT NULL,
    hash        BLOB    NOT NULL,
    body        BLOB    NOT NULL
) STRICT;
-- One number, one entry: this is what serialises an owner without locks.
CREATE UNIQUE INDEX journal_by_owner ON journal (owner, seq);

CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END;
CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'journal entries are never removed'); END;

-- Rows are appended in the order of use, so that forgetting takes them from the front.
-- The key is the first half of its hash: 128 bits are enough, and the index, whose
-- pages are written at random, is a third smaller.
CREATE TABLE idempotency (
    number     INTEGER PRIMARY KEY,
    key        BLOB    NOT NULL,
    input      BLOB    NOT NULL,
    owner      BLOB    NOT NULL,
    owner_kind INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX idempotency_by_key ON idempotency (key);

CREATE TABLE receipts (
    id              BLOB    NOT NULL PRIMARY KEY,
    natural_key     BLOB,
    owner           BLOB    NOT NULL,
    owner_kind      INTEGER NOT NULL,
    seq             INTEGER NOT NULL,
    input           BLOB    NOT NULL,
    last_return_seq INTEGER
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX receipts_by_natural_key ON receipts (natural_key) WHERE natural_key IS NOT NULL;

CREATE TABLE identities (
    kind       TEXT    NOT NULL,
    value      TEXT    NOT NULL,
    owner      BLOB    NOT NULL,
    owner_kind INTEGER NOT NULL,
    PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX identities_by_owner ON identities (owner);

CREATE TABLE codes (
    hash    BLOB NOT NULL PRIMARY KEY,
    shown   TEXT NOT NULL,
    subject BLOB NOT NULL,
    batch   BLOB,
    body    BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX codes_by_subject ON codes (subject);
CREATE INDEX codes_by_batch ON codes (batch, hash) WHERE batch IS NOT NULL;

CREATE TABLE batches (
    number     INTEGER PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    coupon     TEXT    NOT NULL,
    count      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    actor      TEXT
) STRICT;

CREATE TABLE counters (
    name  TEXT    NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Contact data, apart from the journal so that it can be erased.
CREATE TABLE directory (
    number INTEGER PRIMARY KEY,
    owner  BLOB NOT NULL UNIQUE,
    name   TEXT,
    search TEXT,
    body   BLOB NOT NULL
) STRICT;
CREATE INDEX directory_by_name ON directory (search, owner) WHERE search IS NOT NULL;
