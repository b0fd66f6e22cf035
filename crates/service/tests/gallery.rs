//! Every programme of the gallery, and the fine print of `docs/reference/semantics.md` in
//! `tests/semantics`, passes its own scenarios on both backends, and writes the very same
//! entries on both.

mod backend;

use backend::Databases;
use std::collections::BTreeMap;
use std::future::Future;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use store::{SqliteStore, Store, StoreError};
use tessera_service::scenario::{self, FreshStore};

/// Limits the folders to those named in it: paths from the root of the project with commas between,
/// as in `programmes/g22-coffee-shop,tests/semantics/27-late-identification`. Unset means all.
const FOLDERS: &str = "TESSERA_FOLDERS";

/// Folders with scenarios below a folder of the project, as far as [`FOLDERS`] wants them.
fn folders(below: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let found = std::fs::read_dir(root.join(below)).expect("the folder is part of the project");
    let mut folders: Vec<_> = found.map(|folder| folder.expect("readable").path()).collect();
    folders.retain(|folder| folder.is_dir() && folder.join(scenario::FILE).exists());
    match std::env::var(FOLDERS) {
        Ok(names) => {
            let wanted: Vec<PathBuf> = names.split(',').map(|name| root.join(name)).collect();
            let missing = wanted.iter().find(|folder| !folder.join(scenario::FILE).exists());
            assert!(missing.is_none(), "{FOLDERS}: no scenarios in {missing:?}");
            folders.retain(|folder| wanted.contains(folder));
        }
        Err(_) => assert!(!folders.is_empty(), "no folder of {below} has scenarios"),
    }
    folders.sort();
    folders
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_programme_of_the_gallery_passes_its_scenarios() {
    all_pass("programmes").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_trap_of_the_fine_print_is_avoided() {
    all_pass("tests/semantics").await;
}

async fn all_pass(below: &str) {
    let mut failed = String::new();
    let mut passed = 0;
    for folder in folders(below) {
        let report = scenario::run_folder(&folder).await.expect("readable");
        assert!(!report.scenarios.is_empty() || !report.is_passed(), "{} is empty", report.folder);
        passed += report.passed();
        if !report.is_passed() {
            failed.push_str(&format!("{}\n{report}", report.folder));
        }
    }
    assert!(failed.is_empty(), "{passed} scenarios passed, but:\n{failed}");
}

#[test]
fn the_gallery_writes_the_same_entries_on_postgresql() {
    all_the_same("programmes");
}

#[test]
fn the_fine_print_writes_the_same_entries_on_postgresql() {
    all_the_same("tests/semantics");
}

/// The entries of one store: bytes by owner and number.
type Entries = BTreeMap<(String, u64), Vec<u8>>;

/// What every store of a run held at its end, in the order in which they were asked for.
#[derive(Default)]
struct Seen {
    open: Mutex<Option<Arc<dyn Store>>>,
    stores: Mutex<Vec<Entries>>,
}

impl Seen {
    /// Notes what the latest store holds, now that nothing is written to it any more.
    async fn close(&self) -> Result<(), StoreError> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(store) = open else { return Ok(()) };
        let (mut entries, mut after) = (Entries::new(), 0);
        loop {
            let rows = store.journal_after(after, 1_000).await?;
            let Some(last) = rows.last() else { break };
            after = last.position;
            entries.extend(rows.into_iter().map(|r| ((r.owner.to_string(), r.seq), r.bytes)));
        }
        self.stores.lock().unwrap_or_else(PoisonError::into_inner).push(entries);
        Ok(())
    }

    async fn next<F>(&self, fresh: F) -> Result<Arc<dyn Store>, StoreError>
    where
        F: Future<Output = Result<Arc<dyn Store>, StoreError>> + Send,
    {
        self.close().await?;
        let store = fresh.await?;
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = Some(store.clone());
        Ok(store)
    }
}

async fn in_memory() -> Result<Arc<dyn Store>, StoreError> {
    Ok(Arc::new(SqliteStore::in_memory()?))
}

async fn run<F>(folder: &Path, fresh: F) -> (scenario::Report, Vec<Entries>)
where
    F: Fn() -> Pin<Box<dyn Future<Output = Result<Arc<dyn Store>, StoreError>> + Send>>
        + Clone
        + Send
        + Sync
        + 'static,
{
    let seen = Arc::new(Seen::default());
    let asked = seen.clone();
    let stores = move || -> FreshStore {
        let (seen, fresh) = (asked.clone(), fresh.clone());
        Box::pin(async move { seen.next(fresh()).await })
    };
    let report = scenario::run_folder_on(folder, &stores).await.expect("readable");
    seen.close().await.expect("readable");
    let stores = std::mem::take(&mut *seen.stores.lock().unwrap_or_else(PoisonError::into_inner));
    (report, stores)
}

/// Threads that run scenarios: each waits for the server most of the time.
const THREADS: usize = 3;

fn all_the_same(below: &str) {
    let folders = Mutex::new(folders(below));
    let next = || folders.lock().unwrap_or_else(PoisonError::into_inner).pop();
    let (count, failed) = (AtomicUsize::new(0), Mutex::new(String::new()));
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                // On one thread what waits at once is done in one order, so ids are the same.
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
                let runtime = runtime.expect("a runtime is made");
                let databases = Arc::new(Databases::default());
                while let Some(folder) = next() {
                    let (compared, found) = runtime.block_on(compare(&folder, &databases));
                    count.fetch_add(compared, Ordering::Relaxed);
                    failed.lock().unwrap_or_else(PoisonError::into_inner).push_str(&found);
                }
            });
        }
    });
    let (count, failed) = (count.into_inner(), failed.into_inner().expect("nobody panicked"));
    assert!(failed.is_empty(), "{count} entries were compared:\n{failed}");
    assert!(count > 100, "only {count} entries were compared");
}

/// How many entries a folder makes, and what is not the same on both backends.
async fn compare(folder: &Path, databases: &Arc<Databases>) -> (usize, String) {
    let databases = databases.clone();
    let on_server = move || -> FreshStore {
        let databases = databases.clone();
        Box::pin(async move { databases.fresh().await })
    };
    let (report, there) = run(folder, on_server).await;
    let (_, here) = run(folder, || Box::pin(in_memory())).await;
    let mut failed = String::new();
    if !report.is_passed() {
        failed.push_str(&format!("{}\n{report}", report.folder));
    }
    assert_eq!(here.len(), there.len());
    for (number, (here, there)) in here.iter().zip(&there).enumerate() {
        if here != there {
            let first = here.iter().find(|(key, bytes)| there.get(key) != Some(bytes));
            let key = first.map(|(key, _)| key);
            failed.push_str(&format!("{} {number}: other entry {key:?}\n", folder.display()));
        }
    }
    (here.iter().map(BTreeMap::len).sum(), failed)
}
