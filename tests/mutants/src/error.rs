//! What can stop a run.

use std::path::{Path, PathBuf};

/// Why mutants could not be tried. A mutant that is missed is a result and no error.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MutantsError {
    #[error(
        "cargo-mutants is not installed; it names the mutants\n\
         hint: cargo install --locked cargo-mutants"
    )]
    NotInstalled,
    #[error("could not start `{command}`: {source}")]
    NotStarted { command: String, source: std::io::Error },
    #[error("`{command}` ended with {status}\n{words}")]
    Failed { command: String, status: String, words: String },
    #[error("{}: {source}", .path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error("{what} is not as expected: {source}")]
    Json { what: String, source: serde_json::Error },
    #[error("{what} is not as expected: {source}")]
    Toml { what: String, source: toml::de::Error },
    #[error("{file} is not Rust: {source}")]
    Syntax { file: String, source: syn::Error },
    #[error("no mutant is to blame for what the compiler says:\n{words}")]
    NobodyToBlame { words: String },
    #[error("it still does not compile after {passes} passes:\n{words}")]
    Endless { passes: usize, words: String },
    #[error("another run is going on in {}", .0.display())]
    Running(PathBuf),
    #[error("{0}")]
    Settings(String),
    #[error("{unit} does not pass without any mutant:\n{words}")]
    Unsound { unit: String, words: String },
}

impl MutantsError {
    /// For `map_err` on file operations.
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| Self::File { path, source }
    }

    /// For `map_err` on what was read as JSON.
    pub(crate) fn json(what: &str) -> impl FnOnce(serde_json::Error) -> Self {
        let what = what.to_owned();
        move |source| Self::Json { what, source }
    }
}
