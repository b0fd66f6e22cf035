//! Plain text for people: `file:line:col: error[code]: message`, the line with the place marked, and the hint.

use std::fmt::{self, Write};

use super::quote::push_visible;
use super::{Diagnostic, Diagnostics, Severity, Span};

/// Characters of a source line shown around the place; longer lines are cut on both sides.
const LINE_CHARS: usize = 120;
/// Characters shown before the place in a cut line.
const LEAD_CHARS: usize = 40;

/// How findings are shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rendering<'a> {
    /// The text the findings are about; without it only the sentences are shown.
    pub text: Option<&'a str>,
    /// Whether to colour by severity (ANSI).
    pub colour: bool,
}

impl Diagnostics {
    /// All findings as text, one block each, the number of omitted ones last.
    #[must_use]
    pub fn render(&self, rendering: Rendering<'_>) -> String {
        let lines: Vec<&str> =
            rendering.text.map(|text| text.split('\n').collect()).unwrap_or_default();
        let mut out = String::new();
        for item in self {
            // Writing to a string cannot fail.
            let _ = self.render_one(item, &lines, rendering.colour, &mut out);
        }
        if self.omitted > 0 {
            let _ = writeln!(out, "{}: and {} more", self.file, self.omitted);
        }
        out
    }

    fn render_one(
        &self,
        item: &Diagnostic,
        lines: &[&str],
        colour: bool,
        out: &mut String,
    ) -> fmt::Result {
        let (on, off) = if colour { (ansi(item.severity), "\u{1b}[0m") } else { ("", "") };
        let Diagnostic { severity, code, message, span, .. } = item;
        let (line, col, word) = (span.line, span.col, severity.word());
        writeln!(out, "{}:{line}:{col}: {on}{word}[{code}]{off}: {message}", self.file)?;
        let source = (line as usize).checked_sub(1).and_then(|index| lines.get(index));
        if let Some(source) = source {
            let number = line.to_string();
            let (shown, mark) = excerpt(source.trim_end_matches('\r'), span);
            writeln!(out, "  {number} | {shown}")?;
            writeln!(out, "  {:1$} | {on}{mark}{off}", "", number.len())?;
        }
        if let Some(hint) = &item.hint {
            writeln!(out, "  hint: {hint}")?;
        }
        Ok(())
    }
}

/// The line, cut around the place, and the marks below it.
fn excerpt(source: &str, span: &Span) -> (String, String) {
    let first = (span.col as usize).saturating_sub(1);
    let from =
        if source.chars().count() > LINE_CHARS { first.saturating_sub(LEAD_CHARS) } else { 0 };
    let until = if span.end_line == span.line {
        (span.end_col as usize).saturating_sub(1)
    } else {
        usize::MAX
    };
    let (mut shown, mut mark) = (String::new(), String::new());
    if from > 0 {
        shown.push('…');
        mark.push(' ');
    }
    for (index, character) in source.chars().enumerate().skip(from).take(LINE_CHARS) {
        let before = shown.chars().count();
        push_visible(&mut shown, if character == '\t' { ' ' } else { character });
        let width = shown.chars().count() - before;
        let symbol = if (first..until).contains(&index) { "^" } else { " " };
        mark.push_str(&symbol.repeat(width));
    }
    let mark = mark.trim_end();
    if mark.is_empty() {
        return (shown, format!("{}^", " ".repeat(first - from + usize::from(from > 0))));
    }
    (shown, mark.to_owned())
}

fn ansi(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "\u{1b}[1;31m",
        Severity::Warning => "\u{1b}[1;33m",
        Severity::Advice => "\u{1b}[1;36m",
    }
}

impl fmt::Display for Diagnostics {
    /// The sentences without source lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.render(Rendering::default()).trim_end())
    }
}
