//! New indentation of every line but comments.

use std::collections::BTreeSet;

use crate::source::SourceFile;
use crate::source::node::{Kind, Node};

use super::lines::{LineKind, leading_blanks, split};

/// Blanks per level.
const STEP: usize = 2;

/// A line on its way to the result.
#[derive(Debug)]
pub(super) enum Line {
    /// Nothing.
    Blank,
    /// A comment; where it goes depends on its neighbours.
    Comment { text: String, old: usize, levels: Vec<Level> },
    /// A line with a key, dash or value, that began at `old` blanks and begins at `new`.
    Entry { text: String, old: usize, new: usize, number: u32 },
    /// Part of a value over several lines; `sealed` when a blank line after it would change the value.
    Part { text: String, sealed: bool },
    /// `---` or `...`.
    Marker(String),
}

/// A list or map that is open at some line: the blanks before its dashes or keys, before and after.
#[derive(Clone, Copy, Debug)]
pub(super) struct Level {
    pub(super) old: usize,
    pub(super) new: usize,
    dash: bool,
}

struct Indenter {
    /// Line and column of the keys of all maps that are not in braces.
    keys: BTreeSet<(u32, u32)>,
    levels: Vec<Level>,
    /// How far the last line that began something moved.
    shift: isize,
}

/// All lines with their new indentation, or nothing for a text written in a way that is left alone.
pub(super) fn indent(file: &SourceFile, root: &Node, kinds: &[LineKind]) -> Option<Vec<Line>> {
    let mut keys = BTreeSet::new();
    collect_keys(root, &mut keys);
    let mut indenter = Indenter { keys, levels: Vec::new(), shift: 0 };
    let lines = split(file.text());
    let mut result = Vec::with_capacity(lines.len());
    for (index, (line, kind)) in lines.iter().zip(kinds).enumerate() {
        let continues = kinds.get(index + 1) == Some(&LineKind::Continued);
        result.push(match kind {
            LineKind::Own => indenter.own(line, u32::try_from(index + 1).ok()?, continues)?,
            LineKind::Continued => {
                Line::Part { text: indenter.continued(line, continues), sealed: false }
            }
            LineKind::Block { indent, explicit, keep } => {
                Line::Part { text: indenter.block(line, *indent, *explicit)?, sealed: *keep }
            }
        });
    }
    Some(result)
}

fn collect_keys(node: &Node, keys: &mut BTreeSet<(u32, u32)>) {
    if node.flow {
        return;
    }
    match &node.kind {
        Kind::List(items) => items.iter().for_each(|item| collect_keys(item, keys)),
        Kind::Map(entries) => {
            for entry in entries {
                keys.insert((entry.key_span.line, entry.key_span.col));
                collect_keys(&entry.value, keys);
            }
        }
        Kind::Scalar(_) | Kind::Refused => {}
    }
}

impl Indenter {
    /// A line that begins something.
    fn own(&mut self, line: &str, number: u32, continues: bool) -> Option<Line> {
        let old = leading_blanks(line);
        let rest = line.get(old..)?;
        if rest.trim_matches([' ', '\t']).is_empty() {
            return Some(Line::Blank);
        }
        if rest.starts_with('#') {
            let text = rest.trim_end_matches([' ', '\t']).to_owned();
            return Some(Line::Comment { text, old, levels: self.levels.clone() });
        }
        if old == 0 && (rest.starts_with("---") || rest.starts_with("...")) {
            let marker = trimmed(rest, false);
            return (marker.len() == 3).then(|| Line::Marker(marker.to_owned()));
        }
        // Complex keys, directives and tabs are left alone.
        let odd = ["? ", "?\t", ": ", "%", "\t", "-\t"].iter().any(|start| rest.starts_with(start));
        if odd || rest == "?" || rest == ":" {
            return None;
        }
        Some(self.entry(line, old, number, continues))
    }

    fn entry(&mut self, line: &str, old: usize, number: u32, continues: bool) -> Line {
        let mut at = old;
        let mut first: Option<usize> = None;
        let mut text = String::new();
        let mut rest = &line[at..];
        while rest == "-" || rest.starts_with("- ") {
            let new = self.enter(at, true);
            first.get_or_insert(new);
            text.push_str("- ");
            let after = rest[1..].trim_start_matches(' ');
            at = line.len() - after.len();
            rest = after;
        }
        let is_key = self.keys.contains(&(number, column(line, at)));
        let is_value = !is_key && !rest.is_empty() && !rest.starts_with('#');
        if is_key {
            let new = self.enter(at, false);
            first.get_or_insert(new);
        } else if is_value && first.is_none() {
            // A value below its key or dash.
            while self.levels.last().is_some_and(|level| level.old >= at) {
                self.levels.pop();
            }
            first = Some(self.inside());
        }
        let new = first.unwrap_or(0);
        text.push_str(trimmed(rest, continues));
        self.shift = (new + (text.len() - trimmed(rest, continues).len())) as isize - at as isize;
        let text = trimmed(&text, continues);
        Line::Entry { text: format!("{:new$}{text}", ""), old, new, number }
    }

    /// Blanks before something inside the innermost open level.
    fn inside(&self) -> usize {
        self.levels.last().map_or(0, |level| level.new + STEP)
    }

    /// Opens or continues the level whose keys or dashes stand at these blanks; returns the new ones.
    fn enter(&mut self, old: usize, dash: bool) -> usize {
        while let Some(&level) = self.levels.last() {
            // A key ends a list whose dashes stand at its own indentation; such a list may follow a key.
            if level.old > old || (level.old == old && level.dash && !dash) {
                self.levels.pop();
            } else if level.old == old && level.dash == dash {
                return level.new;
            } else {
                break;
            }
        }
        let new = self.inside();
        self.levels.push(Level { old, new, dash });
        new
    }

    /// A line inside brackets, quotes or a folded sentence moves with its first line, but stays inside.
    fn continued(&self, line: &str, continues: bool) -> String {
        let old = leading_blanks(line);
        let text = trimmed(&line[old..], continues);
        if text.is_empty() {
            return String::new();
        }
        let moved = usize::try_from(old as isize + self.shift).unwrap_or(0);
        format!("{:1$}{text}", "", moved.max(self.inside()))
    }

    /// A line of a block keeps its blanks beyond those of the block.
    fn block(&self, line: &str, indent: usize, explicit: Option<usize>) -> Option<String> {
        let owner = self.levels.last()?.new;
        let new = owner + explicit.unwrap_or(STEP);
        let Some(content) = line.get(indent..).filter(|_| leading_blanks(line) >= indent) else {
            return Some(String::new());
        };
        if content.is_empty() { Some(String::new()) } else { Some(format!("{:new$}{content}", "")) }
    }
}

/// The text without blanks at its end, unless they are escaped by a backslash in a quoted text that goes on.
fn trimmed(text: &str, continues: bool) -> &str {
    let short = text.trim_end_matches([' ', '\t']);
    if continues && short.ends_with('\\') { text } else { short }
}

/// The column, from 1 in characters, of a byte of a line.
fn column(line: &str, at: usize) -> u32 {
    let chars = line.get(..at).map_or(0, |before| before.chars().count());
    u32::try_from(chars + 1).unwrap_or(u32::MAX)
}
