//! How a database file is opened, and the figures behind it.

use super::schema;
use crate::StoreError;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// Older versions can damage a database in WAL mode.
const OLDEST_ENGINE: i32 = 3_051_003;
const OLDEST_ENGINE_TEXT: &str = "3.51.3";

/// How long to wait for another process that holds the database.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Pages that the writer keeps: inner pages of all indexes and the ends of all tables.
const WRITER_CACHE_KIB: i64 = 64 * 1024;

/// Readers lose their pages at every commit of others, so a large cache is wasted.
const READER_CACHE_KIB: i64 = 256;

/// A write-ahead log that grew beyond this is cut back when it starts over.
const LARGEST_LOG_BYTES: i64 = 256 * 1024 * 1024;

/// Statements kept ready per connection: more than there are.
const STATEMENTS: usize = 160;

/// The more claims are carried over together, the more of them share a page. So many take
/// about 12 MB of memory, and a twentieth of a second when the file is opened.
pub(super) const GATHERED: usize = 32_768;

/// Settings of a database file.
#[derive(Clone, Debug)]
pub struct SqliteOptions {
    /// Connections that are kept open for reading.
    pub readers: usize,
    /// Appends that may wait for the writer before callers have to wait themselves.
    pub queue: usize,
    /// Pages of the write-ahead log at which it is copied back into the database.
    pub checkpoint_pages: u32,
    /// Appends whose claims gather in memory before they are carried over to their tables.
    pub gathered: usize,
    /// The file may not grow beyond so many pages of 4 KiB; as large as the disk when absent.
    pub max_pages: Option<u32>,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self {
            readers: 8,
            queue: 4_096,
            checkpoint_pages: 12_000,
            gathered: GATHERED,
            max_pages: None,
        }
    }
}

/// Refuses an engine that is known to be unsafe.
pub(super) fn check_engine() -> Result<(), StoreError> {
    if rusqlite::version_number() < OLDEST_ENGINE {
        return Err(StoreError::OldEngine {
            found: rusqlite::version().to_owned(),
            needed: OLDEST_ENGINE_TEXT,
        });
    }
    Ok(())
}

/// The one connection that writes.
pub(super) fn open_writer(path: &Path, options: &SqliteOptions) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    schema::refuse_foreign(&connection)?;
    prepare(&connection, WRITER_CACHE_KIB)?;
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::Misuse("this place cannot hold a write-ahead log"));
    }
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update_and_check(
        None,
        "journal_size_limit",
        LARGEST_LOG_BYTES,
        |_| Ok(()),
    )?;
    if let Some(pages) = options.max_pages {
        connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))?;
    }
    Ok(connection)
}

/// One of the connections that read.
pub(super) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection, READER_CACHE_KIB)?;
    Ok(connection)
}

/// The connection that copies the log back.
pub(super) fn open_checkpointer(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    prepare(&connection, READER_CACHE_KIB)?;
    connection.pragma_update(None, "synchronous", "full")?;
    Ok(connection)
}

/// The only connection of a database in memory.
pub(super) fn open_memory() -> Result<Connection, StoreError> {
    let connection = Connection::open_in_memory()?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "temp_store", "memory")?;
    Ok(connection)
}

fn prepare(connection: &Connection, cache_kib: i64) -> Result<(), StoreError> {
    // Otherwise a statement is compiled anew whenever a range in it gets other bounds.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.pragma_update(None, "cache_size", -cache_kib)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    Ok(())
}
