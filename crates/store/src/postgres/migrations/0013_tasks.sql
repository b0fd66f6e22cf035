-- What is under way in the office: approvals, replays, imports from the console.

CREATE TABLE tasks (
    id         UUID   NOT NULL PRIMARY KEY,
    kind       TEXT   COLLATE "C" NOT NULL,
    state      TEXT   NOT NULL,
    revision   BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    body       BYTEA  NOT NULL,
    file       BYTEA
);
CREATE INDEX tasks_by_kind ON tasks (kind, id);
