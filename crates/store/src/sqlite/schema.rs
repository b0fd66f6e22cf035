//! The schema, as numbered migrations that only go forward.
//!
//! INVARIANT: each migration runs once, in a transaction that also notes its number. A
//! database of a later program or of another program is not touched.

use super::sql::maintenance;
use crate::StoreError;
use rusqlite::{Connection, ErrorCode, TransactionBehavior};

/// Marks our files ("TESS").
const APPLICATION_ID: i32 = 0x5445_5353;

/// Number, file name, text. Append only.
const MIGRATIONS: &[(u32, &str, &str)] = &[
    (1, "journal", include_str!("migrations/0001_journal.sql")),
    (2, "projections", include_str!("migrations/0002_projections.sql")),
    (3, "configuration", include_str!("migrations/0003_configuration.sql")),
    (4, "jobs", include_str!("migrations/0004_jobs.sql")),
    (5, "submissions", include_str!("migrations/0005_submissions.sql")),
    (6, "webhooks", include_str!("migrations/0006_webhooks.sql")),
    (7, "pending", include_str!("migrations/0007_pending.sql")),
    (8, "states", include_str!("migrations/0008_states.sql")),
    (9, "outbox", include_str!("migrations/0009_outbox.sql")),
    (10, "accounts", include_str!("migrations/0010_accounts.sql")),
    (11, "people", include_str!("migrations/0011_people.sql")),
    (12, "reports", include_str!("migrations/0012_reports.sql")),
    (13, "tasks", include_str!("migrations/0013_tasks.sql")),
    (14, "rules", include_str!("migrations/0014_rules.sql")),
    (15, "why", include_str!("migrations/0015_why.sql")),
    (16, "counts", include_str!("migrations/0016_counts.sql")),
    (17, "acts", include_str!("migrations/0017_acts.sql")),
    (18, "marks", include_str!("migrations/0018_marks.sql")),
    (19, "kinds", include_str!("migrations/0019_kinds.sql")),
];

/// The latest schema that this program knows.
pub(super) const KNOWN: u32 = MIGRATIONS[MIGRATIONS.len() - 1].0;

/// Brings a database to the latest schema. Several programs may do so at once.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    refuse_foreign(connection)?;
    if is_current(connection)? {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    transaction.execute_batch(
        "CREATE TABLE IF NOT EXISTS schema_version (
             number INTEGER PRIMARY KEY,
             name   TEXT NOT NULL
         ) STRICT",
    )?;
    let found: u32 = transaction.query_row(
        "SELECT coalesce(max(number), 0) FROM schema_version",
        [],
        |row| row.get(0),
    )?;
    if found > KNOWN {
        return Err(StoreError::NewerSchema { found, known: KNOWN });
    }
    for (number, name, text) in MIGRATIONS.iter().filter(|m| m.0 > found) {
        transaction.execute_batch(text)?;
        transaction
            .execute("INSERT INTO schema_version (number, name) VALUES (?1, ?2)", (number, name))?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    Ok(transaction.commit()?)
}

/// Whether there is nothing to do, found out without writing: opening a copy leaves its
/// bytes as they are, and does not wait for somebody who writes.
fn is_current(connection: &Connection) -> Result<bool, StoreError> {
    if !connection.query_row(maintenance::HAS_SCHEMA, [], |row| row.get(0))? {
        return Ok(false);
    }
    let found: Option<u32> =
        connection.query_row(maintenance::SCHEMA_VERSION, [], |row| row.get(0))?;
    let mark: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    Ok(found == Some(KNOWN) && mark == APPLICATION_ID)
}

/// Refuses a file with tables but without our mark, and one that is no database at all,
/// before anything is written to it.
pub(super) fn refuse_foreign(connection: &Connection) -> Result<(), StoreError> {
    let read = || -> rusqlite::Result<(i32, i64)> {
        let mark = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        let tables = "SELECT count(*) FROM sqlite_schema";
        Ok((mark, connection.query_row(tables, [], |row| row.get(0))?))
    };
    match read() {
        Ok((mark, tables)) if tables > 0 && mark != APPLICATION_ID => Err(StoreError::ForeignFile),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            Err(StoreError::ForeignFile)
        }
        other => Ok(other.map(|_| ())?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_migrations_have_no_gap() {
        let numbers: Vec<u32> = MIGRATIONS.iter().map(|m| m.0).collect();
        assert_eq!(numbers, (1..=KNOWN).collect::<Vec<_>>());
    }

    #[test]
    fn migrating_twice_changes_nothing() -> Result<(), StoreError> {
        let mut connection = Connection::open_in_memory()?;
        migrate(&mut connection)?;
        migrate(&mut connection)
    }

    #[test]
    fn a_newer_schema_is_refused() -> Result<(), StoreError> {
        let mut connection = Connection::open_in_memory()?;
        migrate(&mut connection)?;
        connection.execute("INSERT INTO schema_version VALUES (1000, 'later')", [])?;
        let refused = migrate(&mut connection);
        assert!(matches!(refused, Err(StoreError::NewerSchema { found: 1000, .. })));
        Ok(())
    }

    #[test]
    fn a_database_of_another_program_is_refused() -> Result<(), StoreError> {
        let mut connection = Connection::open_in_memory()?;
        connection.execute_batch("CREATE TABLE recipes (name TEXT)")?;
        let refused = migrate(&mut connection);
        assert!(matches!(refused, Err(StoreError::ForeignFile)));
        Ok(())
    }
}
