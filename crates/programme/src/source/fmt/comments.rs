//! Comments move with the things they speak about.

use super::indent::{Level, Line};

/// Gives every comment its indentation. A comment goes with the entry that follows, unless it stood deeper than
/// that entry: then it belongs to what came before.
pub(super) fn align(mut lines: Vec<Line>) -> Vec<Line> {
    let mut next: Option<(usize, usize)> = None;
    for line in lines.iter_mut().rev() {
        match line {
            Line::Entry { old, new, .. } => next = Some((*old, *new)),
            Line::Comment { text, old, levels } => {
                let indent = match next {
                    Some((next_old, next_new)) if *old <= next_old => next_new,
                    // What follows may move deeper, such as a list below its key; the comment stays with it.
                    Some((_, next_new)) => nearest(levels, *old).max(next_new),
                    None => nearest(levels, *old),
                };
                *text = format!("{:indent$}{text}", "");
            }
            _ => {}
        }
    }
    lines
}

fn nearest(levels: &[Level], old: usize) -> usize {
    levels.iter().rev().find(|level| level.old <= old).map_or(0, |level| level.new)
}
