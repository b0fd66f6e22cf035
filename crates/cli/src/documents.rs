//! Programme documents on disk.

use crate::failure::Failure;
use crate::terminal;
use programme::diagnostic::Rendering;
use programme::rulebook::Rulebook;
use programme::source::SourceFile;
use programme::{Loaded, load};
use std::path::{Path, PathBuf};

/// The name of the document in its folder.
pub(crate) const NAME: &str = "programme.yaml";

/// The document of a folder, or the file itself.
pub(crate) fn path_of(path: &Path) -> PathBuf {
    if path.is_dir() { path.join(NAME) } else { path.to_path_buf() }
}

/// A document with its text and everything that was found in it.
pub(crate) struct Checked {
    pub(crate) text: String,
    pub(crate) loaded: Loaded,
}

/// Reads and checks a document. Only a file that cannot be read is a failure.
pub(crate) fn check(path: &Path) -> Result<Checked, Failure> {
    let path = path_of(path);
    let bytes = std::fs::read(&path).map_err(|error| {
        let failure = Failure::file(&path, &error);
        failure.hint("give a programme.yaml, or a folder with one; `tessera init` makes one")
    })?;
    let name = path.display().to_string();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let loaded = match SourceFile::from_bytes(&name, &bytes) {
        Ok(file) => load(&file),
        Err(diagnostics) => Loaded::nothing(diagnostics),
    };
    Ok(Checked { text, loaded })
}

/// A document without errors, with its text. What is wrong is said.
pub(crate) fn sound(path: &Path) -> Result<(Rulebook, String), Failure> {
    let Checked { text, loaded } = check(path)?;
    match loaded.rulebook {
        Some(rulebook) => Ok((rulebook, text)),
        None => {
            let rendering = Rendering { text: Some(&text), colour: terminal::has_colour() };
            terminal::say(loaded.diagnostics.render(rendering));
            let name = path_of(path);
            Err(Failure::input(format!("{} has errors", name.display())))
        }
    }
}
