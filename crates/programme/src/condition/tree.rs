//! A condition after checking: typed, resolved, ready to be evaluated without looking anything up.

use super::schema::{Fact, Root};
use smol_str::SmolStr;
use std::cmp::Ordering;

/// Comprehensions over lines may stand inside each other this deep.
pub(super) const NESTING: usize = 2;

/// Whose line: 0 is the line under judgement (or no line), `n` the variable of the n-th enclosing comprehension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot(pub(super) u8);

impl Slot {
    pub(super) const JUDGED: Self = Self(0);
}

/// Where a value comes from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Fact(Fact, Slot),
    Attribute(Root, SmolStr, Slot),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Order {
    pub(super) fn holds(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }

    /// The same comparison with the sides exchanged.
    pub(super) fn mirrored(self) -> Self {
        match self {
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
            same => same,
        }
    }
}

/// Something true or false.
#[derive(Clone, Debug)]
pub(super) enum Test {
    Literal(bool),
    Read(Source),
    Not(Box<Test>),
    All(Box<[Test]>),
    Any(Box<[Test]>),
    If(Box<[Test; 3]>),
    /// Two truth values are equal (or, with `false`, differ).
    Same(bool, Box<[Test; 2]>),
    Numbers(Order, Box<[Number; 2]>),
    Texts(Order, Box<[Text; 2]>),
    /// The literals are sorted.
    NumberIn(Box<Number>, Box<[i128]>),
    /// The literals are sorted.
    TextIn(Box<Text>, Box<[SmolStr]>),
    /// The text is in the list that the source holds.
    Listed(Box<Text>, Source),
    Matches(Match, Box<[Text; 2]>),
    Present(Source, Lane),
    Lines(Quantifier, Box<Lines>, Box<Test>),
}

/// Which accessor shows whether a value is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    Truth,
    Number,
    Text,
}

/// How one text is looked for in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    StartsWith,
    EndsWith,
    Contains,
}

/// What is asked of the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quantifier {
    Exists,
    ExistsOne,
    All,
}

/// Any numeric value: number, money, time, span.
#[derive(Clone, Debug)]
pub(super) enum Number {
    Literal(i128),
    Read(Source),
    Negated(Box<Number>),
    Sum(Operator, Box<[Number; 2]>),
    If(Box<(Test, Number, Number)>),
    /// How many lines pass.
    Count(Box<Lines>),
    /// Characters of a text.
    Length(Box<Text>),
    /// Entries of a list.
    Entries(Source),
}

/// Arithmetic on two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// A text.
#[derive(Clone, Debug)]
pub(super) enum Text {
    Literal(SmolStr),
    Read(Source),
    If(Box<(Test, Text, Text)>),
}

/// The lines of the basket that pass all filters.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    /// The variable of the filters, and of the body of a quantifier over them.
    pub(super) slot: Slot,
    pub(super) filters: Vec<Test>,
}

/// A whole condition or formula.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    Test(Test),
    Number(Number),
    Text(Text),
}
