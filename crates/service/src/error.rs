//! What a use case answers when it does not do what was asked. An expected "no" and
//! broken infrastructure are different: the first is an answer, the second is logged.

use ledger::{BookError, FoldError};
use model::code::Kind;
use model::outcome::{Missing, Refusal};
use model::{Code, Key};
use programme::diagnostic::Diagnostics;
use std::fmt;
use store::StoreError;

/// Why something was not done.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// An expected "no", with a stable code.
    #[error("{0}")]
    Refused(Box<Refused>),
    /// Something of ours is broken or busy. Unless told otherwise the outcome is open:
    /// repeating with the same key resolves it.
    #[error("{0}")]
    Broken(#[from] Broken),
}

/// An expected "no".
#[derive(Clone, Debug)]
pub struct Refused {
    /// The reason.
    pub code: Code,
    /// Everything that was refused, the deciding one among them.
    pub refusals: Vec<Refusal>,
    /// What exactly, in one sentence for developers.
    pub detail: Option<String>,
    /// Findings about a document.
    pub diagnostics: Option<Diagnostics>,
}

/// What can break.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Broken {
    /// The store failed.
    #[error("the store failed")]
    Store(#[source] StoreError),
    /// The engine decided something that cannot be booked.
    #[error("a decision cannot be booked")]
    Book(#[source] BookError),
    /// The journal contradicts itself.
    #[error("the journal contradicts itself")]
    Journal(#[source] FoldError),
    /// Others were faster too often.
    #[error("too many others write the same place")]
    Busy,
    /// Something that was written by us cannot be read.
    #[error("{what} cannot be read: {reason}")]
    Unreadable {
        /// What.
        what: &'static str,
        /// Why.
        reason: String,
    },
}

impl Error {
    /// A "no" with a sentence for developers.
    pub fn refused(code: Code, detail: impl Into<String>) -> Self {
        Self::Refused(Box::new(Refused {
            code,
            refusals: Vec::new(),
            detail: Some(detail.into()),
            diagnostics: None,
        }))
    }

    /// A "no" that the code alone explains.
    pub fn plain(code: Code) -> Self {
        Self::Refused(Box::new(Refused {
            code,
            refusals: Vec::new(),
            detail: None,
            diagnostics: None,
        }))
    }

    /// The "no" of a decision.
    pub(crate) fn fatal(code: Code, refusals: Vec<Refusal>) -> Self {
        Self::Refused(Box::new(Refused { code, refusals, detail: None, diagnostics: None }))
    }

    /// A document with errors.
    pub(crate) fn document(diagnostics: Diagnostics) -> Self {
        Self::Refused(Box::new(Refused {
            code: Code::PROGRAMME_INVALID,
            refusals: Vec::new(),
            detail: None,
            diagnostics: Some(diagnostics),
        }))
    }

    /// The stable code of the answer.
    pub fn code(&self) -> Code {
        match self {
            Self::Refused(refused) => refused.code,
            Self::Broken(
                Broken::Busy | Broken::Store(StoreError::Busy | StoreError::Unavailable(_)),
            ) => Code::BUSY,
            Self::Broken(Broken::Store(StoreError::OutcomeUnknown)) => Code::OUTCOME_UNKNOWN,
            Self::Broken(Broken::Store(StoreError::Full)) => Code::STORAGE_FULL,
            Self::Broken(_) => Code::INTERNAL,
        }
    }

    /// The kind of answer.
    pub fn kind(&self) -> Kind {
        self.code().kind()
    }

    /// Whether it is an expected "no".
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::Refused(_))
    }

    /// Whether the process should stop.
    pub fn is_fatal(&self) -> bool {
        matches!(self, Self::Broken(Broken::Store(error)) if error.is_fatal())
    }
}

impl Broken {
    /// A chain in memory that shows a fault of ours.
    pub(crate) fn of_chain(error: &simulation::ChainError) -> Self {
        let source = std::error::Error::source(error);
        let source = source.map_or_else(String::new, |source| format!(": {source}"));
        Self::Unreadable { what: "a decision in memory", reason: format!("{error}{source}") }
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let title = self.code.entry().title.trim_end_matches('.');
        write!(f, "{}: {title}", self.code)?;
        match &self.detail {
            Some(detail) => write!(f, " ({detail})"),
            None => Ok(()),
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::InvalidCursor => {
                Self::refused(Code::REQUEST_INVALID, "the cursor is not one of ours")
            }
            error => Self::Broken(Broken::Store(error)),
        }
    }
}

impl From<BookError> for Error {
    fn from(error: BookError) -> Self {
        match error {
            BookError::Insufficient { unit, missing } => {
                let missing = Missing::Units { unit: unit.clone(), amount: missing };
                let refusal = fatal_refusal(Code::UNITS_INSUFFICIENT, unit, missing);
                Self::fatal(Code::UNITS_INSUFFICIENT, vec![refusal])
            }
            BookError::AlreadySpent { unit, missing } => {
                let missing = Missing::Units { unit: unit.clone(), amount: missing };
                let refusal = fatal_refusal(Code::RETURN_POINTS_SPENT, unit, missing);
                Self::fatal(Code::RETURN_POINTS_SPENT, vec![refusal])
            }
            BookError::UnknownHold(hold) => Self::refused(Code::HOLD_NOT_FOUND, hold.to_string()),
            BookError::Apply(ledger::ApplyError::TooLarge(unit)) => {
                Self::refused(Code::AMOUNT_TOO_LARGE, format!("balance of {unit}"))
            }
            error => Self::Broken(Broken::Book(error)),
        }
    }
}

impl From<FoldError> for Error {
    fn from(error: FoldError) -> Self {
        match error {
            FoldError::SeriesOverflow(series) => {
                Self::refused(Code::AMOUNT_TOO_LARGE, format!("running number {series}"))
            }
            error => Self::Broken(Broken::Journal(error)),
        }
    }
}

fn fatal_refusal(code: Code, subject: Key, missing: Missing) -> Refusal {
    Refusal { code, subject: Some(subject), shown: None, missing: Some(missing), fatal: true }
}
