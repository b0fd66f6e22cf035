//! Where the checkout is and what is in it, from cargo's own mouth.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::command::Task;
use crate::error::ChoreError;

/// The root of the checkout: the folder above this crate.
///
/// The variable that cargo sets at run time comes first, because two checkouts may share one target folder.
pub(crate) fn root() -> PathBuf {
    let manifest_dir = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest_dir.parent().map_or_else(|| manifest_dir.clone(), Path::to_path_buf)
}

/// `cargo metadata` of the workspace members, dependencies declared but not resolved.
pub(crate) fn metadata(root: &Path) -> Result<Value, ChoreError> {
    let task = Task::cargo(root, &["metadata", "--format-version", "1", "--no-deps"]);
    let bytes = task.capture()?;
    serde_json::from_slice(&bytes).map_err(|error| ChoreError::Metadata(error.to_string()))
}

/// The members of the workspace in metadata order.
pub(crate) fn packages(metadata: &Value) -> Result<&Vec<Value>, ChoreError> {
    metadata["packages"]
        .as_array()
        .ok_or_else(|| ChoreError::Metadata("no list of packages".to_owned()))
}

/// A string field of a metadata object; empty when missing.
pub(crate) fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap_or_default()
}

/// Builds the `tessera` binary in the dev profile and gives its path.
pub(crate) fn build_tessera(root: &Path) -> Result<PathBuf, ChoreError> {
    build(root, &[], "debug")
}

/// The same in the release profile.
pub(crate) fn build_tessera_for_release(root: &Path) -> Result<PathBuf, ChoreError> {
    build(root, &["--release"], "release")
}

fn build(root: &Path, more: &[&str], folder: &str) -> Result<PathBuf, ChoreError> {
    let arguments = [&["build", "--quiet", "-p", "tessera-cli", "--bin", "tessera"], more].concat();
    Task::cargo(root, &arguments).run()?;
    let target = target_directory(root)?;
    let name = format!("tessera{}", std::env::consts::EXE_SUFFIX);
    Ok(target.join(folder).join(name))
}

/// Where cargo puts what it builds.
pub(crate) fn target_directory(root: &Path) -> Result<PathBuf, ChoreError> {
    Ok(PathBuf::from(text(&metadata(root)?, "target_directory")))
}

/// `$XDG_CACHE_HOME/tessera`, by default `~/.cache/tessera`: tools that outlive a clean checkout.
pub(crate) fn cache_dir() -> PathBuf {
    let base = std::env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache")));
    base.unwrap_or_else(std::env::temp_dir).join("tessera")
}
