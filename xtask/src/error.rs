//! What can stop a chore.

use std::path::PathBuf;

/// Why a chore did not end well. Findings are the user's to mend; the rest is a broken set-up.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ChoreError {
    /// The chore ran and found things to mend, one line each.
    #[error("{}\n{chore}: {} to mend", .findings.join("\n"), .findings.len())]
    Findings { chore: &'static str, findings: Vec<String> },
    #[error("`{command}` ended with {status}")]
    Failed { command: String, status: String },
    #[error("could not start `{command}`: {source}")]
    NotStarted { command: String, source: std::io::Error },
    #[error("{}: {source}", .path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("`cargo metadata` gave something unexpected: {0}")]
    Metadata(String),
    #[error("{0}")]
    Server(String),
    #[error("{0}")]
    Usage(String),
}

impl ChoreError {
    /// For `map_err` on file operations.
    pub(crate) fn file(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { path, source }
    }
}

/// Turns a list of findings into the chore's answer.
pub(crate) fn verdict(chore: &'static str, findings: Vec<String>) -> Result<(), ChoreError> {
    if findings.is_empty() { Ok(()) } else { Err(ChoreError::Findings { chore, findings }) }
}
