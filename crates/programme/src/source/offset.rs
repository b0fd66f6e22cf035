//! From an offset in the text of a scalar to an offset in the source.
//!
//! Unquoting and folding change blanks and escapes but keep every other character in order. So the n-th character
//! that is not a blank in the text is the n-th in the source; blanks are placed relative to the character before.
//! Cost: linear in the scalar.

use crate::diagnostic::Span;

use super::{Scalar, SourceFile, Style};

/// The byte offset in the source of a byte offset in the text of the scalar.
pub(super) fn in_source(file: &SourceFile, span: Span, scalar: &Scalar, offset: usize) -> usize {
    let text = scalar.text.as_str();
    let (start, end) = (span.start as usize, span.end as usize);
    let wanted_is_blank =
        text.get(offset..).and_then(|rest| rest.chars().next()).is_none_or(char::is_whitespace);
    let before = text.get(..offset).unwrap_or(text);
    let solid = before.chars().filter(|c| !c.is_whitespace()).count();
    let raw = file.slice(span);
    let mut units =
        Units { raw, at: 0, style: scalar.style }.filter(|unit| !unit.decoded.is_whitespace());
    if !wanted_is_blank {
        return units.nth(solid).map_or(end, |unit| start + unit.at);
    }
    let blanks =
        before.chars().rev().take_while(|c| c.is_whitespace()).map(char::len_utf8).sum::<usize>();
    let after = match solid.checked_sub(1) {
        Some(last) => units.nth(last).map_or(end, |unit| start + unit.at + unit.width),
        None => start + usize::from(is_quoted(scalar.style)),
    };
    (after + blanks).min(end)
}

fn is_quoted(style: Style) -> bool {
    matches!(style, Style::SingleQuoted | Style::DoubleQuoted)
}

/// One character of the text and the bytes of the source that stand for it.
struct Unit {
    decoded: char,
    at: usize,
    width: usize,
}

/// The characters of a scalar as written, quotes left out and escapes decoded.
struct Units<'a> {
    raw: &'a str,
    at: usize,
    style: Style,
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        if self.at == 0 && is_quoted(self.style) {
            self.at = 1;
        }
        let rest = self.raw.get(self.at..)?;
        let first = rest.chars().next()?;
        let (decoded, width) = match (self.style, first) {
            (Style::SingleQuoted, '\'') if rest.starts_with("''") => ('\'', 2),
            (Style::SingleQuoted, '\'') | (Style::DoubleQuoted, '"') => return None,
            (Style::DoubleQuoted, '\\') => escape(rest),
            _ => (first, first.len_utf8()),
        };
        let unit = Unit { decoded, at: self.at, width };
        self.at += width;
        Some(unit)
    }
}

/// The character an escape stands for and the length of the escape.
fn escape(rest: &str) -> (char, usize) {
    let letter = rest.chars().nth(1).unwrap_or(' ');
    let digits = match letter {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0 {
        let number = rest.get(2..2 + digits).and_then(|hex| u32::from_str_radix(hex, 16).ok());
        return (number.and_then(char::from_u32).unwrap_or('?'), 2 + digits);
    }
    let decoded = match letter {
        'n' | 'r' | 't' | 'v' | 'f' | 'N' | '_' | 'L' | 'P' | '\n' | '\r' => ' ',
        '0' | 'a' | 'b' | 'e' => '?',
        other => other,
    };
    (decoded, 1 + letter.len_utf8())
}
