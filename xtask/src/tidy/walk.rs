//! The text files of a checkout, as paths relative to its root with `/` between the parts.

use std::path::Path;

use crate::error::ChoreError;

/// Folders that hold nothing written by us.
const SKIPPED_FOLDERS: &[&str] =
    &[".git", "target", "node_modules", "dist", ".venv", ".hypothesis", "proptest-regressions"];

/// Files whose text is made by other programs.
const SKIPPED_FILES: &[&str] = &["Cargo.lock", "package-lock.json"];

/// Endings of files that people write.
const ENDINGS: &[&str] = &[
    "rs", "toml", "md", "yaml", "yml", "json", "sh", "py", "sql", "ts", "tsx", "js", "css", "html",
];

/// Files that people write and that have no ending.
const NAMES: &[&str] = &["Makefile", "NOTICE", ".gitignore", ".ci/run"];

/// Sorted, so that findings come in the same order everywhere.
pub(super) fn text_files(root: &Path) -> Result<Vec<String>, ChoreError> {
    let mut files = Vec::new();
    visit(root, "", &mut files)?;
    files.sort();
    Ok(files)
}

fn visit(folder: &Path, prefix: &str, files: &mut Vec<String>) -> Result<(), ChoreError> {
    for entry in std::fs::read_dir(folder).map_err(ChoreError::file(folder))? {
        let entry = entry.map_err(ChoreError::file(folder))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let kind = entry.file_type().map_err(ChoreError::file(&entry.path()))?;
        if kind.is_dir() && !SKIPPED_FOLDERS.contains(&name.as_str()) {
            visit(&entry.path(), &format!("{path}/"), files)?;
        } else if kind.is_file() && is_text(&path, &name) {
            files.push(path);
        }
    }
    Ok(())
}

fn is_text(path: &str, name: &str) -> bool {
    if SKIPPED_FILES.contains(&name) {
        return false;
    }
    let known_ending = name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.contains(&ending));
    known_ending || NAMES.contains(&name) || NAMES.contains(&path)
}
