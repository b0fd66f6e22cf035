//! A source text that is safe to parse: UTF-8, bounded, without control characters.
//!
//! Cost: building is one pass over the bytes; a place is two binary searches and at most
//! [`STEP`] characters.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Diagnostics, Span};

use super::{code, limit};

/// Characters between two remembered byte offsets.
const STEP: usize = 128;

/// The name and text of a document. Cloning is cheap.
#[derive(Clone, Debug)]
pub struct SourceFile(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    name: String,
    text: String,
    /// Byte offset and character offset of the start of each line.
    lines: Vec<(usize, usize)>,
    /// Byte offset of every `STEP`-th character.
    steps: Vec<usize>,
}

impl SourceFile {
    /// Takes a text as it came from a disk or a network.
    ///
    /// # Errors
    /// `source.too_large`, `source.not_utf8` or `source.control_character`, with the place of the first fault.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self, Diagnostics> {
        check_size(name, bytes.len())?;
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::new(name, text),
            Err(fault) => {
                // The bytes before the fault are valid by definition of `valid_up_to`.
                let before =
                    String::from_utf8_lossy(bytes.get(..fault.valid_up_to()).unwrap_or_default());
                let fault =
                    Diagnostic::error(code::NOT_UTF8, end_of(&before), "this is not UTF-8 text")
                        .hint("save the file with the encoding UTF-8");
                Err(one(name, fault))
            }
        }
    }

    /// Takes a text. A byte order mark at the start is dropped.
    ///
    /// # Errors
    /// `source.too_large` or `source.control_character`.
    pub fn new(name: &str, text: &str) -> Result<Self, Diagnostics> {
        check_size(name, text.len())?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if let Some((at, character)) = first_control_character(text) {
            let message = format!("the character U+{:04X} is not allowed", u32::from(character));
            let fault = Diagnostic::error(code::CONTROL_CHARACTER, end_of(&text[..at]), message)
                .hint("remove it, or write it as an escape inside double quotes");
            return Err(one(name, fault));
        }
        let mut lines = vec![(0, 0)];
        let mut steps = Vec::with_capacity(text.len() / STEP + 1);
        for (count, (at, character)) in text.char_indices().enumerate() {
            if count % STEP == 0 {
                steps.push(at);
            }
            if character == '\n' {
                lines.push((at + 1, count + 1));
            }
        }
        Ok(Self(Arc::new(Inner { name: name.to_owned(), text: text.to_owned(), lines, steps })))
    }

    /// The name shown in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// The bytes of the text that a span covers.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text().get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// The span between two byte offsets; offsets beyond the text are moved to its end.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        let (start, end) = (start.min(self.text().len()), end.min(self.text().len()).max(start));
        let end = end.min(self.text().len());
        let ((line, col), (end_line, end_col)) = (self.place(start), self.place(end));
        Span { line, col, end_line, end_col, start: narrow(start), end: narrow(end) }
    }

    /// The byte offset of a character offset, or the end of the text.
    pub(super) fn byte_of_char(&self, chars: usize) -> usize {
        let Some(&from) = self.0.steps.get(chars / STEP) else { return self.text().len() };
        let rest = self.text().get(from..).unwrap_or_default();
        rest.char_indices().nth(chars % STEP).map_or(self.text().len(), |(at, _)| from + at)
    }

    fn char_of_byte(&self, byte: usize) -> usize {
        let step = self.0.steps.partition_point(|&at| at <= byte).saturating_sub(1);
        let from = self.0.steps.get(step).copied().unwrap_or(0);
        let passed = self
            .text()
            .get(from..)
            .unwrap_or_default()
            .char_indices()
            .take_while(|(at, _)| from + at < byte);
        step * STEP + passed.count()
    }

    /// Line and column of a byte offset, both from 1.
    fn place(&self, byte: usize) -> (u32, u32) {
        let line = self.0.lines.partition_point(|&(at, _)| at <= byte).max(1);
        let chars_before = self.0.lines.get(line - 1).map_or(0, |&(_, chars)| chars);
        (narrow(line), narrow(self.char_of_byte(byte) - chars_before + 1))
    }
}

/// A finding as the only one about a file.
pub(super) fn one(name: &str, item: Diagnostic) -> Diagnostics {
    let mut all = Diagnostics::new(name);
    all.push(item);
    all
}

/// Offsets fit because the size of a text is limited far below 4 GB.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn check_size(name: &str, bytes: usize) -> Result<(), Diagnostics> {
    if bytes <= limit::BYTES {
        return Ok(());
    }
    let message = format!("the file has {bytes} bytes; at most {} are read", limit::BYTES);
    let fault = Diagnostic::error(code::TOO_LARGE, end_of(""), message)
        .hint("keep lists of members and goods out of the document and import them instead");
    Err(one(name, fault))
}

/// The first character that YAML does not allow, or that would make a line break our line numbers do not see.
fn first_control_character(text: &str) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    text.char_indices().find(|&(at, character)| match character {
        '\n' | '\t' => false,
        '\r' => bytes.get(at + 1) != Some(&b'\n'),
        '\u{feff}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => character.is_control() && character != '\u{85}',
    })
}

/// The empty span at the end of a text.
fn end_of(text: &str) -> Span {
    let line = text.bytes().filter(|&byte| byte == b'\n').count() + 1;
    let col = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let (line, col, at) = (narrow(line), narrow(col), narrow(text.len()));
    Span { line, col, end_line: line, end_col: col, start: at, end: at }
}
