-- What people set up. Numbers are given in the transaction that writes the row, under a
-- lock on the table's row in `numbers`; a number is never used twice.

CREATE TABLE numbers (
    name  TEXT   NOT NULL COLLATE "C" PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO numbers (name, value)
VALUES ('versions', 0), ('activations', 0), ('api_keys', 0), ('imports', 0), ('batches', 0);

CREATE TABLE versions (
    number       BIGINT   NOT NULL PRIMARY KEY,
    published    SMALLINT NOT NULL DEFAULT 0,
    hash         BYTEA    NOT NULL,
    author       TEXT,
    created_at   BIGINT   NOT NULL,
    updated_at   BIGINT   NOT NULL,
    published_at BIGINT,
    document     TEXT     NOT NULL
);
CREATE FUNCTION published_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a published version is never changed or removed'; END $$;
CREATE TRIGGER published_version_is_kept BEFORE UPDATE OR DELETE ON versions
    FOR EACH ROW WHEN (OLD.published = 1) EXECUTE FUNCTION published_version_is_kept();

CREATE TABLE activations (
    number      BIGINT NOT NULL PRIMARY KEY,
    version     BIGINT NOT NULL,
    active_from BIGINT NOT NULL,
    decided_at  BIGINT NOT NULL,
    author      TEXT
);
CREATE INDEX activations_by_beginning ON activations (active_from, number);

CREATE TABLE api_keys (
    number     BIGINT NOT NULL PRIMARY KEY,
    id         UUID   NOT NULL UNIQUE,
    hash       BYTEA  NOT NULL UNIQUE,
    role       TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE TABLE settings (
    name  TEXT NOT NULL COLLATE "C" PRIMARY KEY,
    value TEXT NOT NULL
);
