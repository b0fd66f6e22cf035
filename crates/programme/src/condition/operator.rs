//! Type check of operators: comparisons, arithmetic, membership, choice.

use super::check::{Checker, Typed};
use super::eval::calculate;
use super::fault::{Fault, NOT_SUPPORTED, Span, TYPE_MISMATCH, UNKNOWN_VALUE, nearest};
use super::measure::Measure;
use super::schema::Fact;
use super::syntax::{Kind, Node};
use super::tree::{Number, Operator, Order, Source, Test, Text};
use smol_str::SmolStr;

impl<'c> Checker<'c> {
    pub(super) fn negated(&mut self, inner: &'c Node) -> Option<Typed> {
        match self.node(inner)? {
            Typed::Number(Number::Literal(value), Measure::Free) => {
                Some(Typed::Number(Number::Literal(value.checked_neg()?), Measure::Free))
            }
            Typed::Number(number, measure) if measure != Measure::Time => {
                Some(Typed::Number(Number::Negated(Box::new(number)), measure))
            }
            other => {
                let message = format!("{} has no negative", other.describe());
                self.refuse(Fault::new(TYPE_MISMATCH, inner.span, message))
            }
        }
    }

    pub(super) fn choice(&mut self, branches: &'c [Node; 3], span: Span) -> Option<Typed> {
        let test = self.bool(&branches[0]);
        let then = self.node(&branches[1]);
        let otherwise = self.node(&branches[2]);
        let (test, then, otherwise) = (test?, then?, otherwise?);
        let (left, right) = (then.describe(), otherwise.describe());
        match (then, otherwise) {
            (Typed::Bool(then), Typed::Bool(otherwise)) => {
                return Some(Typed::Bool(Test::If(Box::new([test, then, otherwise]))));
            }
            (Typed::Number(then, one), Typed::Number(otherwise, other)) => {
                if let Some(measure) = one.with(other) {
                    return Some(Typed::Number(
                        Number::If(Box::new((test, then, otherwise))),
                        measure,
                    ));
                }
            }
            (Typed::Text(then, _), Typed::Text(otherwise, _)) => {
                return Some(Typed::Text(Text::If(Box::new((test, then, otherwise))), Vec::new()));
            }
            _ => {}
        }
        let message = format!("both branches of `?:` must be alike, these are {left} and {right}");
        self.refuse(Fault::new(TYPE_MISMATCH, span, message))
    }

    pub(super) fn comparison(
        &mut self,
        order: Order,
        sides: &'c [Node; 2],
        span: Span,
    ) -> Option<Typed> {
        let (left, right) = (self.node(&sides[0]), self.node(&sides[1]));
        let (left, right) = (left?, right?);
        let equality = matches!(order, Order::Equal | Order::NotEqual);
        let (one, other) = (left.describe(), right.describe());
        let hint = match (&left, &right) {
            (Typed::Texts(_), Typed::Text(..)) | (Typed::Text(..), Typed::Texts(_)) => {
                "look in a list with `in`"
            }
            (Typed::Text(..), Typed::TextList(_)) => "look in a list with `in`",
            (Typed::Number(_, Measure::Time), _) | (_, Typed::Number(_, Measure::Time)) => {
                "write moments as `timestamp(\"2026-01-31T00:00:00Z\")`; days compare as `time.date >= \"2026-01-31\"`"
            }
            (Typed::Number(_, Measure::Money | Measure::Number), Typed::Number(..)) => {
                "say what one is worth: multiply by a number"
            }
            (Typed::Number(..), Typed::Text(..)) | (Typed::Text(..), Typed::Number(..)) => {
                "numbers stand without quotes, texts with"
            }
            _ => "",
        };
        match (left, right) {
            (Typed::Bool(left), Typed::Bool(right)) if equality => {
                return Some(Typed::Bool(Test::Same(
                    order == Order::Equal,
                    Box::new([left, right]),
                )));
            }
            (Typed::Number(left, one), Typed::Number(right, other))
                if one.with(other).is_some() =>
            {
                return Some(Typed::Bool(Test::Numbers(order, Box::new([left, right]))));
            }
            (Typed::Text(left, one), Typed::Text(right, other)) => {
                if let (Text::Literal(value), true) = (&right, equality) {
                    self.known_value(value, &one, sides[1].span);
                }
                if let (Text::Literal(value), true) = (&left, equality) {
                    self.known_value(value, &other, sides[0].span);
                }
                return Some(Typed::Bool(Test::Texts(order, Box::new([left, right]))));
            }
            _ => {}
        }
        let fault =
            Fault::new(TYPE_MISMATCH, span, format!("{one} cannot be compared with {other}"));
        self.refuse(if hint.is_empty() { fault } else { fault.with_hint(hint) })
    }

    pub(super) fn sum(
        &mut self,
        operator: Operator,
        sides: &'c [Node; 2],
        span: Span,
    ) -> Option<Typed> {
        let (left, right) = (self.node(&sides[0]), self.node(&sides[1]));
        let (left, right) = (left?, right?);
        let (one, other) = (left.describe(), right.describe());
        if let (Typed::Number(left, one), Typed::Number(right, other)) = (left, right)
            && let Some(measure) = one.combined(operator, other)
        {
            if let (Number::Literal(left), Number::Literal(right)) = (&left, &right) {
                let Some(value) = calculate(operator, *left, *right) else {
                    return self.refuse(Fault::new(NOT_SUPPORTED, span, "this never has a value"));
                };
                return Some(Typed::Number(Number::Literal(value), measure));
            }
            return Some(Typed::Number(Number::Sum(operator, Box::new([left, right])), measure));
        }
        let sign = match operator {
            Operator::Add => "+",
            Operator::Subtract => "-",
            Operator::Multiply => "*",
            Operator::Divide => "/",
            Operator::Remainder => "%",
        };
        self.refuse(Fault::new(
            TYPE_MISMATCH,
            span,
            format!("`{sign}` does not go between {one} and {other}"),
        ))
    }

    pub(super) fn membership(&mut self, sides: &'c [Node; 2], span: Span) -> Option<Typed> {
        let (left, right) = (self.node(&sides[0]), self.node(&sides[1]));
        let (left, right) = (left?, right?);
        let (one, other) = (left.describe(), right.describe());
        match (left, right) {
            (Typed::Text(text, _), Typed::Texts(source)) => {
                if let (Text::Literal(value), Source::Fact(list, _)) = (&text, &source) {
                    self.known_entry(value, *list, sides[0].span);
                }
                return Some(Typed::Bool(Test::Listed(Box::new(text), source)));
            }
            (Typed::Text(text, known), Typed::TextList(entries)) => {
                for (value, span) in &entries {
                    self.known_value(value, &known, *span);
                }
                let mut list: Vec<SmolStr> = entries.into_iter().map(|(value, _)| value).collect();
                list.sort_unstable();
                return Some(Typed::Bool(Test::TextIn(Box::new(text), list.into())));
            }
            (Typed::Number(number, measure), Typed::NumberList(mut list))
                if measure.with(Measure::Free).is_some() =>
            {
                list.sort_unstable();
                return Some(Typed::Bool(Test::NumberIn(Box::new(number), list.into())));
            }
            _ => {}
        }
        self.refuse(Fault::new(
            TYPE_MISMATCH,
            span,
            format!("{one} cannot be looked for in {other}"),
        ))
    }

    pub(super) fn list(&mut self, entries: &'c [Node], span: Span) -> Option<Typed> {
        let text = |entry: &Node| match &entry.kind {
            Kind::Text(value) => Some((SmolStr::new(value), entry.span)),
            _ => None,
        };
        let number = |entry: &Node| match &entry.kind {
            Kind::Number(value) => Some(*value),
            _ => None,
        };
        if let Some(numbers) = entries.iter().map(number).collect::<Option<Vec<_>>>()
            && !numbers.is_empty()
        {
            return Some(Typed::NumberList(numbers));
        }
        if let Some(texts) = entries.iter().map(text).collect::<Option<Vec<_>>>() {
            return Some(Typed::TextList(texts));
        }
        let fault = Fault::new(
            NOT_SUPPORTED,
            span,
            "a list holds only texts, or only numbers, written out",
        );
        self.refuse(fault.with_hint("join comparisons with `||` instead"))
    }

    /// A text compared with something whose values are all known must be one of them.
    /// A text that is looked for in a list can be in it.
    fn known_entry(&mut self, value: &SmolStr, list: Fact, span: Span) {
        let schema = self.schema;
        match schema.entries(list) {
            Some([]) => {
                let fault = Fault::new(UNKNOWN_VALUE, span, format!("it never has `{value}`"));
                self.faults.push(fault.with_hint("the document declares none"));
            }
            Some(known) => self.known_value(value, known, span),
            None => {}
        }
    }

    fn known_value(&mut self, value: &SmolStr, known: &[SmolStr], span: Span) {
        if known.is_empty() || known.contains(value) {
            return;
        }
        let names: Vec<&str> = known.iter().map(SmolStr::as_str).collect();
        let hint = match nearest(value, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("it is one of: {}", names.join(", ")),
        };
        self.faults.push(
            Fault::new(UNKNOWN_VALUE, span, format!("it is never `{value}`")).with_hint(hint),
        );
    }
}
