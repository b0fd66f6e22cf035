//! From the library's tree to ours: operators, macros as they were written, exact literals, and spans.

use super::fault::{Fault, LITERAL_PRECISION, NOT_SUPPORTED, Span};
use super::number::{Inexact, MICRO, parse_decimal};
use super::parse::{MAX_DEPTH, MAX_NODES, too_deep, too_many};
use super::syntax::{Kind, Node};
use super::tree::{Operator, Order, Quantifier};
use cel::common::ast::{
    CallExpr, ComprehensionExpr, Expr, IdedExpr, LiteralValue, SourceInfo, operators,
};
use std::sync::Arc;

/// Takes over one tree.
pub(super) struct Reader<'s> {
    source: &'s str,
    places: Option<Arc<SourceInfo>>,
    nodes: usize,
}

pub(super) type Read<T> = Result<T, Box<Fault>>;

impl<'s> Reader<'s> {
    pub(super) fn new(source: &'s str, places: Option<Arc<SourceInfo>>) -> Self {
        Self { source, places, nodes: 0 }
    }

    fn place(&self, id: u64) -> Span {
        let known = self.places.as_ref().and_then(|places| places.offset_for(id));
        let (start, end) = known.unwrap_or((0, u32::try_from(self.source.len()).unwrap_or(0)));
        Span { start: start as usize, end: (end as usize).min(self.source.len()) }
    }

    pub(super) fn read(&mut self, tree: IdedExpr, depth: u16) -> Read<Node> {
        let own = self.place(tree.id);
        self.nodes += 1;
        if depth >= MAX_DEPTH {
            return Err(Box::new(too_deep(own)));
        }
        if self.nodes > MAX_NODES {
            return Err(Box::new(too_many(own)));
        }
        let kind = match tree.expr {
            Expr::Literal(literal) => self.literal(literal, own)?,
            Expr::Ident(name) => Kind::Name(name),
            Expr::Select(select) => {
                let operand = self.read(*select.operand, depth + 1)?;
                if select.test {
                    // The macro stands at its own place; the dot before the field was forgotten with the original.
                    let span = self.through_field(operand.span, &select.field);
                    let field = Node { kind: Kind::Select(Box::new(operand), select.field), span };
                    Kind::Has(Box::new(field))
                } else {
                    let span = self.through_field(operand.span.join(own), &select.field);
                    return Ok(Node { kind: Kind::Select(Box::new(operand), select.field), span });
                }
            }
            Expr::List(list) => Kind::List(self.read_all(list.elements, depth + 1)?),
            Expr::Call(call) => self.call(call, own, depth + 1)?,
            Expr::Comprehension(comprehension) => {
                self.comprehension(*comprehension, own, depth + 1)?
            }
            Expr::Map(_) | Expr::Struct(_) | Expr::Unspecified => {
                return Err(Box::new(Fault::new(
                    NOT_SUPPORTED,
                    own,
                    "maps and messages are not supported",
                )));
            }
        };
        let span = kind.children().fold(own, |span, child| span.join(child.span));
        Ok(Node { kind, span: self.balanced(span) })
    }

    fn read_all(&mut self, trees: Vec<IdedExpr>, depth: u16) -> Read<Vec<Node>> {
        trees.into_iter().map(|tree| self.read(tree, depth)).collect()
    }

    fn literal(&self, literal: LiteralValue, own: Span) -> Read<Kind> {
        let whole = |value: i128| {
            value.checked_mul(MICRO).expect("a 64-bit integer times a million fits 128 bits")
        };
        match literal {
            LiteralValue::Boolean(value) => Ok(Kind::Truth(*value.inner())),
            LiteralValue::String(value) => Ok(Kind::Text(value.inner().to_owned())),
            LiteralValue::Int(value) => Ok(Kind::Number(whole(i128::from(*value.inner())))),
            LiteralValue::UInt(value) => Ok(Kind::Number(whole(i128::from(*value.inner())))),
            LiteralValue::Double(value) => self.decimal(*value.inner(), own).map(Kind::Number),
            LiteralValue::Null => Err(Box::new(
                Fault::new(NOT_SUPPORTED, own, "`null` is not supported")
                    .with_hint("test presence with `has(...)`"),
            )),
            LiteralValue::Bytes(_) => {
                Err(Box::new(Fault::new(NOT_SUPPORTED, own, "bytes are not supported")))
            }
        }
    }

    /// The digits as written, where the source shows them; a binary fraction would lose some of them.
    fn decimal(&self, value: f64, own: Span) -> Read<i128> {
        let from = &self.source[own.start..];
        let (sign, digits) = match from.strip_prefix('-') {
            Some(rest) => ("-", rest.trim_start()),
            None => ("", from),
        };
        let end = digits.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(digits.len());
        let written = format!("{sign}{}", &digits[..end]);
        let scientific = digits[end..].starts_with(['e', 'E']);
        let agrees = !scientific && written.parse::<f64>() == Ok(value);
        let text = if agrees { written } else { value.to_string() };
        parse_decimal(&text).map_err(|inexact| {
            let message = match inexact {
                Inexact::Precision => format!("`{text}` has more than six decimals"),
                Inexact::Range => format!("`{text}` is too large"),
            };
            let len = from.len() - digits.len() + end;
            let span = Span { start: own.start, end: own.start + len };
            Box::new(
                Fault::new(LITERAL_PRECISION, span, message)
                    .with_hint("numbers are exact to six decimals"),
            )
        })
    }

    fn call(&mut self, call: CallExpr, own: Span, depth: u16) -> Read<Kind> {
        let CallExpr { func_name, target, args } = call;
        let target = target.map(|target| self.read(*target, depth)).transpose()?.map(Box::new);
        let arguments = self.read_all(args, depth)?;
        if target.is_some() {
            return Ok(Kind::Call { name: func_name, target, arguments });
        }
        match (func_name.as_str(), arguments.len()) {
            (operators::LOGICAL_AND, _) => return Ok(Kind::All(arguments)),
            (operators::LOGICAL_OR, _) => return Ok(Kind::Any(arguments)),
            _ => {}
        }
        let arguments = match <[Node; 1]>::try_from(arguments) {
            Ok([only]) => {
                let boxed = Box::new(only);
                return Ok(match func_name.as_str() {
                    operators::LOGICAL_NOT => Kind::Not(boxed),
                    operators::NEGATE => Kind::Negated(boxed),
                    _ => Kind::Call { name: func_name, target: None, arguments: vec![*boxed] },
                });
            }
            Err(arguments) => arguments,
        };
        let arguments = match <[Node; 2]>::try_from(arguments) {
            Ok(sides) => return binary(func_name, sides, own),
            Err(arguments) => arguments,
        };
        match <[Node; 3]>::try_from(arguments) {
            Ok(branches) if func_name == operators::CONDITIONAL => Ok(Kind::If(Box::new(branches))),
            Ok(branches) => {
                Ok(Kind::Call { name: func_name, target: None, arguments: branches.into() })
            }
            Err(arguments) => Ok(Kind::Call { name: func_name, target: None, arguments }),
        }
    }

    /// Recognises what the library expanded from `exists`, `all`, `exists_one` and `filter`.
    fn comprehension(&mut self, expanded: ComprehensionExpr, own: Span, depth: u16) -> Read<Kind> {
        let range = Box::new(self.read(expanded.iter_range, depth)?);
        let variable = expanded.iter_var;
        let mut steps = match expanded.loop_step.expr {
            Expr::Call(step) => step.args,
            _ => Vec::new(),
        };
        let (quantifier, place) = match expanded.accu_init.expr {
            Expr::Literal(LiteralValue::Boolean(start)) if *start.inner() => {
                (Some(Quantifier::All), 1)
            }
            Expr::Literal(LiteralValue::Boolean(_)) => (Some(Quantifier::Exists), 1),
            Expr::Literal(LiteralValue::Int(_)) => (Some(Quantifier::ExistsOne), 0),
            _ if keeps(&steps, &variable) => (None, 0),
            _ => {
                let fault = Fault::new(NOT_SUPPORTED, own, "`map` is not supported");
                return Err(Box::new(
                    fault.with_hint("use exists, exists_one, all, or filter(...).size()"),
                ));
            }
        };
        let body = Box::new(self.read(steps.swap_remove(place), depth)?);
        Ok(match quantifier {
            Some(quantifier) => Kind::Quantified { quantifier, range, variable, body },
            None => Kind::Filter { range, variable, body },
        })
    }

    /// Stretches a span over `.field` behind it.
    fn through_field(&self, span: Span, field: &str) -> Span {
        match self.source[span.end..].find(field) {
            Some(gap) if gap <= 8 => Span { start: span.start, end: span.end + gap + field.len() },
            _ => span,
        }
    }

    /// Stretches a span until its brackets match: positions name tokens, and closing brackets are none of them.
    fn balanced(&self, mut span: Span) -> Span {
        let (mut open, mut closed) = (0, 0);
        let mut quote = None;
        let mut bytes = self.source[span.start..span.end].bytes();
        while let Some(byte) = bytes.next() {
            match (quote, byte) {
                (Some(_), b'\\') => {
                    bytes.next();
                }
                (Some(mark), byte) if mark == byte => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') => quote = Some(byte),
                (None, b'(' | b'[') => open += 1,
                (None, b')' | b']') if open > 0 => open -= 1,
                (None, b')' | b']') => closed += 1,
                _ => {}
            }
        }
        for _ in 0..open {
            let gap = self.source[span.end..].find([')', ']']).map_or(0, |gap| gap + 1);
            span.end += gap;
        }
        for _ in 0..closed {
            span.start = self.source[..span.start].rfind(['(', '[']).unwrap_or(span.start);
        }
        span
    }
}

/// Whether a loop over a list keeps its entries as they are: `filter`, not `map`.
fn keeps(steps: &[IdedExpr], variable: &str) -> bool {
    let [_, IdedExpr { expr: Expr::Call(append), .. }, _] = steps else {
        return false;
    };
    let Some(Expr::List(kept)) = append.args.last().map(|last| &last.expr) else {
        return false;
    };
    matches!(kept.elements.as_slice(), [IdedExpr { expr: Expr::Ident(name), .. }] if name == variable)
}

fn binary(name: String, sides: [Node; 2], own: Span) -> Read<Kind> {
    let compare = |order, sides| Kind::Compare(order, Box::new(sides));
    let sum = |operator, sides| Kind::Sum(operator, Box::new(sides));
    Ok(match name.as_str() {
        operators::EQUALS => compare(Order::Equal, sides),
        operators::NOT_EQUALS => compare(Order::NotEqual, sides),
        operators::LESS => compare(Order::Less, sides),
        operators::LESS_EQUALS => compare(Order::LessOrEqual, sides),
        operators::GREATER => compare(Order::Greater, sides),
        operators::GREATER_EQUALS => compare(Order::GreaterOrEqual, sides),
        operators::ADD => sum(Operator::Add, sides),
        operators::SUBSTRACT => sum(Operator::Subtract, sides),
        operators::MULTIPLY => sum(Operator::Multiply, sides),
        operators::DIVIDE => sum(Operator::Divide, sides),
        operators::MODULO => sum(Operator::Remainder, sides),
        operators::IN => Kind::In(Box::new(sides)),
        operators::INDEX => {
            let [target, key] = sides;
            match key.kind {
                Kind::Text(field) => Kind::Select(Box::new(target), field),
                _ => {
                    return Err(Box::new(Fault::new(
                        NOT_SUPPORTED,
                        own,
                        "lists cannot be indexed",
                    )));
                }
            }
        }
        _ => Kind::Call { name, target: None, arguments: sides.into() },
    })
}
