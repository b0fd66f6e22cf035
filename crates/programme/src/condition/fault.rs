//! What can be wrong with a condition, and where.

use thiserror::Error;

/// The source does not follow the grammar of CEL.
pub const SYNTAX: &str = "condition.syntax";
/// A name that the published schema does not know here.
pub const UNKNOWN_NAME: &str = "condition.unknown_name";
/// A text compared with something of which all possible values are known, and it is none of them.
pub const UNKNOWN_VALUE: &str = "condition.unknown_value";
/// Values that do not go together.
pub const TYPE_MISMATCH: &str = "condition.type_mismatch";
/// Longer, or more work, than a condition may be.
pub const TOO_LARGE: &str = "condition.too_large";
/// Nested deeper than a condition may be.
pub const TOO_DEEP: &str = "condition.too_deep";
/// CEL that Tessera leaves out.
pub const NOT_SUPPORTED: &str = "condition.not_supported";
/// A literal that cannot be represented exactly.
pub const LITERAL_PRECISION: &str = "condition.literal_precision";

/// One finding about the source of a condition.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}")]
pub struct Fault {
    /// Stable code, one of the constants of this module.
    pub code: &'static str,
    /// Where it begins: byte offset in the source.
    pub offset: usize,
    /// How many bytes it covers; zero for "here".
    pub len: usize,
    /// What is wrong, lower-case, without the code.
    pub message: String,
    /// What to write instead, when we can tell.
    pub hint: Option<String>,
}

/// A stretch of source: byte offsets, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Span {
    pub(super) fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl Fault {
    pub(super) fn new(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        let len = span.end.saturating_sub(span.start);
        Self { code, offset: span.start, len, message: message.into(), hint: None }
    }

    pub(super) fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// The candidate that somebody who wrote `wanted` most likely meant: at most a third of the letters differ.
pub(super) fn nearest<'c>(
    wanted: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let allowed = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(wanted, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Edits (insert, delete, replace, swap neighbours) between two words: optimal string alignment.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().collect();
    let right: Vec<char> = right.chars().collect();
    let width = right.len() + 1;
    let mut before = vec![0; width];
    let mut above: Vec<usize> = (0..width).collect();
    for (row, &a) in left.iter().enumerate() {
        let mut current = vec![row + 1; width];
        for (column, &b) in right.iter().enumerate() {
            let replaced = above[column] + usize::from(a != b);
            let mut best = replaced.min(above[column + 1] + 1).min(current[column] + 1);
            if row > 0 && column > 0 && a == right[column - 1] && left[row - 1] == b {
                best = best.min(before[column - 1] + 1);
            }
            current[column + 1] = best;
        }
        before = std::mem::replace(&mut above, current);
    }
    above[width - 1]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_finds_its_word() {
        let names = ["line.category", "line.categories", "line.price"];
        assert_eq!(nearest("line.categroy", names), Some("line.category"));
        assert_eq!(nearest("line.prise", names), Some("line.price"));
        assert_eq!(nearest("weather", names), None);
    }

    #[test]
    fn swapped_neighbours_are_one_edit() {
        assert_eq!(distance("baksets", "baskets"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("same", "same"), 0);
    }
}
