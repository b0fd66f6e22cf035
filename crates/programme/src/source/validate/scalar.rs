//! Scalars: allowed values, forms, ranges, lengths.

use serde_json::{Map, Number, Value};

use crate::diagnostic::{Span, quote};
use crate::source::node::{Meaning, Scalar};
use crate::source::{code, suggest};

use super::{Flat, Validator, not_one_of};

/// The values that a part of a schema enumerates, as text.
pub(super) fn literals(part: &Map<String, Value>) -> Option<Vec<String>> {
    if let Some(value) = part.get("const") {
        return Some(vec![as_text(value)]);
    }
    let values = part.get("enum")?.as_array()?;
    Some(values.iter().map(as_text).collect())
}

/// A JSON value as a plain scalar.
pub(super) fn as_text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether a value keeps a bound.
type Holds = fn(f64, f64) -> bool;

/// Values of the integer formats that `schemars` writes without bounds.
const INTEGER_FORMATS: &[(&str, i128, i128)] = &[
    ("int32", i32::MIN as i128, i32::MAX as i128),
    ("int64", i64::MIN as i128, i64::MAX as i128),
    ("int", i64::MIN as i128, i64::MAX as i128),
    ("uint32", 0, u32::MAX as i128),
    ("uint64", 0, u64::MAX as i128),
    ("uint", 0, u64::MAX as i128),
];

impl<'s> Validator<'s> {
    pub(super) fn check_scalar(
        &mut self,
        flat: &Flat<'s>,
        scalar: &Scalar,
        span: Span,
        owner: Span,
    ) {
        if scalar.meaning() == Meaning::Null {
            return;
        }
        let span = if span.is_empty() { owner } else { span };
        for &part in &flat.parts {
            let before = self.faults.len();
            if let Some(allowed) = literals(part)
                && !allowed.contains(&scalar.text.to_string())
            {
                let names: Vec<&str> = allowed.iter().map(String::as_str).collect();
                self.fault(
                    code::UNKNOWN_VALUE,
                    span,
                    not_one_of(&scalar.text),
                    suggest::hint(&scalar.text, &names),
                );
            }
            match scalar.meaning() {
                Meaning::Text => self.check_text(part, &scalar.text, span),
                Meaning::Integer | Meaning::Decimal => self.check_number(part, scalar, span),
                Meaning::Null | Meaning::Bool(_) => {}
            }
            if self.faults.len() > before {
                // One fault per value is enough to send its author there.
                return;
            }
        }
    }

    /// Form, pattern and length of a text.
    fn check_text(&mut self, part: &Map<String, Value>, text: &str, span: Span) {
        if self.check_form(part, text, span) {
            return;
        }
        if let Some((message, hint)) = self.text_fault(part, text) {
            let code = if hint.is_some() { code::BAD_FORMAT } else { code::OUT_OF_RANGE };
            self.fault(code, span, message, hint);
        }
    }

    /// What is wrong with a text under `pattern`, `minLength` and `maxLength`.
    pub(super) fn text_fault(
        &self,
        part: &Map<String, Value>,
        text: &str,
    ) -> Option<(String, Option<String>)> {
        if let Some(pattern) = part.get("pattern").and_then(Value::as_str)
            && !self.rules.patterns.matches(pattern, text)
        {
            let hint = format!("it must match {}", quote(pattern));
            return Some((
                format!("{} is not written in the form needed here", quote(text)),
                Some(hint),
            ));
        }
        let chars = || text.chars().count() as u64;
        if let Some(min) =
            part.get("minLength").and_then(Value::as_u64).filter(|&min| chars() < min)
        {
            let message = if text.is_empty() {
                "the text is empty".to_owned()
            } else {
                format!("the text needs at least {min} characters")
            };
            return Some((message, None));
        }
        if let Some(max) =
            part.get("maxLength").and_then(Value::as_u64).filter(|&max| chars() > max)
        {
            return Some((
                format!("the text has {} characters, at most {max} are allowed", chars()),
                None,
            ));
        }
        None
    }

    /// Whether the text was judged by a known form and found faulty.
    fn check_form(&mut self, part: &Map<String, Value>, text: &str, span: Span) -> bool {
        let format = part.get("format").and_then(Value::as_str);
        let Some(Err(reason)) =
            format.and_then(|name| self.rules.formats.find(name)).map(|check| check(text))
        else {
            return false;
        };
        let example = part.get("examples").and_then(|all| all.get(0)).map(as_text);
        let hint = example.map(|example| format!("for example `{example}`"));
        self.fault(code::BAD_FORMAT, span, reason, hint);
        true
    }

    fn check_number(&mut self, part: &Map<String, Value>, scalar: &Scalar, span: Span) {
        if self.check_form(part, &scalar.text, span) {
            return;
        }
        let range = part.get("format").and_then(Value::as_str);
        let range =
            range.and_then(|name| INTEGER_FORMATS.iter().find(|(known, ..)| *known == name));
        if let Some((_, min, max)) = range {
            let number = scalar.to_integer();
            if number.is_none_or(|number| number < *min || number > *max) {
                let message =
                    format!("it must be between {min} and {max}, not {}", quote(&scalar.text));
                self.fault(code::OUT_OF_RANGE, span, message, None);
                return;
            }
        }
        let bounds: [(&str, Holds, &str); 4] = [
            ("minimum", |value, bound| value >= bound, "at least"),
            ("maximum", |value, bound| value <= bound, "at most"),
            ("exclusiveMinimum", |value, bound| value > bound, "more than"),
            ("exclusiveMaximum", |value, bound| value < bound, "less than"),
        ];
        // Bounds in a schema are small; the exact text is judged by the type itself.
        let value = scalar
            .to_integer()
            .map_or_else(|| scalar.text.parse().unwrap_or(f64::NAN), |whole| whole as f64);
        for (keyword, holds, words) in bounds {
            let bound = part.get(keyword).and_then(Value::as_f64);
            if let Some(bound) = bound.filter(|&bound| !holds(value, bound)) {
                let shown = part
                    .get(keyword)
                    .and_then(Value::as_number)
                    .map_or_else(|| bound.to_string(), Number::to_string);
                let message = format!(
                    "it must be {words} {}, not {}",
                    shown.trim_end_matches(".0"),
                    quote(&scalar.text)
                );
                self.fault(code::OUT_OF_RANGE, span, message, None);
                return;
            }
        }
    }
}
