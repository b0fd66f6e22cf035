-- Who signs in. What nobody searches for is kept as JSON.

CREATE TABLE staff (
    id    BLOB    NOT NULL PRIMARY KEY,
    email TEXT    UNIQUE,
    step  INTEGER NOT NULL DEFAULT 0,
    body  BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE tills (
    id   BLOB NOT NULL PRIMARY KEY,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    token   BLOB    NOT NULL PRIMARY KEY,
    id      BLOB    NOT NULL UNIQUE,
    subject BLOB    NOT NULL,
    till    BLOB,
    seen_at INTEGER NOT NULL,
    until   INTEGER NOT NULL,
    body    BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_subject ON sessions (subject);
CREATE INDEX sessions_by_till ON sessions (till) WHERE till IS NOT NULL;
CREATE INDEX sessions_by_end ON sessions (until);

CREATE TABLE tickets (
    hash  BLOB    NOT NULL PRIMARY KEY,
    tries INTEGER NOT NULL,
    until INTEGER NOT NULL,
    body  BLOB    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX tickets_by_end ON tickets (until);
