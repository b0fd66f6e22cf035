-- Who does which job, and how far it is.

CREATE TABLE leases (
    name       TEXT   NOT NULL COLLATE "C" PRIMARY KEY,
    holder     TEXT   NOT NULL,
    held_until BIGINT NOT NULL,
    state      TEXT   NOT NULL
);

CREATE TABLE imports (
    number      BIGINT NOT NULL PRIMARY KEY,
    id          UUID   NOT NULL UNIQUE,
    kind        TEXT   NOT NULL,
    file_hash   BYTEA  NOT NULL,
    file_name   TEXT   NOT NULL,
    started_at  BIGINT NOT NULL,
    finished_at BIGINT,
    undone_at   BIGINT,
    rows_done   BIGINT NOT NULL,
    rows_failed BIGINT NOT NULL
);

CREATE TABLE import_rows (
    import     UUID     NOT NULL,
    row        BIGINT   NOT NULL,
    owner      UUID     NOT NULL,
    owner_kind SMALLINT NOT NULL,
    seq        BIGINT   NOT NULL,
    PRIMARY KEY (import, row)
);
