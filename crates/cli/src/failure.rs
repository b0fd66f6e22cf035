//! How a command ends when it does not end well.

use crate::terminal;
use std::error::Error;
use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;

const YOURS: u8 = 1;
const OURS: u8 = 2;
const BROKEN_BOOK: u8 = 3;

/// The exit code, what to say, and what to do about it.
#[derive(Debug)]
pub(crate) struct Failure {
    exit: u8,
    /// Nothing when everything was said before.
    message: Option<String>,
    hint: Option<String>,
}

impl Failure {
    /// The caller can do something about it.
    pub(crate) fn input(message: impl Display) -> Self {
        Self { exit: YOURS, message: Some(message.to_string()), hint: None }
    }

    /// The caller can do something about it, and was told.
    pub(crate) fn input_told() -> Self {
        Self { exit: YOURS, message: None, hint: None }
    }

    /// Something of ours is broken.
    pub(crate) fn ours(message: impl Display) -> Self {
        Self { exit: OURS, message: Some(message.to_string()), hint: None }
    }

    /// The book does not verify.
    pub(crate) fn broken_book(message: impl Display) -> Self {
        Self { exit: BROKEN_BOOK, message: Some(message.to_string()), hint: None }
    }

    /// A file of the caller that cannot be used.
    pub(crate) fn file(path: &Path, error: &dyn Error) -> Self {
        Self::input(format!("{}: {}", path.display(), chain(error)))
    }

    /// The reader of our output went away, which is their right.
    fn unread() -> Self {
        Self { exit: 0, message: None, hint: None }
    }

    /// With what to do about it.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Display) -> Self {
        self.hint = Some(hint.to_string());
        self
    }

    /// Says it, and gives the exit code.
    pub(crate) fn report(self) -> ExitCode {
        if let Some(message) = &self.message {
            terminal::error(message);
        }
        if let Some(hint) = &self.hint {
            terminal::hint(hint);
        }
        ExitCode::from(self.exit)
    }
}

/// An error and what caused it, in one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let next = error.to_string();
        if !text.ends_with(&next) {
            text.push_str(": ");
            text.push_str(&next);
        }
        cause = error.source();
    }
    text
}

/// Errors of writing to standard output; files give their path with [`Failure::file`].
impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::unread(),
            _ => Self::ours(chain(&error)),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        match error.io_error_kind() {
            Some(kind) => std::io::Error::from(kind).into(),
            None => Self::ours(chain(&error)),
        }
    }
}

impl From<service::Error> for Failure {
    fn from(error: service::Error) -> Self {
        if error.is_refused() {
            return Self::input(&error).hint(error.code().entry().hint);
        }
        match error {
            service::Error::Broken(service::Broken::Store(error)) => error.into(),
            error => Self::ours(chain(&error)),
        }
    }
}

impl From<store::StoreError> for Failure {
    fn from(error: store::StoreError) -> Self {
        use store::StoreError::{
            Busy, ForeignFile, Full, InvalidCursor, NewerSchema, OutcomeUnknown, Unavailable,
        };
        let text = chain(&error);
        match error {
            Busy => Self::input(text)
                .hint("another process is using the database; stop it, or try again"),
            Unavailable(_) => Self::input(text)
                .hint("check the address of the database and whether its server runs"),
            OutcomeUnknown => Self::ours(text).hint("repeat the command to see what became of it"),
            ForeignFile => Self::input(text)
                .hint("give the path of a database that tessera made, or of a new file"),
            NewerSchema { .. } => Self::input(text).hint("update tessera"),
            Full => Self::input(text).hint("make room on the disk"),
            InvalidCursor => Self::input(text),
            _ => Self::ours(text),
        }
    }
}
