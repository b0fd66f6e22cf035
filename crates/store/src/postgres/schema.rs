//! The schema, as numbered migrations that only go forward; numbers and meaning are those
//! of the embedded backend.
//!
//! INVARIANT: each migration runs once, in a transaction that also notes its number, under
//! a lock, so that many nodes may start at once. A database of a later program or of
//! another program is not touched.

use super::connect::Borrowed;
use super::options::{OLDEST_SERVER, OLDEST_SERVER_TEXT};
use super::row::{get, get_small};
use super::sql::schema as sql;
use crate::StoreError;

/// Number, name, text. Append only.
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

/// Brings a database to the latest schema, and says from where positions of the journal
/// are counted.
pub(super) async fn migrate(connection: &Borrowed<'_>) -> Result<u64, StoreError> {
    check_server(connection).await?;
    connection.batch("BEGIN; SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0").await?;
    connection.rows(sql::LOCK, &[]).await?;
    let is_ours: bool = first(connection, sql::HAS_SCHEMA).await?;
    if !is_ours {
        let tables: i64 = first(connection, sql::COUNT_TABLES).await?;
        if tables > 0 {
            return Err(StoreError::ForeignFile);
        }
        connection.batch(sql::CREATE_VERSIONS).await?;
    }
    let rows = connection.rows(sql::VERSION, &[]).await?;
    let found: u32 = rows.first().map_or(Ok(0), |row| get_small(row, 0))?;
    if found > KNOWN {
        return Err(StoreError::NewerSchema { found, known: KNOWN });
    }
    for (number, name, text) in MIGRATIONS.iter().filter(|m| m.0 > found) {
        connection.batch(text).await?;
        connection.execute(sql::INSERT_VERSION, &[&i64::from(*number), name]).await?;
    }
    let base = base(connection).await?;
    connection.batch("COMMIT").await?;
    Ok(base)
}

async fn check_server(connection: &Borrowed<'_>) -> Result<(), StoreError> {
    let rows = connection.rows(sql::SERVER, &[]).await?;
    let row = rows.first().ok_or(StoreError::Misuse("a server without a version"))?;
    let (number, version, encoding): (i32, String, String) =
        (get(row, 0)?, get(row, 1)?, get(row, 2)?);
    if number < OLDEST_SERVER {
        return Err(StoreError::OldEngine { found: version, needed: OLDEST_SERVER_TEXT });
    }
    if encoding != "UTF8" {
        return Err(StoreError::Misuse("the database must have the encoding UTF8"));
    }
    Ok(())
}

/// Positions grow with the server's own count of transactions. When the journal came from
/// another server whose count was further, what is missing is added from now on.
async fn base(connection: &Borrowed<'_>) -> Result<u64, StoreError> {
    // In this order, so that whatever is seen was begun before the count is read.
    let newest: i64 = first(connection, sql::NEWEST_POSITION).await?;
    let next: i64 = first(connection, sql::NEXT_TRANSACTION).await?;
    let base: i64 = first(connection, sql::BASE).await?;
    let would_be = base + (next << super::position::ORDINAL_BITS);
    let raised = base + (newest + 1 - would_be).max(0);
    if raised > base {
        connection.execute(sql::PUT_BASE, &[&raised.to_string()]).await?;
    }
    u64::try_from(raised).map_err(|e| StoreError::unreadable("base of positions", e))
}

async fn first<T: for<'a> tokio_postgres::types::FromSql<'a>>(
    connection: &Borrowed<'_>,
    sql: &'static str,
) -> Result<T, StoreError> {
    let rows = connection.rows(sql, &[]).await?;
    get(rows.first().ok_or(StoreError::Misuse("a statement that always has a row"))?, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_migrations_have_no_gap() {
        let numbers: Vec<u32> = MIGRATIONS.iter().map(|m| m.0).collect();
        assert_eq!(numbers, (1..=KNOWN).collect::<Vec<_>>());
    }
}
