//! The backends under test.

use std::sync::Arc;
use tempfile::TempDir;
use tessera_store::{SqliteStore, Store, StoreError};

/// A fresh store, and the folder that goes with it.
pub(crate) struct Backend {
    pub(crate) store: Arc<dyn Store>,
    _folder: Option<TempDir>,
}

pub(crate) fn file() -> Result<Backend, Box<dyn std::error::Error + Send + Sync>> {
    let folder = tempfile::tempdir()?;
    Ok(Backend {
        store: Arc::new(SqliteStore::open(folder.path().join("tessera.db"))?),
        _folder: Some(folder),
    })
}

pub(crate) fn memory() -> Result<Backend, StoreError> {
    Ok(Backend { store: Arc::new(SqliteStore::in_memory()?), _folder: None })
}
