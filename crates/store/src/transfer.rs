//! Moving everything that a database holds into another one, of the same kind or not.
//!
//! Every table that cannot be built again is declared once, in [`TABLES`], with its columns;
//! both backends read and write rows by that list alone, and a test holds it against the
//! schema of each of them, so that a new table cannot be forgotten. Keys, numbers and
//! positions stay as they are. What stands behind the journal ([`REBUILT`]) does not move:
//! the projector of the target writes it anew.
//!
//! INVARIANTS: what is read is one moment of the source; the target shows nothing before
//! everything is in it.
//!
//! COST: each table is read once in the order of a key, and written in pages; memory holds
//! one page. A second reading of the target proves what was written.

mod digest;
mod statements;
mod tables;

pub use digest::Digest;
pub(crate) use statements::{Dialect, Statements, names};
pub use tables::{
    Column, DERIVED_IN_POSTGRES, DERIVED_IN_SQLITE, Kind, REBUILT, STAYING, STAYING_SETTINGS,
    TABLES, Table,
};

use crate::StoreError;
use async_trait::async_trait;

/// Rows of a page.
const PAGE: u32 = 1_000;

/// One value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A number, or a moment in milliseconds.
    Whole(i64),
    /// Words.
    Text(String),
    /// Bytes, or an id as its 16 bytes.
    Bytes(Vec<u8>),
}

/// The values of one row, in the order of the columns that [`TABLES`] declares.
pub type Row = Vec<Value>;

/// Why a transfer did not happen.
#[derive(Debug, thiserror::Error)]
pub enum TransferError {
    /// The target holds something.
    #[error("the target is not empty: there are rows in {table}")]
    NotEmpty {
        /// Where.
        table: &'static str,
    },
    /// A database that an earlier program wrote.
    #[error("the database has schema {found}, this program writes {known}")]
    OlderSchema {
        /// What it has.
        found: u32,
        /// What it should have.
        known: u32,
    },
    /// Somebody else uses one of the databases.
    #[error("the database is in use by {0}")]
    InUse(String),
    /// The database itself.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What was found in, or written into, one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Which.
    pub table: &'static str,
    /// How many rows.
    pub rows: u64,
    /// What they hold, whatever their order.
    pub digest: Digest,
}

/// One moment of a database, read table by table.
#[async_trait]
pub trait Source: Send {
    /// Rows of a table.
    async fn count(&mut self, table: &'static Table) -> Result<u64, StoreError>;
    /// The next rows of a table in the order of its key; none at its end, after which it
    /// begins anew.
    async fn page(&mut self, table: &'static Table, limit: u32) -> Result<Vec<Row>, StoreError>;
    /// The latest numbers that were given out, by table, which are never given again; and,
    /// as `outbox_through`, the position up to which events were handed to the outbox.
    async fn numbers(&mut self) -> Result<Vec<(String, i64)>, StoreError>;
    /// The position of the newest entry.
    async fn head(&mut self) -> Result<u64, StoreError>;
}

/// An empty database on its way to be filled.
#[async_trait]
pub trait Target: Send {
    /// Writes rows of a table.
    async fn write(&mut self, table: &'static Table, rows: Vec<Row>) -> Result<(), StoreError>;
    /// Writes the numbers that must not be given out again.
    async fn write_numbers(&mut self, numbers: Vec<(String, i64)>) -> Result<(), StoreError>;
    /// Makes everything visible and durable at once.
    async fn finish(self: Box<Self>) -> Result<(), StoreError>;
}

/// Reads everything in `source` into `target`, which still has to be finished. `progress` is told the rows of each page.
pub async fn run(
    source: &mut dyn Source,
    target: &mut dyn Target,
    mut progress: impl FnMut(u64) + Send,
) -> Result<Vec<Moved>, StoreError> {
    let mut moved = Vec::with_capacity(TABLES.len());
    for table in TABLES {
        let mut found = Moved { table: table.name, rows: 0, digest: Digest::default() };
        loop {
            let rows = source.page(table, PAGE).await?;
            if rows.is_empty() {
                break;
            }
            found.take(&rows);
            progress(rows.len() as u64);
            target.write(table, rows).await?;
        }
        moved.push(found);
    }
    target.write_numbers(source.numbers().await?).await?;
    Ok(moved)
}

/// Reads everything in a database, to hold it against what was written.
pub async fn survey(
    source: &mut dyn Source,
    mut progress: impl FnMut(u64) + Send,
) -> Result<Vec<Moved>, StoreError> {
    let mut found = Vec::with_capacity(TABLES.len());
    for table in TABLES {
        let mut one = Moved { table: table.name, rows: 0, digest: Digest::default() };
        loop {
            let rows = source.page(table, PAGE).await?;
            if rows.is_empty() {
                break;
            }
            one.take(&rows);
            progress(rows.len() as u64);
        }
        found.push(one);
    }
    Ok(found)
}

impl Moved {
    fn take(&mut self, rows: &[Row]) {
        self.rows += rows.len() as u64;
        for row in rows {
            self.digest.add(row);
        }
    }
}
