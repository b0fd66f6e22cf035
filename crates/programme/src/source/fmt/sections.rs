//! Blank lines: one around each top-level section, never two in a row, none at the ends.

use std::collections::BTreeMap;

use crate::source::node::{Kind, Node};

use super::indent::Line;

/// The lines with blank lines set.
pub(super) fn space(lines: Vec<Line>, root: &Node) -> Vec<String> {
    let sections = sections(root);
    let mut spaced = Spaced::default();
    let mut after_section = None;
    for line in lines {
        match line {
            Line::Blank => spaced.push_blank(),
            Line::Comment { text, .. } | Line::Marker(text) => spaced.push(text, After::Open),
            Line::Part { text, sealed } => {
                spaced.push(text, if sealed { After::Sealed } else { After::Open })
            }
            Line::Entry { text, number, .. } => {
                if let Some(&section) = sections.get(&number) {
                    if after_section.is_some_and(|before| before || section) {
                        spaced.separate();
                    }
                    after_section = Some(section);
                }
                spaced.push(text, After::Open);
            }
        }
    }
    spaced.finish()
}

/// The lines of the top-level keys, and whether their values are lists or maps of several lines.
fn sections(root: &Node) -> BTreeMap<u32, bool> {
    let is_section = |node: &Node| !node.flow && matches!(node.kind, Kind::List(_) | Kind::Map(_));
    root.entries().iter().map(|entry| (entry.key_span.line, is_section(&entry.value))).collect()
}

/// What may come after a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    /// A blank line.
    Open,
    /// No further blank line: this is one.
    Blank,
    /// No blank line: it would become part of the value before it.
    Sealed,
}

#[derive(Default)]
struct Spaced {
    lines: Vec<String>,
    after: Vec<After>,
}

impl Spaced {
    fn push(&mut self, text: String, after: After) {
        self.lines.push(text);
        self.after.push(after);
    }

    fn push_blank(&mut self) {
        if self.after.last() == Some(&After::Open) {
            self.push(String::new(), After::Blank);
        }
    }

    /// Puts a blank line before the next entry and the comments that stand directly before it.
    fn separate(&mut self) {
        let comments = self.lines.iter().rev().take_while(|text| text.starts_with('#')).count();
        let at = self.lines.len() - comments;
        if at > 0 && self.after.get(at - 1) == Some(&After::Open) {
            self.lines.insert(at, String::new());
            self.after.insert(at, After::Blank);
        }
    }

    fn finish(mut self) -> Vec<String> {
        while self.after.last() == Some(&After::Blank) {
            self.after.pop();
            self.lines.pop();
        }
        self.lines
    }
}
