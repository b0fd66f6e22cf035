//! From a place in the document to a place in its text.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Span};

use super::{Node, Path, Segment, SourceFile, offset};

/// The tree of a document that was read, to find places for findings made later.
#[derive(Clone, Debug)]
pub struct Spans {
    file: SourceFile,
    root: Node,
}

/// What was found at the end of a path.
struct Found<'a> {
    node: &'a Node,
    key: Option<Span>,
    /// Whether the whole path exists.
    exact: bool,
}

impl Spans {
    pub(super) fn new(file: SourceFile, root: Node) -> Self {
        Self { file, root }
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> &SourceFile {
        &self.file
    }

    /// The tree.
    #[must_use]
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The value at a path, if it exists.
    #[must_use]
    pub fn find(&self, path: &Path) -> Option<&Node> {
        let found = self.walk(path);
        found.exact.then_some(found.node)
    }

    /// Where the value at a path is: a scalar itself, for a list or map its key. When the path does not exist, the
    /// nearest ancestor that does.
    #[must_use]
    pub fn place(&self, path: &Path) -> Span {
        let found = self.walk(path);
        match (found.node.as_scalar(), found.key) {
            (Some(_), Some(key)) if found.node.span.is_empty() => key,
            (Some(_), _) => found.node.span,
            (None, Some(key)) => key,
            (None, None) => self.first_line(found.node.span),
        }
    }

    /// Where the key of a value is; for an item of a list the item.
    #[must_use]
    pub fn place_of_key(&self, path: &Path) -> Span {
        let found = self.walk(path);
        found.key.unwrap_or_else(|| self.first_line(found.node.span))
    }

    /// Where a part of the text of a scalar is, given as bytes of the text after unquoting: for a fault inside a
    /// condition. Exact except at blanks in folded text.
    #[must_use]
    pub fn place_in_text(&self, path: &Path, part: Range<usize>) -> Span {
        let found = self.walk(path);
        match found.node.as_scalar() {
            Some(scalar) if found.exact => {
                let start = offset::in_source(&self.file, found.node.span, scalar, part.start);
                let end = offset::in_source(&self.file, found.node.span, scalar, part.end);
                self.file.span(start, end.max(start + usize::from(part.end > part.start)))
            }
            _ => self.place(path),
        }
    }

    /// An error about the value at a path.
    #[must_use]
    pub fn error(&self, code: &'static str, path: &Path, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, self.place(path), message).at(path)
    }

    /// A warning about the value at a path.
    #[must_use]
    pub fn warning(
        &self,
        code: &'static str,
        path: &Path,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::warning(code, self.place(path), message).at(path)
    }

    fn walk(&self, path: &Path) -> Found<'_> {
        let mut found = Found { node: &self.root, key: None, exact: true };
        for segment in path.segments() {
            let next = match segment {
                Segment::Key(key) => {
                    found.node.find_entry(key).map(|entry| (&entry.value, Some(entry.key_span)))
                }
                Segment::Index(index) => found.node.items().get(*index).map(|item| (item, None)),
            };
            let Some((node, key)) = next else {
                return Found { exact: false, ..found };
            };
            found = Found { node, key, exact: true };
        }
        found
    }

    /// The part of a span in its first line, so that a message does not mark half the file.
    fn first_line(&self, span: Span) -> Span {
        let first = self.file.slice(span).lines().next().unwrap_or_default().len();
        self.file.span(span.start as usize, span.start as usize + first)
    }
}
