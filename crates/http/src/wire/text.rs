//! Texts with a known shape: names, sentences, decimals, moments. They are checked while
//! they are read, so that the place of a mistake is known.

use jiff::civil::Date;
use model::{Instant, Key};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use smol_str::{SmolStr, format_smolstr};
use std::str::FromStr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::openapi::{KnownFormat, RefOr, SchemaFormat};
use utoipa::{PartialSchema, ToSchema};

/// No control characters.
const PLAIN: &str = r"^[^\u0000-\u001f\u007f-\u009f]*$";

/// No control characters but tabs and line ends.
const LINES: &str = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$";

macro_rules! texts {
    ($($(#[doc = $doc:literal])* $name:ident: $most:literal, $pattern:ident, $is_fine:expr, $example:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub(crate) struct $name(pub(crate) SmolStr);

        impl $name {
            fn check(text: &str) -> Result<(), &'static str> {
                let is_fine: fn(char) -> bool = $is_fine;
                if text.is_empty() || text.chars().take($most + 1).count() > $most {
                    return Err(concat!("expected 1 to ", $most, " characters"));
                }
                match text.chars().all(is_fine) {
                    true => Ok(()),
                    false => Err("control characters are not accepted"),
                }
            }
        }

        impl FromStr for $name {
            type Err = &'static str;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::check(text).map(|()| Self(SmolStr::new(text)))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = SmolStr::deserialize(deserializer)?;
                Self::check(&text).map_err(D::Error::custom)?;
                Ok(Self(text))
            }
        }

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let description = concat!($($doc),*).trim();
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some(description))
                    .min_length(Some(1))
                    .max_length(Some($most))
                    .pattern(Some($pattern))
                    .examples([serde_json::json!($example)])
                    .into()
            }
        }

        impl ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    )*};
}

texts! {
    /// A short name: of a unit, a tier, a store, a product.
    Word: 128, PLAIN, |c| !c.is_control(), "points";
    /// A text for people.
    Sentence: 1000, LINES, |c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'), "Delivered too late";
}

/// A text of any length without the one character that no database keeps.
pub(crate) fn without_nul<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.contains('\0') {
        true => Err(D::Error::custom("the character U+0000 is not accepted")),
        false => Ok(text),
    }
}

impl From<Word> for Key {
    fn from(word: Word) -> Self {
        Self(word.0)
    }
}

impl From<&Key> for Word {
    fn from(key: &Key) -> Self {
        Self(key.0.clone())
    }
}

impl From<&'static str> for Word {
    fn from(text: &'static str) -> Self {
        Self(SmolStr::new_static(text))
    }
}

/// An exact decimal number in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Decimal(pub(crate) SmolStr);

impl Decimal {
    /// Writes an integer at a scale.
    pub(crate) fn of(value: i64, scale: u8) -> Self {
        Self(format_smolstr!("{}", model::amount::format_decimal(value, scale)))
    }

    /// Writes thousandths without zeros that say nothing.
    pub(crate) fn of_thousandths(value: i64) -> Self {
        match value % 1_000 {
            0 => Self::of(value / 1_000, 0),
            rest if rest % 100 == 0 => Self::of(value / 100, 1),
            rest if rest % 10 == 0 => Self::of(value / 10, 2),
            _ => Self::of(value, 3),
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = SmolStr::deserialize(deserializer)?;
        let digits = text.strip_prefix('-').unwrap_or(&text);
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let is_fine = (1..=16).contains(&whole.len())
            && (1..=9).contains(&rest.len())
            && is_digits(whole)
            && is_digits(rest);
        if is_fine {
            Ok(Self(text))
        } else {
            Err(D::Error::custom("expected a decimal number in a text, such as \"12.50\""))
        }
    }
}

impl PartialSchema for Decimal {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("An exact decimal number in a text."))
            .pattern(Some(r"^-?[0-9]{1,19}(\.[0-9]{1,18})?$"))
            .max_length(Some(40))
            .examples([serde_json::json!("12.50")])
            .into()
    }
}

impl ToSchema for Decimal {
    fn name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }
}

/// A moment that business can have: RFC 3339, from 1970 to 2199.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Moment(pub(crate) Instant);

/// The first moment of the year 2200.
const END_OF_TIME: i64 = 7_258_118_400;

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = SmolStr::deserialize(deserializer)?;
        let at: Result<Instant, _> = text.parse();
        let at =
            at.map_err(|_| D::Error::custom("expected a time such as 2026-03-02T10:00:00Z"))?;
        if (0..END_OF_TIME).contains(&at.as_second()) {
            Ok(Self(at))
        } else {
            Err(D::Error::custom("expected a time from 1970 to 2199"))
        }
    }
}

impl PartialSchema for Moment {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
            .description(Some("A moment, RFC 3339."))
            .max_length(Some(40))
            .examples([serde_json::json!("2026-03-02T10:00:00Z")])
            .into()
    }
}

impl ToSchema for Moment {
    fn name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }
}

/// A calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Day(pub(crate) Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = SmolStr::deserialize(deserializer)?;
        let day: Option<Date> = text.parse().ok().filter(|_| text.len() == 10);
        let day = day.filter(|day| (1970..2200).contains(&day.year()));
        day.map(Self).ok_or_else(|| D::Error::custom("expected a day such as 2026-03-02"))
    }
}

impl PartialSchema for Day {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .description(Some("A calendar day."))
            .examples([serde_json::json!("2026-03-02")])
            .into()
    }
}

impl ToSchema for Day {
    fn name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }
}
