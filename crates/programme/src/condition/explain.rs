//! Why a condition holds or not: its parts, and how far a threshold is away.

use super::Condition;
use super::eval::{Facts, Frame};
use super::schema::Fact;
use super::tree::{Number, Order, Slot, Source, Test, Tree};

/// One of the parts, joined by `&&`, that must all hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part<'c> {
    /// As written.
    pub source: &'c str,
    /// Whether it holds.
    pub holds: bool,
    /// How far away it is, when it fails because a number is too small.
    pub gap: Option<Gap>,
}

/// A fact that is too small: `have >= need` (or `have > need`) is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which number; never that of a line inside a comprehension.
    pub fact: Fact,
    /// What it is, in millionths.
    pub have: i128,
    /// The threshold, in millionths.
    pub need: i128,
    /// Whether reaching the threshold is enough (`>=`), or it must be passed (`>`).
    pub reaching_suffices: bool,
}

impl Condition {
    /// Judges part by part. A formula has none. Meant for explanations: the hot path uses [`test`](Self::test).
    pub fn explain<'c, F: Facts + ?Sized>(
        &'c self,
        facts: &'c F,
    ) -> impl Iterator<Item = Part<'c>> {
        let tests: &[Test] = match &self.inner.tree {
            Tree::Test(Test::All(parts)) if parts.len() == self.inner.parts.len() => parts,
            Tree::Test(test) => std::slice::from_ref(test),
            Tree::Number(_) | Tree::Text(_) => &[],
        };
        tests.iter().zip(&self.inner.parts).map(move |(test, span)| {
            let frame = Frame::new(facts);
            let holds = frame.test(test);
            let gap = if holds { None } else { threshold(test, &frame) };
            Part { source: &self.inner.source[span.start..span.end], holds, gap }
        })
    }
}

/// The gap of a failed comparison of a fact with something the facts determine.
fn threshold<'c, F: Facts + ?Sized>(test: &'c Test, frame: &Frame<'c, F>) -> Option<Gap> {
    let Test::Numbers(order, sides) = test else {
        return None;
    };
    let (fact, read, bound, order) = match &**sides {
        [read @ Number::Read(Source::Fact(fact, Slot::JUDGED)), bound] => {
            (*fact, read, bound, *order)
        }
        [bound, read @ Number::Read(Source::Fact(fact, Slot::JUDGED))] => {
            (*fact, read, bound, order.mirrored())
        }
        _ => return None,
    };
    let reaching_suffices = match order {
        Order::GreaterOrEqual => true,
        Order::Greater => false,
        _ => return None,
    };
    Some(Gap { fact, have: frame.number(read)?, need: frame.number(bound)?, reaching_suffices })
}
