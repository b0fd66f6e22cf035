-- Who signs in. What nobody searches for is kept as JSON.

CREATE TABLE staff (
    id    UUID   NOT NULL PRIMARY KEY,
    email TEXT   COLLATE "C" UNIQUE,
    step  BIGINT NOT NULL DEFAULT 0,
    body  BYTEA  NOT NULL
);

CREATE TABLE tills (
    id   UUID  NOT NULL PRIMARY KEY,
    body BYTEA NOT NULL
);

CREATE TABLE sessions (
    token   BYTEA  NOT NULL PRIMARY KEY,
    id      UUID   NOT NULL,
    subject UUID   NOT NULL,
    till    UUID,
    seen_at BIGINT NOT NULL,
    until   BIGINT NOT NULL,
    body    BYTEA  NOT NULL
);
CREATE INDEX sessions_by_subject ON sessions (subject);
CREATE INDEX sessions_by_till ON sessions (till) WHERE till IS NOT NULL;
CREATE INDEX sessions_by_end ON sessions (until);

CREATE TABLE tickets (
    hash  BYTEA  NOT NULL PRIMARY KEY,
    tries BIGINT NOT NULL,
    until BIGINT NOT NULL,
    body  BYTEA  NOT NULL
);
CREATE INDEX tickets_by_end ON tickets (until);
