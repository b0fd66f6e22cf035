//! `tessera diff`: what differs between two documents, in sentences.

use crate::documents;
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use programme::document::Document;
use std::path::{Path, PathBuf};

/// Say what differs between two programme documents.
#[derive(Args, Debug)]
pub(crate) struct DiffArguments {
    /// The document before, or its folder.
    #[arg(value_name = "BEFORE")]
    before: PathBuf,
    /// The document after, or its folder.
    #[arg(value_name = "AFTER")]
    after: PathBuf,
    /// Print changes as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &DiffArguments) -> Result<(), Failure> {
    let changes = programme::diff(&read(&arguments.before)?, &read(&arguments.after)?);
    if arguments.json {
        return terminal::print_json(&changes);
    }
    if changes.is_empty() {
        terminal::say("no difference");
    }
    terminal::print(changes.iter().map(|change| format!("{change}\n")).collect::<String>())
}

/// A document whose structure is right; it may still contradict itself.
fn read(path: &Path) -> Result<Document, Failure> {
    let checked = documents::check(path)?;
    checked.loaded.document.ok_or_else(|| {
        let path = documents::path_of(path);
        let failure = Failure::input(format!("{} cannot be read", path.display()));
        failure.hint(format!("`tessera check {}` says why", path.display()))
    })
}
