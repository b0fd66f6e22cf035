//! From a file to a rulebook.

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::expand::{expand, formats};
use crate::lint::lint;
use crate::rulebook::Rulebook;
use crate::source::{Path, Reader, SourceFile, Spans};
use model::Key;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What came of a programme document.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The rulebook, when the document has no errors.
    pub rulebook: Option<Rulebook>,
    /// The document, when its structure is right; it may still contradict itself.
    pub document: Option<Document>,
    /// Where everything in the document is, when its structure is right.
    pub spans: Option<Spans>,
    /// Everything found, sorted by place.
    pub diagnostics: Diagnostics,
    /// Where each rule comes from.
    pub(crate) places: BTreeMap<Key, Path>,
}

impl Loaded {
    /// What came of a text that cannot even be read.
    #[must_use]
    pub fn nothing(diagnostics: Diagnostics) -> Self {
        Self { rulebook: None, document: None, spans: None, diagnostics, places: BTreeMap::new() }
    }
}

/// Knows the shape of the document; made once, because it generates the schema.
pub(crate) static READER: LazyLock<Reader<Document>> = LazyLock::new(|| Reader::new(formats()));

/// Reads, expands and checks a programme document.
///
/// Errors of text and structure stop before the expansion; everything after that is found in one go.
#[must_use]
pub fn load(file: &SourceFile) -> Loaded {
    let (document, spans) = match READER.read(file) {
        Ok(read) => read,
        Err(diagnostics) => return Loaded::nothing(diagnostics),
    };
    let expanded = expand(&document, &spans);
    let mut diagnostics = expanded.findings;
    let mut rulebook = None;
    if !diagnostics.has_errors() {
        lint(&document, &spans, &expanded.book, &expanded.places, &mut diagnostics);
        rulebook = Some(expanded.book);
    }
    let (document, spans, places) = (Some(document), Some(spans), expanded.places);
    Loaded { rulebook, document, spans, diagnostics, places }
}

/// [`load`] from a text.
#[must_use]
pub fn load_text(name: &str, text: &str) -> Loaded {
    match SourceFile::new(name, text) {
        Ok(file) => load(&file),
        Err(diagnostics) => Loaded::nothing(diagnostics),
    }
}
