//! What is wrong with a document, and where.
//!
//! Purpose: one shape for every finding about a document, from a broken line to an overlapping offer, so that
//! the command line, the API and the console show the same thing.
//! Invariants: codes are stable and come from an append-only list; a collection is always sorted by place; it
//! keeps at most [`Diagnostics::LIMIT`] findings per severity and counts the rest, so a hostile document cannot
//! make the answer large.
//! Cost: an insertion is a binary search in at most a few hundred entries.

use std::fmt;

use serde::Serialize;

mod quote;
mod render;

pub use quote::quote;
pub use render::Rendering;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The document cannot be used.
    Error,
    /// The document can be used but probably does something its author did not mean.
    Warning,
    /// The document is fine; it could be better.
    Advice,
}

impl Severity {
    /// The word shown to people: `error`, `warning`, `advice`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Advice => "advice",
        }
    }
}

/// A stretch of a source text. Lines and columns count from 1, columns in characters; the end is exclusive.
/// `start` and `end` are the same stretch in bytes of the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// First line.
    pub line: u32,
    /// First column.
    pub col: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column just after the last character.
    pub end_col: u32,
    /// Byte offset of the first character.
    #[serde(skip)]
    pub start: u32,
    /// Byte offset just after the last character.
    #[serde(skip)]
    pub end: u32,
}

impl Span {
    /// Whether the stretch covers no character.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// The stretch from the start of `self` to the end of `last`.
    #[must_use]
    pub fn to(self, last: Span) -> Span {
        Span { end_line: last.end_line, end_col: last.end_col, end: last.end, ..self }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Stable code, such as `document.unknown_key`.
    pub code: &'static str,
    /// Path in the document, such as `offers.birthday.percent`; empty when the finding is about the whole file.
    pub path: String,
    /// Where it is.
    pub span: Span,
    /// What is wrong, one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error without a path or hint.
    #[must_use]
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    /// A warning without a path or hint.
    #[must_use]
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, span, message)
    }

    /// An advice without a path or hint.
    #[must_use]
    pub fn advice(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Advice, code, span, message)
    }

    fn new(severity: Severity, code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity, code, path: String::new(), span, message: message.into(), hint: None }
    }

    /// The same finding with the path it is about.
    #[must_use]
    pub fn at(mut self, path: impl fmt::Display) -> Self {
        self.path = path.to_string();
        self
    }

    /// The same finding with a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    fn order(&self) -> (Span, Severity, &'static str) {
        (self.span, self.severity, self.code)
    }
}

/// The findings about one file, sorted by place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Diagnostics {
    file: String,
    #[serde(rename = "diagnostics")]
    items: Vec<Diagnostic>,
    omitted: usize,
}

impl Diagnostics {
    /// Findings kept per severity; the rest are only counted.
    pub const LIMIT: usize = 100;

    /// No findings yet about `file`.
    #[must_use]
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into(), items: Vec::new(), omitted: 0 }
    }

    /// The name of the file the findings are about.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Adds a finding in its place, or counts it when there are already enough of its severity.
    pub fn push(&mut self, item: Diagnostic) {
        if self.count(item.severity) >= Self::LIMIT {
            self.omitted += 1;
            return;
        }
        let at = self.items.partition_point(|known| known.order() <= item.order());
        self.items.insert(at, item);
    }

    /// Adds all findings of another collection about the same file.
    pub fn extend(&mut self, other: Diagnostics) {
        self.omitted += other.omitted;
        for item in other.items {
            self.push(item);
        }
    }

    /// Whether another error would only be counted.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.count(Severity::Error) >= Self::LIMIT
    }

    /// Whether the document cannot be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.items.iter().any(|item| item.severity == Severity::Error)
    }

    /// How many findings of this severity are kept.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.items.iter().filter(|item| item.severity == severity).count()
    }

    /// How many findings were counted but not kept.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.omitted == 0
    }

    /// Number of findings kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// The findings by place.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.items.iter()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl std::error::Error for Diagnostics {}

#[cfg(test)]
mod tests;
