//! Servers start, answer, fail and come back.

use tessera_testbed::{Cluster, Settings, TestbedError};

type TestResult = Result<(), TestbedError>;

#[test]
fn databases_of_one_server_do_not_see_each_other() -> TestResult {
    let cluster = Cluster::shared()?;
    let (first, second) = (cluster.database()?, cluster.database()?);
    first.session()?.query("CREATE TABLE things (name TEXT)")?;
    first.session()?.query("INSERT INTO things VALUES ('one'), (NULL)")?;
    let rows = first.session()?.query("SELECT name FROM things ORDER BY name")?;
    assert_eq!(rows, [[Some("one".to_owned())], [None]]);
    let refused = second.session()?.query("SELECT name FROM things");
    assert!(matches!(refused, Err(TestbedError::Refused { .. })), "{refused:?}");
    Ok(())
}

#[test]
fn a_dropped_database_is_gone_even_when_somebody_is_connected() -> TestResult {
    let cluster = Cluster::shared()?;
    let database = cluster.database()?;
    let name = database.name().to_owned();
    let mut session = database.session()?;
    drop(database);
    assert!(session.query("SELECT 1").is_err());
    let count = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    assert!(cluster.session("postgres")?.query(&count)?.is_empty());
    Ok(())
}

#[test]
fn a_killed_server_comes_back_with_what_was_committed() -> TestResult {
    let mut cluster = Cluster::start(Settings { fsync: true, tcp: true, extra: Vec::new() })?;
    let mut session = cluster.session("postgres")?;
    session.query("CREATE TABLE things (name TEXT)")?;
    session.query("INSERT INTO things VALUES ('one')")?;
    let process = cluster.process();
    cluster.kill()?;
    assert!(session.query("SELECT 1").is_err());
    assert!(cluster.session("postgres").is_err());
    cluster.start_again()?;
    assert_ne!(cluster.process(), process);
    let rows = cluster.session("postgres")?.query("SELECT name FROM things")?;
    assert_eq!(rows, [[Some("one".to_owned())]]);
    cluster.stop()?;
    cluster.start_again()?;
    assert_eq!(cluster.session("postgres")?.query("SELECT 1 FROM things")?.len(), 1);
    Ok(())
}

#[test]
fn a_standby_has_every_commit_and_takes_over() -> TestResult {
    let mut first = Cluster::start(Settings::default())?;
    let standby = first.standby(Settings::default())?;
    let mut session = first.session("postgres")?;
    session.query("CREATE TABLE things (name TEXT)")?;
    session.query("INSERT INTO things VALUES ('one')")?;
    first.kill()?;
    standby.promote()?;
    let mut session = standby.session("postgres")?;
    session.query("INSERT INTO things VALUES ('two')")?;
    assert_eq!(session.query("SELECT name FROM things")?.len(), 2);
    Ok(())
}
