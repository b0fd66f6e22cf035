//! Type check of functions and of walks over the lines.

use super::check::{Checker, Typed};
use super::fault::{Fault, LITERAL_PRECISION, NOT_SUPPORTED, Span, TYPE_MISMATCH, nearest};
use super::measure::Measure;
use super::number::{Inexact, parse_span};
use super::schema::Type;
use super::syntax::{Kind, Node};
use super::tree::{Lines, Match, Number, Test};

const FUNCTIONS: [&str; 10] = [
    "size",
    "startsWith",
    "endsWith",
    "contains",
    "timestamp",
    "duration",
    "has",
    "exists",
    "exists_one",
    "all",
];

impl<'c> Checker<'c> {
    pub(super) fn call(
        &mut self,
        name: &str,
        target: Option<&'c Node>,
        arguments: &'c [Node],
        span: Span,
    ) -> Option<Typed> {
        match (name, target, arguments) {
            ("size", Some(of), []) | ("size", None, [of]) => self.size(of),
            ("startsWith", Some(text), [part]) => self.text_match(Match::StartsWith, text, part),
            ("endsWith", Some(text), [part]) => self.text_match(Match::EndsWith, text, part),
            ("contains", Some(text), [part]) => self.text_match(Match::Contains, text, part),
            ("timestamp", None, [Node { kind: Kind::Text(text), span }]) => {
                self.timestamp(text, *span)
            }
            ("duration", None, [Node { kind: Kind::Text(text), span }]) => {
                self.duration(text, *span)
            }
            _ => {
                let fault =
                    Fault::new(NOT_SUPPORTED, span, format!("`{name}` cannot be used like this"));
                self.refuse(fault.with_hint(advice(name)))
            }
        }
    }

    fn size(&mut self, of: &'c Node) -> Option<Typed> {
        let number = match self.node(of)? {
            Typed::Lines(lines) => Number::Count(Box::new(lines)),
            Typed::Text(text, _) => Number::Length(Box::new(text)),
            Typed::Texts(source) => Number::Entries(source),
            other => {
                let message = format!("{} has no size", other.kind());
                return self.refuse(Fault::new(TYPE_MISMATCH, of.span, message));
            }
        };
        Some(Typed::Number(number, Measure::Number))
    }

    fn text_match(&mut self, how: Match, text: &'c Node, part: &'c Node) -> Option<Typed> {
        let (left, right) = (self.node(text), self.node(part));
        let sides = [(left?, text.span), (right?, part.span)].map(|(typed, span)| match typed {
            Typed::Text(text, _) => Some(text),
            other => {
                let fault = Fault::new(
                    TYPE_MISMATCH,
                    span,
                    format!("a text is wanted here, this is {}", other.kind()),
                );
                let listed = other.kind() == Type::Texts;
                self.refuse(if listed {
                    fault.with_hint("look in a list with `in`")
                } else {
                    fault
                })
            }
        });
        let [Some(text), Some(part)] = sides else {
            return None;
        };
        Some(Typed::Bool(Test::Matches(how, Box::new([text, part]))))
    }

    fn timestamp(&mut self, text: &str, span: Span) -> Option<Typed> {
        let Ok(moment) = text.parse::<jiff::Timestamp>() else {
            let fault = Fault::new(TYPE_MISMATCH, span, format!("`{text}` is not a moment"));
            return self
                .refuse(fault.with_hint("write it like `2026-01-31T18:00:00Z` or with `+03:00`"));
        };
        let nanoseconds = moment.as_nanosecond();
        if nanoseconds % 1_000 != 0 {
            let fault =
                Fault::new(LITERAL_PRECISION, span, "moments are exact to a millionth of a second");
            return self.refuse(fault);
        }
        Some(Typed::Number(Number::Literal(nanoseconds / 1_000), Measure::Time))
    }

    fn duration(&mut self, text: &str, span: Span) -> Option<Typed> {
        match parse_span(text) {
            Ok(value) => Some(Typed::Number(Number::Literal(value), Measure::Span)),
            Err(Inexact::Precision) => {
                let fault = Fault::new(
                    LITERAL_PRECISION,
                    span,
                    "durations are exact to a millionth of a second",
                );
                self.refuse(fault)
            }
            Err(Inexact::Range) => {
                let fault = Fault::new(TYPE_MISMATCH, span, format!("`{text}` is not a duration"));
                self.refuse(fault.with_hint(
                    "write hours, minutes and seconds: `72h`, `1h30m`, `45s`; a day is `24h`",
                ))
            }
        }
    }

    /// The lines of `range`, and `body` with `variable` standing for each of them.
    pub(super) fn lines(
        &mut self,
        range: &'c Node,
        variable: &'c str,
        body: &'c Node,
    ) -> Option<(Lines, Test)> {
        let lines = match self.node(range)? {
            Typed::Lines(lines) => lines,
            other => {
                let message =
                    format!("only `basket.lines` can be gone through, this is {}", other.kind());
                let fault = Fault::new(NOT_SUPPORTED, range.span, message);
                let listed = other.kind() == Type::Texts;
                return self.refuse(if listed {
                    fault.with_hint("look in a list with `in`")
                } else {
                    fault
                });
            }
        };
        self.variables.push(variable);
        let body = self.bool(body);
        self.variables.pop();
        Some((lines, body?))
    }
}

fn advice(name: &str) -> String {
    match name {
        "exists" | "exists_one" | "all" | "filter" => {
            format!("write `basket.lines.{name}(l, l.quantity > 1)`")
        }
        "timestamp" | "duration" => "it takes one text, written out".to_owned(),
        "int" | "uint" | "double" | "string" => {
            "values compare as they are, without conversion".to_owned()
        }
        "matches" => {
            "regular expressions are not supported; use startsWith, endsWith or contains".to_owned()
        }
        "startsWith" | "endsWith" | "contains" => format!("write `line.name.{name}(\"part\")`"),
        "size" => "write `size(basket.lines)` or `basket.lines.size()`".to_owned(),
        get if get.starts_with("get") => {
            "use `time.hour`, `time.weekday`, `time.date` and the like".to_owned()
        }
        other => match nearest(other, FUNCTIONS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("there are: {}", FUNCTIONS.join(", ")),
        },
    }
}
