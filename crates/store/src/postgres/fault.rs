//! What an error of the database server means for us.
//!
//! INVARIANT: an error that says that a connection is lost is never taken for an answer to
//! the statement that was under way: whether it was carried out is unknown.

use crate::StoreError;
use std::error::Error as _;
use std::fmt::Write as _;
use tokio_postgres::Error;
use tokio_postgres::error::SqlState;

/// An error with everything behind it, in one line.
pub(super) fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let said = cause.to_string();
        if !text.contains(&said) {
            let _ = write!(text, ": {said}");
        }
        source = cause.source();
    }
    text
}

/// Whether the connection is of no use any more: cut, shut down by the server, or leading
/// to a server that does not take writes.
pub(super) fn is_lost(error: &Error) -> bool {
    let Some(code) = error.code() else {
        // A certificate that is not the right one is no better the next time.
        let cut = error.source().and_then(|cause| cause.downcast_ref::<std::io::Error>());
        let cut = cut.is_some_and(|cause| cause.kind() != std::io::ErrorKind::InvalidData);
        return error.is_closed() || cut || error.to_string().contains("unexpected message");
    };
    let class = &code.code()[..2];
    class == "08"
        || class == "57" && *code != SqlState::QUERY_CANCELED
        || *code == SqlState::READ_ONLY_SQL_TRANSACTION
        || *code == SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
        || *code == SqlState::TOO_MANY_CONNECTIONS
}

/// Whether others stood in the way: the same work may go through when tried again.
pub(super) fn is_contended(error: &Error) -> bool {
    error.code().is_some_and(|code| {
        [
            SqlState::UNIQUE_VIOLATION,
            SqlState::T_R_DEADLOCK_DETECTED,
            SqlState::T_R_SERIALIZATION_FAILURE,
            SqlState::LOCK_NOT_AVAILABLE,
        ]
        .contains(code)
    })
}

impl From<Error> for StoreError {
    fn from(error: Error) -> Self {
        let text = chain(&error).into();
        if is_lost(&error) {
            return Self::Unavailable(text);
        }
        let Some(code) = error.code() else {
            return Self::Database(text);
        };
        if *code == SqlState::DISK_FULL {
            return Self::Full;
        }
        if is_contended(&error) || *code == SqlState::QUERY_CANCELED {
            return Self::Busy;
        }
        let damaged = [SqlState::IO_ERROR, SqlState::DATA_CORRUPTED, SqlState::INDEX_CORRUPTED];
        if damaged.contains(code) {
            return Self::Fatal(text);
        }
        Self::Database(text)
    }
}
