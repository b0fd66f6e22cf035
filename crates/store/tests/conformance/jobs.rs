//! Leases and imports.

use crate::TestResult;
use crate::fixtures::{at, id, member, run};
use serde_json::json;
use std::sync::Arc;
use tessera_store::{ImportRow, Page, Store};

pub(crate) async fn a_lease_has_one_holder_until_it_runs_out(store: Arc<dyn Store>) -> TestResult {
    let lease = store.acquire_lease("expiry", "a", at(0), at(10)).await?;
    assert_eq!(lease.map(|l| (l.until, l.state)), Some((at(10), json!(null))));
    assert_eq!(store.acquire_lease("expiry", "b", at(9), at(20)).await?, None);
    assert!(store.acquire_lease("outbox", "b", at(9), at(20)).await?.is_some());
    assert!(store.acquire_lease("expiry", "a", at(9), at(12)).await?.is_some());
    assert_eq!(store.acquire_lease("expiry", "b", at(11), at(20)).await?, None);
    let taken = store.acquire_lease("expiry", "b", at(12), at(20)).await?;
    assert_eq!(taken.map(|l| l.holder), Some("b".into()));
    assert_eq!(store.list_leases().await?.len(), 2);
    Ok(())
}

pub(crate) async fn a_lease_keeps_its_state_between_holders(store: Arc<dyn Store>) -> TestResult {
    store.acquire_lease("expiry", "a", at(0), at(10)).await?;
    let day = Some(json!({"day": 5}));
    assert!(store.renew_lease("expiry", "a", at(5), at(15), day).await?);
    assert!(store.renew_lease("expiry", "a", at(6), at(16), None).await?);
    assert!(store.release_lease("expiry", "a", None).await?);
    let lease = store.acquire_lease("expiry", "b", at(7), at(20)).await?;
    assert_eq!(lease.map(|l| l.state), Some(json!({"day": 5})));
    assert!(store.release_lease("expiry", "b", Some(json!(6))).await?);
    let lease = store.acquire_lease("expiry", "c", at(7), at(20)).await?;
    assert_eq!(lease.map(|l| l.state), Some(json!(6)));
    Ok(())
}

pub(crate) async fn a_lost_lease_cannot_be_renewed_or_released(
    store: Arc<dyn Store>,
) -> TestResult {
    store.acquire_lease("expiry", "a", at(0), at(10)).await?;
    assert!(!store.renew_lease("expiry", "a", at(10), at(20), None).await?);
    store.acquire_lease("expiry", "b", at(10), at(20)).await?;
    let state = Some(json!("stale"));
    assert!(!store.renew_lease("expiry", "a", at(11), at(30), state.clone()).await?);
    assert!(!store.release_lease("expiry", "a", state).await?);
    assert!(store.renew_lease("expiry", "b", at(11), at(30), None).await?);
    let leases = store.list_leases().await?;
    assert_eq!((&leases[0].state, leases[0].until), (&json!(null), at(30)));
    Ok(())
}

pub(crate) async fn a_lease_wanted_by_many_goes_to_one(store: Arc<dyn Store>) -> TestResult {
    let tasks = (0..20).map(|n| {
        let store = store.clone();
        tokio::spawn(async move {
            let holder = format!("node {n}");
            store.acquire_lease("job", &holder, at(0), at(10)).await
        })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut holders = 0;
    for task in tasks {
        holders += usize::from(task.await??.is_some());
    }
    assert_eq!(holders, 1);
    Ok(())
}

fn rows(numbers: std::ops::RangeInclusive<u64>) -> Vec<ImportRow> {
    let row = |row| ImportRow { row, owner: member(row), seq: 1 };
    numbers.map(row).collect()
}

pub(crate) async fn an_import_goes_on_where_it_stopped(store: Arc<dyn Store>) -> TestResult {
    assert_eq!(store.start_import(run(1)).await?, run(1));
    store.record_import(id(1), 5, 1, rows(1..=4)).await?;
    let resumed = store.start_import(run(2)).await?;
    assert_eq!((resumed.id, resumed.rows_done, resumed.rows_failed), (id(1), 5, 1));
    // The last rows may come again after a crash.
    store.record_import(id(1), 8, 1, rows(4..=7)).await?;
    store.finish_import(id(1), at(9)).await?;
    let done = store.find_import(id(1)).await?.ok_or("no import")?;
    assert_eq!((done.rows_done, done.finished_at), (8, Some(at(9))));
    assert_eq!(store.start_import(run(2)).await?.id, id(2));
    let listed = store.list_imports(Page::newest(10)).await?;
    let ids: Vec<_> = listed.items.iter().map(|i| i.id).collect();
    assert_eq!(ids, [id(2), id(1)]);
    Ok(())
}

pub(crate) async fn rows_of_an_import_come_newest_first_for_undoing(
    store: Arc<dyn Store>,
) -> TestResult {
    store.start_import(run(1)).await?;
    store.record_import(id(1), 5, 0, rows(1..=5)).await?;
    let first = store.list_import_rows(id(1), Page::newest(3)).await?;
    let second = Page::newest(3).after(first.next.clone());
    let second = store.list_import_rows(id(1), second).await?;
    let numbers = first.items.iter().chain(&second.items).map(|r| r.row);
    assert_eq!(numbers.collect::<Vec<_>>(), [5, 4, 3, 2, 1]);
    store.mark_import_undone(id(1), at(20)).await?;
    let undone = store.find_import(id(1)).await?.ok_or("no import")?;
    assert_eq!(undone.undone_at, Some(at(20)));
    Ok(())
}
