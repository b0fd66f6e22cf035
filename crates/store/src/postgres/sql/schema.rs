//! Version of the server and of the schema.

pub(in crate::postgres) const SERVER: &str = "
    SELECT current_setting('server_version_num')::int, current_setting('server_version'),
           current_setting('server_encoding')";

/// One program at a time changes the schema of a database ('TESS').
pub(in crate::postgres) const LOCK: &str = "SELECT pg_advisory_xact_lock(1413829459)";

pub(in crate::postgres) const HAS_SCHEMA: &str =
    "SELECT to_regclass(format('%I.schema_version', current_schema())) IS NOT NULL";

pub(in crate::postgres) const COUNT_TABLES: &str = "
    SELECT count(*) FROM pg_class
    WHERE relnamespace = to_regnamespace(current_schema()) AND relkind IN ('r', 'p')";

pub(in crate::postgres) const CREATE_VERSIONS: &str =
    "CREATE TABLE schema_version (number BIGINT PRIMARY KEY, name TEXT NOT NULL)";

pub(in crate::postgres) const VERSION: &str = "SELECT coalesce(max(number), 0) FROM schema_version";

pub(in crate::postgres) const INSERT_VERSION: &str =
    "INSERT INTO schema_version (number, name) VALUES ($1, $2)";

pub(in crate::postgres) const NEWEST_POSITION: &str =
    "SELECT coalesce(max(position), 0) FROM journal";

/// What the next transaction that writes will be called, at least.
pub(in crate::postgres) const NEXT_TRANSACTION: &str =
    "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint";

pub(in crate::postgres) const BASE: &str = "
    SELECT coalesce((SELECT value::bigint FROM settings WHERE name = 'journal.base'), 0)";

pub(in crate::postgres) const PUT_BASE: &str = "
    INSERT INTO settings (name, value) VALUES ('journal.base', $1)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";
