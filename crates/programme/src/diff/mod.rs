//! What differs between two documents, as sentences: `offers.silver-price: percent for tier silver 10 % -> 12 %`.
//!
//! Purpose: what a reviewer reads before a new version is published. Comments, order of fixed keys and ways of writing
//! a number (`5`, `5.0`, `5 %`) make no difference; the order of levels, steps, offers and groups does.
//! Cost: linear in both documents, apart from look-ups by key inside one map.

mod words;

use crate::document::Document;
use crate::source::{Path, Segment};
use crate::tree::Tree;
use serde::Serialize;
use std::fmt;

/// One difference.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Where, such as `offers.silver-price.percent.by_tier.silver`.
    pub path: String,
    /// What happened there.
    pub kind: ChangeKind,
    /// What was there, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What is there now, for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// All of it in one sentence.
    pub sentence: String,
}

/// What happened at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Something is there that was not.
    Added,
    /// Something is not there any more.
    Removed,
    /// Something else is there.
    Changed,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

/// Everything that differs from `old` to `new`, in the order of the new document, what was removed last.
#[must_use]
pub fn diff(old: &Document, new: &Document) -> Vec<Change> {
    let mut differ = Differ { changes: Vec::new(), path: Path::root() };
    differ.compare(&Tree::of(old), &Tree::of(new));
    differ.changes
}

struct Differ {
    changes: Vec<Change>,
    path: Path,
}

impl Differ {
    fn compare(&mut self, old: &Tree, new: &Tree) {
        match (old, new) {
            (Tree::Map(before), Tree::Map(after))
                if !words::is_choice(before, after, &self.path) =>
            {
                self.compare_maps(before, after);
            }
            (Tree::List(before), Tree::List(after)) if !is_short(before) || !is_short(after) => {
                self.compare_lists(before, after);
            }
            _ if self.same(old, new) => {}
            _ => self.push(ChangeKind::Changed, Some(old), Some(new)),
        }
    }

    fn compare_maps(&mut self, before: &[(String, Tree)], after: &[(String, Tree)]) {
        let find = |entries: &[(String, Tree)], key: &str| {
            entries.iter().position(|(known, _)| known == key)
        };
        for (key, value) in after {
            self.path.push_key(key.as_str());
            match find(before, key) {
                Some(place) => self.compare(&before[place].1, value),
                None => self.push(ChangeKind::Added, None, Some(value)),
            }
            self.path.pop();
        }
        for (key, value) in before.iter().filter(|(key, _)| find(after, key).is_none()) {
            self.path.push_key(key.as_str());
            self.push(ChangeKind::Removed, Some(value), None);
            self.path.pop();
        }
        self.compare_order(before, after);
    }

    /// The order of named things matters where they are tried one after the other.
    fn compare_order(&mut self, before: &[(String, Tree)], after: &[(String, Tree)]) {
        if !words::is_ordered(&self.path) {
            return;
        }
        let kept = |entries: &[(String, Tree)], others: &[(String, Tree)]| -> Vec<String> {
            let stays = |key: &String| others.iter().any(|(other, _)| other == key);
            entries.iter().map(|(key, _)| key.clone()).filter(stays).collect()
        };
        let (was, is) = (kept(before, after), kept(after, before));
        if was != is {
            let (was, is) = (was.join(", "), is.join(", "));
            let sentence = words::sentence(&self.path, "order", Some(&was), Some(&is));
            let path = self.path.to_string();
            self.changes.push(Change {
                path,
                kind: ChangeKind::Changed,
                old: Some(was),
                new: Some(is),
                sentence,
            });
        }
    }

    fn compare_lists(&mut self, before: &[Tree], after: &[Tree]) {
        for place in 0..before.len().max(after.len()) {
            self.path.push_index(place);
            match (before.get(place), after.get(place)) {
                (Some(old), Some(new)) => self.compare(old, new),
                (None, Some(new)) => self.push(ChangeKind::Added, None, Some(new)),
                (Some(old), None) => self.push(ChangeKind::Removed, Some(old), None),
                (None, None) => {}
            }
            self.path.pop();
        }
    }

    /// Whether two values mean the same.
    fn same(&self, old: &Tree, new: &Tree) -> bool {
        old == new || words::shown(&self.path, old) == words::shown(&self.path, new)
    }

    fn push(&mut self, kind: ChangeKind, old: Option<&Tree>, new: Option<&Tree>) {
        let before = old.map(|value| words::shown(&self.path, value));
        let after = new.map(|value| words::shown(&self.path, value));
        // A whole thing came or went: its content would drown the sentence.
        let whole = old
            .or(new)
            .is_some_and(|value| matches!(value, Tree::Map(_)) && (old.is_none() || new.is_none()));
        let sentence = if whole {
            let what = if kind == ChangeKind::Added { "added" } else { "removed" };
            words::whole(&self.path, what)
        } else {
            words::sentence(&self.path, "", before.as_deref(), after.as_deref())
        };
        self.changes.push(Change {
            path: self.path.to_string(),
            kind,
            old: before,
            new: after,
            sentence,
        });
    }
}

/// A list of single words is compared as one value.
fn is_short(items: &[Tree]) -> bool {
    items.iter().all(|item| matches!(item, Tree::Plain(_) | Tree::Text(_)))
}

/// The keys of a path from a position on.
fn keys(path: &Path) -> Vec<String> {
    let step = |segment: &Segment| match segment {
        Segment::Key(key) => key.to_string(),
        Segment::Index(index) => format!("[{}]", index + 1),
    };
    path.segments().iter().map(step).collect()
}
