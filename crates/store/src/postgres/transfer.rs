//! Everything in a database of a server, read for another one or written from one.
//!
//! Both sides are one transaction on one connection. The target is filled under locks that
//! keep every server of ours out, and an interrupted transfer leaves nothing behind.
//!
//! COST: a page is one statement over arrays.

use super::link::{Link, Params};
use super::options::{PostgresOptions, Use, read as read_address, session};
use super::row::{get, get_uint};
use super::schema;
use super::sql::transfer as sql;
use crate::StoreError;
use crate::transfer::{
    Column, Dialect, Kind, Row, Source, Statements, TABLES, Table, Target, TransferError, Value,
};
use async_trait::async_trait;
use std::sync::LazyLock;
use std::time::Duration;
use tokio::time::{Instant, sleep};
use tokio_postgres::types::ToSql;
use uuid::Uuid;

/// A server that has just ended may be among the connections for so long.
const PARTING: Duration = Duration::from_secs(2);

const DIALECT: Dialect = Dialect {
    parameter: |number| format!("${number}"),
    read: |column| match column.kind {
        Kind::Whole => format!("\"{}\"::bigint", column.name),
        _ => format!("\"{}\"", column.name),
    },
    key: |table| table.postgres_key,
};

/// The reading statements of each table, and the writing one.
static STATEMENTS: LazyLock<Vec<(&str, Statements, String)>> = LazyLock::new(|| {
    let statements =
        TABLES.iter().map(|table| (table.name, Statements::new(table, &DIALECT), insert(table)));
    statements.collect()
});

fn insert(table: &Table) -> String {
    let names = crate::transfer::names(table.columns);
    let arrays = table.columns.iter().zip(1..).map(|(column, number)| {
        let kind = match column.kind {
            Kind::Whole => "bigint",
            Kind::Text => "text",
            Kind::Bytes => "bytea",
            Kind::Id => "uuid",
        };
        format!("${number}::{kind}[]")
    });
    let arrays = arrays.collect::<Vec<_>>().join(", ");
    let name = table.name;
    format!("INSERT INTO {name} ({names}) SELECT * FROM unnest({arrays})")
}

fn statements(table: &Table) -> Result<&'static (&'static str, Statements, String), StoreError> {
    let found = STATEMENTS.iter().find(|(name, ..)| *name == table.name);
    found.ok_or(StoreError::Misuse("a table that is not declared"))
}

/// A connection for a transfer, which may take as long as it takes.
async fn connect(url: &str) -> Result<Link, TransferError> {
    let mut address = read_address(url)?;
    address.config.application_name(sql::OUR_NAME);
    let config = session(&address.config, &PostgresOptions::default(), Use::Write);
    let link = Link::open(&config, address.tls.as_ref()).await.map_err(StoreError::from)?;
    link.batch(sql::WITHOUT_LIMITS).await.map_err(StoreError::from)?;
    Ok(link)
}

async fn one<T: for<'a> tokio_postgres::types::FromSql<'a>>(
    link: &Link,
    sql: &'static str,
) -> Result<T, StoreError> {
    let rows = link.rows(sql, &[]).await?;
    get(rows.first().ok_or(StoreError::Misuse("a statement that always has a row"))?, 0)
}

/// A moment of a database in a server.
pub struct PostgresSource {
    link: Link,
    /// Where the next page begins, after the last row of that table.
    after: Option<(&'static str, Vec<Value>)>,
}

impl PostgresSource {
    /// Holds the moment. Refuses a database that servers of ours use, because what they
    /// write from now on would stay behind.
    pub async fn begin(url: &str) -> Result<Self, TransferError> {
        let link = connect(url).await?;
        let deadline = Instant::now() + PARTING;
        // Before the transaction begins: within one the list of connections stays the same.
        while let others @ 1.. = one::<i64>(&link, sql::OTHERS).await? {
            if Instant::now() >= deadline {
                return Err(TransferError::InUse(format!("{others} connections of Tessera")));
            }
            sleep(PARTING / 20).await;
        }
        Self::hold(link).await
    }

    /// The same while servers of ours may be using it.
    pub async fn begin_beside_others(url: &str) -> Result<Self, TransferError> {
        Self::hold(connect(url).await?).await
    }

    async fn hold(link: Link) -> Result<Self, TransferError> {
        if !one::<bool>(&link, sql::HAS_SCHEMA).await? {
            return Err(StoreError::ForeignFile.into());
        }
        let (found, known) = (one::<i64>(&link, sql::SCHEMA).await?, schema::KNOWN);
        let found = u32::try_from(found).unwrap_or(u32::MAX);
        if found > known {
            return Err(StoreError::NewerSchema { found, known }.into());
        }
        if found < known {
            return Err(TransferError::OlderSchema { found, known });
        }
        link.batch(sql::BEGIN_READING).await.map_err(StoreError::from)?;
        Ok(Self { link, after: None })
    }
}

#[async_trait]
impl Source for PostgresSource {
    async fn count(&mut self, table: &'static Table) -> Result<u64, StoreError> {
        let (_, statements, _) = statements(table)?;
        let count: i64 = one(&self.link, &statements.count).await?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    async fn page(&mut self, table: &'static Table, limit: u32) -> Result<Vec<Row>, StoreError> {
        let (_, statements, _) = statements(table)?;
        let after = self.after.take().filter(|(name, _)| *name == table.name);
        let (sql, key) = match after {
            None => (&statements.first, Vec::new()),
            Some((_, key)) => (&statements.next, key),
        };
        let mut parameters = Vec::with_capacity(key.len() + 1);
        for (column, value) in table.postgres_key.iter().zip(&key) {
            parameters.push(parameter(column, value)?);
        }
        parameters.push(Box::new(i64::from(limit)));
        let parameters: Vec<_> = parameters.iter().map(|p| &**p as &(dyn ToSql + Sync)).collect();
        let found = self.link.rows(sql, &parameters).await?;
        let (width, mut last) = (table.columns.len(), Vec::new());
        let mut rows = Vec::with_capacity(found.len());
        for row in &found {
            let columns = table.columns.iter().chain(table.postgres_key).enumerate();
            let values = columns.map(|(number, column)| value(row, number, column.kind));
            let mut values = values.collect::<Result<Vec<_>, _>>()?;
            last = values.split_off(width);
            rows.push(values);
        }
        self.after = (!rows.is_empty()).then_some((table.name, last));
        Ok(rows)
    }

    async fn numbers(&mut self) -> Result<Vec<(String, i64)>, StoreError> {
        let rows = self.link.rows(sql::NUMBERS, &[]).await?;
        rows.iter().map(|row| Ok((get(row, 0)?, get(row, 1)?))).collect()
    }

    async fn head(&mut self) -> Result<u64, StoreError> {
        let rows = self.link.rows(sql::HEAD, &[]).await?;
        rows.first().map_or(Ok(0), |row| get_uint(row, 0))
    }
}

/// An empty database in a server on its way to be filled.
pub struct PostgresTarget {
    link: Link,
}

impl PostgresTarget {
    /// Takes a database that has our schema and nothing else.
    pub async fn begin(url: &str) -> Result<Self, TransferError> {
        let link = connect(url).await?;
        let prepare = async {
            link.batch(sql::BEGIN_WRITING).await?;
            let names: Vec<_> = TABLES.iter().map(|table| table.name).collect();
            let lock = format!("LOCK TABLE {} IN EXCLUSIVE MODE", names.join(", "));
            link.batch(&lock).await
        };
        prepare.await.map_err(StoreError::from)?;
        for table in TABLES {
            if one::<i64>(&link, &statements(table)?.1.count).await? > 0 {
                return Err(TransferError::NotEmpty { table: table.name });
            }
        }
        Ok(Self { link })
    }

    async fn execute(&self, sql: &'static str, params: Params<'_>) -> Result<u64, StoreError> {
        Ok(self.link.execute(sql, params).await?)
    }
}

#[async_trait]
impl Target for PostgresTarget {
    async fn write(&mut self, table: &'static Table, rows: Vec<Row>) -> Result<(), StoreError> {
        let (_, _, insert) = statements(table)?;
        let mut arrays = Vec::with_capacity(table.columns.len());
        for (number, column) in table.columns.iter().enumerate() {
            arrays.push(array(column, rows.iter().map(|row| &row[number]))?);
        }
        let arrays: Vec<_> = arrays.iter().map(|a| &**a as &(dyn ToSql + Sync)).collect();
        self.execute(insert, &arrays).await.map(|_| ())
    }

    async fn write_numbers(&mut self, numbers: Vec<(String, i64)>) -> Result<(), StoreError> {
        for (name, value) in numbers {
            match name.as_str() {
                "outbox" => self.execute(sql::PUT_OUTBOX_NUMBER, &[&value]).await?,
                "outbox_through" => self.execute(sql::PUT_OUTBOX_THROUGH, &[&value]).await?,
                _ => self.execute(sql::PUT_NUMBER, &[&name, &value]).await?,
            };
        }
        Ok(())
    }

    async fn finish(self: Box<Self>) -> Result<(), StoreError> {
        self.execute(sql::DERIVE_NATURAL_KEYS, &[]).await?;
        self.link.batch("COMMIT").await?;
        // Plans are made from what is known about the tables.
        Ok(self.link.batch("ANALYZE").await?)
    }
}

type Parameter = Box<dyn ToSql + Sync + Send>;

fn parameter(column: &Column, value: &Value) -> Result<Parameter, StoreError> {
    Ok(match (column.kind, value) {
        (Kind::Whole, Value::Whole(number)) => Box::new(*number),
        (Kind::Text, Value::Text(text)) => Box::new(text.clone()),
        (Kind::Bytes, Value::Bytes(bytes)) => Box::new(bytes.clone()),
        (Kind::Id, Value::Bytes(bytes)) => Box::new(uuid(bytes)?),
        _ => return Err(mismatch(column)),
    })
}

/// A column of many rows as one parameter.
fn array<'a>(
    column: &Column,
    values: impl Iterator<Item = &'a Value>,
) -> Result<Parameter, StoreError> {
    fn each<'a, T>(
        values: impl Iterator<Item = &'a Value>,
        mut read: impl FnMut(&'a Value) -> Result<T, StoreError>,
    ) -> Result<Vec<Option<T>>, StoreError> {
        let values = values.map(|value| match value {
            Value::Null => Ok(None),
            value => read(value).map(Some),
        });
        values.collect()
    }
    Ok(match column.kind {
        Kind::Whole => Box::new(each(values, |value| match value {
            Value::Whole(number) => Ok(*number),
            _ => Err(mismatch(column)),
        })?),
        Kind::Text => Box::new(each(values, |value| match value {
            Value::Text(text) => Ok(text.clone()),
            _ => Err(mismatch(column)),
        })?),
        Kind::Bytes => Box::new(each(values, |value| match value {
            Value::Bytes(bytes) => Ok(bytes.clone()),
            _ => Err(mismatch(column)),
        })?),
        Kind::Id => Box::new(each(values, |value| match value {
            Value::Bytes(bytes) => uuid(bytes),
            _ => Err(mismatch(column)),
        })?),
    })
}

fn value(row: &tokio_postgres::Row, number: usize, kind: Kind) -> Result<Value, StoreError> {
    let value = match kind {
        Kind::Whole => get::<Option<i64>>(row, number)?.map(Value::Whole),
        Kind::Text => get::<Option<String>>(row, number)?.map(Value::Text),
        Kind::Bytes => get::<Option<Vec<u8>>>(row, number)?.map(Value::Bytes),
        Kind::Id => {
            get::<Option<Uuid>>(row, number)?.map(|id| Value::Bytes(id.into_bytes().into()))
        }
    };
    Ok(value.unwrap_or(Value::Null))
}

fn uuid(bytes: &[u8]) -> Result<Uuid, StoreError> {
    Uuid::from_slice(bytes).map_err(|e| StoreError::unreadable("id", e))
}

fn mismatch(column: &Column) -> StoreError {
    StoreError::unreadable("column", format_args!("{} holds something else", column.name))
}

/// The tables of a database and their columns with what each may hold, as the server
/// declares them: for holding [`TABLES`] against it.
pub async fn declared(url: &str) -> Result<Vec<(String, String, Vec<Kind>)>, TransferError> {
    let link = connect(url).await?;
    let rows = link.rows(sql::COLUMNS, &[]).await.map_err(StoreError::from)?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let kinds = match get::<String>(row, 2)?.as_str() {
            "bigint" | "smallint" | "integer" => vec![Kind::Whole],
            "text" => vec![Kind::Text],
            "bytea" => vec![Kind::Bytes],
            "uuid" => vec![Kind::Id],
            _ => Vec::new(),
        };
        found.push((get(row, 0)?, get(row, 1)?, kinds));
    }
    Ok(found)
}
