//! Kinds of values in words.

use serde_json::Value;

use crate::diagnostic::quote;
use crate::source::node::{Kind, Meaning, Node};

use super::kinds::Kinds;

/// What was expected, for a sentence.
pub(super) fn expected(kinds: Kinds, format: Option<&str>) -> String {
    let text = if format.is_some() || kinds.contains(Kinds::TEXT.union(Kinds::NUMBER)) {
        "text or a number"
    } else {
        "text"
    };
    let number = if kinds.contains(Kinds::NUMBER) { "a number" } else { "a whole number" };
    let known = [
        (Kinds::TEXT, text),
        (Kinds::INTEGER, number),
        (Kinds::BOOL, "`true` or `false`"),
        (Kinds::LIST, "a list"),
        (Kinds::MAP, "keys with values"),
    ];
    let has_text = kinds.contains(Kinds::TEXT);
    let wanted = known.iter().filter(|(kind, _)| kinds.contains(*kind));
    // "text or a number" says both.
    let wanted =
        wanted.filter(|(kind, _)| !(has_text && *kind == Kinds::INTEGER && text != "text"));
    let mut words: Vec<String> = wanted.map(|(_, word)| (*word).to_owned()).collect();
    if let (Some(format), Some(first)) = (format, words.first_mut()) {
        *first = format!("{first} ({format})");
    }
    match words.as_slice() {
        [] => "nothing".to_owned(),
        [only] => only.clone(),
        [init @ .., last] => format!("{} or {last}", init.join(", ")),
    }
}

/// What was found, for a sentence; nothing when no value is given.
pub(super) fn found(node: &Node) -> Option<String> {
    Some(match &node.kind {
        Kind::List(_) => "a list".to_owned(),
        Kind::Map(_) => "keys with values".to_owned(),
        Kind::Refused => "something else".to_owned(),
        Kind::Scalar(scalar) => match scalar.meaning() {
            Meaning::Null => return None,
            Meaning::Bool(_) => quote(&scalar.text),
            Meaning::Integer | Meaning::Decimal => format!("the number {}", quote(&scalar.text)),
            Meaning::Text => format!("the text {}", quote(&scalar.text)),
        },
    })
}

/// What to do about a value of the wrong kind.
pub(super) fn type_hint(expected: Kinds, node: &Node) -> Option<String> {
    let scalar = match &node.kind {
        Kind::Scalar(scalar) => scalar,
        Kind::List(_) if expected.contains(Kinds::MAP) => {
            return Some("write `key: value` lines, without `- `".to_owned());
        }
        Kind::Map(_) if expected.contains(Kinds::LIST) => {
            return Some("begin each item with `- `".to_owned());
        }
        Kind::List(items) if items.len() == 1 => {
            return Some("write the value itself, without a list around it".to_owned());
        }
        _ => return None,
    };
    let text = scalar.text.as_str();
    match scalar.meaning() {
        Meaning::Null if expected.contains(Kinds::TEXT) => {
            Some("write a value, or leave the key out".to_owned())
        }
        Meaning::Null => Some("leave the key out, or fill it".to_owned()),
        Meaning::Bool(_) | Meaning::Integer | Meaning::Decimal
            if expected.contains(Kinds::TEXT) && !expected.contains(Kinds::FORM) =>
        {
            Some(format!("put it in quotes: \"{text}\""))
        }
        _ if expected.contains(Kinds::LIST) => Some(format!("write a list: [{}]", shortened(text))),
        Meaning::Text if expected.contains(Kinds::BOOL) => match text.to_ascii_lowercase().as_str()
        {
            "yes" | "on" | "y" => Some("write `true`".to_owned()),
            "no" | "off" | "n" => Some("write `false`".to_owned()),
            _ => None,
        },
        Meaning::Text if expected.contains(Kinds::INTEGER) && text.parse::<f64>().is_ok() => {
            Some(format!("write it without quotes: {}", shortened(text)))
        }
        _ => None,
    }
}

fn shortened(text: &str) -> String {
    quote(text).trim_matches('`').to_owned()
}

/// Whether a schema says nothing at all.
pub(super) fn accepts_everything(schema: &Value) -> bool {
    match schema {
        Value::Bool(all) => *all,
        Value::Object(part) => part.is_empty(),
        _ => false,
    }
}
