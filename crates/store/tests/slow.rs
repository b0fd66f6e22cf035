//! A statement that takes too long on PostgreSQL: the server gives it up and says so, which
//! tells the caller that nothing happened, and leaves the connection as good as it was.

#[path = "conformance/fixtures.rs"]
#[allow(dead_code)]
mod fixtures;

use fixtures::{
    claim, code, enrolment, fill, hash, id, identity, key, member, places, receipt, receipt_claim,
    run,
};
use std::time::{Duration, Instant};
use tessera_store::{
    Append, Appended, CheckDepth, Jobs, Journal, Maintenance, Page, PostgresOptions, PostgresStore,
    StoreError,
};
use testbed::{Cluster, Database, Session, TestbedError};

type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

const DEADLINE: Duration = Duration::from_secs(3);

/// Takes an hour, which nobody waits for.
const TAKE_LONG: &str = "
    CREATE FUNCTION take_long() RETURNS boolean LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_sleep(3600); RETURN true; END $$;
    CREATE FUNCTION take_long_first() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM take_long(); RETURN NEW; END $$";

/// Whoever reads an entry waits for it.
const SLOW_READING: &str = "
    ALTER TABLE journal RENAME TO kept;
    CREATE VIEW journal AS SELECT * FROM kept WHERE take_long()";

const READING_AS_BEFORE: &str = "DROP VIEW journal; ALTER TABLE kept RENAME TO journal";

/// Whoever writes the second member or an import waits.
fn slow_writing() -> String {
    let second = id(2);
    format!(
        "CREATE TRIGGER slow BEFORE INSERT ON journal FOR EACH ROW
        WHEN (NEW.owner = '{second}') EXECUTE FUNCTION take_long_first();
        CREATE TRIGGER slow BEFORE INSERT ON imports FOR EACH ROW
        EXECUTE FUNCTION take_long_first()"
    )
}

const WRITING_AS_BEFORE: &str = "DROP TRIGGER slow ON journal; DROP TRIGGER slow ON imports";

/// A store with one connection of each kind; a statement of a list or of a rare write may take
/// as long as one of an append.
async fn open(database: &Database) -> Result<PostgresStore, StoreError> {
    let options = PostgresOptions {
        lanes: 1,
        short_reads: 1,
        long_reads: 1,
        writes: 1,
        patience: DEADLINE / 2,
        deadline: DEADLINE,
        ..PostgresOptions::default()
    };
    PostgresStore::open_with(database.url(), options).await
}

/// The connections of the store.
fn connections(session: &mut Session) -> Result<Vec<Vec<Option<String>>>, TestbedError> {
    session.query(
        "SELECT pid FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'tessera' ORDER BY pid",
    )
}

/// What an entry can take along.
fn everything(n: u64) -> Append {
    Append {
        idempotency: key("slow", "x"),
        receipt: receipt_claim(n, "paper", member(n), 1),
        identities: vec![identity("+2", n)],
        codes: vec![code(n)],
        claims: vec![claim("uses", 1, Some(5))],
        ..enrolment(n)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_append_that_takes_too_long_is_refused_and_leaves_nothing() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let store = open(&database).await?;
    fill(&store, 1, 1).await?;
    let order = places(&store).await?;
    let mut session = database.session()?;
    session.query(TAKE_LONG)?;
    session.query(&slow_writing())?;
    assert_eq!(store.counter("uses").await?, 0);
    let before = connections(&mut session)?;
    let began = Instant::now();
    let refused = store.append(everything(2)).await;
    assert!(matches!(refused, Err(StoreError::Busy)), "{refused:?}");
    assert!(began.elapsed() < DEADLINE, "{:?}", began.elapsed());

    assert_eq!(store.load(member(2)).await?, None);
    assert_eq!(store.find_by_idempotency(hash("slow")).await?, None);
    assert_eq!(store.find_receipt(receipt(2)).await?, None);
    assert_eq!(store.find_receipt_by_natural_key(hash("paper")).await?, None);
    assert_eq!(store.find_owner("phone", "+2").await?, None);
    assert_eq!(store.find_code(code(2).hash).await?, None);
    assert_eq!(store.counter("uses").await?, 0);
    assert_eq!(places(&store).await?, order);

    // The same connection serves the next, and the same request when it is quick.
    assert_eq!(store.append(enrolment(3)).await?, Appended::Done);
    session.query(WRITING_AS_BEFORE)?;
    assert_eq!(store.append(everything(2)).await?, Appended::Done);
    assert_eq!(connections(&mut session)?, before);
    let read = store.gauges().read();
    assert_eq!((read.reconnects, read.unknown_outcomes), (0, 0));
    assert_eq!(store.check(CheckDepth::Full).await?.problems, Vec::<String>::new());
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_that_takes_too_long_is_refused() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let store = open(&database).await?;
    fill(&store, 1, 1).await?;
    let (state, order) = (store.load(member(1)).await?, places(&store).await?);
    let mut session = database.session()?;
    session.query(TAKE_LONG)?;
    session.query(SLOW_READING)?;
    let before = connections(&mut session)?;
    let began = Instant::now();
    let refused = store.load(member(1)).await;
    assert!(matches!(refused, Err(StoreError::Busy)), "{refused:?}");
    assert!(began.elapsed() < DEADLINE, "{:?}", began.elapsed());
    let began = Instant::now();
    let refused = store.journal_after(0, 10).await;
    assert!(matches!(refused, Err(StoreError::Busy)), "{refused:?}");
    assert!(began.elapsed() < DEADLINE, "{:?}", began.elapsed());

    session.query(READING_AS_BEFORE)?;
    assert_eq!(store.load(member(1)).await?, state);
    assert_eq!(places(&store).await?, order);
    assert_eq!(connections(&mut session)?, before);
    assert_eq!(store.gauges().read().reconnects, 0);
    Ok(())
}

/// An import gets its number first, and then its row.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_rare_write_that_takes_too_long_is_refused_and_leaves_nothing() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let store = open(&database).await?;
    let mut session = database.session()?;
    session.query(TAKE_LONG)?;
    session.query(&slow_writing())?;
    let given = "SELECT value FROM numbers WHERE name = 'imports'";
    let before = session.query(given)?;
    let began = Instant::now();
    let refused = store.start_import(run(1)).await;
    assert!(matches!(refused, Err(StoreError::Busy)), "{refused:?}");
    assert!(began.elapsed() < DEADLINE, "{:?}", began.elapsed());
    assert!(store.list_imports(Page::first(10)).await?.items.is_empty());
    // Waits until the number is free: its transaction has come to its end.
    session.query(WRITING_AS_BEFORE)?;
    session.query("BEGIN; SELECT 1 FROM numbers WHERE name = 'imports' FOR UPDATE; COMMIT")?;
    assert_eq!(session.query(given)?, before);
    assert_eq!(store.start_import(run(2)).await?, run(2));
    assert_eq!(store.list_imports(Page::first(10)).await?.items, [run(2)]);
    Ok(())
}
