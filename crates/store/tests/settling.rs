//! What is claimed is found wherever it is: in memory, in the list of what is pending, or
//! in its table, also when several programs share a file.

#[path = "conformance/fixtures.rs"]
#[allow(dead_code)]
mod fixtures;

use fixtures::{Chain, enrolment, hash, key, member, receipt, receipt_claim};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tessera_store::{
    Append, Appended, CheckDepth, Journal, Maintenance, Page, ReturnClaim, SqliteOptions,
    SqliteStore,
};

type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// The first purchase of a member, with everything that a purchase claims.
fn purchase(n: u64) -> Append {
    Append {
        idempotency: key(&format!("key {n}"), &format!("body {n}")),
        receipt: receipt_claim(n, &format!("till 1, number {n}"), member(n), 1),
        ..enrolment(n)
    }
}

async fn purchase_is_found(store: &SqliteStore, n: u64) -> TestResult {
    let known = store.find_by_idempotency(hash(&format!("key {n}"))).await?;
    assert_eq!(known.map(|k| (k.owner, k.seq)), Some((member(n), 1)), "key of {n}");
    let natural = store.find_receipt_by_natural_key(hash(&format!("till 1, number {n}"))).await?;
    assert_eq!(natural.map(|r| (r.id, r.owner)), Some((receipt(n), member(n))), "number of {n}");
    assert_eq!(store.find_receipt(receipt(n)).await?, natural);
    assert_eq!(store.find_receipts(vec![receipt(n)]).await?, Vec::from_iter(natural));
    assert!(store.find_entry(member(n), 1).await?.is_some(), "entry of {n}");
    assert_eq!(store.load(member(n)).await?.map(|s| s.seq), Some(1), "state of {n}");
    let states = store.load_all(vec![member(n)]).await?;
    assert_eq!(states.iter().map(|s| s.seq).collect::<Vec<_>>(), [1], "states of {n}");
    assert!(matches!(store.append(purchase(n)).await?, Appended::Repeated { .. }), "{n} again");
    Ok(())
}

fn open(path: &Path, gathered: usize) -> Result<SqliteStore, tessera_store::StoreError> {
    SqliteStore::open_with(path, SqliteOptions { gathered, ..SqliteOptions::default() })
}

#[tokio::test]
async fn claims_are_found_after_opening_again_carried_over_or_not() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tessera.db");
    for gathered in [1_000, 7, 1] {
        let store = open(&path, gathered)?;
        for n in 1..=60 {
            let first = store.append(purchase(n)).await?;
            assert!(matches!(first, Appended::Done | Appended::Repeated { .. }));
        }
        for n in 1..=60 {
            purchase_is_found(&store, n).await?;
        }
        assert!(store.check(CheckDepth::Full).await?.problems.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn two_programs_on_one_file_see_what_the_other_claims() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tessera.db");
    let patient = open(&path, 1_000)?;
    let hasty = open(&path, 3)?;
    for n in 1..=40 {
        let (writes, reads) = if n % 2 == 0 { (&patient, &hasty) } else { (&hasty, &patient) };
        assert_eq!(writes.append(purchase(n)).await?, Appended::Done);
        purchase_is_found(reads, n).await?;
    }
    // Each carries over what the other may have carried over as well.
    for store in [&patient, &hasty] {
        assert_eq!(store.scan_chains(None, u64::MAX, 100).await?.len(), 40);
        assert_eq!(store.scan_receipts(Page::first(100)).await?.items.len(), 40);
    }
    for n in 1..=40 {
        purchase_is_found(&patient, n).await?;
        purchase_is_found(&hasty, n).await?;
    }
    assert!(hasty.check(CheckDepth::Full).await?.problems.is_empty());
    Ok(())
}

#[tokio::test]
async fn the_latest_return_is_known_in_every_stage() -> TestResult {
    let folder = tempfile::tempdir()?;
    for gathered in [1_000, 1] {
        let store = open(&folder.path().join(format!("{gathered}.db")), gathered)?;
        let mut chain = Chain::new(member(1));
        let mut bought = Append::of(&chain.enrol());
        bought.receipt = receipt_claim(1, "number 1", member(1), 1);
        assert_eq!(store.append(bought).await?, Appended::Done);
        for seq in 2..=4 {
            let mut back = Append::of(&chain.earn(5));
            back.returned = Some(ReturnClaim { receipt: receipt(1), seq });
            assert_eq!(store.append(back).await?, Appended::Done);
            let found = store.find_receipt(receipt(1)).await?;
            assert_eq!(found.and_then(|r| r.last_return_seq), Some(seq));
        }
        store.scan_receipts(Page::first(1)).await?;
        let found = store.find_receipt(receipt(1)).await?;
        assert_eq!(found.and_then(|r| r.last_return_seq), Some(4));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn states_read_together_know_what_was_acknowledged_before() -> TestResult {
    const ENTRIES: u64 = 600;
    let folder = tempfile::tempdir()?;
    let store = Arc::new(open(&folder.path().join("tessera.db"), 2)?);
    let acknowledged = Arc::new(AtomicU64::new(0));
    let writer = tokio::spawn({
        let (store, acknowledged) = (store.clone(), acknowledged.clone());
        async move {
            let mut chain = Chain::new(member(1));
            for seq in 1..=ENTRIES {
                let entry = if seq == 1 { chain.enrol() } else { chain.earn(1) };
                if store.append(Append::of(&entry)).await.ok() != Some(Appended::Done) {
                    return;
                }
                acknowledged.store(seq, Ordering::SeqCst);
            }
        }
    });
    while !writer.is_finished() {
        let before = acknowledged.load(Ordering::SeqCst);
        let states = store.load_all(vec![member(2), member(1)]).await?;
        assert!(states.first().map_or(0, |state| state.seq) >= before);
    }
    writer.await?;
    assert_eq!(acknowledged.load(Ordering::SeqCst), ENTRIES);
    Ok(())
}
