-- States of owners are written seldom and lists of them often, so they are apart: a row that
-- is small shares its page with many others.

CREATE TABLE snapshots (
    number INTEGER PRIMARY KEY,
    owner  BLOB    NOT NULL UNIQUE,
    seq    INTEGER NOT NULL,
    format INTEGER NOT NULL,
    body   BLOB    NOT NULL
) STRICT;
ALTER TABLE owners DROP COLUMN body;
ALTER TABLE owners DROP COLUMN format;
-- The entry after which the state in `snapshots` is; 0 when there is none.
ALTER TABLE owners ADD COLUMN snapshot_seq INTEGER NOT NULL DEFAULT 0;

-- The rows of owners may be behind the rest of the projection.
ALTER TABLE projections ADD COLUMN owners_through INTEGER NOT NULL DEFAULT 0;
UPDATE projections SET owners_through = position;
