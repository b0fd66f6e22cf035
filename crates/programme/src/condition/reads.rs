//! What a condition depends on: for indexing rules, for loading only what is needed, and for explanations.

use super::schema::{Fact, Root};
use super::tree::{Lines, Number, Order, Slot, Source, Test, Text, Tree};
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// Lines a basket is taken to have when the work of a condition is estimated.
const LINES_ASSUMED: u32 = 50;

/// The facts and attributes that a condition can read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    facts: BTreeSet<Fact>,
    attributes: BTreeSet<(Root, SmolStr)>,
    judged_line: bool,
    every_line: bool,
}

/// A part that must hold for the condition to hold, simple enough for an index: the text (or list of texts) `fact`
/// is (or contains) one of `values`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The fact, of the line under judgement if it hangs on a line.
    pub fact: Fact,
    /// The only values with which the condition can hold, sorted.
    pub values: Vec<SmolStr>,
}

impl Reads {
    /// Facts of all kinds, in a fixed order.
    pub fn facts(&self) -> impl Iterator<Item = Fact> {
        self.facts.iter().copied()
    }

    /// Declared attributes by root and name.
    pub fn attributes(&self) -> impl Iterator<Item = (Root, &str)> {
        self.attributes.iter().map(|(root, name)| (*root, name.as_str()))
    }

    /// Places of the metrics read, in their current or previous window.
    pub fn metrics(&self) -> impl Iterator<Item = u16> {
        let places: BTreeSet<u16> = self
            .facts()
            .filter_map(|fact| match fact {
                Fact::Metric(place) | Fact::MetricPrevious(place) => Some(place),
                _ => None,
            })
            .collect();
        places.into_iter()
    }

    /// Whether anything below `root` is read.
    pub fn root(&self, root: Root) -> bool {
        self.facts().any(|fact| fact.root() == root) || self.attributes().any(|(at, _)| at == root)
    }

    /// Whether the answer depends on the line under judgement.
    pub fn judged_line(&self) -> bool {
        self.judged_line
    }

    /// Whether it goes through the lines of the basket.
    pub fn every_line(&self) -> bool {
        self.every_line
    }
}

/// Walks a tree once, noting what it reads and how much work it is at most.
pub(super) fn survey(tree: &Tree) -> (Reads, u32) {
    let mut reads = Reads::default();
    let cost = match tree {
        Tree::Test(test) => reads.test(test),
        Tree::Number(number) => reads.number(number),
        Tree::Text(text) => reads.text(text),
    };
    (reads, cost)
}

impl Reads {
    fn source(&mut self, source: &Source) -> u32 {
        let (root, slot) = match source {
            Source::Fact(fact, slot) => {
                self.facts.insert(*fact);
                (fact.root(), *slot)
            }
            Source::Attribute(root, name, slot) => {
                self.attributes.insert((*root, name.clone()));
                (*root, *slot)
            }
        };
        self.judged_line |= root == Root::Line && slot == Slot::JUDGED;
        1
    }

    fn test(&mut self, test: &Test) -> u32 {
        let below = match test {
            Test::Literal(_) => 0,
            Test::Read(source) | Test::Present(source, _) => self.source(source),
            Test::Not(inner) => self.test(inner),
            Test::All(parts) | Test::Any(parts) => self.tests(parts),
            Test::If(branches) => self.tests(&**branches),
            Test::Same(_, sides) => self.tests(&**sides),
            Test::Numbers(_, sides) => {
                self.number(&sides[0]).saturating_add(self.number(&sides[1]))
            }
            Test::Texts(_, sides) | Test::Matches(_, sides) => {
                self.text(&sides[0]).saturating_add(self.text(&sides[1]))
            }
            Test::NumberIn(number, _) => self.number(number),
            Test::TextIn(text, _) => self.text(text),
            Test::Listed(text, source) => self.text(text).saturating_add(self.source(source)),
            Test::Lines(_, lines, body) => {
                let each = self.test(body);
                self.lines(lines, each)
            }
        };
        below.saturating_add(1)
    }

    fn tests(&mut self, tests: &[Test]) -> u32 {
        tests.iter().fold(0, |sum, test| self.test(test).saturating_add(sum))
    }

    fn number(&mut self, number: &Number) -> u32 {
        let below = match number {
            Number::Literal(_) => 0,
            Number::Read(source) | Number::Entries(source) => self.source(source),
            Number::Negated(inner) => self.number(inner),
            Number::Sum(_, sides) => self.number(&sides[0]).saturating_add(self.number(&sides[1])),
            Number::If(branches) => {
                let (test, then, otherwise) = &**branches;
                self.test(test)
                    .saturating_add(self.number(then))
                    .saturating_add(self.number(otherwise))
            }
            Number::Count(lines) => self.lines(lines, 0),
            Number::Length(text) => self.text(text),
        };
        below.saturating_add(1)
    }

    fn text(&mut self, text: &Text) -> u32 {
        let below = match text {
            Text::Literal(_) => 0,
            Text::Read(source) => self.source(source),
            Text::If(branches) => {
                let (test, then, otherwise) = &**branches;
                self.test(test).saturating_add(self.text(then)).saturating_add(self.text(otherwise))
            }
        };
        below.saturating_add(1)
    }

    fn lines(&mut self, lines: &Lines, body: u32) -> u32 {
        self.every_line = true;
        self.facts.insert(Fact::BasketLines);
        self.tests(&lines.filters)
            .saturating_add(body)
            .saturating_add(1)
            .saturating_mul(LINES_ASSUMED)
    }
}

/// The pins of a condition, from the parts that must all hold.
pub(super) fn pins(tree: &Tree) -> Vec<Pin> {
    match tree {
        Tree::Test(Test::All(parts)) => parts.iter().filter_map(pin).collect(),
        Tree::Test(test) => pin(test).into_iter().collect(),
        Tree::Number(_) | Tree::Text(_) => Vec::new(),
    }
}

fn pin(test: &Test) -> Option<Pin> {
    let (source, values) = match test {
        Test::Texts(Order::Equal, sides) => match &**sides {
            [Text::Read(source), Text::Literal(value)]
            | [Text::Literal(value), Text::Read(source)] => (source, vec![value.clone()]),
            _ => return None,
        },
        Test::TextIn(text, values) => match &**text {
            Text::Read(source) => (source, values.to_vec()),
            _ => return None,
        },
        Test::Listed(text, source) => match &**text {
            Text::Literal(value) => (source, vec![value.clone()]),
            _ => return None,
        },
        _ => return None,
    };
    match source {
        Source::Fact(fact, _) => Some(Pin { fact: *fact, values }),
        Source::Attribute(..) => None,
    }
}
