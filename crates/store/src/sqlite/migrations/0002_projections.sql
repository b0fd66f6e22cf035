-- What is written behind the journal and can be built again from it.

CREATE TABLE projections (
    name           TEXT    NOT NULL PRIMARY KEY,
    position       INTEGER NOT NULL,
    -- Events of entries up to here were handed to the outbox; a rebuild does not repeat them.
    outbox_through INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO projections (name, position, outbox_through) VALUES ('journal', 0, 0);

-- One row per owner holds its snapshot and what lists show, because every table more
-- that is written per owner costs a page at a random place.
CREATE TABLE owners (
    number           INTEGER PRIMARY KEY,
    owner            BLOB    NOT NULL UNIQUE,
    owner_kind       INTEGER NOT NULL,
    seq              INTEGER NOT NULL,
    format           INTEGER NOT NULL,
    due_at           INTEGER,
    enrolled_at      INTEGER,
    blocked          INTEGER NOT NULL,
    last_activity_at INTEGER,
    receipts         INTEGER NOT NULL,
    turnover         INTEGER NOT NULL,
    body             BLOB    NOT NULL
) STRICT;
CREATE INDEX owners_by_due ON owners (due_at, owner, owner_kind) WHERE due_at IS NOT NULL;

CREATE TABLE member_tiers (
    owner BLOB NOT NULL,
    track TEXT NOT NULL,
    tier  TEXT NOT NULL,
    PRIMARY KEY (owner, track)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_tiers_by_tier ON member_tiers (track, tier, owner);

-- Keyed by place in the journal: always written at the end.
CREATE TABLE postings (
    position   INTEGER NOT NULL,
    line       INTEGER NOT NULL,
    owner      BLOB    NOT NULL,
    owner_kind INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    event      INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    unit       TEXT    NOT NULL,
    account    TEXT    NOT NULL,
    amount     INTEGER NOT NULL,
    lot_seq    INTEGER,
    lot_index  INTEGER,
    PRIMARY KEY (position, line)
) STRICT, WITHOUT ROWID;

-- The receipts of one owner are found through the journal's own index.
CREATE TABLE receipt_facts (
    position   INTEGER PRIMARY KEY,
    id         BLOB    NOT NULL,
    owner      BLOB    NOT NULL,
    owner_kind INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    store      TEXT    NOT NULL,
    number     TEXT,
    total      INTEGER NOT NULL,
    discount   INTEGER NOT NULL,
    payable    INTEGER NOT NULL,
    returned   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE totals (
    day     TEXT    NOT NULL,
    measure TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    value   INTEGER NOT NULL,
    PRIMARY KEY (day, measure, subject)
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: a number is never used twice, so acknowledging late does no harm.
CREATE TABLE outbox (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    position   INTEGER NOT NULL,
    owner      BLOB    NOT NULL,
    owner_kind INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    event      INTEGER NOT NULL,
    at         INTEGER NOT NULL,
    topic      TEXT    NOT NULL,
    body       BLOB    NOT NULL
) STRICT;
