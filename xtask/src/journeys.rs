//! Journeys through the screens in a real browser, against the binary, on both stores.

use std::path::Path;

use crate::command::Task;
use crate::error::ChoreError;
use crate::workspace::{build_tessera, target_directory};

/// Names the server for the journeys.
const BINARY: &str = "TESSERA_BINARY";

/// Names the folder for pictures of the screens.
const SHOTS: &str = "TESSERA_SHOTS";

/// The task that goes through all journeys. Pictures stay in the target folder unless the variable
/// names another one.
pub(crate) fn task(root: &Path) -> Result<Task, ChoreError> {
    let tessera = build_tessera(root)?;
    let task = Task::new::<&str>(root, root.join("web/journeys/run.sh"), &[]);
    let task = task.with(BINARY, &tessera.to_string_lossy());
    if std::env::var_os(SHOTS).is_some() {
        return Ok(task);
    }
    Ok(task.with(SHOTS, &target_directory(root)?.join("journeys").to_string_lossy()))
}
