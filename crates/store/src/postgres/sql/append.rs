//! What one group of appends reads and writes. Every parameter is an array; arrays of one
//! statement are equally long.

pub(in crate::postgres) const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

pub(in crate::postgres) const COMMIT: &str = "COMMIT";

/// The number of the transaction, which entries are positioned by and asked for when the
/// connection is lost.
pub(in crate::postgres) const TRANSACTION: &str = "SELECT pg_current_xact_id()::text::bigint";

/// Locks the rows in the order of names, as every writer does. They all lie on one server: a
/// statement cannot lock rows of several.
pub(in crate::postgres) const COUNTERS: &str =
    "SELECT name, value FROM counters WHERE name = ANY($1) ORDER BY name FOR UPDATE";

/// Which of these entries there are: of each owner the last one that a writer knows, and the
/// one after it.
pub(in crate::postgres) const HEADS: &str = "
    SELECT asked.owner, asked.seq FROM unnest($1::uuid[], $2::bigint[]) AS asked (owner, seq)
    CROSS JOIN LATERAL (
        SELECT 1 FROM journal WHERE journal.owner = asked.owner AND journal.seq = asked.seq
    ) AS found";

pub(in crate::postgres) const CODES: &str = "SELECT hash FROM codes WHERE hash = ANY($1)";

pub(in crate::postgres) const IDENTITIES: &str = "
    SELECT asked.kind, asked.value, found.owner_kind, found.owner
    FROM unnest($1::text[], $2::text[]) AS asked (kind, value)
    CROSS JOIN LATERAL (
        SELECT owner_kind, owner FROM identities
        WHERE identities.kind = asked.kind AND identities.value = asked.value
    ) AS found";

pub(in crate::postgres) const NATURAL_KEYS: &str =
    "SELECT natural_key, id FROM natural_keys WHERE natural_key = ANY($1)";

pub(in crate::postgres) const RECEIPTS: &str = "
    SELECT id, owner_kind, owner, seq, input, last_return_seq FROM receipts WHERE id = ANY($1)";

pub(in crate::postgres) const KEYS: &str =
    "SELECT input, owner_kind, owner, seq, key FROM idempotency WHERE key = ANY($1)";

pub(in crate::postgres) const INSERT_KEYS: &str = "
    INSERT INTO idempotency (key, input, owner, owner_kind, seq, at)
    SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::uuid[], $4::smallint[], $5::bigint[],
                         $6::bigint[])";

pub(in crate::postgres) const INSERT_RECEIPTS: &str = "
    INSERT INTO receipts (id, natural_key, owner, owner_kind, seq, input, last_return_seq)
    SELECT * FROM unnest($1::uuid[], $2::bytea[], $3::uuid[], $4::smallint[], $5::bigint[],
                         $6::bytea[], $7::bigint[])";

pub(in crate::postgres) const MARK_RETURNED: &str = "
    UPDATE receipts SET last_return_seq = new.seq
    FROM unnest($1::uuid[], $2::bigint[]) AS new (id, seq) WHERE receipts.id = new.id";

pub(in crate::postgres) const INSERT_NATURAL_KEYS: &str = "
    INSERT INTO natural_keys (natural_key, id) SELECT * FROM unnest($1::bytea[], $2::uuid[])";

pub(in crate::postgres) const RELEASE_IDENTITIES: &str = "
    DELETE FROM identities USING unnest($1::text[], $2::text[], $3::uuid[])
        AS old (kind, value, owner)
    WHERE identities.kind = old.kind AND identities.value = old.value
      AND identities.owner = old.owner";

pub(in crate::postgres) const INSERT_IDENTITIES: &str = "
    INSERT INTO identities (kind, value, owner, owner_kind)
    SELECT * FROM unnest($1::text[], $2::text[], $3::uuid[], $4::smallint[])";

pub(in crate::postgres) const INSERT_CODES: &str = "
    INSERT INTO codes (hash, shown, subject, batch, body)
    SELECT * FROM unnest($1::bytea[], $2::text[], $3::uuid[], $4::uuid[], $5::bytea[])";

pub(in crate::postgres) const REVISE_CODES: &str = "
    UPDATE codes SET shown = new.shown, subject = new.subject, batch = new.batch,
                     body = new.body
    FROM unnest($1::bytea[], $2::text[], $3::uuid[], $4::uuid[], $5::bytea[])
        AS new (hash, shown, subject, batch, body)
    WHERE codes.hash = new.hash";

pub(in crate::postgres) const INSERT_ENTRIES: &str = "
    INSERT INTO journal (position, owner, owner_kind, seq, at, recorded_at, kind, hash, body)
    SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::smallint[], $4::bigint[], $5::bigint[],
                         $6::bigint[], $7::text[], $8::bytea[], $9::bytea[])";

pub(in crate::postgres) const UPDATE_COUNTERS: &str = "
    UPDATE counters SET value = new.value
    FROM unnest($1::text[], $2::bigint[]) AS new (name, value) WHERE counters.name = new.name";

pub(in crate::postgres) const INSERT_COUNTERS: &str =
    "INSERT INTO counters (name, value) SELECT * FROM unnest($1::text[], $2::bigint[])";

pub(in crate::postgres) const INSERT_BATCHES: &str = "
    WITH given AS (
        UPDATE numbers SET value = value + cardinality($1::uuid[]) WHERE name = 'batches'
        RETURNING value - cardinality($1::uuid[]) AS before)
    INSERT INTO batches (number, id, coupon, count, created_at, actor)
    SELECT given.before + new.ordinal, new.id, new.coupon, new.count, new.created_at, new.actor
    FROM given, unnest($1::uuid[], $2::text[], $3::bigint[], $4::bigint[], $5::text[])
        WITH ORDINALITY AS new (id, coupon, count, created_at, actor, ordinal)";

pub(in crate::postgres) const PUT_DIRECTORY: &str = "
    INSERT INTO directory (owner, name, search, body)
    SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[])
    ON CONFLICT (owner) DO UPDATE
    SET name = excluded.name, search = excluded.search, body = excluded.body";

/// What became of a transaction; an error when the server never gave such a number.
pub(in crate::postgres) const STATUS: &str = "SELECT pg_xact_status($1::text::xid8)";

pub(in crate::postgres) const COUNT_ENTRIES: &str = "
    SELECT count(*) FROM unnest($1::uuid[], $2::bigint[], $3::bytea[])
        AS asked (owner, seq, hash)
    CROSS JOIN LATERAL (
        SELECT 1 FROM journal WHERE journal.owner = asked.owner AND journal.seq = asked.seq
                                AND journal.hash = asked.hash
    ) AS found";

pub(in crate::postgres) const COUNT_CODES: &str = "SELECT count(*) FROM codes WHERE hash = ANY($1)";
