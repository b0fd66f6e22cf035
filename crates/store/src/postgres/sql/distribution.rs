//! Placing tables with the extension Citus. Names of tables and columns are our own
//! constants, never anybody's input.

/// One row when the server has the extension; whether the database uses it.
pub(in crate::postgres) const EXTENSION: &str = "
    SELECT installed_version IS NOT NULL FROM pg_available_extensions WHERE name = 'citus'";

/// Full tables are copied, which takes its time.
pub(in crate::postgres) const PATIENTLY: &str =
    "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = 0";

pub(in crate::postgres) const PLACED: &str =
    "SELECT logicalrelid::regclass::text FROM pg_dist_partition";

/// The triggers of a table that protect its rows; there is at most one of each name.
pub(in crate::postgres) fn without_triggers(table: &str) -> String {
    match table {
        "journal" => "DROP TRIGGER IF EXISTS journal_is_kept ON journal".to_owned(),
        "versions" => "DROP TRIGGER IF EXISTS published_version_is_kept ON versions".to_owned(),
        _ => String::new(),
    }
}

pub(in crate::postgres) fn spread(table: &str, column: &str, with: &str) -> String {
    format!("SELECT create_distributed_table('{table}', '{column}', colocate_with => '{with}')")
}

pub(in crate::postgres) fn copy_everywhere(table: &str) -> String {
    format!("SELECT create_reference_table('{table}')")
}
