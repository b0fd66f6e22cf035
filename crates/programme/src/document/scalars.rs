//! Scalars with a format of their own. They keep the exact text that was
//! written; the expansion turns them into integers.

use crate::source::scalar_text;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;

macro_rules! scalars {
    ($($(#[doc = $doc:literal])* $name:ident, $format:literal, $example:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                scalar_text(deserializer).map(|text| Self(text.into()))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "type": ["string", "number"],
                    "format": $format,
                    "description": concat!($($doc),*).trim(),
                    "examples": [$example],
                })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

scalars! {
    /// A decimal number, such as `1.5`.
    Decimal, "decimal", "1.5";
    /// An amount of money in the programme's currency, such as `1500` or `99.90`.
    Amount, "money", "99.90";
    /// A percentage, such as `5 %`.
    Percent, "percent", "5 %";
    /// A number such as `1.5`; where a share is given, a percentage such as `5 %`.
    Magnitude, "magnitude", "5 %";
    /// A span of time: `90 days`, `12 months`, `2 weeks`, `1 year`, `36 hours`.
    Span, "span", "90 days";
    /// When value lapses: `never`, a span such as `12 months`, `end of month`, `end of quarter`, `end of year`, `end of next year`, or `12 months without activity`.
    ExpiryText, "expiry", "12 months";
    /// A local date `2026-12-31` or date and time `2026-12-31T18:00`.
    Moment, "moment", "2026-12-31";
    /// Hours of the day, such as `16:00-18:00`.
    Hours, "hours", "16:00-18:00";
    /// A condition or formula in the Common Expression Language.
    Cel, "cel", "line.category == 'coffee'";
    /// The name of something: small letters, digits, `-` and `_`.
    Name, "key", "silver";
}
