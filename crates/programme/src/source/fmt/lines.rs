//! What each line of a text is part of.

use crate::source::SourceFile;
use crate::source::node::{Kind, Node, Style};

/// What a line is part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineKind {
    /// It begins with a key, a dash, a value, a comment, or is blank.
    Own,
    /// It continues a value in brackets, in quotes or over several lines.
    Continued,
    /// It is content of a block after `|` or `>`.
    Block {
        /// Blanks before the content.
        indent: usize,
        /// Blanks asked for by a digit in the header.
        explicit: Option<usize>,
        /// Whether blank lines after the block belong to it (`|+`).
        keep: bool,
    },
}

/// The lines of a text without their breaks.
pub(super) fn split(text: &str) -> Vec<&str> {
    let text = text.strip_suffix('\n').unwrap_or(text);
    text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect()
}

/// The kind of each line, or nothing for a text with a block without content.
pub(super) fn classify(file: &SourceFile, root: &Node) -> Option<Vec<LineKind>> {
    let lines = split(file.text());
    let mut kinds = vec![LineKind::Own; lines.len()];
    mark(root, &lines, &mut kinds)?;
    Some(kinds)
}

fn mark(node: &Node, lines: &[&str], kinds: &mut [LineKind]) -> Option<()> {
    match &node.kind {
        Kind::Scalar(scalar) if matches!(scalar.style, Style::Literal | Style::Folded) => {
            return mark_block(node, lines, kinds);
        }
        Kind::Scalar(_) => mark_continued(node, kinds),
        _ if node.flow => mark_continued(node, kinds),
        Kind::List(items) => {
            for item in items {
                mark(item, lines, kinds)?;
            }
        }
        Kind::Map(entries) => {
            for entry in entries {
                mark(&entry.value, lines, kinds)?;
            }
        }
        Kind::Refused => return None,
    }
    Some(())
}

fn mark_continued(node: &Node, kinds: &mut [LineKind]) {
    let (first, last) = (node.span.line as usize, node.span.end_line as usize);
    // Lines count from 1, so the index of the line after the first is its number.
    if let Some(rest) = kinds.get_mut(first..last.max(first)) {
        rest.fill(LineKind::Continued);
    }
}

fn mark_block(node: &Node, lines: &[&str], kinds: &mut [LineKind]) -> Option<()> {
    let text = node.as_scalar().map(|scalar| scalar.text.as_str()).unwrap_or_default();
    if text.trim().is_empty() {
        return None;
    }
    let mut header = (node.span.line as usize).checked_sub(2)?;
    while lines.get(header)?.trim().is_empty() {
        header = header.checked_sub(1)?;
    }
    let (explicit, keep) = indicators(lines.get(header)?)?;
    let indent = (node.span.col as usize).checked_sub(1)?;
    let kind = LineKind::Block { indent, explicit, keep };
    let mut end = header + 1;
    for (index, line) in lines.iter().enumerate().skip(header + 1) {
        let blank = line.trim_matches([' ', '\t']).is_empty();
        if !blank && leading_blanks(line) < indent {
            break;
        }
        if !blank || keep || line.len() > indent {
            end = index + 1;
        }
    }
    kinds.get_mut(header + 1..end)?.fill(kind);
    Some(())
}

/// Digit and chomping of a block header such as `key: |2+  # comment`.
fn indicators(header: &str) -> Option<(Option<usize>, bool)> {
    let header = header.split(" #").next().unwrap_or(header).trim_end();
    let word = header.rsplit([' ', '\t']).next().unwrap_or(header);
    let flags = word.strip_prefix(['|', '>'])?;
    let digit = flags.chars().find_map(|c| c.to_digit(10)).map(|digit| digit as usize);
    Some((digit, flags.contains('+')))
}

/// Number of blanks at the start of a line.
pub(super) fn leading_blanks(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
