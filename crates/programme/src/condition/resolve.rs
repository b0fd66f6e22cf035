//! Type check of names: what they stand for, and what was meant when nothing is known by that name.

use super::check::{Checker, Typed};
use super::fault::{Fault, NOT_SUPPORTED, Span, UNKNOWN_NAME, nearest};
use super::measure::Measure;
use super::names::Target;
use super::schema::{Root, Type};
use super::syntax::{Kind, Node};
use super::tree::{Lane, Lines, NESTING, Number, Slot, Source, Test, Text};

impl<'c> Checker<'c> {
    pub(super) fn presence(&mut self, field: &'c Node) -> Option<Typed> {
        let span = field.span;
        let (source, lane) = match self.name(field)? {
            Typed::Bool(Test::Read(source)) => (source, Lane::Truth),
            Typed::Number(Number::Read(source), _) => (source, Lane::Number),
            Typed::Text(Text::Read(source), _) => (source, Lane::Text),
            _ => {
                let fault = Fault::new(NOT_SUPPORTED, span, "a list is always there");
                return self.refuse(fault.with_hint("write `size(...) > 0`"));
            }
        };
        Some(Typed::Bool(Test::Present(source, lane)))
    }

    pub(super) fn name(&mut self, node: &'c Node) -> Option<Typed> {
        let Some(path) = path(node) else {
            return self.refuse(Fault::new(NOT_SUPPORTED, node.span, "only names have fields"));
        };
        let (head, rest) = path.split_first()?;
        let variable = self.variables.iter().rposition(|variable| variable == head);
        let slot = match variable {
            Some(depth) => Slot(u8::try_from(depth + 1).ok()?),
            None => Slot::JUDGED,
        };
        let root = if variable.is_some() { Some(Root::Line) } else { Root::find(head) };
        let seen = |root: &Root| variable.is_some() || root.visible_in(self.schema.scope());
        let found = root.filter(seen).and_then(|root| self.schema.resolve(root, rest));
        let Some(resolved) = found else {
            let fault = self.unknown(&path, root, variable.is_some(), node.span);
            return self.refuse(fault);
        };
        let source = match resolved.target {
            Target::Fact(fact) => Source::Fact(fact, slot),
            Target::Attribute(root, name) => Source::Attribute(root, name, slot),
        };
        match (resolved.kind, &source) {
            (Type::Bool, _) => Some(Typed::Bool(Test::Read(source))),
            (Type::Text, _) => Some(Typed::Text(Text::Read(source), resolved.values)),
            (Type::Texts, Source::Fact(..)) => Some(Typed::Texts(source)),
            (Type::Lines, Source::Fact(..)) if self.variables.len() < NESTING => {
                let slot = Slot(u8::try_from(self.variables.len() + 1).ok()?);
                Some(Typed::Lines(Lines { slot, filters: Vec::new() }))
            }
            (Type::Lines, Source::Fact(..)) => {
                let message = format!(
                    "lines can be gone through inside each other {NESTING} deep, not deeper"
                );
                self.refuse(Fault::new(NOT_SUPPORTED, node.span, message))
            }
            (kind, _) => match Measure::of(kind) {
                Some(measure) => Some(Typed::Number(Number::Read(source), measure)),
                None => {
                    self.refuse(Fault::new(NOT_SUPPORTED, node.span, "attributes are never lists"))
                }
            },
        }
    }

    fn unknown(&self, path: &[&str], root: Option<Root>, variable: bool, span: Span) -> Fault {
        let written = path.join(".");
        let fault = Fault::new(UNKNOWN_NAME, span, format!("`{written}` is not known"));
        let visible = root.is_some_and(|root| variable || root.visible_in(self.schema.scope()));
        let tail = path[1..].join(".");
        match root {
            Some(Root::Line) if !visible => {
                let message = format!("`{written}` is not known here: there is no single line");
                let field = if tail.is_empty() { "quantity" } else { &tail };
                Fault::new(UNKNOWN_NAME, span, message).with_hint(format!(
                    "look through the lines: `basket.lines.exists(l, l.{field} ...)`"
                ))
            }
            Some(root) if !visible => {
                let message = format!("`{written}` is not known here: there is no {}", root.word());
                Fault::new(UNKNOWN_NAME, span, message)
            }
            Some(root) => {
                let names = self.schema.below(root);
                let wanted = if tail.is_empty() {
                    root.word().to_owned()
                } else {
                    format!("{}.{tail}", root.word())
                };
                match nearest(&wanted, names.iter().map(String::as_str)) {
                    Some(near) => {
                        let tail = near.strip_prefix(root.word()).unwrap_or(near);
                        fault.with_hint(format!("did you mean `{}{tail}`?", path[0]))
                    }
                    None if names.is_empty() => {
                        fault.with_hint(format!("the document declares no {}", root.word()))
                    }
                    None => fault,
                }
            }
            None => match self.schema.suggestion(&written) {
                Some(near) => fault.with_hint(format!("did you mean `{near}`?")),
                None => fault,
            },
        }
    }
}
/// The words of a name, when the node is one.
fn path(node: &Node) -> Option<Vec<&str>> {
    match &node.kind {
        Kind::Name(name) => Some(vec![name]),
        Kind::Select(operand, field) => {
            let mut path = path(operand)?;
            path.push(field);
            Some(path)
        }
        _ => None,
    }
}
