-- What an append claims is first written here, in the order of appending, and carried over
-- in bulk to the tables in which it is looked up: a look-up table is keyed by something
-- random, so writing it at once would cost a page per row and commit.

CREATE TABLE pending (
    -- Of the entry.
    position      INTEGER PRIMARY KEY,
    owner         BLOB    NOT NULL,
    owner_kind    INTEGER NOT NULL,
    seq           INTEGER NOT NULL,
    -- The idempotency key, what was asked, and when.
    request       BLOB,
    request_input BLOB,
    request_at    INTEGER,
    -- The receipt that came to life, and what was asked when it is not the above.
    receipt       BLOB,
    natural_key   BLOB,
    receipt_input BLOB,
    -- The receipt of which something came back.
    returned      BLOB
) STRICT;

-- Where an owner's entries are, once they have been carried over.
CREATE TABLE entries (
    owner    BLOB    NOT NULL,
    seq      INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (owner, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO entries (owner, seq, position)
    SELECT owner, seq, position FROM journal ORDER BY owner, seq;
DROP INDEX journal_by_owner;

-- A table of its own, so that it is written in the order of its keys.
CREATE TABLE natural_keys (
    natural_key BLOB NOT NULL PRIMARY KEY,
    id          BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO natural_keys (natural_key, id)
    SELECT natural_key, id FROM receipts WHERE natural_key IS NOT NULL ORDER BY natural_key;
DROP INDEX receipts_by_natural_key;
