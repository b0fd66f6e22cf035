//! Placing the tables where the server has the extension Citus. `citus.sql` stands in for it.

use std::collections::BTreeSet;
use tessera_store::postgres::{Distributed, Placement, TABLES};
use tessera_store::{PostgresStore, StoreError};
use testbed::{Cluster, Database, TestbedError};

type TestResult = Result<(), Box<dyn std::error::Error + Send + Sync>>;

const CITUS: &str = include_str!("citus.sql");

/// What the extension was asked, in the order of the calls: table, column, lies with.
const CALLS: &str =
    "SELECT table_name, distribution_column, colocate_with FROM citus.calls ORDER BY number";

const PROTECTION: &str = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname";

/// A database that looks like one in which the extension was created.
fn with_citus() -> Result<Database, TestbedError> {
    let database = Cluster::shared()?.database()?;
    let mut session = database.session()?;
    session.query(CITUS)?;
    let path = "SET search_path = public, citus, pg_catalog";
    session.query(&format!("ALTER DATABASE {} {path}", database.name()))?;
    Ok(database)
}

/// All tables that do not stay where they are.
fn all_placed() -> Vec<&'static str> {
    let placed = TABLES.iter().filter(|(_, placement)| *placement != Placement::Coordinator);
    placed.map(|(table, _)| *table).collect()
}

#[tokio::test]
async fn every_table_is_placed_once_by_its_column() -> TestResult {
    let database = with_citus()?;
    let store = PostgresStore::open(database.url()).await?;
    assert_eq!(store.distribute().await?, Distributed::Done(all_placed()));
    let mut session = database.session()?;
    let calls = session.query(CALLS)?;
    let expected = TABLES.iter().filter_map(|(table, placement)| {
        let (column, with) = match (placement, *table) {
            (Placement::Coordinator, _) => return None,
            (Placement::Everywhere, _) => (None, None),
            (Placement::By("owner"), table) if table != "journal" => {
                (Some("owner"), Some("journal"))
            }
            (Placement::By(column), _) => (Some(*column), Some("none")),
        };
        Some([Some(*table), column, with].map(|word| word.map(str::to_owned)))
    });
    assert_eq!(calls, expected.collect::<Vec<_>>());
    // Nothing that the database has is forgotten.
    let tables = session.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")?;
    let tables: BTreeSet<String> = tables.into_iter().flatten().flatten().collect();
    let named: BTreeSet<String> = TABLES.iter().map(|(table, _)| (*table).to_owned()).collect();
    assert_eq!(tables, named);

    assert_eq!(store.distribute().await?, Distributed::Done(Vec::new()));
    assert_eq!(session.query(CALLS)?, calls);
    Ok(())
}

#[tokio::test]
async fn a_table_that_came_later_is_placed_by_itself() -> TestResult {
    let database = with_citus()?;
    let store = PostgresStore::open(database.url()).await?;
    store.distribute().await?;
    let mut session = database.session()?;
    session.query("DELETE FROM citus.calls")?;
    session.query("DELETE FROM citus.pg_dist_partition WHERE logicalrelid = 'visits'::regclass")?;
    assert_eq!(store.distribute().await?, Distributed::Done(vec!["visits"]));
    let call = ["visits", "day", "none"].map(|word| Some(word.to_owned()));
    assert_eq!(session.query(CALLS)?, [call]);
    Ok(())
}

#[tokio::test]
async fn what_is_refused_leaves_every_table_as_it_was() -> TestResult {
    let database = with_citus()?;
    let store = PostgresStore::open(database.url()).await?;
    let mut session = database.session()?;
    let protection = session.query(PROTECTION)?;
    assert_eq!(protection.len(), 2, "{protection:?}");
    // A key without the column that the table is placed by; many tables come before it.
    session
        .query("CREATE UNIQUE INDEX deliveries_once ON webhook_deliveries (owner, seq, event)")?;
    let refused = store.distribute().await;
    let Err(StoreError::Database(said)) = refused else {
        return Err(format!("{refused:?}").into());
    };
    assert!(said.contains("deliveries_once does not include the partition column"), "{said}");
    assert!(session.query(CALLS)?.is_empty());
    assert_eq!(session.query(PROTECTION)?, protection);
    session.query("DROP INDEX deliveries_once")?;
    assert_eq!(store.distribute().await?, Distributed::Done(all_placed()));
    assert!(session.query(PROTECTION)?.is_empty());
    Ok(())
}

#[tokio::test]
async fn an_extension_that_the_database_does_not_use_places_nothing() -> TestResult {
    let database = with_citus()?;
    let store = PostgresStore::open(database.url()).await?;
    let mut session = database.session()?;
    session.query(
        "CREATE OR REPLACE VIEW citus.pg_available_extensions AS
        SELECT 'citus'::name AS name, '13.0-1'::text AS default_version,
               NULL::text AS installed_version, NULL::text AS comment",
    )?;
    assert_eq!(store.distribute().await?, Distributed::NotCreated);
    session.query("DROP VIEW citus.pg_available_extensions")?;
    assert_eq!(store.distribute().await?, Distributed::NotInstalled);
    assert!(session.query(CALLS)?.is_empty());
    Ok(())
}
