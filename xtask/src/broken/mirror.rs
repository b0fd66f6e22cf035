//! A copy of the checkout that stays in its place, so that cargo builds only what differs.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::command::Task;
use crate::error::ChoreError;

/// Makes `tree` equal to the files of the checkout that belong to it, committed or not. A file
/// that is equal already is not touched.
pub(super) fn copy(root: &Path, tree: &Path) -> Result<(), ChoreError> {
    let mut wanted = BTreeSet::new();
    for name in names(root)? {
        // Somebody may have deleted it since.
        let Ok(bytes) = std::fs::read(root.join(&name)) else { continue };
        let to = tree.join(&name);
        if std::fs::read(&to).is_ok_and(|there| there == bytes) {
            wanted.insert(to);
            continue;
        }
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder).map_err(ChoreError::file(folder))?;
        }
        std::fs::write(&to, bytes).map_err(ChoreError::file(&to))?;
        wanted.insert(to);
    }
    remove_others(tree, &wanted)
}

fn names(root: &Path) -> Result<Vec<PathBuf>, ChoreError> {
    let arguments = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    let listed = Task::new(root, "git", &arguments).capture()?;
    let listed = String::from_utf8_lossy(&listed);
    Ok(listed.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect())
}

fn remove_others(folder: &Path, wanted: &BTreeSet<PathBuf>) -> Result<(), ChoreError> {
    for entry in std::fs::read_dir(folder).map_err(ChoreError::file(folder))? {
        let path = entry.map_err(ChoreError::file(folder))?.path();
        if path.is_dir() {
            remove_others(&path, wanted)?;
        } else if !wanted.contains(&path) {
            std::fs::remove_file(&path).map_err(ChoreError::file(&path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::copy;
    use std::process::Command;

    #[test]
    fn a_copy_follows_changes_and_touches_nothing_else() -> Result<(), Box<dyn std::error::Error>> {
        let (from, to) = (tempfile::tempdir()?, tempfile::tempdir()?);
        let made = Command::new("git").args(["init", "-q"]).current_dir(from.path()).status()?;
        assert!(made.success());
        std::fs::create_dir(from.path().join("src"))?;
        std::fs::write(from.path().join("src/a.rs"), "one")?;
        std::fs::write(from.path().join("b.rs"), "two")?;
        copy(from.path(), to.path())?;
        let before = std::fs::metadata(to.path().join("b.rs"))?.modified()?;
        std::fs::write(to.path().join("src/a.rs"), "broken")?;
        std::fs::write(to.path().join("src/c.rs"), "left over")?;
        copy(from.path(), to.path())?;
        assert_eq!(std::fs::read_to_string(to.path().join("src/a.rs"))?, "one");
        assert!(!to.path().join("src/c.rs").exists());
        assert_eq!(std::fs::metadata(to.path().join("b.rs"))?.modified()?, before);
        Ok(())
    }
}
