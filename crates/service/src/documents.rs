//! Reading programme documents.

use programme::diagnostic::Diagnostics;
use programme::rulebook::Rulebook;

/// The name of a document in messages.
pub(crate) const NAME: &str = "programme.yaml";

/// Everything that is read of a document.
pub(crate) fn loaded(document: &str) -> programme::Loaded {
    programme::load_text(NAME, document)
}

/// The rules of a document, or what is wrong with it.
pub(crate) fn load(document: &str) -> Result<Rulebook, Diagnostics> {
    let loaded = programme::load_text(NAME, document);
    loaded.rulebook.ok_or(loaded.diagnostics)
}

/// Everything that can be said about a document.
pub(crate) fn check(document: &str) -> Diagnostics {
    programme::load_text(NAME, document).diagnostics
}

/// What differs between two documents, or what is wrong with one of them.
pub(crate) fn diff(old: &str, new: &str) -> Result<Vec<programme::Change>, Diagnostics> {
    let read = |text: &str| {
        let loaded = programme::load_text(NAME, text);
        loaded.document.ok_or(loaded.diagnostics)
    };
    Ok(programme::diff(&read(old)?, &read(new)?))
}
