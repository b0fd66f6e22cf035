//! Evaluation: a walk over the typed tree, without allocation and without any look-up by path.
//!
//! Missing values follow one rule: a comparison with something missing is false, a missing truth value counts as
//! false, and a number that cannot be computed (overflow, division by zero) is missing.

use super::number::{count, divide, multiply, remainder};
use super::schema::{Fact, Root};
use super::tree::{
    Lane, Lines, Match, NESTING, Number, Operator, Quantifier, Slot, Source, Test, Text,
};
use smol_str::SmolStr;

/// The value of a declared attribute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// True or false.
    Truth(bool),
    /// Number, money, or seconds since 1970, in millionths.
    Number(i128),
    /// A text.
    Text(&'a str),
}

/// What the world knows when a condition is judged. The engine implements it over the snapshot and the activity.
///
/// `line` is the place of a line in the basket, or `None` for the line under judgement; it matters only to facts
/// whose root is `line`. Numbers are in millionths: counts, quantities, points and money in major units alike;
/// [`Fact::TimeNow`] is seconds since 1970 in millionths. `None` means unknown or not applicable.
pub trait Facts {
    /// A fact of type number, money or time.
    fn number(&self, fact: Fact, line: Option<usize>) -> Option<i128>;
    /// A fact of type text.
    fn text(&self, fact: Fact, line: Option<usize>) -> Option<&str>;
    /// A fact that is true or false.
    fn truth(&self, fact: Fact, line: Option<usize>) -> Option<bool>;
    /// Whether a list of texts contains `wanted`.
    fn contains(&self, fact: Fact, line: Option<usize>, wanted: &str) -> bool;
    /// How many entries a list of texts has.
    fn entries(&self, fact: Fact, line: Option<usize>) -> usize;
    /// A declared attribute; `None` when absent. A value of another type than declared counts as absent.
    fn attribute(&self, root: Root, name: &SmolStr, line: Option<usize>) -> Option<Value<'_>>;
    /// How many lines the basket has.
    fn line_count(&self) -> usize;
}

/// The facts, and which line each comprehension variable stands for at the moment.
pub(super) struct Frame<'a, F: Facts + ?Sized> {
    facts: &'a F,
    lines: [usize; NESTING],
}

impl<'a, F: Facts + ?Sized> Frame<'a, F> {
    pub(super) fn new(facts: &'a F) -> Self {
        Self { facts, lines: [0; NESTING] }
    }

    fn line(&self, slot: Slot) -> Option<usize> {
        match slot {
            Slot::JUDGED => None,
            Slot(depth) => Some(self.lines[usize::from(depth) - 1]),
        }
    }

    fn with_line(&self, slot: Slot, line: usize) -> Self {
        let mut lines = self.lines;
        lines[usize::from(slot.0) - 1] = line;
        Self { facts: self.facts, lines }
    }

    pub(super) fn test(&self, test: &'a Test) -> bool {
        match test {
            Test::Literal(value) => *value,
            Test::Read(source) => self.read_truth(source).unwrap_or(false),
            Test::Not(inner) => !self.test(inner),
            Test::All(parts) => parts.iter().all(|part| self.test(part)),
            Test::Any(parts) => parts.iter().any(|part| self.test(part)),
            Test::If(branches) => {
                let [test, then, otherwise] = &**branches;
                self.test(if self.test(test) { then } else { otherwise })
            }
            Test::Same(wanted, sides) => match (self.truth(&sides[0]), self.truth(&sides[1])) {
                (Some(left), Some(right)) => (left == right) == *wanted,
                _ => false,
            },
            Test::Numbers(order, sides) => match (self.number(&sides[0]), self.number(&sides[1])) {
                (Some(left), Some(right)) => order.holds(left.cmp(&right)),
                _ => false,
            },
            Test::Texts(order, sides) => match (self.text(&sides[0]), self.text(&sides[1])) {
                (Some(left), Some(right)) => order.holds(left.cmp(right)),
                _ => false,
            },
            Test::NumberIn(number, list) => {
                self.number(number).is_some_and(|number| list.binary_search(&number).is_ok())
            }
            Test::TextIn(text, list) => self.text(text).is_some_and(|text| {
                list.binary_search_by(|entry| entry.as_str().cmp(text)).is_ok()
            }),
            Test::Listed(text, source) => {
                self.text(text).is_some_and(|text| self.listed(source, text))
            }
            Test::Matches(how, sides) => self.matches(*how, &sides[0], &sides[1]),
            Test::Present(source, lane) => match lane {
                Lane::Truth => self.read_truth(source).is_some(),
                Lane::Number => self.read_number(source).is_some(),
                Lane::Text => self.read_text(source).is_some(),
            },
            Test::Lines(quantifier, lines, body) => self.quantified(*quantifier, lines, body),
        }
    }

    /// A truth value that may be missing: only facts can be, every other test has an answer.
    fn truth(&self, test: &'a Test) -> Option<bool> {
        match test {
            Test::Read(source) => self.read_truth(source),
            other => Some(self.test(other)),
        }
    }

    pub(super) fn number(&self, number: &'a Number) -> Option<i128> {
        match number {
            Number::Literal(value) => Some(*value),
            Number::Read(source) => self.read_number(source),
            Number::Negated(inner) => self.number(inner)?.checked_neg(),
            Number::Sum(operator, sides) => {
                calculate(*operator, self.number(&sides[0])?, self.number(&sides[1])?)
            }
            Number::If(branches) => {
                let (test, then, otherwise) = &**branches;
                self.number(if self.test(test) { then } else { otherwise })
            }
            Number::Count(lines) => count(self.passing(lines).count()),
            Number::Length(text) => count(self.text(text)?.chars().count()),
            Number::Entries(source) => count(match source {
                Source::Fact(fact, slot) => self.facts.entries(*fact, self.line(*slot)),
                Source::Attribute(..) => 0,
            }),
        }
    }

    pub(super) fn text(&self, text: &'a Text) -> Option<&'a str> {
        match text {
            Text::Literal(value) => Some(value),
            Text::Read(source) => self.read_text(source),
            Text::If(branches) => {
                let (test, then, otherwise) = &**branches;
                self.text(if self.test(test) { then } else { otherwise })
            }
        }
    }

    fn matches(&self, how: Match, text: &'a Text, wanted: &'a Text) -> bool {
        let (Some(text), Some(wanted)) = (self.text(text), self.text(wanted)) else {
            return false;
        };
        match how {
            Match::StartsWith => text.starts_with(wanted),
            Match::EndsWith => text.ends_with(wanted),
            Match::Contains => text.contains(wanted),
        }
    }

    /// The lines that pass all filters, each with the frame in which the variable stands for it.
    fn passing(&self, lines: &'a Lines) -> impl Iterator<Item = Self> {
        (0..self.facts.line_count())
            .map(|line| self.with_line(lines.slot, line))
            .filter(|frame| lines.filters.iter().all(|filter| frame.test(filter)))
    }

    fn quantified(&self, quantifier: Quantifier, lines: &'a Lines, body: &'a Test) -> bool {
        let mut passing = self.passing(lines);
        match quantifier {
            Quantifier::Exists => passing.any(|frame| frame.test(body)),
            Quantifier::All => passing.all(|frame| frame.test(body)),
            Quantifier::ExistsOne => passing.filter(|frame| frame.test(body)).take(2).count() == 1,
        }
    }

    fn listed(&self, source: &Source, text: &str) -> bool {
        match source {
            Source::Fact(fact, slot) => self.facts.contains(*fact, self.line(*slot), text),
            Source::Attribute(..) => false,
        }
    }

    fn read_truth(&self, source: &Source) -> Option<bool> {
        match source {
            Source::Fact(fact, slot) => self.facts.truth(*fact, self.line(*slot)),
            Source::Attribute(root, name, slot) => {
                match self.facts.attribute(*root, name, self.line(*slot))? {
                    Value::Truth(value) => Some(value),
                    _ => None,
                }
            }
        }
    }

    fn read_number(&self, source: &Source) -> Option<i128> {
        match source {
            Source::Fact(fact, slot) => self.facts.number(*fact, self.line(*slot)),
            Source::Attribute(root, name, slot) => {
                match self.facts.attribute(*root, name, self.line(*slot))? {
                    Value::Number(value) => Some(value),
                    _ => None,
                }
            }
        }
    }

    fn read_text(&self, source: &Source) -> Option<&'a str> {
        match source {
            Source::Fact(fact, slot) => self.facts.text(*fact, self.line(*slot)),
            Source::Attribute(root, name, slot) => {
                match self.facts.attribute(*root, name, self.line(*slot))? {
                    Value::Text(value) => Some(value),
                    _ => None,
                }
            }
        }
    }
}

/// One operation, checked.
pub(super) fn calculate(operator: Operator, left: i128, right: i128) -> Option<i128> {
    match operator {
        Operator::Add => left.checked_add(right),
        Operator::Subtract => left.checked_sub(right),
        Operator::Multiply => multiply(left, right),
        Operator::Divide => divide(left, right),
        Operator::Remainder => remainder(left, right),
    }
}
