//! From the tree to values, by `serde`.
//!
//! A type that asks for text gets the exact text of a plain number ("5.10"), so own amounts, percentages and dates
//! never pass through floating point. A type that accepts anything gets numbers; where `serde` buffers a value for
//! a tagged or untagged enum, a decimal that floating point cannot hold exactly stays text.

use std::fmt;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{self, Deserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use smol_str::SmolStr;

use crate::diagnostic::Span;

use super::node::{Kind, Meaning, Node, Scalar};
use super::path::{Path, Segment};

mod access;

use access::{Entries, Items, Variant};

/// Asks the reader for the text of a scalar; other formats do not know the name and pass their value on.
const TEXT: &str = "$tessera::scalar_text";

/// A value that its type did not accept.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct DecodeError {
    message: String,
    span: Option<Span>,
    /// From the value outwards.
    segments: Vec<Segment>,
}

impl DecodeError {
    /// The place, when the fault was inside the tree.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.span
    }

    /// The path of the value that was not accepted.
    #[must_use]
    pub fn path(&self) -> Path {
        let mut path = Path::root();
        for segment in self.segments.iter().rev() {
            match segment {
                Segment::Key(key) => path.push_key(key.clone()),
                Segment::Index(index) => path.push_index(*index),
            }
        }
        path
    }

    fn within(mut self, span: Span, segment: Option<Segment>) -> Self {
        self.span.get_or_insert(span);
        self.segments.extend(segment);
        self
    }
}

impl de::Error for DecodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { message: message.to_string(), span: None, segments: Vec::new() }
    }
}

/// Makes a value from a tree.
///
/// # Errors
/// What the type did not accept, with its path and place.
pub fn from_node<'de, T: de::Deserialize<'de>>(node: &'de Node) -> Result<T, DecodeError> {
    T::deserialize(node).map_err(|fault| fault.within(node.span, None))
}

/// Reads the exact text of a scalar, also when it was written as a plain number: for the `Deserialize` of types
/// that are written as text, such as amounts and percentages.
///
/// # Errors
/// The value is not a scalar, or is empty, or is `true` or `false`.
pub fn scalar_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SmolStr, D::Error> {
    deserializer.deserialize_newtype_struct(TEXT, TextVisitor)
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = SmolStr;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text or a number")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<SmolStr, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<SmolStr, E> {
        Ok(SmolStr::new(text))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<SmolStr, E> {
        Ok(smol_str::format_smolstr!("{number}"))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<SmolStr, E> {
        Ok(smol_str::format_smolstr!("{number}"))
    }

    fn visit_i128<E: de::Error>(self, number: i128) -> Result<SmolStr, E> {
        Ok(smol_str::format_smolstr!("{number}"))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<SmolStr, E> {
        Ok(smol_str::format_smolstr!("{number}"))
    }
}

/// Hands a scalar to a visitor as what it means.
fn visit_scalar<'de, V: Visitor<'de>>(
    scalar: &'de Scalar,
    visitor: V,
) -> Result<V::Value, DecodeError> {
    match scalar.meaning() {
        Meaning::Null => visitor.visit_unit(),
        Meaning::Bool(value) => visitor.visit_bool(value),
        Meaning::Integer => match scalar.to_integer() {
            Some(number) => {
                if let Ok(small) = i64::try_from(number) {
                    visitor.visit_i64(small)
                } else if let Ok(large) = u64::try_from(number) {
                    visitor.visit_u64(large)
                } else {
                    visitor.visit_i128(number)
                }
            }
            None => visitor.visit_borrowed_str(&scalar.text),
        },
        Meaning::Decimal => match exact_float(&scalar.text) {
            Some(number) => visitor.visit_f64(number),
            None => visitor.visit_borrowed_str(&scalar.text),
        },
        Meaning::Text => visitor.visit_borrowed_str(&scalar.text),
    }
}

/// The number when its shortest text says the same as the text it came from.
fn exact_float(text: &str) -> Option<f64> {
    let number: f64 = text.parse().ok().filter(|number: &f64| number.is_finite())?;
    if text.contains(['e', 'E']) {
        return Some(number);
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    let dot = if fraction.is_empty() { "" } else { "." };
    (format!("{sign}{whole}{dot}{fraction}") == number.to_string()).then_some(number)
}

fn unexpected(node: &Node) -> Unexpected<'_> {
    match &node.kind {
        Kind::List(_) => Unexpected::Seq,
        Kind::Map(_) => Unexpected::Map,
        Kind::Refused => Unexpected::Other("refused value"),
        Kind::Scalar(scalar) => match scalar.meaning() {
            Meaning::Null => Unexpected::Unit,
            Meaning::Bool(value) => Unexpected::Bool(value),
            Meaning::Integer | Meaning::Decimal => Unexpected::Other("number"),
            Meaning::Text => Unexpected::Str(&scalar.text),
        },
    }
}

fn wrong_type<'de, V: Visitor<'de>>(node: &Node, visitor: &V) -> DecodeError {
    de::Error::invalid_type(unexpected(node), visitor)
}

macro_rules! text_methods {
    ($($method:ident)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
            match self.as_scalar() {
                Some(scalar) if !self.is_null() => visitor.visit_borrowed_str(&scalar.text),
                _ => Err(wrong_type(self, &visitor)),
            }
        })+
    };
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match &self.kind {
            Kind::Scalar(scalar) => visit_scalar(scalar, visitor),
            Kind::List(items) => visitor.visit_seq(Items::new(items)),
            Kind::Map(entries) => visitor.visit_map(Entries::new(entries)),
            Kind::Refused => Err(wrong_type(self, &visitor)),
        }
    }

    text_methods! { deserialize_str deserialize_string deserialize_char deserialize_identifier }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        let number = self.as_scalar().filter(|scalar| scalar.meaning() == Meaning::Decimal);
        match number.and_then(|scalar| scalar.text.parse().ok()) {
            Some(number) => visitor.visit_f64(number),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let is_text = !self.is_null()
            && !self.as_scalar().is_some_and(|s| matches!(s.meaning(), Meaning::Bool(_)));
        if name == TEXT && is_text {
            self.deserialize_str(visitor)
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match &self.kind {
            Kind::Scalar(scalar) if !self.is_null() => {
                visitor.visit_enum(BorrowedStrDeserializer::new(scalar.text.as_str()))
            }
            Kind::Map(entries) if entries.len() == 1 => visitor.visit_enum(Variant(&entries[0])),
            _ => Err(wrong_type(self, &visitor)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
    }
}
