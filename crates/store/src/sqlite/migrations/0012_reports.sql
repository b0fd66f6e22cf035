-- What the office searches and looks at, kept ready behind the journal.

-- Beginnings by which a member is found: words of the name, digits, addresses. What they
-- are made of is in `directory` and `identities`.
CREATE TABLE member_terms (
    owner BLOB NOT NULL,
    term  TEXT NOT NULL,
    PRIMARY KEY (owner, term)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_terms_by_term ON member_terms (term, owner);

-- Blocked members are listed without reading the others.
DROP INDEX owners_by_kind;
CREATE INDEX owners_by_kind ON owners (owner_kind, blocked, owner);

-- Members who bought something have numbers; a day knows them by a bit each, 4096 to a part.
-- Whoever was there in several days is then counted once by joining a few bits.
CREATE TABLE visitors (
    number INTEGER PRIMARY KEY,
    owner  BLOB NOT NULL UNIQUE
) STRICT;
CREATE TABLE visits (
    day  TEXT    NOT NULL,
    part INTEGER NOT NULL,
    bits BLOB    NOT NULL,
    PRIMARY KEY (day, part)
) STRICT, WITHOUT ROWID;

-- What expires on which day. The part of an owner stands in their row, so that a new state
-- changes the sums by what is different.
CREATE TABLE expiring (
    day    TEXT    NOT NULL,
    unit   TEXT    NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (day, unit)
) STRICT, WITHOUT ROWID;
ALTER TABLE owners ADD COLUMN expiring TEXT;

CREATE TABLE stores (
    store    TEXT    NOT NULL PRIMARY KEY,
    receipts INTEGER NOT NULL,
    last_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Both are written at their ends, because receipts come in the order of time.
CREATE INDEX receipt_facts_by_time ON receipt_facts (at, position);
CREATE INDEX receipt_facts_by_store ON receipt_facts (store, at, position);

-- The projector begins anew, so that what it wrote before gets all of this. Rows of owners
-- hold absolute values: they stay, and what is due stays known.
DELETE FROM postings;
DELETE FROM accounts;
DELETE FROM receipt_facts;
DELETE FROM totals;
DELETE FROM submissions;
UPDATE projections SET position = 0, owners_through = 0;
