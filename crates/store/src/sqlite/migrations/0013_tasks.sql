-- What is under way in the office: approvals, replays, imports from the console.

CREATE TABLE tasks (
    id         BLOB    NOT NULL PRIMARY KEY,
    kind       TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    revision   INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    body       BLOB    NOT NULL,
    file       BLOB
) STRICT;
CREATE INDEX tasks_by_kind ON tasks (kind, id);
