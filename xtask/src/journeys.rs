//! Journeys through the screens in a real browser, against the binary, on both stores.

use std::path::{Path, PathBuf};

use crate::command::Task;
use crate::error::ChoreError;
use crate::workspace::{build_tessera, target_directory};

/// Names the server for the journeys.
const BINARY: &str = "TESSERA_BINARY";

/// Names the folder for pictures of the screens.
const SHOTS: &str = "TESSERA_SHOTS";

/// How the picture begins that a failing journey leaves of where it stood.
const FAILED: &str = "failed-";

/// All journeys, and the pictures that they leave.
pub(crate) struct Journeys {
    pub(crate) task: Task,
    pictures: PathBuf,
}

impl Journeys {
    /// Builds the server. Pictures stay in the target folder, those of the last run alone; a folder
    /// that the variable names is its owner's to empty.
    pub(crate) fn prepare(root: &Path) -> Result<Self, ChoreError> {
        let tessera = build_tessera(root)?;
        let pictures = match std::env::var_os(SHOTS) {
            Some(named) => PathBuf::from(named),
            None => emptied(target_directory(root)?.join("journeys"))?,
        };
        let task = Task::new::<&str>(root, root.join("web/journeys/run.sh"), &[])
            .with(BINARY, &tessera.to_string_lossy())
            .with(SHOTS, &pictures.to_string_lossy());
        Ok(Self { task, pictures })
    }

    /// Says where the pictures are, and names those of journeys that failed.
    pub(crate) fn tell(&self) {
        eprintln!("pictures of the screens: {}", self.pictures.display());
        let mut failed = Vec::new();
        find_failed(&self.pictures, &mut failed);
        failed.sort();
        for picture in failed {
            eprintln!("where a journey failed: {}", picture.display());
        }
    }
}

fn emptied(folder: PathBuf) -> Result<PathBuf, ChoreError> {
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(ChoreError::file(&folder))?;
    }
    Ok(folder)
}

/// Adds the pictures of failures below a folder. Only for telling: what cannot be read is left out.
fn find_failed(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let is_failed =
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(FAILED));
        if path.is_dir() {
            find_failed(&path, found);
        } else if is_failed {
            found.push(path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{emptied, find_failed};

    #[test]
    fn pictures_of_the_last_run_are_gone_and_those_of_failures_are_found() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let pictures = folder.path().join("journeys");
        let till = pictures.join("sqlite/till");
        std::fs::create_dir_all(&till).expect("a folder of a journey");
        for name in ["done.png", "failed-a-sale-0.png"] {
            std::fs::write(till.join(name), []).expect("a picture");
        }
        let mut found = Vec::new();
        find_failed(&pictures, &mut found);
        assert_eq!(found, [till.join("failed-a-sale-0.png")]);
        let pictures = emptied(pictures).expect("it can be emptied");
        assert!(!pictures.exists());
        emptied(pictures).expect("nothing to empty is fine");
    }
}
