//! What a number measures, so that nonsense is refused: money times money, points against money, a time plus a time.

use super::schema::Type;
use super::tree::Operator;

/// The kind of quantity behind a numeric expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Measure {
    /// A plain number from a fact.
    Number,
    /// Money from a fact.
    Money,
    /// A literal, or a fact multiplied or divided by one: `balance.points * 0.01` may well be money.
    Free,
    /// A moment.
    Time,
    /// A length of time.
    Span,
}

impl Measure {
    pub(super) fn of(kind: Type) -> Option<Self> {
        match kind {
            Type::Number => Some(Self::Number),
            Type::Money => Some(Self::Money),
            Type::Time => Some(Self::Time),
            Type::Span => Some(Self::Span),
            Type::Bool | Type::Text | Type::Texts | Type::Lines => None,
        }
    }

    pub(super) fn kind(self) -> Type {
        match self {
            Self::Number | Self::Free => Type::Number,
            Self::Money => Type::Money,
            Self::Time => Type::Time,
            Self::Span => Type::Span,
        }
    }

    /// The measure of two values that are compared, added, or alternatives of each other.
    pub(super) fn with(self, other: Self) -> Option<Self> {
        match (self, other) {
            (left, right) if left == right => Some(left),
            (Self::Free, plain @ (Self::Number | Self::Money)) => Some(plain),
            (plain @ (Self::Number | Self::Money), Self::Free) => Some(plain),
            _ => None,
        }
    }

    /// The measure of `self operator other`.
    pub(super) fn combined(self, operator: Operator, other: Self) -> Option<Self> {
        use Measure::{Free, Money, Number, Span, Time};
        match (operator, self, other) {
            (Operator::Add, Time, Span) | (Operator::Add, Span, Time) => Some(Time),
            (Operator::Add | Operator::Remainder, Time, Time) => None,
            (Operator::Subtract, Time, Time) => Some(Span),
            (Operator::Subtract, Time, Span) => Some(Time),
            (Operator::Add | Operator::Subtract | Operator::Remainder, left, right) => {
                left.with(right)
            }
            (_, Time | Span, _) | (_, _, Time | Span) => None,
            (Operator::Multiply, Money, Money) => None,
            (Operator::Multiply, Money, _) | (Operator::Multiply, _, Money) => Some(Money),
            (Operator::Divide, Money, Money) => Some(Number),
            (Operator::Divide, Money, _) => Some(Money),
            (Operator::Divide, _, Money) => None,
            (Operator::Multiply | Operator::Divide, Number, Number) => Some(Number),
            (Operator::Multiply | Operator::Divide, _, _) => Some(Free),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_combines_only_where_it_makes_sense() {
        use Measure::{Free, Money, Number, Span, Time};
        assert_eq!(Money.combined(Operator::Multiply, Money), None);
        assert_eq!(Money.combined(Operator::Multiply, Number), Some(Money));
        assert_eq!(Money.combined(Operator::Divide, Money), Some(Number));
        assert_eq!(Money.combined(Operator::Add, Number), None);
        assert_eq!(Money.combined(Operator::Add, Free), Some(Money));
        assert_eq!(Number.combined(Operator::Multiply, Free), Some(Free));
        assert_eq!(Time.combined(Operator::Subtract, Time), Some(Span));
        assert_eq!(Time.combined(Operator::Add, Time), None);
        assert_eq!(Span.combined(Operator::Multiply, Free), None);
    }
}
