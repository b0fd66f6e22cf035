//! What an error of the database means for us.
//!
//! INVARIANT: after an I/O error, a failed fsync or damage nothing more is written
//! through this store, because what the disk holds is then unknown.

use crate::StoreError;
use rusqlite::{ErrorCode, ffi};
use std::sync::{Arc, OnceLock};

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error() else {
            return Self::Database(error.to_string().into());
        };
        match code.code {
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::SystemIoFailure if code.extended_code == ffi::SQLITE_IOERR_NOMEM => {
                Self::Database(error.to_string().into())
            }
            ErrorCode::SystemIoFailure | ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                Self::Fatal(error.to_string().into())
            }
            _ => Self::Database(error.to_string().into()),
        }
    }
}

/// Whether the store has failed for good; shared by everything that touches it.
#[derive(Clone, Default)]
pub(super) struct Failure(Arc<OnceLock<Arc<str>>>);

impl Failure {
    /// Refuses when the store has failed.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        match self.0.get() {
            Some(reason) => Err(StoreError::Fatal(reason.clone())),
            None => Ok(()),
        }
    }

    /// Remembers a fatal error and passes every result on.
    pub(super) fn note<T>(&self, result: Result<T, StoreError>) -> Result<T, StoreError> {
        if let Err(StoreError::Fatal(reason)) = &result
            && self.0.set(reason.clone()).is_ok()
        {
            tracing::error!(%reason, "the database failed");
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(code: std::ffi::c_int) -> StoreError {
        rusqlite::Error::SqliteFailure(ffi::Error::new(code), None).into()
    }

    #[test]
    fn a_failed_fsync_is_fatal_and_a_full_disk_is_not() {
        assert!(error(ffi::SQLITE_IOERR_FSYNC).is_fatal());
        assert!(error(ffi::SQLITE_IOERR_WRITE).is_fatal());
        assert!(error(ffi::SQLITE_CORRUPT).is_fatal());
        assert!(matches!(error(ffi::SQLITE_FULL), StoreError::Full));
        assert!(matches!(error(ffi::SQLITE_BUSY), StoreError::Busy));
    }

    #[test]
    fn a_failed_store_takes_nothing_more() {
        let failure = Failure::default();
        assert!(failure.check().is_ok());
        let _ = failure.note::<()>(Err(error(ffi::SQLITE_IOERR_FSYNC)));
        assert!(failure.clone().check().is_err_and(|e| e.is_fatal()));
    }
}
