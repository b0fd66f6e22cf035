//! The copy of the checkout that is written anew. The checkout itself is never touched.
//!
//! COST: the copy and what is built from it stay below the target folder, so that the next run of
//! the same commit compiles nothing: a file is written only when its text changes.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::command::{program, text};
use crate::error::MutantsError;

/// A clone of the checkout at one commit, and what belongs to it.
#[derive(Debug)]
pub(crate) struct Tree {
    /// All that a run leaves behind: `<target>/mutants`.
    pub(crate) folder: PathBuf,
    /// The commit that was checked out when the run began.
    pub(crate) commit: String,
    path: PathBuf,
    /// Held for as long as the run lasts: two of them would write each other's files.
    _lock: File,
}

impl Tree {
    /// Makes the clone, or brings an earlier one to the commit of the checkout.
    pub(crate) fn of_checkout(root: &Path) -> Result<Self, MutantsError> {
        let folder = target_folder(root)?.join("mutants");
        let commit = git(root, &["rev-parse", "HEAD"])?;
        std::fs::create_dir_all(&folder).map_err(MutantsError::file(&folder))?;
        let tree = Self { path: folder.join("tree"), _lock: lock(&folder)?, folder, commit };
        let (from, to) = (root.to_string_lossy(), tree.path.to_string_lossy());
        if !tree.path.join(".git").exists() {
            if tree.path.exists() {
                std::fs::remove_dir_all(&tree.path).map_err(MutantsError::file(&tree.path))?;
            }
            git(root, &["clone", "--quiet", &from, &to])?;
        }
        if tree.git(&["rev-parse", "HEAD"])? != tree.commit {
            tree.git(&["fetch", "--quiet", &from, "HEAD"])?;
            tree.reset()?;
        }
        Ok(tree)
    }

    /// Takes back everything that was written.
    pub(crate) fn reset(&self) -> Result<(), MutantsError> {
        self.git(&["reset", "--quiet", "--hard", &self.commit])?;
        self.git(&["clean", "--quiet", "-fd"]).map(drop)
    }

    /// The root of the clone.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A file as the commit has it.
    pub(crate) fn original(&self, file: &str) -> Result<String, MutantsError> {
        text(&mut program(&self.path, "git", &["show", &format!("HEAD:{file}")]))
    }

    /// Writes a file, unless it is that already.
    pub(crate) fn write(&self, file: &str, text: &str) -> Result<(), MutantsError> {
        let path = self.path.join(file);
        if std::fs::read(&path).is_ok_and(|old| old == text.as_bytes()) {
            return Ok(());
        }
        std::fs::write(&path, text).map_err(MutantsError::file(&path))
    }

    /// Cargo in the clone: it compiles again what changed, without names for a debugger.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = program(&self.path, "cargo", arguments);
        command
            .env("CARGO_TARGET_DIR", self.folder.join("build"))
            .env("CARGO_INCREMENTAL", "1")
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_PROFILE_TEST_DEBUG", "0");
        command
    }

    fn git(&self, arguments: &[&str]) -> Result<String, MutantsError> {
        git(&self.path, arguments)
    }
}

fn lock(folder: &Path) -> Result<File, MutantsError> {
    let path = folder.join("lock");
    let file = File::create(&path).map_err(MutantsError::file(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(MutantsError::Running(folder.to_path_buf())),
        Err(TryLockError::Error(source)) => Err(MutantsError::File { path, source }),
    }
}

/// Whether the checkout has changes that its commit has not.
pub(crate) fn has_changes(root: &Path) -> Result<bool, MutantsError> {
    Ok(!git(root, &["status", "--porcelain"])?.is_empty())
}

/// Where cargo puts what it builds.
fn target_folder(root: &Path) -> Result<PathBuf, MutantsError> {
    let arguments = ["metadata", "--format-version", "1", "--no-deps"];
    let json = text(&mut program(root, "cargo", &arguments))?;
    let metadata: Value =
        serde_json::from_str(&json).map_err(MutantsError::json("`cargo metadata`"))?;
    Ok(PathBuf::from(metadata["target_directory"].as_str().unwrap_or("target")))
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String, MutantsError> {
    Ok(text(&mut program(folder, "git", arguments))?.trim().to_owned())
}

/// What takes the place of the lints: rewritten code is nobody's to read, and a mutant that always
/// overflows has to run. Denials are named one by one, as `warnings` does not cover them.
const LINTS: &str = "[workspace.lints.rust]
warnings = \"allow\"
arithmetic_overflow = \"allow\"
overflowing_literals = \"allow\"
unconditional_panic = \"allow\"
unconditional_recursion = \"allow\"
";

/// The manifest of the workspace with other lints.
pub(crate) fn relaxed(manifest: &str) -> String {
    let mut text = String::with_capacity(manifest.len());
    let mut in_lints = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            in_lints = line.starts_with("[workspace.lints");
        }
        if !in_lints {
            text.push_str(line);
            text.push('\n');
        }
    }
    text + LINTS
}

#[cfg(test)]
mod tests {
    use super::{LINTS, lock, relaxed};

    #[test]
    fn a_second_run_is_refused() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let first = lock(folder.path());
        assert!(first.is_ok() && lock(folder.path()).is_err());
        drop(first);
        assert!(lock(folder.path()).is_ok());
    }

    #[test]
    fn only_the_lints_of_a_manifest_change() {
        let manifest = "[workspace]\nmembers = [\"a\"]\n\n[workspace.lints.rust]\nunsafe_code = \"deny\"\n\n\
                        [workspace.lints.clippy]\nall = \"warn\"\n\n[profile.dev]\nopt-level = 1\n";
        let expected =
            format!("[workspace]\nmembers = [\"a\"]\n\n[profile.dev]\nopt-level = 1\n{LINTS}");
        assert_eq!(relaxed(manifest), expected);
    }
}
