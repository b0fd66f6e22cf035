//! What moving a database needs beside the rows.

/// What a transfer is called among the connections of a server.
pub(in crate::postgres) const OUR_NAME: &str = "tessera copy";

pub(in crate::postgres) const WITHOUT_LIMITS: &str = "
    SET statement_timeout = 0;
    SET idle_in_transaction_session_timeout = 0";

pub(in crate::postgres) const BEGIN_READING: &str =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// A server that starts meanwhile is refused by the locks; it does not stop the transfer.
pub(in crate::postgres) const BEGIN_WRITING: &str = "BEGIN; SET LOCAL lock_timeout = '5s'";

pub(in crate::postgres) const HAS_SCHEMA: &str =
    "SELECT to_regclass(format('%I.schema_version', current_schema())) IS NOT NULL";

pub(in crate::postgres) const SCHEMA: &str =
    "SELECT coalesce(max(number), 0)::bigint FROM schema_version";

/// Connections that servers of ours have open.
pub(in crate::postgres) const OTHERS: &str = "
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND application_name = 'tessera'";

pub(in crate::postgres) const HEAD: &str = "SELECT coalesce(max(position), 0) FROM journal";

pub(in crate::postgres) const NUMBERS: &str = "
    SELECT name, value FROM numbers
    UNION ALL SELECT 'outbox', outbox_number FROM projections WHERE name = 'journal'
    UNION ALL SELECT 'outbox_through', outbox_through FROM projections WHERE name = 'journal'";

pub(in crate::postgres) const PUT_NUMBER: &str = "
    INSERT INTO numbers (name, value) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";

pub(in crate::postgres) const PUT_OUTBOX_NUMBER: &str =
    "UPDATE projections SET outbox_number = $1 WHERE name = 'journal'";

pub(in crate::postgres) const PUT_OUTBOX_THROUGH: &str =
    "UPDATE projections SET outbox_through = $1 WHERE name = 'journal'";

pub(in crate::postgres) const DERIVE_NATURAL_KEYS: &str = "
    INSERT INTO natural_keys (natural_key, id)
    SELECT natural_key, id FROM receipts WHERE natural_key IS NOT NULL";

pub(in crate::postgres) const COLUMNS: &str = "
    SELECT table_name::text, column_name::text, data_type::text
    FROM information_schema.columns WHERE table_schema = current_schema()
    ORDER BY table_name, ordinal_position";
