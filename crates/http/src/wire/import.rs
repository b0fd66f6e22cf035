//! Files that are brought in.

use super::ids;
use super::text::Moment;
use model::id::ImportId;
use serde::Serialize;
use service::imports::RowError;
use service::imports::office::{self, FileKind, Import, ImportState};
use service::keys::Caller;
use utoipa::ToSchema;

/// Errors that are shown with an import; all of them are in its CSV.
const SHOWN_ERRORS: usize = 100;

/// A file that is brought in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Import)]
pub(crate) struct ImportBody {
    /// Its id.
    #[schema(value_type = ids::ImportId)]
    pub(crate) id: ImportId,
    /// What is in it.
    kind: ImportKind,
    /// How far it is.
    state: ImportStateBody,
    /// What the file is called.
    file_name: String,
    /// When it was sent.
    made_at: Moment,
    /// Whoever asks sent it, and has to leave the start to a colleague: corrections need four eyes.
    needs_colleague: bool,
    /// Rows in the file; for receipts joinings, purchases and returns.
    total: u64,
    /// Rows that are done.
    done: u64,
    /// Rows that were brought in.
    created: u64,
    /// Rows that could not be used.
    failed: u64,
    /// Columns of the file.
    columns: Vec<ImportColumn>,
    /// The first rows as they are, until they are brought in.
    preview: Vec<Vec<String>>,
    /// Rows that could not be used, the first of them.
    errors: Vec<ImportRowError>,
    /// Why it ended early, or could not be taken back as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    trouble: Option<String>,
}

/// What is in a file.
#[derive(Clone, Copy, Debug, Serialize, serde::Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ImportKind {
    /// Members with balances.
    Members,
    /// Receipts and returns.
    Receipts,
}

impl From<ImportKind> for FileKind {
    fn from(kind: ImportKind) -> Self {
        match kind {
            ImportKind::Members => Self::Members,
            ImportKind::Receipts => Self::Receipts,
        }
    }
}

/// How far an import is.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ImportState)]
pub(crate) enum ImportStateBody {
    /// Looked through; nothing was done.
    Checked,
    /// On its way.
    Running,
    /// Everything that could be brought in is.
    Done,
    /// It ended early; starting it goes on.
    Failed,
    /// It is being taken back.
    Undoing,
    /// It was taken back.
    Undone,
}

/// A column of a file.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportColumn {
    /// What it is called.
    name: String,
    /// What it means.
    means: String,
}

/// A row that could not be used.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ImportRowError {
    /// Its line in the file.
    line: u64,
    /// The column that it lies in, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    /// Stable code.
    code: String,
    /// What exactly; may be empty where the code says all.
    message: String,
    /// What to do about it.
    hint: String,
}

impl ImportBody {
    /// As `caller` sees it, who may have to leave its start to somebody else.
    pub(crate) fn of(import: Import, caller: &Caller, needs_colleagues: bool) -> Self {
        let needs_colleague = needs_colleagues && office::is_own(caller, &import.about);
        let Import { id, state, about } = import;
        let columns = about.columns.into_iter();
        let created = match state {
            ImportState::Checked => 0,
            _ => about.done.saturating_sub(about.failed),
        };
        Self {
            id,
            kind: match about.kind {
                FileKind::Members => ImportKind::Members,
                FileKind::Receipts => ImportKind::Receipts,
            },
            state: state.into(),
            file_name: about.file_name.to_string(),
            made_at: Moment(about.made_at),
            needs_colleague,
            total: about.total,
            done: about.done,
            created,
            failed: about.failed,
            columns: columns.map(|(name, means)| ImportColumn { name, means }).collect(),
            preview: about.first,
            errors: about.errors.iter().take(SHOWN_ERRORS).map(ImportRowError::from).collect(),
            trouble: about.trouble,
        }
    }
}

impl From<&RowError> for ImportRowError {
    fn from(error: &RowError) -> Self {
        Self {
            line: error.line,
            column: error.column.as_ref().map(ToString::to_string),
            code: error.code.to_string(),
            message: error.detail.clone(),
            hint: error.hint.clone(),
        }
    }
}

impl From<ImportState> for ImportStateBody {
    fn from(state: ImportState) -> Self {
        match state {
            ImportState::Checked => Self::Checked,
            ImportState::Running => Self::Running,
            ImportState::Done => Self::Done,
            ImportState::Failed => Self::Failed,
            ImportState::Undoing => Self::Undoing,
            ImportState::Undone => Self::Undone,
        }
    }
}
