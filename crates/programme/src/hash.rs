//! What a document says, as one number.

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::load::READER;
use crate::source::SourceFile;
use crate::tree::Tree;

/// The hash (BLAKE3, 64 hexadecimal digits) of what a document says. Comments, blanks, quotes and the order of keys
/// that have fixed names do not matter; the order of offers, levels and groups does.
#[must_use]
pub fn document_hash(document: &Document) -> String {
    blake3::hash(Tree::of(document).to_json().as_bytes()).to_hex().to_string()
}

/// [`document_hash`] from the text.
///
/// # Errors
/// The findings of [`load`](crate::load) about text and structure.
pub fn content_hash(text: &str) -> Result<String, Diagnostics> {
    let file = SourceFile::new("programme.yaml", text)?;
    READER.read(&file).map(|(document, _)| document_hash(&document))
}
