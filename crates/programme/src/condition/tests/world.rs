//! A small world for tests: facts in maps, lines as worlds of their own.

use super::super::{Fact, Facts, MICRO, Root, Value};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// A stored value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stored {
    Truth(bool),
    Number(i128),
    Text(SmolStr),
    Texts(Vec<SmolStr>),
}

/// Values by fact or attribute.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    pub(super) facts: BTreeMap<Fact, Stored>,
    pub(super) attributes: BTreeMap<(Root, SmolStr), Stored>,
}

/// Everything known in a test.
#[derive(Clone, Debug, Default)]
pub(super) struct World {
    pub(super) shared: Shelf,
    pub(super) judged: Shelf,
    pub(super) lines: Vec<Shelf>,
}

impl Shelf {
    pub(super) fn with(mut self, fact: Fact, value: impl Into<Stored>) -> Self {
        self.facts.insert(fact, value.into());
        self
    }

    pub(super) fn with_attribute(
        mut self,
        root: Root,
        name: &str,
        value: impl Into<Stored>,
    ) -> Self {
        self.attributes.insert((root, SmolStr::new(name)), value.into());
        self
    }
}

impl World {
    fn shelf(&self, root: Root, line: Option<usize>) -> Option<&Shelf> {
        match (root, line) {
            (Root::Line, Some(line)) => self.lines.get(line),
            (Root::Line, None) => Some(&self.judged),
            _ => Some(&self.shared),
        }
    }

    fn fact(&self, fact: Fact, line: Option<usize>) -> Option<&Stored> {
        self.shelf(fact.root(), line)?.facts.get(&fact)
    }
}

impl Facts for World {
    fn number(&self, fact: Fact, line: Option<usize>) -> Option<i128> {
        match self.fact(fact, line)? {
            Stored::Number(value) => Some(*value),
            other => panic!("{fact:?} is {other:?}, a number was asked for"),
        }
    }

    fn text(&self, fact: Fact, line: Option<usize>) -> Option<&str> {
        match self.fact(fact, line)? {
            Stored::Text(value) => Some(value),
            other => panic!("{fact:?} is {other:?}, a text was asked for"),
        }
    }

    fn truth(&self, fact: Fact, line: Option<usize>) -> Option<bool> {
        match self.fact(fact, line)? {
            Stored::Truth(value) => Some(*value),
            other => panic!("{fact:?} is {other:?}, a truth value was asked for"),
        }
    }

    fn contains(&self, fact: Fact, line: Option<usize>, wanted: &str) -> bool {
        match self.fact(fact, line) {
            Some(Stored::Texts(list)) => list.iter().any(|entry| entry == wanted),
            Some(other) => panic!("{fact:?} is {other:?}, a list was asked for"),
            None => false,
        }
    }

    fn entries(&self, fact: Fact, line: Option<usize>) -> usize {
        match self.fact(fact, line) {
            Some(Stored::Texts(list)) => list.len(),
            Some(other) => panic!("{fact:?} is {other:?}, a list was asked for"),
            None => 0,
        }
    }

    fn attribute(&self, root: Root, name: &SmolStr, line: Option<usize>) -> Option<Value<'_>> {
        match self.shelf(root, line)?.attributes.get(&(root, name.clone()))? {
            Stored::Truth(value) => Some(Value::Truth(*value)),
            Stored::Number(value) => Some(Value::Number(*value)),
            Stored::Text(value) => Some(Value::Text(value)),
            Stored::Texts(_) => None,
        }
    }

    fn line_count(&self) -> usize {
        self.lines.len()
    }
}

impl From<bool> for Stored {
    fn from(value: bool) -> Self {
        Self::Truth(value)
    }
}

/// Whole numbers, for readable tests.
impl From<i32> for Stored {
    fn from(value: i32) -> Self {
        Self::Number(i128::from(value) * MICRO)
    }
}

/// Millionths.
impl From<i128> for Stored {
    fn from(value: i128) -> Self {
        Self::Number(value)
    }
}

impl From<&str> for Stored {
    fn from(value: &str) -> Self {
        Self::Text(SmolStr::new(value))
    }
}

impl<const N: usize> From<[&str; N]> for Stored {
    fn from(value: [&str; N]) -> Self {
        Self::Texts(value.map(SmolStr::new).into())
    }
}
