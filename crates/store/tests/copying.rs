//! Copying a database file while it is written into, and having one alone.

#[path = "conformance/fixtures.rs"]
#[allow(dead_code)]
mod fixtures;

use fixtures::{Chain, claim, enrolment, fill, member};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tessera_store::sqlite::backup::{SqliteBackup, file_facts, last_backup, note_backup};
use tessera_store::sqlite::hold::{Alone, holder};
use tessera_store::{Append, Appended, CheckDepth, Journal, Maintenance, SqliteStore, StoreError};

type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

fn copy(from: &Path, to: &Path) -> Result<u64, StoreError> {
    std::fs::write(to, []).map_err(|e| StoreError::Database(e.to_string().into()))?;
    let backup = SqliteBackup::begin(from)?;
    let head = backup.facts().journal_head;
    backup.write(to, |_| ())?;
    Ok(head)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_is_one_moment_of_a_busy_database() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let store = Arc::new(SqliteStore::open(&path)?);
    let stop = Arc::new(AtomicBool::new(false));
    let mut tills = Vec::new();
    for n in 1..=4 {
        let (store, stop) = (store.clone(), stop.clone());
        tills.push(tokio::spawn(async move {
            let mut chain = Chain::new(member(n));
            while !stop.load(Ordering::Relaxed) {
                let entry = chain.earn(1);
                let append = Append { claims: vec![claim("all", 1, None)], ..Append::of(&entry) };
                assert_eq!(store.append(append).await?, Appended::Done);
            }
            Ok::<(), StoreError>(())
        }));
    }
    for round in 0..5_u64 {
        while store.journal_head().await? < 300 * (round + 1) {
            tokio::task::yield_now().await;
        }
        let before = store.journal_head().await?;
        let (from, to) = (path.clone(), folder.path().join(format!("copy-{round}.db")));
        let target = to.clone();
        let head = tokio::task::spawn_blocking(move || copy(&from, &target)).await??;
        assert!(head >= before, "{head} of {before}");
        assert_eq!(file_facts(&to)?.journal_head, head);
        let copied = SqliteStore::open(&to)?;
        let report = copied.check(CheckDepth::Full).await?;
        assert_eq!((report.problems, report.journal_head), (Vec::new(), head));
        assert_eq!(u64::try_from(copied.counter("all").await?)?, head, "one moment");
    }
    stop.store(true, Ordering::Relaxed);
    for till in tills {
        till.await??;
    }
    Ok(())
}

#[tokio::test]
async fn opening_and_reading_a_copy_leaves_its_bytes_as_they_are() -> TestResult {
    let folder = tempfile::tempdir()?;
    let (path, to) = (folder.path().join("shop.db"), folder.path().join("copy.db"));
    fill(&SqliteStore::open(&path)?, 1, 3).await?;
    copy(&path, &to)?;
    let before = std::fs::read(&to)?;
    let store = SqliteStore::open(&to)?;
    assert!(store.load(member(1)).await?.is_some());
    drop(store);
    file_facts(&to)?;
    assert!(std::fs::read(&to)? == before);
    Ok(())
}

#[tokio::test]
async fn a_copy_that_has_no_room_is_refused_as_full() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    fill(&SqliteStore::open(&path)?, 1, 3).await?;
    // Every write to it fails for want of room.
    let refused = SqliteBackup::begin(&path)?.write(Path::new("/dev/full"), |_| ());
    assert!(refused.is_err(), "{refused:?}");
    Ok(())
}

#[tokio::test]
async fn a_database_is_had_alone_or_not_at_all() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    let store = SqliteStore::open(&path)?;
    store.append(enrolment(1)).await?;
    assert!(matches!(Alone::take(&path).err(), Some(StoreError::Busy)));
    drop(store);
    let alone = Alone::take(&path)?;
    for ending in ["-wal", "-shm"] {
        assert!(!folder.path().join(format!("shop.db{ending}")).exists(), "{ending}");
    }
    let refused = rusqlite::Connection::open(&path)?;
    refused.busy_timeout(std::time::Duration::ZERO)?;
    assert!(refused.query_row("SELECT count(*) FROM journal", [], |_| Ok(())).is_err());
    drop((alone, refused));
    // Nobody else is there, and our own process does not count.
    assert_eq!(holder(&path)?, None);
    assert_eq!(SqliteStore::open(&path)?.journal_head().await?, 1);
    Ok(())
}

#[tokio::test]
async fn the_moment_of_the_latest_copy_is_kept() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("shop.db");
    drop(SqliteStore::open(&path)?);
    assert_eq!(last_backup(&path)?, None);
    note_backup(&path, fixtures::at(1))?;
    note_backup(&path, fixtures::at(2))?;
    assert_eq!(last_backup(&path)?, Some(fixtures::at(2)));
    Ok(())
}
