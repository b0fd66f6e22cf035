//! What can go wrong in a store. Expected answers, such as a sequence number that is
//! taken, are not errors: they are variants of [`crate::Appended`].

use std::sync::Arc;

/// A store that could not do what it was asked. Cheap to clone, because all appends of
/// a group share the failure of their transaction.
#[derive(Clone, Debug, thiserror::Error)]
pub enum StoreError {
    /// No room: nothing was written, other work may go on.
    #[error("the database is full")]
    Full,
    /// Somebody else holds the database; the same call may succeed later.
    #[error("the database is busy")]
    Busy,
    /// The database server does not answer in time: nothing was written, and the same call
    /// may succeed later.
    #[error("the database does not answer: {0}")]
    Unavailable(Arc<str>),
    /// The database server was lost after it was asked to commit, and could not be asked
    /// within the deadline what became of it. The same call with the same key tells.
    #[error("the database was lost while it committed")]
    OutcomeUnknown,
    /// The disk or the file is broken. The outcome of work under way is unknown, and
    /// the store takes nothing more: the process should stop.
    #[error("the database failed and takes no more work: {0}")]
    Fatal(Arc<str>),
    /// The store is being closed.
    #[error("the store is closed")]
    Closed,
    /// The database was made by a later version of the program.
    #[error("the database has schema {found}, this program knows {known}: use a newer program")]
    NewerSchema {
        /// What the database says.
        found: u32,
        /// The latest that this program knows.
        known: u32,
    },
    /// The file belongs to another program.
    #[error("the file is not a database of ours")]
    ForeignFile,
    /// The database engine is older than what is known to be safe.
    #[error("the database engine {found} is older than {needed}")]
    OldEngine {
        /// What is linked.
        found: String,
        /// What is needed at least.
        needed: &'static str,
    },
    /// A row that cannot be read back.
    #[error("a stored {what} cannot be read: {reason}")]
    Unreadable {
        /// Which kind of row.
        what: &'static str,
        /// What the reader says.
        reason: Arc<str>,
    },
    /// A cursor that no list of ours gave out.
    #[error("the cursor is not one that was given out")]
    InvalidCursor,
    /// The caller broke a rule of the interface.
    #[error("wrong use of the store: {0}")]
    Misuse(&'static str),
    /// Anything else that the database says.
    #[error("the database refused: {0}")]
    Database(Arc<str>),
}

impl StoreError {
    pub(crate) fn unreadable(what: &'static str, reason: impl std::fmt::Display) -> Self {
        Self::Unreadable { what, reason: reason.to_string().into() }
    }

    /// Something that the database says about one piece of work.
    pub(crate) fn database(reason: impl std::fmt::Display) -> Self {
        Self::Database(reason.to_string().into())
    }

    /// Whether nothing more can be done with this store.
    pub fn is_fatal(&self) -> bool {
        matches!(self, Self::Fatal(_))
    }
}
