//! Everything in a file, read for another database or written from one.
//!
//! The target is written without a journal of its own: it counts only when it is complete,
//! and has another name until then. Both sides block the calling thread.

use super::hold::holder;
use super::row::{all, get_uint};
use super::sql::{backup, journal, transfer};
use super::{SqliteStore, schema};
use crate::StoreError;
use crate::transfer::{
    Dialect, Kind, Row, Source, Statements, TABLES, Table, Target, TransferError, Value,
};
use async_trait::async_trait;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, params_from_iter};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

const DIALECT: Dialect = Dialect {
    parameter: |number| format!("?{number}"),
    read: |column| format!("\"{}\"", column.name),
    key: |table| table.sqlite_key,
};

/// The reading statements of each table, and the writing one.
static STATEMENTS: LazyLock<Vec<(&str, Statements, String)>> = LazyLock::new(|| {
    let statements =
        TABLES.iter().map(|table| (table.name, Statements::new(table, &DIALECT), insert(table)));
    statements.collect()
});

fn insert(table: &Table) -> String {
    let names = crate::transfer::names(table.columns);
    let values: Vec<_> = (1..=table.columns.len()).map(DIALECT.parameter).collect();
    format!("INSERT INTO {} ({names}) VALUES ({})", table.name, values.join(", "))
}

fn statements(table: &Table) -> Result<&'static (&'static str, Statements, String), StoreError> {
    let found = STATEMENTS.iter().find(|(name, ..)| *name == table.name);
    found.ok_or(StoreError::Misuse("a table that is not declared"))
}

/// A moment of a database file.
pub struct SqliteSource {
    connection: Connection,
    /// Where the next page begins, after the last row of that table.
    after: Option<(&'static str, Vec<Value>)>,
}

impl SqliteSource {
    /// Holds the moment. Refuses a file that a server has open, because what it writes from
    /// now on would stay behind.
    /// What was claimed is carried over to its tables first.
    pub async fn begin(path: &Path) -> Result<Self, TransferError> {
        let holder = holder(path).map_err(|e| StoreError::Database(e.to_string().into()))?;
        if let Some(process) = holder {
            return Err(TransferError::InUse(format!("process {process}")));
        }
        let found = super::backup::stored_schema(&super::backup::open(path)?)?;
        let known = schema::KNOWN;
        if found > known {
            return Err(StoreError::NewerSchema { found, known }.into());
        }
        if found < known {
            return Err(TransferError::OlderSchema { found, known });
        }
        let store = SqliteStore::open(path)?;
        store.settle().await?;
        drop(store);
        // Not before: a store that closes takes the locks of other connections of this process along.
        let connection = super::backup::open(path)?;
        connection.execute_batch(backup::BEGIN_READING).map_err(StoreError::from)?;
        if connection.query_row(transfer::PENDING, [], |r| r.get(0)).map_err(StoreError::from)? {
            return Err(StoreError::Misuse("claims that were not carried over").into());
        }
        Ok(Self { connection, after: None })
    }
}

#[async_trait]
impl Source for SqliteSource {
    async fn count(&mut self, table: &'static Table) -> Result<u64, StoreError> {
        let (_, statements, _) = statements(table)?;
        Ok(self.connection.query_row(&statements.count, [], |r| get_uint(r, 0))?)
    }

    async fn page(&mut self, table: &'static Table, limit: u32) -> Result<Vec<Row>, StoreError> {
        let (_, statements, _) = statements(table)?;
        let after = self.after.take().filter(|(name, _)| *name == table.name);
        let (sql, mut parameters) = match after {
            None => (&statements.first, Vec::new()),
            Some((_, key)) => (&statements.next, key),
        };
        parameters.push(Value::Whole(limit.into()));
        let width = table.columns.len() + table.sqlite_key.len();
        let mut read = self.connection.prepare_cached(sql)?;
        let mut rows: Vec<Row> = all(&mut read, params_from_iter(parameters), |row| {
            (0..width).map(|column| row.get_ref(column).map(value)).collect()
        })?;
        let mut last = Vec::new();
        for row in &mut rows {
            last = row.split_off(table.columns.len());
        }
        self.after = (!rows.is_empty()).then_some((table.name, last));
        Ok(rows)
    }

    async fn numbers(&mut self) -> Result<Vec<(String, i64)>, StoreError> {
        let mut read = self.connection.prepare(transfer::NUMBERS)?;
        all(&mut read, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    async fn head(&mut self) -> Result<u64, StoreError> {
        Ok(self.connection.query_row(journal::HEAD, [], |r| get_uint(r, 0))?)
    }
}

/// A new database file on its way to be filled.
pub struct SqliteTarget {
    connection: Connection,
    path: PathBuf,
}

impl SqliteTarget {
    /// Makes the schema in an empty file, or where there is none yet.
    pub fn begin(path: &Path) -> Result<Self, TransferError> {
        drop(SqliteStore::open(path)?);
        let begin = || -> Result<Connection, StoreError> {
            let connection = super::backup::open(path)?;
            connection.pragma_update_and_check(None, "locking_mode", "exclusive", |_| Ok(()))?;
            connection.pragma_update_and_check(None, "journal_mode", "off", |_| Ok(()))?;
            connection.pragma_update(None, "synchronous", "off")?;
            connection.pragma_update(None, "cache_size", -64 * 1_024)?;
            connection.execute_batch("BEGIN EXCLUSIVE")?;
            Ok(connection)
        };
        let connection = begin()?;
        for table in TABLES {
            let count = &statements(table)?.1.count;
            let found: rusqlite::Result<i64> = connection.query_row(count, [], |r| r.get(0));
            if found.map_err(StoreError::from)? > 0 {
                return Err(TransferError::NotEmpty { table: table.name });
            }
        }
        Ok(Self { connection, path: path.to_owned() })
    }
}

#[async_trait]
impl Target for SqliteTarget {
    async fn write(&mut self, table: &'static Table, rows: Vec<Row>) -> Result<(), StoreError> {
        let (_, _, insert) = statements(table)?;
        let mut insert = self.connection.prepare_cached(insert)?;
        for row in rows {
            insert.execute(params_from_iter(row))?;
        }
        Ok(())
    }

    async fn write_numbers(&mut self, numbers: Vec<(String, i64)>) -> Result<(), StoreError> {
        for (name, value) in numbers {
            // Only tables that never give a number again have one to remember.
            if name == "outbox_through" {
                self.connection.execute(transfer::PUT_OUTBOX_THROUGH, [value])?;
            }
            if transfer::REMEMBERING.contains(&name.as_str()) {
                self.connection.execute(transfer::FORGET_NUMBER, [&name])?;
                self.connection.execute(transfer::REMEMBER_NUMBER, (&name, value))?;
            }
        }
        Ok(())
    }

    async fn finish(self: Box<Self>) -> Result<(), StoreError> {
        self.connection.execute_batch(transfer::DERIVE)?;
        self.connection.execute_batch("COMMIT")?;
        self.connection.close().map_err(|(_, error)| error)?;
        let file = std::fs::File::open(&self.path).and_then(|file| file.sync_all());
        file.map_err(|e| StoreError::Fatal(e.to_string().into()))
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Whole(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// Tables are strict: there are no other types, and text is text.
fn value(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => Value::Whole(number),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
        ValueRef::Real(number) => Value::Text(number.to_string()),
    }
}

/// The tables of a file and their columns with what each may hold, as the file declares
/// them: for holding [`TABLES`] against it.
pub fn declared(path: &Path) -> Result<Vec<(String, String, Vec<Kind>)>, StoreError> {
    let connection = super::backup::open(path)?;
    let mut read = connection.prepare(transfer::COLUMNS)?;
    all(&mut read, [], |row| {
        let kinds = match row.get::<_, String>(2)?.as_str() {
            "INTEGER" => vec![Kind::Whole],
            "TEXT" => vec![Kind::Text],
            "BLOB" => vec![Kind::Bytes, Kind::Id],
            _ => Vec::new(),
        };
        Ok((row.get(0)?, row.get(1)?, kinds))
    })
}
