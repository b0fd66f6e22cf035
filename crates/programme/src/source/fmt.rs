//! One way to lay a document out, comments kept.
//!
//! Changed are only blanks and line breaks between things: two blanks per level, lists indented below their key, no
//! trailing blanks, one blank line between sections, never two in a row, a line break at the end.
//! Invariants: the result has the same tree and the same visible characters in the same order, and formatting it
//! again changes nothing. Each result is checked for this; a text whose layout cannot be improved so is returned as
//! it is.
//! Cost: two parses and two passes over the lines.

use crate::diagnostic::Diagnostics;

use super::{Node, SourceFile, parse};

mod comments;
mod indent;
mod lines;
mod sections;

/// The document, laid out.
///
/// # Errors
/// The text cannot be read (codes `source.*`).
pub fn fmt(file: &SourceFile) -> Result<String, Diagnostics> {
    let root = parse(file)?;
    let result = lay_out(file, &root).filter(|result| keeps_meaning(file, &root, result));
    Ok(result.unwrap_or_else(|| file.text().to_owned()))
}

/// The text with new indentation and spacing, or nothing when it is written in a way that is left alone.
fn lay_out(file: &SourceFile, root: &Node) -> Option<String> {
    if root.as_scalar().is_some() {
        return None;
    }
    let kinds = lines::classify(file, root)?;
    let lines = indent::indent(file, root, &kinds)?;
    let lines = comments::align(lines);
    let mut result = sections::space(lines, root).join("\n");
    let open_block = kinds.last().is_some_and(|kind| matches!(kind, lines::LineKind::Block { .. }));
    // A line break after the last line of a block would become part of its text.
    if file.text().ends_with('\n') || !open_block {
        result.push('\n');
    }
    Some(result)
}

fn keeps_meaning(file: &SourceFile, root: &Node, result: &str) -> bool {
    let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    let Ok(again) = SourceFile::new(file.name(), result) else { return false };
    let Ok(new_root) = parse(&again) else { return false };
    visible(file.text()) == visible(result)
        && new_root.same_content(root)
        && lay_out(&again, &new_root).is_some_and(|second| second == result)
}
