-- What people set up.

CREATE TABLE versions (
    number       INTEGER PRIMARY KEY AUTOINCREMENT,
    published    INTEGER NOT NULL DEFAULT 0,
    hash         BLOB    NOT NULL,
    author       TEXT,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    published_at INTEGER,
    document     TEXT    NOT NULL
) STRICT;
CREATE TRIGGER published_versions_are_not_changed BEFORE UPDATE ON versions WHEN OLD.published = 1
BEGIN SELECT RAISE(ABORT, 'a published version is never changed'); END;
CREATE TRIGGER published_versions_are_not_removed BEFORE DELETE ON versions WHEN OLD.published = 1
BEGIN SELECT RAISE(ABORT, 'a published version is never removed'); END;

CREATE TABLE activations (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    version     INTEGER NOT NULL,
    active_from INTEGER NOT NULL,
    decided_at  INTEGER NOT NULL,
    author      TEXT
) STRICT;
CREATE INDEX activations_by_beginning ON activations (active_from, number);

CREATE TABLE api_keys (
    number     INTEGER PRIMARY KEY,
    id         BLOB    NOT NULL UNIQUE,
    hash       BLOB    NOT NULL UNIQUE,
    role       TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
