//! `cargo xtask faults [NAME ...] [--long] [--seconds N] [--seed N] [--report FILE] [--release]`:
//! the fault suite of `tests/faults` on a freshly built binary.
//!
//! With `--long` the report goes to `docs/internals/faults.md` unless another file is named. Without
//! arguments it is the short form that CI runs.

use std::path::Path;

use crate::command::Task;
use crate::error::ChoreError;
use crate::workspace::{build_tessera, build_tessera_for_release};

/// The page that a long run brings up to date.
const PAGE: &str = "docs/internals/faults.md";

pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), ChoreError> {
    task(root, arguments)?.run()
}

/// The command, once the binary is there.
pub(crate) fn task(root: &Path, arguments: &[String]) -> Result<Task, ChoreError> {
    let has = |wanted: &str| arguments.iter().any(|argument| argument == wanted);
    let mut rest: Vec<String> = arguments.iter().filter(|it| *it != "--release").cloned().collect();
    if !has("--list") {
        let tessera = match has("--release") {
            true => build_tessera_for_release(root)?,
            false => build_tessera(root)?,
        };
        rest.extend(["--tessera".to_owned(), tessera.to_string_lossy().into_owned()]);
    }
    if has("--long") && !has("--report") {
        rest.extend(["--report".to_owned(), PAGE.to_owned()]);
    }
    let mut whole: Vec<String> =
        ["run", "--quiet", "-p", "tessera-faults", "--bin", "faults", "--"]
            .map(str::to_owned)
            .into();
    whole.extend(rest);
    Ok(Task::cargo(root, &whole))
}
