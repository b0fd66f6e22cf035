//! Custom attributes: `true`, `"text"` or a number with at most three decimals.

use super::text::Word;
use model::Key;
use model::amount::parse_decimal;
use model::attribute::{Attributes, Value};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;
use std::collections::BTreeMap;
use std::fmt;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{AnyOfBuilder, ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// The longest text of an attribute.
const LONGEST: usize = 1_000;

/// Attributes by name.
pub(crate) type AttributeMap = BTreeMap<Word, Attribute>;

/// The value of one attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Attribute(pub(crate) Value);

/// As the model wants them.
pub(crate) fn read(attributes: AttributeMap) -> Attributes {
    attributes.into_iter().map(|(name, value)| (Key::from(name), value.0)).collect()
}

/// As callers see them.
pub(crate) fn write(attributes: &Attributes) -> AttributeMap {
    let each = attributes.iter();
    each.map(|(name, value)| (Word::from(name), Attribute(value.clone()))).collect()
}

impl<'de> Deserialize<'de> for Attribute {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reading)
    }
}

struct Reading;

impl Visitor<'_> for Reading {
    type Value = Attribute;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false, a text, or a number with at most three decimals")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Attribute, E> {
        Ok(Attribute(Value::Truth(value)))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Attribute, E> {
        number(&value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Attribute, E> {
        number(&value.to_string())
    }

    /// The shortest decimal that reads back as the same number is what was written.
    fn visit_f64<E: Error>(self, value: f64) -> Result<Attribute, E> {
        number(&value.to_string())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Attribute, E> {
        if text.len() > LONGEST || text.chars().any(char::is_control) {
            return Err(E::custom("expected at most 1000 bytes without control characters"));
        }
        Ok(Attribute(Value::Text(SmolStr::new(text))))
    }
}

fn number<E: Error>(text: &str) -> Result<Attribute, E> {
    let milli = parse_decimal(text, 3).map_err(E::custom)?;
    Ok(Attribute(Value::Number { milli }))
}

impl Serialize for Attribute {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Value::Truth(value) => serializer.serialize_bool(*value),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Number { milli } if milli % 1_000 == 0 => {
                serializer.serialize_i64(milli / 1_000)
            }
            // Only for reading: the exact number stays in the journal.
            #[expect(clippy::cast_precision_loss, reason = "at most 15 digits")]
            Value::Number { milli } => serializer.serialize_f64(*milli as f64 / 1_000.0),
        }
    }
}

impl PartialSchema for Attribute {
    fn schema() -> RefOr<Schema> {
        AnyOfBuilder::new()
            .item(ObjectBuilder::new().schema_type(Type::Boolean))
            .item(ObjectBuilder::new().schema_type(Type::Number))
            .item(ObjectBuilder::new().schema_type(Type::String).max_length(Some(LONGEST)))
            .description(Some("A custom attribute: yes or no, a number, a text."))
            .into()
    }
}

impl ToSchema for Attribute {
    fn name() -> std::borrow::Cow<'static, str> {
        "Attribute".into()
    }
}
