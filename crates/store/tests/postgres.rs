//! What only a database server can show: several stores on one database, connections that
//! are cut, commits of which nobody hears, and databases that are not ours to write.

#[path = "conformance/fixtures.rs"]
#[allow(dead_code)]
mod fixtures;

use fixtures::{Chain, claim, code, enrolment, fill, identity, key, member, places};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use tessera_store::{
    Append, Appended, CheckDepth, CodeRow, Journal, Maintenance, PostgresOptions, PostgresStore,
    StoreError,
};
use testbed::{Cluster, Database, Session, Settings, TestbedError};

type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// A statement whose rows say that an append waits inside its commit.
const WAITS_IN_COMMIT: &str = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()
    AND query = 'COMMIT' AND state = 'active' AND wait_event IS NOT NULL";

/// Makes every commit of entries wait for an advisory lock that the returned session holds.
const GATE: &str = "
    CREATE FUNCTION wait_at_the_gate() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN PERFORM pg_advisory_xact_lock_shared(7); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER gate AFTER INSERT ON journal DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION wait_at_the_gate();
    SELECT pg_advisory_lock(7)";

async fn open(database: &Database) -> Result<Arc<PostgresStore>, StoreError> {
    Ok(Arc::new(PostgresStore::open(database.url()).await?))
}

/// One lane and patience, so that a test knows which connection writes.
fn one_lane() -> PostgresOptions {
    let deadline = Duration::from_secs(30);
    PostgresOptions { lanes: 1, deadline, ..PostgresOptions::default() }
}

/// Asks until there is an answer with rows; gives the first column of the first.
async fn eventually(session: &mut Session, statement: &str) -> Result<String, TestbedError> {
    loop {
        let rows = session.query(statement)?;
        if let Some(Some(value)) = rows.into_iter().next().and_then(|row| row.into_iter().next()) {
            return Ok(value);
        }
        tokio::task::yield_now().await;
    }
}

fn append(
    store: &Arc<PostgresStore>,
    append: Append,
) -> tokio::task::JoinHandle<Result<Appended, StoreError>> {
    let store = store.clone();
    tokio::spawn(async move { store.append(append).await })
}

#[tokio::test]
async fn everything_is_there_after_opening_again() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let store = open(&database).await?;
    fill(&*store, 1, 3).await?;
    let claimed = Append {
        identities: vec![identity("+1", 2)],
        claims: vec![claim("uses", 2, Some(2))],
        ..enrolment(2)
    };
    store.append(claimed).await?;
    let (before, order) = (store.load(member(1)).await?, places(&*store).await?);
    drop(store);
    let store = open(&database).await?;
    assert_eq!(store.load(member(1)).await?, before);
    assert_eq!(store.find_owner("phone", "+1").await?, Some(member(2)));
    assert_eq!(store.counter("uses").await?, 2);
    fill(&*store, 3, 0).await?;
    let after = places(&*store).await?;
    assert_eq!(after[..order.len()], order);
    assert!(after.is_sorted() && after.len() == order.len() + 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_stores_may_open_an_empty_database_at_once() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let opening = (0..6).map(|_| {
        let url = database.url().to_owned();
        tokio::spawn(async move { PostgresStore::open(&url).await })
    });
    for store in opening.collect::<Vec<_>>() {
        let report = store.await??.check(CheckDepth::Quick).await?;
        assert_eq!(report.schema, PostgresStore::SCHEMA);
    }
    Ok(())
}

#[tokio::test]
async fn a_database_of_another_program_is_refused() -> TestResult {
    let database = Cluster::shared()?.database()?;
    database.session()?.query("CREATE TABLE recipes (name TEXT)")?;
    let refused = PostgresStore::open(database.url()).await;
    assert!(matches!(refused, Err(StoreError::ForeignFile)));
    assert!(database.session()?.query("SELECT 1 FROM journal").is_err());
    Ok(())
}

#[tokio::test]
async fn a_newer_schema_is_refused() -> TestResult {
    let database = Cluster::shared()?.database()?;
    drop(open(&database).await?);
    database.session()?.query("INSERT INTO schema_version VALUES (1000, 'later')")?;
    let refused = PostgresStore::open(database.url()).await;
    assert!(matches!(refused, Err(StoreError::NewerSchema { found: 1000, .. })));
    Ok(())
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unavailable() -> TestResult {
    let options = PostgresOptions { deadline: Duration::from_millis(200), ..<_>::default() };
    let address = "postgres://postgres@/nowhere?host=%2Fnowhere";
    let refused = PostgresStore::open_with(address, options).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))));
    Ok(())
}

#[tokio::test]
async fn entries_cannot_be_changed_or_removed() -> TestResult {
    let database = Cluster::shared()?.database()?;
    fill(&*open(&database).await?, 1, 1).await?;
    let mut session = database.session()?;
    for statement in ["UPDATE journal SET seq = 9", "DELETE FROM journal", "TRUNCATE journal"] {
        let refused = session.query(statement);
        assert!(matches!(refused, Err(TestbedError::Refused { .. })), "{statement}");
    }
    Ok(())
}

#[tokio::test]
async fn a_journal_from_another_server_goes_on_growing() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let store = open(&database).await?;
    fill(&*store, 1, 1).await?;
    drop(store);
    // As if a server that had counted much further had written the second entry.
    let far = 1_u64 << 50;
    let moved = format!(
        "ALTER TABLE journal DISABLE TRIGGER journal_is_kept;
        UPDATE journal SET position = {far} WHERE seq = 2;
        ALTER TABLE journal ENABLE TRIGGER journal_is_kept"
    );
    database.session()?.query(&moved)?;
    for opened in 1..=3 {
        let store = open(&database).await?;
        fill(&*store, 1 + opened, 0).await?;
        let order = places(&*store).await?;
        assert_eq!(order.len(), usize::try_from(opened)? + 2);
        assert!(order.is_sorted() && order[1] == far && order[2] > far, "{order:?}");
        assert_eq!(store.journal_head().await?, order[order.len() - 1]);
    }
    Ok(())
}

#[tokio::test]
async fn a_full_check_compares_the_indexes_when_the_server_can() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let store = open(&database).await?;
    fill(&*store, 1, 3).await?;
    database.session()?.query("CREATE EXTENSION amcheck")?;
    let report = store.check(CheckDepth::Full).await?;
    assert_eq!(report.problems, Vec::<String>::new());
    let compared = report.facts.iter().find(|f| f.0 == "indexes_compared").ok_or("no fact")?;
    assert!(compared.1.parse::<usize>()? > 10, "{compared:?}");
    // An entry that its index does not know of.
    database.session()?.query(
        "SET session_replication_role = replica;
        UPDATE pg_index SET indisready = false WHERE indexrelid = 'journal_by_position'::regclass",
    )?;
    let report = store.check(CheckDepth::Quick).await?;
    assert_eq!(report.problems, ["the index journal_by_position is not valid"]);
    Ok(())
}

/// Follows the journal from the beginning until `count` entries are seen.
async fn follow(
    store: Arc<PostgresStore>,
    count: usize,
) -> Result<Vec<(u64, uuid::Uuid, u64)>, StoreError> {
    let (mut position, mut seen) = (0, Vec::new());
    while seen.len() < count {
        let rows = store.journal_after(position, 7).await?;
        position = rows.last().map_or(position, |row| row.position);
        seen.extend(rows.iter().map(|row| (row.position, row.owner.id, row.seq)));
        tokio::task::yield_now().await;
    }
    Ok(seen)
}

/// Sixteen clients of three stores write to eight owners, take what is left of a limit and
/// repeat themselves, while somebody reads along.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_stores_lose_nothing_double_nothing_and_skip_nothing() -> TestResult {
    const CLIENTS: u64 = 16;
    const EACH: u64 = 25;
    let database = Cluster::shared()?.database()?;
    let mut stores = Vec::new();
    for _ in 0..3 {
        stores.push(open(&database).await?);
    }
    for n in 1..=8 {
        fill(&*stores[0], n, 0).await?;
    }
    let count = usize::try_from(8 + CLIENTS * EACH)?;
    let follower = tokio::spawn(follow(open(&database).await?, count));
    let clients = (0..CLIENTS).map(|client| {
        let stores = stores.clone();
        tokio::spawn(async move {
            let mut limited = 0;
            for n in 0..EACH {
                let store = &stores[usize::try_from(client + n).unwrap_or(0) % stores.len()];
                let request = key(&format!("{client} {n}"), "x");
                let mut wants = vec![claim("coupon", 1, Some(100))];
                loop {
                    let mut chain = Chain::load(&**store, member(1 + (client + n) % 8)).await?;
                    let entry = chain.earn(1);
                    let append = Append {
                        idempotency: request,
                        claims: wants.clone(),
                        ..Append::of(&entry)
                    };
                    let twice = (store.append(append.clone()), store.append(append));
                    let (first, second) = tokio::join!(twice.0, twice.1);
                    let both = [first?, second?];
                    let count = |of: fn(&Appended) -> bool| both.iter().filter(|a| of(a)).count();
                    let done = count(|a| *a == Appended::Done);
                    if done > 0 {
                        let repeated = count(|a| matches!(a, Appended::Repeated { .. }));
                        assert_eq!((done, repeated), (1, 1), "{both:?}");
                        break;
                    }
                    if count(|a| matches!(a, Appended::LimitReached { .. })) > 0 {
                        wants.clear();
                    }
                }
                limited += usize::from(wants.is_empty());
            }
            Ok::<usize, StoreError>(limited)
        })
    });
    let mut limited = 0;
    for client in clients.collect::<Vec<_>>() {
        limited += client.await??;
    }
    let seen = follower.await??;
    assert_eq!(limited, usize::try_from(CLIENTS * EACH)? - 100);
    assert_eq!(stores[0].counter("coupon").await?, 100);
    let positions: Vec<u64> = seen.iter().map(|s| s.0).collect();
    assert!(positions.is_sorted());
    assert_eq!(positions, places(&*stores[1]).await?);
    let entries: BTreeSet<_> = seen.iter().map(|s| (s.1, s.2)).collect();
    assert_eq!(entries.len(), count);
    let mut points = 0;
    for n in 1..=8 {
        points +=
            stores[2].load(member(n)).await?.ok_or("no member")?.holdings.spendable("points").0;
    }
    assert_eq!(points, i64::try_from(CLIENTS * EACH)?);
    Ok(())
}

/// An entry that is committed late, after entries with higher positions.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_that_commits_late_is_waited_for() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let store = open(&database).await?;
    fill(&*store, 1, 0).await?;
    let mut gate = database.session()?;
    gate.query(GATE)?;
    let late = append(&store, enrolment(2));
    eventually(&mut database.session()?, WAITS_IN_COMMIT).await?;
    // From here on commits do not wait, but the late one still does.
    database.session()?.query(
        "SET lock_timeout = '5s'; SET session_replication_role = replica;
        UPDATE pg_trigger SET tgenabled = 'D' WHERE tgname = 'gate'",
    )?;
    let other = PostgresStore::open(database.url()).await?;
    assert_eq!(other.append(enrolment(3)).await?, Appended::Done);
    assert!(store.load(member(3)).await?.is_some());
    // Entry 3 is there but behind entry 2, which nobody can read yet.
    let head = store.journal_head().await?;
    assert_eq!(places(&*store).await?, [head]);
    gate.query("SELECT pg_advisory_unlock(7)")?;
    assert_eq!(late.await??, Appended::Done);
    let rows = store.journal_after(head, 10).await?;
    assert_eq!(rows.iter().map(|r| r.owner).collect::<Vec<_>>(), [member(2), member(3)]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cut_connections_are_made_anew_without_anybody_noticing() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let store = open(&database).await?;
    let cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()";
    let mut chain = fill(&*store, 1, 0).await?;
    for round in 0..5 {
        database.session()?.query(cut)?;
        assert_eq!(store.append(Append::of(&chain.earn(1))).await?, Appended::Done);
        let snapshot = store.load(member(1)).await?.ok_or("no member")?;
        assert_eq!(snapshot.holdings.spendable("points").0, round + 1);
        assert_eq!(places(&*store).await?.len(), usize::try_from(round + 2)?);
    }
    assert!(store.gauges().read().reconnects >= 5);
    assert_eq!(store.gauges().read().unknown_outcomes, 0);
    Ok(())
}

/// Cut while it waits inside its commit, before anything is decided.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_was_cut_and_did_not_happen_is_done_again() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let store = Arc::new(PostgresStore::open_with(database.url(), one_lane()).await?);
    let mut gate = database.session()?;
    gate.query(GATE)?;
    let request =
        Append { idempotency: key("k", "x"), claims: vec![claim("uses", 1, None)], ..enrolment(1) };
    let waiting = append(&store, request.clone());
    let backend = eventually(&mut database.session()?, WAITS_IN_COMMIT).await?;
    gate.query(&format!("SELECT pg_terminate_backend({backend}), pg_advisory_unlock(7)"))?;
    assert_eq!(waiting.await??, Appended::Done);
    assert_eq!(places(&*store).await?.len(), 1);
    assert_eq!(store.counter("uses").await?, 1);
    let repeated = Appended::Repeated { owner: member(1), seq: 1 };
    assert_eq!(store.append(request).await?, repeated);
    let read = store.gauges().read();
    assert!(read.retried_groups >= 1 && read.reconnects >= 1, "{read:?}");
    Ok(())
}

/// A server that would wait in every commit for a standby that does not exist, if its
/// sessions did not say otherwise.
fn waiting_for_nobody() -> Result<Cluster, TestbedError> {
    let settings = [("synchronous_standby_names", "nobody"), ("synchronous_commit", "local")];
    let extra = settings.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    Cluster::start(Settings { extra, ..Settings::default() })
}

/// A store with an entry, whose connections wait for the standby from now on.
async fn store_that_waits(
    cluster: &Cluster,
    deadline: Duration,
) -> Result<(Database, Arc<PostgresStore>), Box<dyn std::error::Error + Send + Sync>> {
    let mut session = cluster.session("postgres")?;
    let database = cluster.database()?;
    let options = PostgresOptions { deadline, ..one_lane() };
    let store = Arc::new(PostgresStore::open_with(database.url(), options).await?);
    fill(&*store, 9, 0).await?;
    session.query(&format!("ALTER DATABASE {} SET synchronous_commit = on", database.name()))?;
    // The setting counts for new connections only.
    database.session()?.query(
        "SET synchronous_commit = local;
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )?;
    Ok((database, store))
}

/// Cut while it waits for the standby: it is durable here, but nobody was told.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_was_cut_and_happened_is_answered_as_done() -> TestResult {
    let cluster = waiting_for_nobody()?;
    let (database, store) = store_that_waits(&cluster, Duration::from_secs(30)).await?;
    let mut chain = Chain::new(member(1));
    let entries = [append(&store, Append::of(&chain.enrol()))];
    for waiting in entries {
        let mut session = database.session()?;
        let backend = eventually(&mut session, WAITS_IN_COMMIT).await?;
        session.query(&format!("SELECT pg_terminate_backend({backend})"))?;
        assert_eq!(waiting.await??, Appended::Done);
    }
    assert_eq!(places(&*store).await?.len(), 2);
    assert_eq!(store.gauges().read().unknown_outcomes, 0);
    // Codes without entries are looked for by themselves.
    let codes: Vec<CodeRow> = (1..=3).map(code).collect();
    let waiting = append(&store, Append { codes: codes.clone(), ..Append::default() });
    let mut session = database.session()?;
    let backend = eventually(&mut session, WAITS_IN_COMMIT).await?;
    session.query(&format!("SELECT pg_terminate_backend({backend})"))?;
    assert_eq!(waiting.await??, Appended::Done);
    assert_eq!(store.find_code(codes[0].hash).await?, Some(codes[0].clone()));
    Ok(())
}

/// Neither committed nor ended until the deadline: the caller is told so, and the same key
/// tells the rest.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_hangs_is_unknown_until_the_same_request_comes_again() -> TestResult {
    let cluster = waiting_for_nobody()?;
    let (_database, store) = store_that_waits(&cluster, Duration::from_millis(900)).await?;
    let request = Append { idempotency: key("k", "x"), ..enrolment(1) };
    let unknown = store.append(request.clone()).await;
    assert!(matches!(unknown, Err(StoreError::OutcomeUnknown)), "{unknown:?}");
    assert_eq!(store.gauges().read().unknown_outcomes, 1);
    let mut session = cluster.session("postgres")?;
    session.query("ALTER SYSTEM SET synchronous_standby_names = ''")?;
    session.query("SELECT pg_reload_conf()")?;
    let busy = "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM pg_stat_activity
        WHERE query = 'COMMIT' AND state = 'active')";
    eventually(&mut session, busy).await?;
    let repeated = Appended::Repeated { owner: member(1), seq: 1 };
    assert_eq!(store.append(request).await?, repeated);
    assert_eq!(places(&*store).await?.len(), 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_group_with_one_bad_append_loses_only_that_one() -> TestResult {
    let database = Cluster::shared()?.database()?;
    let store = Arc::new(PostgresStore::open_with(database.url(), one_lane()).await?);
    // All of them wait for the first, and are then written as one group.
    let mut gate = database.session()?;
    gate.query("BEGIN; LOCK TABLE journal IN SHARE MODE")?;
    let first = append(&store, enrolment(1));
    let waits = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'journal'::regclass";
    eventually(&mut database.session()?, waits).await?;
    let appends = (2..=20).map(|n| {
        // The server does not keep such a character in a text.
        let value = if n == 7 { "+\0".to_owned() } else { format!("+{n}") };
        append(&store, Append { identities: vec![identity(&value, n)], ..enrolment(n) })
    });
    let appends: Vec<_> = appends.collect();
    while store.gauges().read().queued < 19 {
        tokio::task::yield_now().await;
    }
    gate.query("COMMIT")?;
    assert_eq!(first.await??, Appended::Done);
    let mut refused = Vec::new();
    for (n, append) in (2..).zip(appends) {
        match append.await? {
            Ok(outcome) => assert_eq!(outcome, Appended::Done),
            Err(error) => refused.push((n, error)),
        }
    }
    assert!(matches!(refused[..], [(7, StoreError::Database(_))]), "{refused:?}");
    assert_eq!(places(&*store).await?.len(), 19);
    let read = store.gauges().read();
    assert!(read.appends >= 19 && read.sizes.count < 19, "{read:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reads_that_wait_together_are_answered_one_by_one() -> TestResult {
    const MEMBERS: u64 = 12;
    let database = Cluster::shared()?.database()?;
    let store = open(&database).await?;
    for n in 1..=MEMBERS {
        let mut chain = Chain::new(member(n));
        let mut enrol = Append::of(&chain.enrol());
        enrol.identities = vec![identity(&format!("+{n}"), n)];
        store.append(enrol).await?;
        for _ in 1..n {
            store.append(Append::of(&chain.earn(10))).await?;
        }
    }
    // Some ask for the same, some for nobody, and one for what the server cannot even read.
    let asked = (0..300u64).map(|i| {
        let (store, n) = (store.clone(), i % (MEMBERS + 3));
        tokio::spawn(async move {
            let value = if n == 0 { "+\0".to_owned() } else { format!("+{n}") };
            (n, store.load(member(n)).await, store.find_owner("phone", &value).await)
        })
    });
    for answered in asked.collect::<Vec<_>>() {
        let (n, state, holder) = answered.await?;
        let is_there = (1..=MEMBERS).contains(&n);
        let owner = state?.map(|state| (state.owner, state.seq));
        assert_eq!(owner, is_there.then(|| (member(n), n)));
        match holder {
            Err(error) => assert!(n == 0 && matches!(error, StoreError::Database(_)), "{error:?}"),
            Ok(holder) => assert_eq!(holder, is_there.then(|| member(n)), "phone of {n}"),
        }
    }
    Ok(())
}
