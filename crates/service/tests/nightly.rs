//! The nightly verification: once a night, written down, whoever does it.

use std::sync::Arc;
use store::SqliteStore;
use tessera_service::verify::{self, nightly};
use tessera_service::{MovableClock, SeededEntropy, Tessera};

async fn nodes() -> (Tessera, Tessera) {
    let store = Arc::new(SqliteStore::in_memory().expect("memory is there"));
    let moment = "2026-03-02T09:00:00Z".parse().expect("a moment");
    let clock = Arc::new(MovableClock::at(moment));
    let open =
        |seed| Tessera::open(store.clone(), clock.clone(), Arc::new(SeededEntropy::new(seed)));
    (open("one").await.expect("it opens"), open("two").await.expect("it opens"))
}

#[tokio::test]
async fn one_of_all_nodes_verifies_once_a_night_and_all_know_it() {
    let (one, other) = nodes().await;
    let at = "03:00".parse().expect("a time");
    let run = async |node: &Tessera, now: &str| {
        let now = now.parse().expect("a moment");
        nightly::run_if_due(node, at, now).await.expect("the store works")
    };
    assert_eq!(verify::last(&one).await.expect("the store works"), None);
    assert_eq!(run(&one, "2026-03-02T02:59:00Z").await, None);
    assert_eq!(run(&one, "2026-03-02T03:00:10Z").await, Some(0));
    assert_eq!(run(&other, "2026-03-02T03:00:20Z").await, None);
    assert_eq!(run(&one, "2026-03-02T03:00:30Z").await, None);
    let known = verify::last(&other).await.expect("the store works").expect("it was written down");
    assert_eq!(known.broken, 0);
    assert_eq!(run(&other, "2026-03-03T03:00:20Z").await, Some(0));
}
