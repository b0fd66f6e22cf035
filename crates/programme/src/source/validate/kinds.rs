//! Which kinds of values a schema can accept.

use serde_json::{Map, Value};

use crate::source::node::{Kind, Meaning, Node};

use super::{Validator, branches};

/// A set of kinds of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinds(u8);

impl Kinds {
    pub(super) const NONE: Kinds = Kinds(0);
    pub(super) const NULL: Kinds = Kinds(1);
    pub(super) const BOOL: Kinds = Kinds(1 << 1);
    pub(super) const INTEGER: Kinds = Kinds(1 << 2);
    /// Any number.
    pub(super) const NUMBER: Kinds = Kinds(1 << 2 | 1 << 3);
    pub(super) const TEXT: Kinds = Kinds(1 << 4);
    pub(super) const LIST: Kinds = Kinds(1 << 5);
    pub(super) const MAP: Kinds = Kinds(1 << 6);
    /// Text of a known form, for which a plain number is as good.
    pub(super) const FORM: Kinds = Kinds(1 << 7);
    pub(super) const ALL: Kinds = Kinds(u8::MAX);

    pub(super) fn union(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    pub(super) fn intersection(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    pub(super) fn intersects(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn contains(self, other: Kinds) -> bool {
        self.0 & other.0 == other.0
    }

    /// The kind of a JSON Schema type name.
    fn of_type(name: &str) -> Kinds {
        match name {
            "null" => Kinds::NULL,
            "boolean" => Kinds::BOOL,
            "integer" => Kinds::INTEGER,
            "number" => Kinds::NUMBER,
            "string" => Kinds::TEXT,
            "array" => Kinds::LIST,
            "object" => Kinds::MAP,
            _ => Kinds::ALL,
        }
    }

    /// The kind of a JSON value.
    fn of_value(value: &Value) -> Kinds {
        match value {
            Value::Null => Kinds::NULL,
            Value::Bool(_) => Kinds::BOOL,
            Value::Number(_) => Kinds::NUMBER,
            Value::String(_) => Kinds::TEXT,
            Value::Array(_) => Kinds::LIST,
            Value::Object(_) => Kinds::MAP,
        }
    }
}

impl<'s> Validator<'s> {
    /// What one part of a schema accepts by its own keywords.
    pub(super) fn own_kinds(&self, part: &Map<String, Value>) -> Kinds {
        let mut kinds = match part.get("type") {
            Some(Value::String(name)) => Kinds::of_type(name),
            Some(Value::Array(names)) => names
                .iter()
                .filter_map(Value::as_str)
                .map(Kinds::of_type)
                .fold(Kinds::NONE, Kinds::union),
            _ => {
                let literal = part.get("const").map(Kinds::of_value);
                let literals = part.get("enum").and_then(Value::as_array);
                let literals = literals
                    .map(|all| all.iter().map(Kinds::of_value).fold(Kinds::NONE, Kinds::union));
                return literal.or(literals).unwrap_or(Kinds::ALL);
            }
        };
        let format = part.get("format").and_then(Value::as_str);
        if kinds.contains(Kinds::TEXT)
            && format.is_some_and(|name| self.rules.formats.find(name).is_some())
        {
            kinds = kinds.union(Kinds::FORM);
        }
        kinds
    }

    /// What a whole schema accepts.
    pub(super) fn kinds(&self, schema: &'s Value, hops: usize) -> Kinds {
        let part = match schema {
            Value::Object(part) if hops > 0 => part,
            Value::Bool(false) => return Kinds::NONE,
            _ => return Kinds::ALL,
        };
        let mut kinds = self.own_kinds(part);
        if let Some(target) = self.target(part) {
            kinds = kinds.intersection(self.kinds(target, hops - 1));
        }
        for schema in branches(part, "allOf") {
            kinds = kinds.intersection(self.kinds(schema, hops - 1));
        }
        for keyword in ["oneOf", "anyOf"] {
            let alternatives = branches(part, keyword);
            if !alternatives.is_empty() {
                let any = alternatives.iter().map(|schema| self.kinds(schema, hops - 1));
                kinds = kinds.intersection(any.fold(Kinds::NONE, Kinds::union));
            }
        }
        kinds
    }

    /// Whether a value is of one of the kinds.
    pub(super) fn fits(&self, kinds: Kinds, node: &Node) -> bool {
        let kind = match &node.kind {
            Kind::List(_) => Kinds::LIST,
            Kind::Map(_) => Kinds::MAP,
            Kind::Refused => Kinds::ALL,
            Kind::Scalar(scalar) => match scalar.meaning() {
                Meaning::Null => Kinds::NULL,
                Meaning::Bool(_) => Kinds::BOOL,
                Meaning::Integer => Kinds::INTEGER.union(Kinds::FORM),
                Meaning::Decimal => {
                    return kinds.contains(Kinds::NUMBER) || kinds.intersects(Kinds::FORM);
                }
                Meaning::Text => Kinds::TEXT,
            },
        };
        kinds.intersects(kind)
    }
}
