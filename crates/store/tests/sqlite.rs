//! What only a database in a file can show: coming back after an end, clean or not,
//! and refusing files that are not ours to write.

#[path = "conformance/fixtures.rs"]
#[allow(dead_code)]
mod fixtures;
#[path = "conformance/projector.rs"]
#[allow(dead_code)]
mod projector;

use fixtures::{Chain, claim, enrolment, fill, identity, key, member};
use projector::project;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tessera_store::{
    Append, Appended, CheckDepth, Configuration, Journal, Lists, Maintenance, SqliteOptions,
    SqliteStore, Store, StoreError,
};

type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

#[tokio::test]
async fn everything_is_there_after_opening_again() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tessera.db");
    let store = SqliteStore::open(&path)?;
    fill(&store, 1, 3).await?;
    store.put_setting("name", "value").await?;
    let claimed = Append {
        identities: vec![identity("+1", 2)],
        claims: vec![claim("uses", 2, Some(2))],
        ..enrolment(2)
    };
    store.append(claimed).await?;
    let before = store.load(member(1)).await?;
    drop(store);
    let log = folder.path().join("tessera.db-wal");
    assert!(!log.exists(), "a clean end leaves no log behind");

    let store = SqliteStore::open(&path)?;
    assert_eq!(store.load(member(1)).await?, before);
    assert_eq!(store.find_owner("phone", "+1").await?, Some(member(2)));
    assert_eq!(store.counter("uses").await?, 2);
    assert_eq!(store.find_setting("name").await?.as_deref(), Some("value"));
    Ok(())
}

#[tokio::test]
async fn a_database_from_before_the_trial_balance_gets_one() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tessera.db");
    let store = SqliteStore::open(&path)?;
    fill(&store, 1, 3).await?;
    project(&store).await?;
    let before = store.account_totals().await?;
    assert_eq!(before.len(), 2);
    drop(store);
    rusqlite::Connection::open(&path)?.execute_batch(
        "DROP TABLE accounts; DROP INDEX owners_by_kind;
         DROP TABLE member_terms; DROP TABLE visitors; DROP TABLE visits; DROP TABLE expiring;
         DROP TABLE stores; DROP INDEX receipt_facts_by_time; DROP INDEX receipt_facts_by_store;
         ALTER TABLE owners DROP COLUMN expiring;
         DROP TABLE staff; DROP TABLE tills; DROP TABLE sessions; DROP TABLE tickets;
         DROP TABLE tasks; DROP TABLE rule_receipts; DROP TABLE member_counts;
         DROP TABLE member_marks; DROP TABLE running_counts; DROP TABLE acts;
         DROP TABLE certificates;
         ALTER TABLE owners DROP COLUMN ended; ALTER TABLE owners DROP COLUMN marks;
         ALTER TABLE versions DROP COLUMN why; ALTER TABLE versions DROP COLUMN published_by;
         DELETE FROM schema_version WHERE number >= 10;",
    )?;
    let store = SqliteStore::open(&path)?;
    project(&store).await?;
    assert_eq!(store.account_totals().await?, before);
    Ok(())
}

/// What a power failure would leave: the files as they are in the middle of the load. A
/// second connection holds the write lock while they are copied, so that the copy is of
/// one moment; the log goes first, because it may only be copied back meanwhile.
fn copy_as_if_crashed(path: &Path, to: &Path) -> TestResult {
    let lock = rusqlite::Connection::open(path)?;
    lock.busy_timeout(std::time::Duration::from_secs(60))?;
    lock.execute_batch("BEGIN IMMEDIATE")?;
    let log = |p: &Path| {
        let mut name = p.as_os_str().to_owned();
        name.push("-wal");
        name
    };
    std::fs::copy(log(path), log(to))?;
    std::fs::copy(path, to)?;
    Ok(lock.execute_batch("ROLLBACK")?)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn acknowledged_appends_survive_a_crash_at_any_moment() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tessera.db");
    // A small threshold, so that the log is copied back and starts over many times.
    let options = SqliteOptions { checkpoint_pages: 50, ..SqliteOptions::default() };
    let store: Arc<dyn Store> = Arc::new(SqliteStore::open_with(&path, options)?);
    let stop = Arc::new(AtomicBool::new(false));
    let acknowledged: Arc<Vec<AtomicU64>> = Arc::new((0..8).map(|_| AtomicU64::new(0)).collect());
    let mut tills = Vec::new();
    for n in 0..8_u64 {
        let (store, stop, acknowledged) = (store.clone(), stop.clone(), acknowledged.clone());
        tills.push(tokio::spawn(async move {
            let mut chain = Chain::new(member(n));
            let till = usize::try_from(n).expect("small");
            while !stop.load(Ordering::Relaxed) {
                let append = Append {
                    claims: vec![claim("entries", 1, None)],
                    idempotency: key(&format!("{n} {}", chain.seq), "x"),
                    ..Append::of(&chain.earn(1))
                };
                assert_eq!(store.append(append).await?, Appended::Done);
                acknowledged[till].store(chain.seq, Ordering::Release);
            }
            Ok::<(), StoreError>(())
        }));
    }
    for crash in 0..8 {
        let wanted = 40 * (crash + 1);
        while acknowledged[0].load(Ordering::Acquire) < wanted {
            tokio::task::yield_now().await;
        }
        let promised: Vec<u64> = acknowledged.iter().map(|a| a.load(Ordering::Acquire)).collect();
        let copy = folder.path().join(format!("crash-{crash}.db"));
        let (from, to) = (path.clone(), copy.clone());
        tokio::task::spawn_blocking(move || copy_as_if_crashed(&from, &to)).await??;
        let survivor = SqliteStore::open(&copy)?;
        let report = survivor.check(CheckDepth::Full).await?;
        assert_eq!(report.problems, Vec::<String>::new());
        let mut entries = 0;
        for (n, promised) in (0..).zip(promised) {
            let seq = survivor.load(member(n)).await?.map_or(0, |s| s.seq);
            assert!(seq >= promised, "entry {promised} of {n} was acknowledged");
            entries += seq;
        }
        let counted = survivor.counter("entries").await?;
        assert_eq!(u64::try_from(counted)?, entries);
        assert_eq!(report.journal_head, entries);
    }
    stop.store(true, Ordering::Relaxed);
    for till in tills {
        till.await??;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_does_not_grow_without_end() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tessera.db");
    let options = SqliteOptions { checkpoint_pages: 100, ..SqliteOptions::default() };
    let store = SqliteStore::open_with(&path, options)?;
    let mut chain = fill(&store, 1, 0).await?;
    for _ in 0..3_000 {
        store.append(Append::of(&chain.earn(1))).await?;
    }
    let log = std::fs::metadata(folder.path().join("tessera.db-wal"))?.len();
    // Some 9,000 pages were written; without starting over the log would hold them all.
    assert!(log < 3_000 * 4_096, "the log has {log} bytes");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_stores_on_one_file_keep_the_rules_together() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tessera.db");
    let stores = [Arc::new(SqliteStore::open(&path)?), Arc::new(SqliteStore::open(&path)?)];
    let mut tasks = Vec::new();
    for n in 1..=60 {
        let store = stores[usize::from(n % 2 == 0)].clone();
        let append = Append { claims: vec![claim("last", 1, Some(10))], ..enrolment(n) };
        tasks.push(tokio::spawn(async move { store.append(append).await }));
    }
    let mut done = 0;
    for task in tasks {
        done += usize::from(task.await?? == Appended::Done);
    }
    assert_eq!(done, 10);
    assert_eq!(stores[0].counter("last").await?, 10);
    assert_eq!(stores[1].journal_head().await?, 10);
    Ok(())
}

#[tokio::test]
async fn a_full_disk_is_refused_cleanly_and_later_work_goes_on() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tessera.db");
    let options = SqliteOptions { max_pages: Some(100), ..SqliteOptions::default() };
    let store = SqliteStore::open_with(&path, options)?;
    fill(&store, 1, 2).await?;
    let before = store.journal_head().await?;
    let mut large = Append { claims: vec![claim("uses", 1, None)], ..enrolment(2) };
    large.entries[0].bytes = vec![b' '; 100 * 4_096];
    let refused = store.append(large).await;
    assert!(matches!(refused, Err(StoreError::Full)), "{refused:?}");
    assert_eq!(store.journal_head().await?, before);
    assert_eq!(store.counter("uses").await?, 0);
    assert_eq!(store.append(enrolment(2)).await?, Appended::Done);
    let report = store.check(CheckDepth::Full).await?;
    assert_eq!(report.problems, Vec::<String>::new());
    Ok(())
}

#[tokio::test]
async fn a_damaged_file_stops_the_store_for_good() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tessera.db");
    let store = SqliteStore::open(&path)?;
    for n in 1..=300 {
        store.append(enrolment(n)).await?;
    }
    // Nothing of it is needed for opening the file again.
    store.scan_chains(None, u64::MAX, 1).await?;
    drop(store);
    // The oldest entries become nonsense; opening looks at the newest one only.
    let oldest = "SELECT min(pageno) FROM dbstat WHERE name = 'journal' AND pagetype = 'leaf'";
    let page: u32 = rusqlite::Connection::open(&path)?.query_row(oldest, [], |row| row.get(0))?;
    let page = usize::try_from(page)?;
    let mut bytes = std::fs::read(&path)?;
    bytes[(page - 1) * 4_096..page * 4_096].fill(0xa5);
    std::fs::write(&path, bytes)?;
    let store = SqliteStore::open(&path)?;
    let mut failed = None;
    for n in 1..=300 {
        if let Err(error) = store.load(member(n)).await {
            failed = Some(error);
            break;
        }
    }
    assert!(failed.is_some_and(|e| e.is_fatal()));
    let refused = store.append(enrolment(1_000)).await;
    assert!(refused.is_err_and(|e| e.is_fatal()));
    assert!(store.journal_head().await.is_err_and(|e| e.is_fatal()));
    Ok(())
}

#[test]
fn a_database_of_a_newer_program_is_refused() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tessera.db");
    drop(SqliteStore::open(&path)?);
    let later = rusqlite::Connection::open(&path)?;
    later.execute("INSERT INTO schema_version VALUES (1000, 'later')", [])?;
    drop(later);
    let refused = SqliteStore::open(&path).err().ok_or("it was opened")?;
    assert!(matches!(refused, StoreError::NewerSchema { found: 1000, .. }));
    Ok(())
}

#[test]
fn a_file_of_another_program_is_refused_and_not_touched() -> TestResult {
    let folder = tempfile::tempdir()?;
    let text = folder.path().join("letter.txt");
    let words = "Dear Sir or Madam, ".repeat(100);
    std::fs::write(&text, &words)?;
    let refused = SqliteStore::open(&text).err();
    assert!(matches!(refused, Some(StoreError::ForeignFile)), "{refused:?}");
    assert_eq!(std::fs::read_to_string(&text)?, words);

    let recipes = folder.path().join("recipes.db");
    rusqlite::Connection::open(&recipes)?.execute_batch("CREATE TABLE recipes (name TEXT)")?;
    let before = std::fs::read(&recipes)?;
    let refused = SqliteStore::open(&recipes).err();
    assert!(matches!(refused, Some(StoreError::ForeignFile)), "{refused:?}");
    assert_eq!(std::fs::read(&recipes)?, before);
    Ok(())
}

#[tokio::test]
async fn the_database_itself_refuses_to_change_the_journal() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tessera.db");
    let store = SqliteStore::open(&path)?;
    fill(&store, 1, 1).await?;
    let hand = rusqlite::Connection::open(&path)?;
    assert!(hand.execute("UPDATE journal SET seq = 9 WHERE seq = 2", []).is_err());
    assert!(hand.execute("DELETE FROM journal", []).is_err());
    assert_eq!(store.journal_head().await?, 2);
    Ok(())
}

#[test]
fn a_store_in_memory_is_made_many_times_a_second() -> TestResult {
    // No clock: a hundred of them simply have to fit into the time of a test.
    for _ in 0..100 {
        SqliteStore::in_memory()?;
    }
    Ok(())
}
