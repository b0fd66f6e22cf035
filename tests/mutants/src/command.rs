//! Programs that a run starts and waits for.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::error::MutantsError;

/// A program in a folder.
pub(crate) fn program(folder: &Path, name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command
}

/// Its output, whether it ended well or not.
pub(crate) fn output(command: &mut Command) -> Result<Output, MutantsError> {
    command.output().map_err(|source| MutantsError::NotStarted { command: line(command), source })
}

/// What it wrote to standard output; an error when it did not end well.
pub(crate) fn text(command: &mut Command) -> Result<String, MutantsError> {
    let output = output(command)?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(failed(command, &output))
}

/// The error about a program that did not end well.
pub(crate) fn failed(command: &Command, output: &Output) -> MutantsError {
    MutantsError::Failed {
        command: line(command),
        status: output.status.to_string(),
        words: String::from_utf8_lossy(&output.stderr).trim_end().to_owned(),
    }
}

fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
