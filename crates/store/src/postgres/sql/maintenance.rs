//! Looking after the database.

/// Facts worth showing.
pub(in crate::postgres) const FACTS: &str = "
    SELECT current_setting('server_version'), current_database()::text,
           pg_database_size(current_database()), pg_relation_size('journal'),
           current_setting('fsync'), current_setting('full_page_writes'),
           current_setting('synchronous_commit'),
           current_setting('synchronous_standby_names')";

/// Tables of the schema that are not there, or not complete.
pub(in crate::postgres) const BROKEN_INDEXES: &str = "
    SELECT indexrelid::regclass::text FROM pg_index
    JOIN pg_class ON pg_class.oid = indrelid
    WHERE relnamespace = to_regnamespace(current_schema()) AND NOT (indisvalid AND indisready)";

pub(in crate::postgres) const HAS_AMCHECK: &str =
    "SELECT extname::text FROM pg_extension WHERE extname = 'amcheck'";

pub(in crate::postgres) const INDEXES: &str = "
    SELECT indexrelid::regclass::text FROM pg_index
    JOIN pg_class ON pg_class.oid = indexrelid
    JOIN pg_am ON pg_am.oid = relam
    WHERE relnamespace = to_regnamespace(current_schema()) AND amname = 'btree'
      AND relkind = 'i' ORDER BY 1";

/// Compares an index with its table; fails at the first damage.
pub(in crate::postgres) const CHECK_INDEX: &str =
    "SELECT bt_index_check(to_regclass($1::text)::oid::regclass, true)";

pub(in crate::postgres) const SCHEMA_VERSION: &str = "SELECT max(number) FROM schema_version";

pub(in crate::postgres) const PROJECTION_POSITION: &str =
    "SELECT position FROM projections WHERE name = 'journal'";

/// The oldest first.
pub(in crate::postgres) const FORGET_IDEMPOTENCY: &str = "
    DELETE FROM idempotency WHERE key = ANY(ARRAY(
        SELECT key FROM idempotency WHERE at < $1 ORDER BY at LIMIT $2))";
