//! A server that follows another one has all entries but the latest, perhaps: it may answer
//! anybody but a store, which decides by what it reads.

#[path = "conformance/fixtures.rs"]
#[allow(dead_code)]
mod fixtures;

use fixtures::{enrolment, fill, member};
use std::time::Duration;
use tessera_store::{Append, Appended, Journal, PostgresOptions, PostgresStore, StoreError};
use testbed::{Cluster, Settings, TestbedError};

type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// Enough for some tries.
const DEADLINE: Duration = Duration::from_secs(1);

/// A server with the database `shop`, and one that follows it. What is committed on the first
/// can be read on the second.
fn pair() -> Result<(Cluster, Cluster), TestbedError> {
    let extra = vec![("synchronous_commit".to_owned(), "remote_apply".to_owned())];
    let first = Cluster::start(Settings { extra, ..Settings::default() })?;
    let standby = first.standby(Settings::default())?;
    first.session("postgres")?.query("CREATE DATABASE shop")?;
    Ok((first, standby))
}

async fn open(url: &str) -> Result<PostgresStore, StoreError> {
    let options = PostgresOptions { deadline: DEADLINE, ..PostgresOptions::default() };
    PostgresStore::open_with(url, options).await
}

/// The address of `shop` on whichever of the two servers takes writes.
fn on_either(first: &Cluster, second: &Cluster) -> String {
    let folder = second.url("").split_once("host=").map(|(_, folder)| folder.to_owned());
    format!("{}&host={}", first.url("shop"), folder.unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_standby_alone_is_refused() -> TestResult {
    let (first, standby) = pair()?;
    fill(&open(&first.url("shop")).await?, 1, 2).await?;
    let copied = standby.session("shop")?.query("SELECT 1 FROM journal")?;
    assert_eq!(copied.len(), 3, "the standby would answer");
    // Not even when the address asks for whichever server there is.
    for wish in ["", "&target_session_attrs=any"] {
        let refused = open(&format!("{}{wish}", standby.url("shop"))).await.err();
        let Some(StoreError::Unavailable(said)) = refused else {
            return Err(format!("{wish}: {refused:?}").into());
        };
        assert!(said.contains("database does not allow writes"), "{said}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_read_from_a_standby_until_it_takes_over() -> TestResult {
    let (mut first, standby) = pair()?;
    let store = open(&on_either(&first, &standby)).await?;
    let mut chain = fill(&store, 1, 2).await?;
    let before = store.load(member(1)).await?;
    assert_eq!(before.as_ref().map(|snapshot| snapshot.seq), Some(3));
    first.kill()?;
    let copied = standby.session("shop")?.query("SELECT 1 FROM journal")?;
    assert_eq!(copied.len(), 3, "the standby would answer");
    let refused = store.load(member(1)).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    let refused = store.journal_after(0, 10).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    let refused = store.append(enrolment(2)).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    standby.promote()?;
    assert_eq!(store.load(member(1)).await?, before);
    assert_eq!(store.append(Append::of(&chain.earn(10))).await?, Appended::Done);
    Ok(())
}
