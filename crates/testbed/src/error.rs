//! What can go wrong with a server for tests.

use std::path::PathBuf;

/// A server that could not be started, reached or asked.
#[derive(Debug, thiserror::Error)]
pub enum TestbedError {
    /// There are no programs of PostgreSQL on this machine.
    #[error(
        "PostgreSQL is not installed: the tests need its server (Debian, Ubuntu: \
         `sudo apt install postgresql-15`; `make needs-postgres` looks for it)"
    )]
    NotInstalled,
    /// A file or a program could not be used.
    #[error("cannot {what}")]
    Io {
        /// What was tried.
        what: String,
        /// Why it failed.
        #[source]
        source: std::io::Error,
    },
    /// A program of PostgreSQL ended with a failure.
    #[error("{program} failed: {output}")]
    Program {
        /// Which program.
        program: String,
        /// What it said.
        output: String,
    },
    /// The server ended, or did not become ready in time.
    #[error("the server in {folder} does not start: {log}")]
    NotReady {
        /// Where it lives.
        folder: PathBuf,
        /// The end of its log.
        log: String,
    },
    /// The server refused a statement.
    #[error("the server refused `{statement}`: {message}")]
    Refused {
        /// What was asked.
        statement: String,
        /// What it said.
        message: String,
    },
    /// An address that names no socket.
    #[error("`{0}` is not the address of a server on a unix socket")]
    Address(String),
}

impl TestbedError {
    /// Names what was tried when an operation on files failed.
    pub(crate) fn io(what: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let what = what.into();
        move |source| Self::Io { what, source }
    }
}
