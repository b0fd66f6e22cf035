//! Conditions and formulas of the programme document: CEL, checked once, judged in tens of nanoseconds.
//!
//! A source such as `basket.total >= 1500 && "vip" in member.tags` is parsed within limits, checked against the
//! published [`schema`] and the names that the document declares ([`Schema`]), and kept as a typed tree whose names
//! are resolved. The world is asked through [`Facts`].
//!
//! **Numbers** are exact: counts, money in major units, points and times are `i128` millionths, and literals are
//! taken over digit by digit. There is one kind of number, so `2` and `2.0` are the same and may be mixed, and `7 / 2`
//! is `3.5`. The check tells money from plain numbers only to refuse what cannot be meant.
//!
//! **Missing values.** A comparison with a value that is missing is false, whichever comparison it is; so are `in`
//! and the text tests. A missing truth value counts as false. `has(line.attributes.x)` tests presence, and `!` turns
//! the answer round as always: `!(line.attributes.x == "a")` holds for a line without `x`, `line.attributes.x != "a"`
//! does not. A result that overflows, and a division by zero, are missing values.
//!
//! **Left out** of CEL: maps, messages, bytes, `null`, indexing, `map`, regular expressions, conversions, joining
//! texts, and walks over anything but `basket.lines` (`exists`, `exists_one`, `all`, `filter(...)`, `size`).
//!
//! Cost: compiling takes microseconds and allocates; judging allocates nothing and is bounded by [`MAX_COST`].

mod call;
mod check;
mod eval;
mod explain;
mod fault;
mod measure;
mod names;
mod number;
mod operator;
mod parse;
mod reads;
mod resolve;
pub mod schema;
mod shape;
mod syntax;
#[cfg(test)]
mod tests;
mod translate;
mod tree;

pub use eval::{Facts, Value};
pub use explain::{Gap, Part};
pub use fault::{
    Fault, LITERAL_PRECISION, NOT_SUPPORTED, SYNTAX, TOO_DEEP, TOO_LARGE, TYPE_MISMATCH,
    UNKNOWN_NAME, UNKNOWN_VALUE,
};
pub use names::Schema;
pub use number::MICRO;
pub use parse::{MAX_DEPTH, MAX_NODES, MAX_SOURCE};
pub use reads::{Pin, Reads};
pub use schema::{Fact, Root, Scope, Type};
pub use shape::{Bound, Shape, Subject};

use eval::Frame;
use fault::Span;
use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;
use tree::Tree;

/// The most steps that judging a condition may take, with fifty lines in the basket.
pub const MAX_COST: u32 = 200_000;

/// A checked condition or formula. Cheap to clone; equal when the source and the wanted type are.
#[derive(Clone)]
pub struct Condition {
    inner: Arc<Inner>,
}

struct Inner {
    source: Box<str>,
    kind: Type,
    tree: Tree,
    /// The parts that must all hold, as places in the source.
    parts: Vec<Span>,
    reads: Reads,
    cost: u32,
}

/// Checks `source` and makes it ready: `expected` is [`Type::Bool`] for a condition, [`Type::Number`] or
/// [`Type::Money`] for a formula.
///
/// # Errors
/// Every fault found, in the order of the source where possible.
pub fn compile(source: &str, schema: &Schema, expected: Type) -> Result<Condition, Vec<Fault>> {
    let root = parse::parse(source)?;
    let (tree, parts) = check::check(&root, schema, expected)?;
    let (reads, cost) = reads::survey(&tree);
    if cost > MAX_COST {
        let message = "too much work: lines are gone through inside each other";
        return Err(vec![Fault::new(TOO_LARGE, root.span, message)]);
    }
    Ok(Condition {
        inner: Arc::new(Inner { source: source.into(), kind: expected, tree, parts, reads, cost }),
    })
}

impl Condition {
    /// Whether it holds. False for a formula, which is no condition.
    pub fn test<F: Facts + ?Sized>(&self, facts: &F) -> bool {
        match &self.inner.tree {
            Tree::Test(test) => Frame::new(facts).test(test),
            Tree::Number(_) | Tree::Text(_) => false,
        }
    }

    /// The value of a formula in millionths. `None` when something it needs is missing, on overflow and on division
    /// by zero, and for a condition.
    pub fn number<F: Facts + ?Sized>(&self, facts: &F) -> Option<i128> {
        match &self.inner.tree {
            Tree::Number(number) => Frame::new(facts).number(number),
            Tree::Test(_) | Tree::Text(_) => None,
        }
    }

    /// The text of a text formula.
    pub fn text<'a, F: Facts + ?Sized>(&'a self, facts: &'a F) -> Option<&'a str> {
        match &self.inner.tree {
            Tree::Text(text) => Frame::new(facts).text(text),
            Tree::Test(_) | Tree::Number(_) => None,
        }
    }

    /// As written.
    pub fn source(&self) -> &str {
        &self.inner.source
    }

    /// The type it was compiled for.
    pub fn kind(&self) -> Type {
        self.inner.kind
    }

    /// What it depends on.
    pub fn reads(&self) -> &Reads {
        &self.inner.reads
    }

    /// Parts that must hold and fit an index. Computed on each call.
    pub fn pins(&self) -> Vec<Pin> {
        reads::pins(&self.inner.tree)
    }

    /// Steps that judging it takes at most, with fifty lines in the basket.
    pub fn cost(&self) -> u32 {
        self.inner.cost
    }
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        self.inner.source == other.inner.source && self.inner.kind == other.inner.kind
    }
}

impl Eq for Condition {}

impl fmt::Debug for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Condition").field(&self.inner.source).finish()
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.inner.source)
    }
}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.inner.source)
    }
}
