//! Bringing members and receipts of another system in, row by row.
//!
//! An import is a run with an id. Every row asks with a key made of the file and its place, so a
//! run that was interrupted goes on by sending everything again: what was done answers at once.
//! A run keeps what each row became, and can be undone. The command line and the console use the
//! same runs; the console keeps its file in a task until it is done ([`office`]).

mod carry;
mod columns;
mod members;
pub mod office;
mod receipts;
mod run;
mod undo;
mod worker;

pub use carry::{Carrying, Outcome, Plan, Refusal, refusal};
pub use members::{Looked, check, known_columns, members};
pub use receipts::{receipts, row_errors};
pub use run::{Begun, NewRun, Run, list};
pub use undo::{Undone, undo};
pub use worker::Done;

use crate::error::Error;
use smol_str::SmolStr;

/// A row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct RowError {
    /// Its line in the file.
    pub line: u64,
    /// The column that it lies in, when it is one.
    pub column: Option<SmolStr>,
    /// Stable code.
    pub code: SmolStr,
    /// What exactly.
    pub detail: String,
    /// What to do about it.
    pub hint: String,
}

/// Rows that could not be used: all are counted, the first of them are kept.
#[derive(Clone, Debug, Default)]
pub struct RowErrors {
    most: usize,
    rows: Vec<RowError>,
    count: u64,
}

impl RowErrors {
    /// None yet; so many are kept at most.
    pub fn keeping(most: usize) -> Self {
        Self { most, ..Self::default() }
    }

    /// The first of all that there are.
    pub(crate) fn of(mut rows: Vec<RowError>, most: usize) -> Self {
        let count = rows.len() as u64;
        rows.truncate(most);
        Self { most, rows, count }
    }

    pub(crate) fn push(&mut self, error: RowError) {
        self.count += 1;
        if self.rows.len() < self.most {
            self.rows.push(error);
        }
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Those that were kept.
    pub fn into_rows(self) -> Vec<RowError> {
        self.rows
    }
}

/// Why an import did not go on.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    File(#[source] csv::Error),
    /// A column means nothing.
    #[error("the column `{0}` is not known")]
    Column(String),
    /// A file of receipts cannot be read.
    #[error(transparent)]
    Receipts(simulation::HistoryError),
    /// The service says no, or is broken.
    #[error(transparent)]
    Service(#[from] Error),
}

/// Every column that a file of members may have.
pub const COLUMNS: &str =
    "id, phone, email, card, name, birthday, language, country, joined, balance.UNIT";

/// What exactly was refused, without the code that stands beside it.
pub(crate) fn detail(refused: &crate::Refused) -> String {
    refused.detail.clone().unwrap_or_else(|| refused.code.entry().title.to_owned())
}
