//! Two nodes that want the same things in opposite order: neither waits for the other in a
//! circle, and each thing goes to one of them.

#[path = "conformance/fixtures.rs"]
#[allow(dead_code)]
mod fixtures;

use fixtures::{claim, enrolment, hash, member, receipt, receipt_claim};
use std::sync::Arc;
use std::time::Duration;
use tessera_store::{
    Append, Appended, Journal, Maintenance, PostgresOptions, PostgresStore, SqliteStore, Store,
    StoreError,
};
use testbed::{Cluster, Database, Session, TestbedError};

type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

type Waiting = tokio::task::JoinHandle<Result<Appended, StoreError>>;

/// How often the two meet where chance decides who is first.
const ROUNDS: u64 = 40;

fn send<S: Store + 'static + ?Sized>(store: &Arc<S>, append: Append) -> Waiting {
    let store = store.clone();
    tokio::spawn(async move { store.append(append).await })
}

/// A member who wants both counters, in this order.
fn wants(n: u64, counters: [&str; 2], most: i64) -> Append {
    let claims = counters.map(|counter| claim(counter, 1, Some(most)));
    Append { claims: claims.to_vec(), ..enrolment(n) }
}

/// A member who brings a receipt.
fn brings(n: u64, paper: u64) -> Append {
    let natural = format!("paper {paper}");
    Append { receipt: receipt_claim(paper, &natural, member(n), 1), ..enrolment(n) }
}

/// Who of the two got it; the other one must have been told of it.
fn winner(
    answers: [(u64, &Appended); 2],
    lost: impl Fn(&Appended, u64) -> bool,
) -> Result<u64, String> {
    match answers {
        [(winner, Appended::Done), (_, other)] | [(_, other), (winner, Appended::Done)]
            if lost(other, winner) =>
        {
            Ok(winner)
        }
        answers => Err(format!("{answers:?}")),
    }
}

/// Counters and receipts, again and again, from two stores on one database.
async fn meet(stores: [Arc<dyn Store>; 2]) -> TestResult {
    for round in 0..ROUNDS {
        let (first, second) = (1_000 * round + 1, 1_000 * round + 2);
        let (apples, pears) = (format!("apples {round}"), format!("pears {round}"));
        let sent = [
            send(&stores[0], wants(first, [&apples, &pears], 1)),
            send(&stores[1], wants(second, [&pears, &apples], 1)),
        ];
        let [one, other] = sent;
        let (one, other) = (one.await??, other.await??);
        let won = winner([(first, &one), (second, &other)], |answer, _| {
            matches!(answer, Appended::LimitReached { .. })
        })?;
        assert!(stores[0].load(member(won)).await?.is_some());
        assert!(stores[0].load(member(first + second - won)).await?.is_none());
        for counter in [&apples, &pears] {
            assert_eq!(stores[1].counter(counter).await?, 1, "{counter}");
        }

        // Each node has two receipts, which two others bring to the other one backwards.
        let (paper, back) = (1_000 * round + 11, 1_000 * round + 12);
        let sent = [
            send(&stores[0], brings(paper + 10, paper)),
            send(&stores[1], brings(back + 20, back)),
            send(&stores[0], brings(back + 10, back)),
            send(&stores[1], brings(paper + 20, paper)),
        ];
        let [a, b, c, d] = sent;
        let (a, b, c, d) = (a.await??, b.await??, c.await??, d.await??);
        for (paper, mine, theirs) in [(paper, &a, &d), (back, &c, &b)] {
            let won = winner([(paper + 10, mine), (paper + 20, theirs)], |answer, winner| {
                let (id, owner) = (receipt(paper), member(winner));
                *answer == Appended::ReceiptExists { id, owner, seq: 1, same_input: true }
            })?;
            for store in &stores {
                let found = store.find_receipt(receipt(paper)).await?;
                assert_eq!(found.map(|found| found.owner), Some(member(won)));
            }
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_two_nodes_on_a_file_gets_what_the_other_does_not() -> TestResult {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("tessera.db");
    meet([Arc::new(SqliteStore::open(&path)?), Arc::new(SqliteStore::open(&path)?)]).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_of_two_nodes_on_a_server_gets_what_the_other_does_not() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let url = database.url();
    meet([Arc::new(PostgresStore::open(url).await?), Arc::new(PostgresStore::open(url).await?)])
        .await
}

/// Two stores with one lane each, and the patience to wait for a gate.
async fn nodes(database: &Database) -> Result<[Arc<PostgresStore>; 2], StoreError> {
    let deadline = Duration::from_secs(30);
    let options = PostgresOptions { lanes: 1, deadline, ..PostgresOptions::default() };
    let open = || PostgresStore::open_with(database.url(), options.clone());
    Ok([Arc::new(open().await?), Arc::new(open().await?)])
}

/// Waits until both nodes wait in a statement with these words.
async fn both_wait(session: &mut Session, words: &str) -> Result<(), TestbedError> {
    let waiting = format!(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
        AND wait_event_type = 'Lock' AND query LIKE '%{words}%' HAVING count(*) = 2"
    );
    while session.query(&waiting)?.is_empty() {
        tokio::task::yield_now().await;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn counters_are_locked_in_the_order_of_their_names() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let stores = nodes(&database).await?;
    assert_eq!(stores[0].append(wants(9, ["apples", "pears"], 2)).await?, Appended::Done);
    let mut gate = database.session()?;
    gate.query("BEGIN; SELECT 1 FROM counters WHERE name = 'apples' FOR UPDATE")?;
    let sent = [
        send(&stores[0], wants(1, ["apples", "pears"], 2)),
        send(&stores[1], wants(2, ["pears", "apples"], 2)),
    ];
    both_wait(&mut database.session()?, "FROM counters").await?;
    // Whoever waits for the first has nothing that comes after it.
    gate.query("SELECT 1 FROM counters WHERE name = 'pears' FOR UPDATE NOWAIT; COMMIT")?;
    let [one, other] = sent;
    let (one, other) = (one.await??, other.await??);
    winner([(1, &one), (2, &other)], |answer, _| matches!(answer, Appended::LimitReached { .. }))?;
    for counter in ["apples", "pears"] {
        assert_eq!(stores[0].counter(counter).await?, 2);
    }
    // Nobody had to begin again.
    assert_eq!(stores.each_ref().map(|store| store.gauges().read().retried_groups), [0, 0]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn receipts_are_written_in_the_order_of_their_ids() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let stores = nodes(&database).await?;
    // While each node waits with one entry, two receipts gather behind it, the later one first
    // in the order of the members of the second node.
    let mut closed = database.session()?;
    closed.query("BEGIN; LOCK TABLE journal IN SHARE MODE")?;
    let begun = [send(&stores[0], enrolment(8)), send(&stores[1], enrolment(9))];
    both_wait(&mut database.session()?, "INTO journal").await?;
    let sent = [
        send(&stores[0], brings(11, 1)),
        send(&stores[0], brings(12, 2)),
        send(&stores[1], brings(21, 2)),
        send(&stores[1], brings(22, 1)),
    ];
    while stores.iter().any(|store| store.gauges().read().queued < 2) {
        tokio::task::yield_now().await;
    }
    let insert = |n: u64| {
        let (id, input) = (receipt(n).0, hash("receipt").0.map(|byte| format!("{byte:02x}")));
        format!(
            "INSERT INTO receipts (id, owner, owner_kind, seq, input)
            VALUES ('{id}', '{id}', 0, 1, '\\x{}')",
            input.concat()
        )
    };
    let mut gate = database.session()?;
    // A circle is found by the gate itself, before a node finds it.
    gate.query("SET deadlock_timeout = '5ms'; SET lock_timeout = '5s'")?;
    gate.query(&format!("BEGIN; {}", insert(1)))?;
    closed.query("COMMIT")?;
    both_wait(&mut database.session()?, "INTO receipts").await?;
    // Whoever waits for the first has not written what comes after it.
    gate.query(&insert(2))?;
    gate.query("ROLLBACK")?;
    for begun in begun {
        assert_eq!(begun.await??, Appended::Done);
    }
    let [a, b, c, d] = sent;
    let (a, b, c, d) = (a.await??, b.await??, c.await??, d.await??);
    for (paper, mine, theirs) in [(1, &a, &d), (2, &b, &c)] {
        winner([(10 + paper, mine), (23 - paper, theirs)], |answer, winner| {
            let (id, owner) = (receipt(paper), member(winner));
            *answer == Appended::ReceiptExists { id, owner, seq: 1, same_input: true }
        })?;
    }
    Ok(())
}
