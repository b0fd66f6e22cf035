//! Moving everything from one database into another, of either kind.

#[path = "conformance/fixtures.rs"]
#[allow(dead_code)]
mod fixtures;

use fixtures::{enrolment, fill, member};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use tessera_store::postgres::transfer::{self as in_postgres, PostgresSource, PostgresTarget};
use tessera_store::sqlite::transfer::{self as in_sqlite, SqliteSource, SqliteTarget};
use tessera_store::transfer::{
    Column, DERIVED_IN_POSTGRES, DERIVED_IN_SQLITE, Kind, Moved, REBUILT, Row, STAYING, Source,
    TABLES, Table, Target, TransferError, Value, run, survey,
};
use tessera_store::{Appended, Journal, PostgresStore, SqliteStore};
use testbed::{Cluster, Database};

type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// More than a page, so that reading has to find its place again.
const ROWS: i64 = 1_030;

/// The n-th value of a column: different for each row and each column.
fn value(column: &Column, n: i64) -> Value {
    let salt = i64::try_from(column.name.len()).unwrap_or(0);
    match column.kind {
        Kind::Whole => Value::Whole(n + salt),
        // Capitals, so that both backends have to agree on an order.
        Kind::Text if n % 2 == 0 => Value::Text(format!("{} {n}", column.name.to_uppercase())),
        Kind::Text => Value::Text(format!("{} \u{fe}\u{1f600} {n}", column.name)),
        Kind::Bytes => Value::Bytes(format!("{}\0{n}", column.name).into_bytes()),
        Kind::Id => Value::Bytes(fixtures::id(n.unsigned_abs()).into_bytes().into()),
    }
}

fn row(table: &Table, n: i64) -> Row {
    table.columns.iter().map(|column| value(column, n)).collect()
}

/// Rows in every table, and numbers beyond theirs.
async fn write_everything(mut target: Box<dyn Target>) -> TestResult {
    for table in TABLES {
        for n in 1..=ROWS {
            target.write(table, vec![row(table, n)]).await?;
        }
    }
    let numbers =
        [("versions", 5_000), ("activations", 6_000), ("outbox", 7_000), ("outbox_through", 8_000)];
    let numbers = numbers.map(|(name, value)| (name.to_owned(), value));
    target.write_numbers(numbers.into()).await?;
    Ok(target.finish().await?)
}

async fn everything(mut source: Box<dyn Source>) -> Result<Vec<Moved>, TransferError> {
    Ok(survey(&mut *source, |_| ()).await?)
}

async fn remembered(source: &mut dyn Source) -> Result<BTreeMap<String, i64>, TransferError> {
    let numbers = source.numbers().await?;
    let kept = ["versions", "activations", "outbox", "outbox_through"];
    Ok(numbers.into_iter().filter(|(name, _)| kept.contains(&name.as_str())).collect())
}

fn file(folder: &TempDir, name: &str) -> PathBuf {
    folder.path().join(name)
}

async fn database() -> Result<Database, Box<dyn std::error::Error + Send + Sync>> {
    let database = Cluster::shared()?.database()?;
    drop(PostgresStore::open(database.url()).await?);
    Ok(database)
}

/// Holds the declared list against the tables and columns that a backend really has.
fn compare(
    declared: Vec<(String, String, Vec<Kind>)>,
    own: fn(&Table) -> Option<&str>,
    derived: &[&str],
) {
    let staying = [derived, &REBUILT, &STAYING, &["schema_version"]].concat();
    let mut real: BTreeMap<(String, String), Vec<Kind>> = BTreeMap::new();
    for (table, column, kinds) in declared {
        if !staying.contains(&table.as_str()) {
            real.insert((table, column), kinds);
        }
    }
    for table in TABLES {
        for column in table.columns {
            let kinds = real.remove(&(table.name.to_owned(), column.name.to_owned()));
            let (table, name) = (table.name, column.name);
            assert!(kinds.is_some_and(|k| k.contains(&column.kind)), "{table}.{name}");
        }
        if let Some(own) = own(table) {
            let found = real.remove(&(table.name.to_owned(), own.to_owned()));
            assert!(found.is_some(), "{}.{own} is not there", table.name);
        }
    }
    let forgotten: Vec<_> = real.into_keys().collect();
    assert!(forgotten.is_empty(), "columns that would not move: {forgotten:?}");
}

#[test]
fn every_column_of_sqlite_moves() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = file(&folder, "empty.db");
    drop(SqliteStore::open(&path)?);
    compare(in_sqlite::declared(&path)?, |table| table.sqlite_own, &DERIVED_IN_SQLITE);
    Ok(())
}

#[tokio::test]
async fn every_column_of_postgres_moves() -> TestResult {
    let database = database().await?;
    compare(in_postgres::declared(database.url()).await?, |_| None, &DERIVED_IN_POSTGRES);
    Ok(())
}

async fn from_file(path: &Path) -> Result<Box<dyn Source>, TransferError> {
    Ok(Box::new(SqliteSource::begin(path).await?))
}

async fn to_server(database: &Database) -> Result<Box<dyn Target>, TransferError> {
    Ok(Box::new(PostgresTarget::begin(database.url()).await?))
}

async fn copy(source: Box<dyn Source>, mut target: Box<dyn Target>) -> TestResult {
    let mut source = source;
    let mut rows = 0;
    run(&mut *source, &mut *target, |page| rows += page).await?;
    assert_eq!(rows, u64::try_from(ROWS)? * TABLES.len() as u64);
    Ok(target.finish().await?)
}

#[tokio::test]
async fn every_row_goes_there_and_back_as_it_was() -> TestResult {
    let folder = tempfile::tempdir()?;
    let (first, back) = (file(&folder, "first.db"), file(&folder, "back.db"));
    write_everything(Box::new(SqliteTarget::begin(&first)?)).await?;
    let (there, further) = (database().await?, database().await?);
    let sent = everything(from_file(&first).await?).await?;
    assert!(sent.iter().all(|table| table.rows == u64::try_from(ROWS).unwrap_or(0)), "{sent:?}");

    copy(from_file(&first).await?, to_server(&there).await?).await?;
    let source = Box::new(PostgresSource::begin(there.url()).await?);
    copy(source, to_server(&further).await?).await?;
    let source = Box::new(PostgresSource::begin(further.url()).await?);
    copy(source, Box::new(SqliteTarget::begin(&back)?)).await?;

    for url in [there.url(), further.url()] {
        let mut source = PostgresSource::begin(url).await?;
        assert_eq!(
            remembered(&mut source).await?,
            remembered(&mut *from_file(&first).await?).await?
        );
        assert_eq!(everything(Box::new(source)).await?, sent);
    }
    assert_eq!(
        remembered(&mut *from_file(&back).await?).await?,
        remembered(&mut *from_file(&first).await?).await?
    );
    assert_eq!(everything(from_file(&back).await?).await?, sent);
    let keys = there
        .session()?
        .query("SELECT count(*) FROM natural_keys JOIN receipts USING (natural_key, id)")?;
    assert_eq!(keys[0][0].as_deref(), Some(ROWS.to_string().as_str()));
    Ok(())
}

#[tokio::test]
async fn appending_goes_on_behind_what_arrived() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = file(&folder, "shop.db");
    let store = SqliteStore::open(&path)?;
    fill(&store, 1, 3).await?;
    let snapshot = store.load(member(1)).await?;
    drop(store);
    // As if it came from a server that has counted far: the file goes on from there.
    let far = rusqlite::Connection::open(&path)?;
    far.execute_batch(
        "DROP TRIGGER journal_is_not_changed;
         UPDATE journal SET position = position + (1 << 45)",
    )?;
    drop(far);
    let database = database().await?;
    let mut target = PostgresTarget::begin(database.url()).await?;
    let mut source = SqliteSource::begin(&path).await?;
    run(&mut source, &mut target, |_| ()).await?;
    Box::new(target).finish().await?;

    let store = PostgresStore::open(database.url()).await?;
    let head = store.journal_head().await?;
    assert_eq!(head, (1 << 45) + 4);
    assert_eq!(store.load(member(1)).await?, snapshot);
    assert_eq!(store.append(enrolment(2)).await?, Appended::Done);
    let after = store.journal_after(head, 10).await?;
    assert_eq!(after.iter().map(|row| row.owner).collect::<Vec<_>>(), [member(2)]);
    drop(store);

    let back = file(&folder, "back.db");
    let mut target = SqliteTarget::begin(&back)?;
    let mut source = PostgresSource::begin_beside_others(database.url()).await?;
    run(&mut source, &mut target, |_| ()).await?;
    Box::new(target).finish().await?;
    let store = SqliteStore::open(&back)?;
    assert_eq!(store.append(enrolment(3)).await?, Appended::Done);
    let entries = store.journal_after(0, 10).await?;
    assert_eq!(entries.len(), 6);
    assert_eq!(entries[5].owner, member(3));
    Ok(())
}

#[tokio::test]
async fn an_interrupted_transfer_leaves_nothing_behind() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = file(&folder, "shop.db");
    fill(&SqliteStore::open(&path)?, 1, 3).await?;
    let database = database().await?;
    for interrupted in [true, false] {
        let mut target = PostgresTarget::begin(database.url()).await?;
        run(&mut SqliteSource::begin(&path).await?, &mut target, |_| ()).await?;
        if interrupted {
            drop(target);
        } else {
            Box::new(target).finish().await?;
        }
    }
    let refused = PostgresTarget::begin(database.url()).await.err();
    let journal = matches!(refused, Some(TransferError::NotEmpty { table: "journal" }));
    assert!(journal, "{refused:?}");
    let refused = SqliteTarget::begin(&path).err();
    let journal = matches!(refused, Some(TransferError::NotEmpty { table: "journal" }));
    assert!(journal, "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn a_database_in_use_is_not_copied() -> TestResult {
    let database = database().await?;
    let store = PostgresStore::open(database.url()).await?;
    store.append(enrolment(1)).await?;
    let refused = PostgresSource::begin(database.url()).await.err();
    assert!(matches!(refused, Some(TransferError::InUse(_))), "{refused:?}");
    Ok(())
}
