//! Connections for reading. Taking one never waits: when all are in use another is
//! opened, and closed again afterwards unless it is needed.

use super::options::open_reader;
use crate::StoreError;
use rusqlite::Connection;
use std::fs::File;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// The pool.
pub(super) struct Readers {
    path: PathBuf,
    keep: usize,
    idle: Mutex<Vec<Connection>>,
    /// Closed after the last connection: whoever closes a file lets go of all locks that their
    /// process holds on it, those of SQLite as well.
    _file: Arc<File>,
}

impl Readers {
    /// An empty pool that keeps up to `keep` connections.
    pub(super) fn new(path: PathBuf, keep: usize, file: Arc<File>) -> Self {
        let idle = Mutex::new(Vec::with_capacity(keep));
        Self { path, keep, idle, _file: file }
    }

    /// Runs one read.
    pub(super) fn with<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let idle = self.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => open_reader(&self.path)?,
        };
        let result = read(&connection);
        let mut idle = self.idle();
        if idle.len() < self.keep {
            idle.push(connection);
        }
        result
    }

    /// Closes what is idle.
    pub(super) fn close(&self) {
        self.idle().clear();
    }

    /// A poisoned lock is fine: the list is whole between any two of its operations.
    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
