//! The backends under test.

use std::sync::Arc;
use tempfile::TempDir;
use tessera_store::{PostgresStore, SqliteOptions, SqliteStore, Store, StoreError};
use testbed::{Cluster, Database};

/// A fresh store, and the folder or database that goes with it.
pub(crate) struct Backend {
    pub(crate) store: Arc<dyn Store>,
    _folder: Option<TempDir>,
    _database: Option<Database>,
}

pub(crate) async fn file() -> Result<Backend, Box<dyn std::error::Error + Send + Sync>> {
    let folder = tempfile::tempdir()?;
    Ok(Backend {
        store: Arc::new(SqliteStore::open(folder.path().join("tessera.db"))?),
        _folder: Some(folder),
        _database: None,
    })
}

/// A file in which claims are carried over to their tables after every few appends.
pub(crate) async fn settling() -> Result<Backend, Box<dyn std::error::Error + Send + Sync>> {
    let folder = tempfile::tempdir()?;
    let options = SqliteOptions { gathered: 2, ..SqliteOptions::default() };
    let store = SqliteStore::open_with(folder.path().join("tessera.db"), options)?;
    Ok(Backend { store: Arc::new(store), _folder: Some(folder), _database: None })
}

pub(crate) async fn memory() -> Result<Backend, StoreError> {
    Ok(Backend { store: Arc::new(SqliteStore::in_memory()?), _folder: None, _database: None })
}

/// A database of a throw-away server.
pub(crate) async fn postgres() -> Result<Backend, Box<dyn std::error::Error + Send + Sync>> {
    let database = Cluster::shared()?.database()?;
    let store = Arc::new(PostgresStore::open(database.url()).await?);
    Ok(Backend { store, _folder: None, _database: Some(database) })
}
