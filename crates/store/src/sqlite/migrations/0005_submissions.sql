-- What members handed in for a decision: built behind the journal like the other lists.

CREATE TABLE submissions (
    number     INTEGER PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    owner      BLOB    NOT NULL,
    owner_kind INTEGER NOT NULL,
    event      TEXT    NOT NULL,
    reference  TEXT,
    evidence   TEXT,
    attributes BLOB    NOT NULL,
    at         INTEGER NOT NULL,
    -- 0 open, 1 approved, 2 rejected.
    state      INTEGER NOT NULL DEFAULT 0,
    decided_at INTEGER
) STRICT;
-- What waits is little beside what was decided.
CREATE INDEX submissions_by_state ON submissions (state, number);
