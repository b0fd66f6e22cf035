//! Conditions for people: the parts that must all hold, where they are simple enough to be put into words.
//!
//! INVARIANT: what is returned is never stronger or weaker than the condition: a part that has no simple shape is
//! [`Shape::Other`], and never left out.

use super::Condition;
use super::schema::{Fact, Root};
use super::tree::{Number, Order, Slot, Source, Test, Text, Tree};

/// What a part of a condition looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'c> {
    /// A published or declared name.
    Fact(Fact),
    /// A declared attribute.
    Attribute(Root, &'c str),
}

/// How a number is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `>=`
    AtLeast,
    /// `>`
    MoreThan,
    /// `<=`
    AtMost,
    /// `<`
    LessThan,
}

/// One part of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape<'c> {
    /// The text is one of these, or the list has one of these; none of them when it does not hold.
    Texts {
        /// Of what.
        of: Subject<'c>,
        /// The values.
        any_of: Vec<&'c str>,
        /// Whether one of them must be there, or none may.
        holds: bool,
    },
    /// A number within a bound.
    Number {
        /// Of what.
        of: Subject<'c>,
        /// Which bound.
        bound: Bound,
        /// In millionths.
        than: i128,
    },
    /// A number that is one of these.
    Numbers {
        /// Of what.
        of: Subject<'c>,
        /// In millionths.
        any_of: Vec<i128>,
    },
    /// Something that is so, or is not.
    Truth {
        /// Of what.
        of: Subject<'c>,
        /// Which.
        holds: bool,
    },
    /// Something that is known at all.
    Present {
        /// What.
        of: Subject<'c>,
    },
    /// Anything else.
    Other,
}

impl Condition {
    /// The parts that must all hold. A formula has none.
    pub fn shapes(&self) -> Vec<Shape<'_>> {
        let mut shapes = Vec::new();
        if let Tree::Test(test) = &self.inner.tree {
            collect(test, &mut shapes);
        }
        shapes
    }
}

fn collect<'c>(test: &'c Test, shapes: &mut Vec<Shape<'c>>) {
    match test {
        Test::All(parts) => parts.iter().for_each(|part| collect(part, shapes)),
        Test::Literal(true) => {}
        other => shapes.push(shape(other).unwrap_or(Shape::Other)),
    }
}

fn shape(test: &Test) -> Option<Shape<'_>> {
    match test {
        Test::Read(source) => Some(Shape::Truth { of: subject(source)?, holds: true }),
        Test::Present(source, _) => Some(Shape::Present { of: subject(source)? }),
        Test::Not(inner) => turned(shape(inner)?),
        Test::Any(parts) => united(parts),
        Test::Texts(order, sides) => {
            let (of, value) = match &**sides {
                [Text::Read(source), Text::Literal(value)]
                | [Text::Literal(value), Text::Read(source)] => (subject(source)?, value.as_str()),
                _ => return None,
            };
            let holds = match order {
                Order::Equal => true,
                Order::NotEqual => false,
                _ => return None,
            };
            Some(Shape::Texts { of, any_of: vec![value], holds })
        }
        Test::TextIn(text, values) => match &**text {
            Text::Read(source) => {
                let any_of = values.iter().map(smol_str::SmolStr::as_str).collect();
                Some(Shape::Texts { of: subject(source)?, any_of, holds: true })
            }
            _ => None,
        },
        Test::Listed(text, source) => match &**text {
            Text::Literal(value) => {
                let any_of = vec![value.as_str()];
                Some(Shape::Texts { of: subject(source)?, any_of, holds: true })
            }
            _ => None,
        },
        Test::NumberIn(number, values) => match &**number {
            Number::Read(source) => {
                Some(Shape::Numbers { of: subject(source)?, any_of: values.to_vec() })
            }
            _ => None,
        },
        Test::Numbers(order, sides) => compared(*order, sides),
        _ => None,
    }
}

fn compared<'c>(order: Order, sides: &'c [Number; 2]) -> Option<Shape<'c>> {
    let (of, than, order) = match sides {
        [Number::Read(source), Number::Literal(value)] => (subject(source)?, *value, order),
        [Number::Literal(value), Number::Read(source)] => {
            (subject(source)?, *value, order.mirrored())
        }
        _ => return None,
    };
    let bound = match order {
        Order::GreaterOrEqual => Bound::AtLeast,
        Order::Greater => Bound::MoreThan,
        Order::LessOrEqual => Bound::AtMost,
        Order::Less => Bound::LessThan,
        Order::Equal => return Some(Shape::Numbers { of, any_of: vec![than] }),
        Order::NotEqual => return None,
    };
    Some(Shape::Number { of, bound, than })
}

/// The opposite, where it is as simple. (A value that is missing satisfies neither a comparison nor its opposite,
/// but `!` of a comparison it does; for people that is one thing.)
fn turned(shape: Shape<'_>) -> Option<Shape<'_>> {
    match shape {
        Shape::Texts { of, any_of, holds } => Some(Shape::Texts { of, any_of, holds: !holds }),
        Shape::Truth { of, holds } => Some(Shape::Truth { of, holds: !holds }),
        Shape::Number { of, bound, than } => {
            let bound = match bound {
                Bound::AtLeast => Bound::LessThan,
                Bound::MoreThan => Bound::AtMost,
                Bound::AtMost => Bound::MoreThan,
                Bound::LessThan => Bound::AtLeast,
            };
            Some(Shape::Number { of, bound, than })
        }
        Shape::Numbers { .. } | Shape::Present { .. } | Shape::Other => None,
    }
}

/// Alternatives about one thing are one list.
fn united(parts: &[Test]) -> Option<Shape<'_>> {
    let mut shapes = parts.iter().map(shape);
    let mut all = shapes.next()??;
    for next in shapes {
        match (&mut all, next?) {
            (
                Shape::Texts { of, any_of, holds: true },
                Shape::Texts { of: same, any_of: more, holds: true },
            ) if *of == same => any_of.extend(more),
            (Shape::Numbers { of, any_of }, Shape::Numbers { of: same, any_of: more })
                if *of == same =>
            {
                any_of.extend(more);
            }
            _ => return None,
        }
    }
    Some(all)
}

/// Lines that a comprehension walks over are not the line under judgement: they have no simple words.
fn subject(source: &Source) -> Option<Subject<'_>> {
    match source {
        Source::Fact(fact, Slot::JUDGED) => Some(Subject::Fact(*fact)),
        Source::Attribute(root, name, Slot::JUDGED) => Some(Subject::Attribute(*root, name)),
        Source::Fact(..) | Source::Attribute(..) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Schema, Scope, Type, compile};
    use super::*;

    #[test]
    fn simple_parts_have_a_shape_and_others_are_not_left_out() {
        let source = "line.category in ['tea', 'coffee'] && !('sale' in line.tags) && \
                      (line.brand == 'own' || line.brand == 'ours') && 100 <= line.price && \
                      !line.on_sale && (line.sku == 'a' || line.on_sale)";
        let condition = compile(source, &Schema::new(Scope::Line), Type::Bool)
            .unwrap_or_else(|faults| panic!("{faults:?}"));
        let fact = Subject::Fact;
        let texts = |of, any_of: &[&'static str], holds| Shape::Texts {
            of: fact(of),
            any_of: any_of.to_vec(),
            holds,
        };
        assert_eq!(
            condition.shapes(),
            [
                texts(Fact::LineCategory, &["coffee", "tea"], true),
                texts(Fact::LineTags, &["sale"], false),
                texts(Fact::LineBrand, &["own", "ours"], true),
                Shape::Number {
                    of: fact(Fact::LinePrice),
                    bound: Bound::AtLeast,
                    than: 100_000_000
                },
                Shape::Truth { of: fact(Fact::LineOnSale), holds: false },
                Shape::Other,
            ]
        );
    }
}
