//! From parser events to the tree.
//!
//! Everything in YAML that lets a small text mean a large one, or mean different things to different readers, is
//! refused: anchors, aliases, tags, merge keys, repeated keys, several documents. Most refusals are reported and
//! reading goes on, so that one run shows several of them.
//! Cost: linear in the text; stops at the first event beyond a limit.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};
use smol_str::SmolStr;

use crate::diagnostic::{Diagnostic, Diagnostics, Span};

use super::node::{Entry, Kind, Meaning, Node, Scalar, Style};
use super::{SourceFile, code, limit, syntax};

/// Reads a text into a tree.
///
/// # Errors
/// Everything that was refused (codes `source.*`).
pub fn parse(file: &SourceFile) -> Result<Node, Diagnostics> {
    match parse_all(file) {
        (Some(root), problems) if problems.is_empty() => Ok(root),
        (_, problems) => Err(problems),
    }
}

/// Reads as much as possible: the tree, with refused values left out, unless the text could not be read to its
/// end, and what was refused.
pub(super) fn parse_all(file: &SourceFile) -> (Option<Node>, Diagnostics) {
    let mut builder = Builder::new(file);
    if let Some(at) = syntax::first_directive(file.text()) {
        builder.problems.push(syntax::explain(file, at, "directive"));
        return (None, builder.problems);
    }
    let mut parser = Parser::new_from_str(file.text());
    loop {
        let step = match parser.next_event() {
            Some(Ok((event, span))) => builder.take(event, span),
            Some(Err(fault)) => {
                let at = builder.byte(*fault.marker());
                builder.problems.push(syntax::explain(file, at, fault.info()));
                Step::Stop
            }
            None => return builder.finish(),
        };
        if step == Step::Stop {
            return (None, builder.problems);
        }
    }
}

#[derive(PartialEq, Eq)]
enum Step {
    Go,
    Stop,
}

/// A list or map whose end has not been reached.
struct Open {
    span: Span,
    kind: OpenKind,
}

enum OpenKind {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, seen: BTreeMap<SmolStr, u32>, key: Option<Key> },
}

/// A key that waits for its value.
enum Key {
    Good(SmolStr, Span),
    /// Reported; the value is dropped.
    Bad,
}

struct Builder<'f> {
    file: &'f SourceFile,
    problems: Diagnostics,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    nodes: usize,
}

impl<'f> Builder<'f> {
    fn new(file: &'f SourceFile) -> Self {
        let problems = Diagnostics::new(file.name());
        Self { file, problems, open: Vec::new(), root: None, documents: 0, nodes: 0 }
    }

    fn finish(mut self) -> (Option<Node>, Diagnostics) {
        if self.root.as_ref().is_none_or(Node::is_null) {
            let span = self.file.span(0, 0);
            self.problems.push(Diagnostic::error(
                code::EMPTY,
                span,
                "the file contains no document",
            ));
            self.root = None;
        }
        (self.root, self.problems)
    }

    fn byte(&self, marker: Marker) -> usize {
        self.file.byte_of_char(marker.index())
    }

    fn report(&mut self, code: &'static str, span: Span, message: impl Into<String>, hint: &str) {
        self.problems.push(Diagnostic::error(code, span, message).hint(hint));
    }

    fn take(&mut self, event: Event<'_>, span: saphyr_parser::Span) -> Step {
        let span = self.file.span(self.byte(span.start), self.byte(span.end));
        match event {
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Step::Go,
            Event::DocumentStart(_) => self.start_document(span),
            Event::Alias(_) => {
                self.report(
                    code::ALIAS_NOT_ALLOWED,
                    span,
                    "aliases are not allowed",
                    "write the value out here",
                );
                self.add(Node { kind: Kind::Refused, span, flow: false })
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_properties(span, anchor != 0, tag.is_some());
                let scalar = Scalar { text: SmolStr::new(&text), style: style_of(style) };
                let span = trimmed(self.file, span, &scalar);
                self.add(Node { kind: Kind::Scalar(scalar), span, flow: false })
            }
            Event::SequenceStart(anchor, tag) => {
                self.refuse_properties(span, anchor != 0, tag.is_some());
                self.start(span, OpenKind::List(Vec::new()))
            }
            Event::MappingStart(anchor, tag) => {
                self.refuse_properties(span, anchor != 0, tag.is_some());
                self.start(
                    span,
                    OpenKind::Map { entries: Vec::new(), seen: BTreeMap::new(), key: None },
                )
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
        }
    }

    fn start_document(&mut self, span: Span) -> Step {
        self.documents += 1;
        if self.documents == 1 {
            return Step::Go;
        }
        let hint = "keep one document per file; remove the line `---`";
        self.report(code::SEVERAL_DOCUMENTS, span, "the file holds more than one document", hint);
        Step::Stop
    }

    fn refuse_properties(&mut self, value: Span, anchored: bool, tagged: bool) {
        if (!anchored && !tagged) || self.problems.is_full() {
            return;
        }
        if anchored {
            let hint = "write the value where it is needed instead of naming it";
            let span = self.property_span(value, '&');
            self.report(code::ANCHOR_NOT_ALLOWED, span, "anchors are not allowed", hint);
        }
        if tagged {
            let hint = "remove it; put text that looks like a number in quotes";
            let span = self.property_span(value, '!');
            self.report(code::TAG_NOT_ALLOWED, span, "tags are not allowed", hint);
        }
    }

    /// Anchors and tags stand before the value they belong to, usually in its line.
    fn property_span(&self, value: Span, sigil: char) -> Span {
        let before = self.file.text().get(..value.start as usize).unwrap_or_default();
        let mut at = before.rfind('\n').map_or(0, |at| at + 1);
        let mut found = value;
        for word in before.get(at..).unwrap_or_default().split_inclusive([' ', '\t', ',', '[', '{'])
        {
            if word.starts_with(sigil) {
                found = self.file.span(at, at + word.trim_end().len());
            }
            at += word.len();
        }
        found
    }

    fn start(&mut self, span: Span, kind: OpenKind) -> Step {
        if self.open.len() >= limit::DEPTH {
            let message = format!("lists and maps are nested more than {} deep", limit::DEPTH);
            self.report(code::TOO_DEEP, span, message, "flatten the document");
            return Step::Stop;
        }
        self.open.push(Open { span, kind });
        Step::Go
    }

    fn end(&mut self, span: Span) -> Step {
        let Some(open) = self.open.pop() else { return Step::Stop };
        let (kind, last) = match open.kind {
            OpenKind::List(items) => {
                let last = items.last().map(|item| item.span);
                (Kind::List(items), last)
            }
            OpenKind::Map { entries, .. } => {
                let last = entries.last().map(|entry| entry.value.span);
                (Kind::Map(entries), last)
            }
        };
        // A flow collection ends with its bracket; the end of a block is wherever the next thing starts.
        let end = if span.is_empty() {
            last.filter(|last| last.start >= open.span.start)
        } else {
            Some(span)
        };
        let flow = !span.is_empty();
        self.add(Node { kind, span: open.span.to(end.unwrap_or(open.span)), flow })
    }

    fn add(&mut self, node: Node) -> Step {
        self.nodes += 1;
        if self.nodes > limit::NODES {
            let message = format!("the document has more than {} values", limit::NODES);
            self.report(
                code::TOO_MANY_NODES,
                node.span,
                message,
                "import long lists instead of writing them here",
            );
            return Step::Stop;
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Step::Go;
        };
        match &mut open.kind {
            OpenKind::List(items) => items.push(node),
            OpenKind::Map { entries, key, .. } if key.is_some() => {
                if let Some(Key::Good(key, key_span)) = key.take() {
                    entries.push(Entry { key, key_span, value: node });
                }
            }
            OpenKind::Map { .. } => self.add_key(node),
        }
        Step::Go
    }

    fn add_key(&mut self, node: Node) {
        let span = node.span;
        let checked = self.check_key(node);
        let line = span.line;
        let Some(Open { kind: OpenKind::Map { seen, key, .. }, .. }) = self.open.last_mut() else {
            return;
        };
        let Some(text) = checked else {
            *key = Some(Key::Bad);
            return;
        };
        if let Some(first) = seen.get(&text) {
            let message = format!("the key {} stands here twice", crate::diagnostic::quote(&text));
            let hint = format!("it is already in line {first}; keep one of the two");
            *key = Some(Key::Bad);
            self.report(code::DUPLICATE_KEY, span, message, &hint);
        } else {
            seen.insert(text.clone(), line);
            *key = Some(Key::Good(text, span));
        }
    }

    /// The text of a key, or nothing after reporting what is wrong with it.
    fn check_key(&mut self, node: Node) -> Option<SmolStr> {
        let span = node.span;
        let scalar = match node.kind {
            Kind::Scalar(scalar) => scalar,
            Kind::Refused => return None,
            Kind::List(_) | Kind::Map(_) => {
                let hint = "a key is a single word; text with brackets or braces belongs in quotes";
                self.report(code::KEY_NOT_TEXT, span, "a list or map cannot be a key", hint);
                return None;
            }
        };
        if scalar.text == "<<" && scalar.style == Style::Plain {
            self.report(
                code::MERGE_NOT_ALLOWED,
                span,
                "merge keys are not allowed",
                "write the keys out here",
            );
            return None;
        }
        if scalar.text.is_empty() || scalar.meaning() == Meaning::Null {
            self.report(
                code::KEY_NOT_TEXT,
                span,
                "a key is missing before the colon",
                "write a name before the colon",
            );
            return None;
        }
        if matches!(scalar.style, Style::Literal | Style::Folded) || span.line != span.end_line {
            self.report(
                code::KEY_NOT_TEXT,
                span,
                "a key cannot take several lines",
                "use a short name",
            );
            return None;
        }
        if scalar.text.len() > limit::KEY_BYTES {
            let message = format!("a key is longer than {} bytes", limit::KEY_BYTES);
            self.report(
                code::KEY_TOO_LONG,
                span,
                message,
                "use a short name and put the text into a value",
            );
            return None;
        }
        Some(scalar.text)
    }
}

/// The span of a scalar without the blanks and breaks after it; the parser ends blocks where the next thing
/// starts.
fn trimmed(file: &SourceFile, span: Span, scalar: &Scalar) -> Span {
    if scalar.text.is_empty() && scalar.style == Style::Plain {
        // A value that is not written stands where the next thing begins.
        return file.span(span.start as usize, span.start as usize);
    }
    let text = file.slice(span);
    let kept = text.trim_end_matches([' ', '\t', '\r', '\n']).len();
    if kept == text.len() {
        span
    } else {
        file.span(span.start as usize, span.start as usize + kept)
    }
}

fn style_of(style: ScalarStyle) -> Style {
    match style {
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted => Style::SingleQuoted,
        ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    }
}
