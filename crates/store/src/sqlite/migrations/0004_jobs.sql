-- Who does which job, and how far it is.

CREATE TABLE leases (
    name       TEXT    NOT NULL PRIMARY KEY,
    holder     TEXT    NOT NULL,
    held_until INTEGER NOT NULL,
    state      TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
    number      INTEGER PRIMARY KEY,
    id          BLOB    NOT NULL UNIQUE,
    kind        TEXT    NOT NULL,
    file_hash   BLOB    NOT NULL,
    file_name   TEXT    NOT NULL,
    started_at  INTEGER NOT NULL,
    finished_at INTEGER,
    undone_at   INTEGER,
    rows_done   INTEGER NOT NULL,
    rows_failed INTEGER NOT NULL
) STRICT;

CREATE TABLE import_rows (
    import     BLOB    NOT NULL,
    row        INTEGER NOT NULL,
    owner      BLOB    NOT NULL,
    owner_kind INTEGER NOT NULL,
    seq        INTEGER NOT NULL,
    PRIMARY KEY (import, row)
) STRICT, WITHOUT ROWID;
