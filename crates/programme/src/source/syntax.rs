//! The parser's complaints in words for people who do not know YAML's grammar.

use crate::diagnostic::{Diagnostic, Span};

use super::{SourceFile, code};

/// Part of a complaint, what it means, and what to do.
const MEANINGS: &[(&str, &str, &str)] = &[
    (
        "mapping values are not allowed",
        "a colon is not expected here",
        "put text that contains `: ` in quotes, and check the indentation of this line and the one before",
    ),
    ("tab", "tabs cannot indent", "indent with two spaces"),
    (
        "in quoted scalar",
        "a quote is opened but never closed",
        "close the quote, or indent the lines of the text deeper than the key",
    ),
    ("document indicator", "a quote is opened but never closed", "close the quote"),
    ("unexpected end of stream", "a quote is opened but never closed", "close the quote"),
    (
        "invalid trailing content after double-quoted",
        "text follows a closing quote",
        "write `\\\"` for a quote inside double quotes",
    ),
    (
        "escape",
        "an escape in double quotes is not known",
        "write `\\\\` for a backslash, or use single quotes",
    ),
    (
        "flow sequence",
        "a list in brackets is not closed here",
        "put `,` between the items and `]` at the end",
    ),
    (
        "flow mapping",
        "a map in braces is not closed here",
        "put `,` between the entries and `}` at the end",
    ),
    (
        "illegal placement",
        "a list or map in brackets is not closed before this line",
        "close it with `]` or `}`",
    ),
    (
        "flow construct",
        "a list or map in brackets is not closed here",
        "close it, and indent its lines deeper than the key",
    ),
    (
        "misplaced bracket",
        "a bracket is closed that was never opened",
        "remove it, or put the text in quotes",
    ),
    (
        "did not find expected '-'",
        "this line does not continue the list above",
        "indent it like the other items, or begin it with `- `",
    ),
    (
        "did not find expected key",
        "this line does not continue the keys above",
        "indent it like the other keys; text with quotes in it belongs in quotes as a whole",
    ),
    (
        "simple key expect",
        "a line without a colon stands among keys",
        "write `key: value`, or indent it as part of the text above",
    ),
    (
        "block sequence entries",
        "a list item is not expected here",
        "begin the list on the line after its key",
    ),
    (
        "indentation",
        "the indentation does not fit the lines above",
        "indent like the neighbours, by two spaces per level",
    ),
    (
        "wrongly indented",
        "the indentation does not fit the lines above",
        "indent all lines of the text alike",
    ),
    (
        "must be followed by a valid YAML whitespace",
        "a space is missing",
        "write a space after `-` and after `:`",
    ),
    ("unexpected character", "text cannot begin with this character", "put the text in quotes"),
    (
        "node content",
        "a value is missing here",
        "write a value, or put text with special characters in quotes",
    ),
    ("recursion limit", "lists and maps are nested too deeply", "flatten the document"),
    (
        "document start",
        "this is not expected after the end of the document",
        "remove it, or indent it like the lines above",
    ),
    (
        "directive",
        "a line beginning with `%` is a directive, which is not needed",
        "remove it, or put the text in quotes",
    ),
];

/// A finding for a complaint of the parser at a byte offset.
pub(super) fn explain(file: &SourceFile, at: usize, complaint: &str) -> Diagnostic {
    let span = place(file, at, complaint);
    if complaint.contains("unknown anchor") {
        let hint = "put text that begins with `*` in quotes";
        return Diagnostic::error(code::ALIAS_NOT_ALLOWED, span, "aliases are not allowed")
            .hint(hint);
    }
    if complaint.contains("anchor") {
        let hint = "put text that begins with `&` or `*` in quotes";
        return Diagnostic::error(code::ANCHOR_NOT_ALLOWED, span, "anchors are not allowed")
            .hint(hint);
    }
    if complaint.contains("tag") && !complaint.contains("tabs") {
        let hint = "put text that begins with `!` in quotes";
        return Diagnostic::error(code::TAG_NOT_ALLOWED, span, "tags are not allowed").hint(hint);
    }
    match MEANINGS.iter().find(|(part, ..)| complaint.contains(part)) {
        Some((_, message, hint)) => Diagnostic::error(code::SYNTAX, span, *message).hint(*hint),
        None => Diagnostic::error(code::SYNTAX, span, format!("this is not YAML: {complaint}")),
    }
}

/// The offset of a directive (`%YAML`, `%TAG`) before the document. Directives change what follows and throw off
/// the parser's places, so they are refused.
pub(super) fn first_directive(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with('%') {
            return Some(at);
        }
        if !line.trim_start().starts_with('#') && !line.trim().is_empty() {
            return None;
        }
        at += line.len();
    }
    None
}

/// Where the complaint is shown. A line that should have had a colon is noticed only at the start of the next.
fn place(file: &SourceFile, at: usize, complaint: &str) -> Span {
    let before = file.text().get(..at).unwrap_or_default();
    if !complaint.contains("simple key expect") || !before.ends_with('\n') {
        return file.span(at, at + 1);
    }
    let end = before.trim_end().len();
    let line = before.get(..end).and_then(|text| text.rfind('\n')).map_or(0, |at| at + 1);
    let blanks = before.get(line..end).map_or(0, |text| text.len() - text.trim_start().len());
    file.span(line + blanks, end)
}
