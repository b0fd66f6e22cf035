//! The stores that tests run on: SQLite in memory, or a database of the shared PostgreSQL
//! server when `TESSERA_TEST_BACKEND` is `postgres`.

#![allow(dead_code, reason = "every test file uses another part")]

use std::sync::{Arc, Mutex, PoisonError};
use store::{PostgresStore, SqliteStore, Store, StoreError};
use testbed::{Cluster, Database};

/// Chooses the backend of all tests that do not choose themselves.
const VARIABLE: &str = "TESSERA_TEST_BACKEND";

/// A fresh store of the backend that was chosen, and what has to live as long as it.
pub(crate) async fn fresh() -> (Arc<dyn Store>, Option<Database>) {
    match std::env::var(VARIABLE).as_deref() {
        Ok("postgres") => {
            let database = database();
            (on_server(&database).await, Some(database))
        }
        Ok(other) if !other.is_empty() && other != "sqlite" => {
            panic!("{VARIABLE} is `sqlite` or `postgres`, not `{other}`")
        }
        _ => (Arc::new(SqliteStore::in_memory().expect("memory is there")), None),
    }
}

/// An empty database of the shared server.
pub(crate) fn database() -> Database {
    let cluster = Cluster::shared().expect("PostgreSQL starts");
    cluster.database().expect("a database is made")
}

/// A store in such a database; each one is a node of its own.
pub(crate) async fn on_server(database: &Database) -> Arc<dyn Store> {
    Arc::new(PostgresStore::open(database.url()).await.expect("the database opens"))
}

/// Databases of the shared server that are used again, because emptying one is much
/// quicker than making one.
#[derive(Default)]
pub(crate) struct Databases(Mutex<Vec<Database>>);

impl Databases {
    /// An empty store. It must be gone when the next one is asked for.
    pub(crate) async fn fresh(&self) -> Result<Arc<dyn Store>, StoreError> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let database = match known {
            Some(database) => {
                empty(&database);
                database
            }
            None => database(),
        };
        let store = PostgresStore::open(database.url()).await?;
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(database);
        Ok(Arc::new(store))
    }
}

/// As if it had just been made.
fn empty(database: &Database) {
    let mut session = database.session().expect("the server is there");
    session
        .query(
            "DO $$ DECLARE names text; BEGIN
                 ALTER TABLE journal DISABLE TRIGGER ALL;
                 SELECT string_agg(quote_ident(tablename), ', ') INTO names FROM pg_tables
                 WHERE schemaname = current_schema()
                   AND tablename NOT IN ('schema_version', 'projections', 'numbers');
                 EXECUTE 'TRUNCATE ' || names;
                 UPDATE projections SET position = 0, outbox_through = 0, outbox_number = 0,
                                        visitors = 0;
                 UPDATE numbers SET value = 0;
                 ALTER TABLE journal ENABLE TRIGGER ALL;
             END $$",
        )
        .expect("nobody uses the database");
}
