-- What members handed in for a decision: built behind the journal like the other lists.

CREATE TABLE submissions (
    number     BIGINT   NOT NULL,
    id         UUID     NOT NULL PRIMARY KEY,
    owner      UUID     NOT NULL,
    owner_kind SMALLINT NOT NULL,
    event      TEXT     NOT NULL COLLATE "C",
    reference  TEXT,
    evidence   TEXT,
    attributes BYTEA    NOT NULL,
    at         BIGINT   NOT NULL,
    -- 0 open, 1 approved, 2 rejected.
    state      SMALLINT NOT NULL DEFAULT 0,
    decided_at BIGINT
);
-- What waits is little beside what was decided.
CREATE INDEX submissions_by_state ON submissions (state, number);
