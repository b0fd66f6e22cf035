//! Type check: from the syntax tree to the typed tree, collecting every fault rather than stopping at the first.

use super::fault::{Fault, Span, TYPE_MISMATCH};
use super::measure::Measure;
use super::names::Schema;
use super::schema::Type;
use super::syntax::{Kind, Node};
use super::tree::{Lines, Number, Source, Test, Text, Tree};
use smol_str::SmolStr;

/// An expression of known type.
#[derive(Debug)]
pub(super) enum Typed {
    Bool(Test),
    Number(Number, Measure),
    /// With every value it can have; none when open.
    Text(Text, Vec<SmolStr>),
    Texts(Source),
    Lines(Lines),
    TextList(Vec<(SmolStr, Span)>),
    NumberList(Vec<i128>),
}

impl Typed {
    pub(super) fn kind(&self) -> Type {
        match self {
            Self::Bool(_) => Type::Bool,
            Self::Number(_, measure) => measure.kind(),
            Self::Text(..) => Type::Text,
            Self::Texts(_) | Self::TextList(_) | Self::NumberList(_) => Type::Texts,
            Self::Lines(_) => Type::Lines,
        }
    }

    pub(super) fn describe(&self) -> String {
        match self {
            Self::NumberList(_) => "a list of numbers".to_owned(),
            other => other.kind().to_string(),
        }
    }
}

/// The typed tree of a whole source, and the place of each condition that must hold at the top.
pub(super) fn check(
    root: &Node,
    schema: &Schema,
    expected: Type,
) -> Result<(Tree, Vec<Span>), Vec<Fault>> {
    let mut checker = Checker { schema, variables: Vec::new(), faults: Vec::new() };
    let terms = conjuncts(root);
    let spans = terms.iter().map(|term| term.span).collect();
    let tree = if terms.len() > 1 {
        checker.tests(&terms).map(|tests| Typed::Bool(Test::All(tests)))
    } else {
        checker.node(root)
    };
    let tree = tree.and_then(|typed| checker.expect(typed, expected, root.span));
    match tree {
        Some(tree) if checker.faults.is_empty() => Ok((tree, spans)),
        _ => Err(checker.faults),
    }
}

/// The parts of nested `&&`, from left to right.
fn conjuncts(node: &Node) -> Vec<&Node> {
    match &node.kind {
        Kind::All(parts) => parts.iter().flat_map(conjuncts).collect(),
        _ => vec![node],
    }
}

pub(super) struct Checker<'c> {
    pub(super) schema: &'c Schema,
    /// Variables of the enclosing comprehensions, outermost first.
    pub(super) variables: Vec<&'c str>,
    pub(super) faults: Vec<Fault>,
}

impl<'c> Checker<'c> {
    /// Notes a fault; the expression has no type.
    pub(super) fn refuse<T>(&mut self, fault: Fault) -> Option<T> {
        self.faults.push(fault);
        None
    }

    fn expect(&mut self, typed: Typed, expected: Type, span: Span) -> Option<Tree> {
        let found = typed.describe();
        let hint = match (&typed, expected) {
            (Typed::Number(..), Type::Bool) => Some("compare it with something, such as `> 0`"),
            (Typed::Texts(_), Type::Bool) => Some("write `\"word\" in ...`"),
            (Typed::Number(..), Type::Money) => Some("say what one is worth: multiply by a number"),
            _ => None,
        };
        match (typed, expected) {
            (Typed::Bool(test), Type::Bool) => return Some(Tree::Test(test)),
            (Typed::Text(text, _), Type::Text) => return Some(Tree::Text(text)),
            (Typed::Number(number, measure), _) => {
                let wanted = Measure::of(expected);
                // A formula that wants a plain number takes money as its amount in major units.
                let money_as_number = measure == Measure::Money && wanted == Some(Measure::Number);
                if money_as_number || wanted.is_some_and(|wanted| measure.with(wanted).is_some()) {
                    return Some(Tree::Number(number));
                }
            }
            _ => {}
        }
        let fault =
            Fault::new(TYPE_MISMATCH, span, format!("{expected} is wanted here, this is {found}"));
        self.refuse(match hint {
            Some(hint) => fault.with_hint(hint),
            None => fault,
        })
    }

    pub(super) fn node(&mut self, node: &'c Node) -> Option<Typed> {
        match &node.kind {
            Kind::Truth(value) => Some(Typed::Bool(Test::Literal(*value))),
            Kind::Number(value) => Some(Typed::Number(Number::Literal(*value), Measure::Free)),
            Kind::Text(value) => Some(Typed::Text(Text::Literal(SmolStr::new(value)), Vec::new())),
            Kind::Name(_) | Kind::Select(..) => self.name(node),
            Kind::Has(field) => self.presence(field),
            Kind::Not(inner) => Some(Typed::Bool(Test::Not(Box::new(self.bool(inner)?)))),
            Kind::Negated(inner) => self.negated(inner),
            Kind::All(_) => {
                let terms = conjuncts(node);
                Some(Typed::Bool(Test::All(self.tests(&terms)?)))
            }
            Kind::Any(parts) => {
                let parts: Vec<&Node> = parts.iter().collect();
                Some(Typed::Bool(Test::Any(self.tests(&parts)?)))
            }
            Kind::If(branches) => self.choice(branches, node.span),
            Kind::Compare(order, sides) => self.comparison(*order, sides, node.span),
            Kind::Sum(operator, sides) => self.sum(*operator, sides, node.span),
            Kind::In(sides) => self.membership(sides, node.span),
            Kind::List(entries) => self.list(entries, node.span),
            Kind::Call { name, target, arguments } => {
                self.call(name, target.as_deref(), arguments, node.span)
            }
            Kind::Quantified { quantifier, range, variable, body } => {
                let (lines, body) = self.lines(range, variable, body)?;
                Some(Typed::Bool(Test::Lines(*quantifier, Box::new(lines), Box::new(body))))
            }
            Kind::Filter { range, variable, body } => {
                let (mut lines, body) = self.lines(range, variable, body)?;
                lines.filters.push(body);
                Some(Typed::Lines(lines))
            }
        }
    }

    fn tests(&mut self, nodes: &[&'c Node]) -> Option<Box<[Test]>> {
        let checked: Vec<Option<Test>> = nodes.iter().map(|node| self.bool(node)).collect();
        checked.into_iter().collect()
    }

    pub(super) fn bool(&mut self, node: &'c Node) -> Option<Test> {
        let typed = self.node(node)?;
        match self.expect(typed, Type::Bool, node.span)? {
            Tree::Test(test) => Some(test),
            Tree::Number(_) | Tree::Text(_) => None,
        }
    }
}
