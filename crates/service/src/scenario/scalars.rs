//! Scalars of scenarios. They keep the exact text that was written.

use crate::partners::Period;
use model::calendar::Calendar;
use programme::source::{Formats, scalar_text};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

macro_rules! scalars {
    ($($(#[doc = $doc:literal])* $name:ident, $format:literal, $example:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub(super) struct $name(pub(super) String);

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
    )*};
}

scalars! {
    /// A decimal number, such as `1500`, `99.90` or `-1`.
    Number, "number", "99.90";
    /// An amount of units, `max` for as much as is allowed, or `$name` for what a hold keeps.
    Spend, "spend", "max";
    /// A local date and time, such as `2026-03-02T10:00`.
    LocalTime, "local_time", "2026-03-02T10:00";
    /// A span such as `90 days`, `10 minutes`, `1 month`.
    Lasting, "lasting", "90 days";
    /// A local date and time, a date, or `none`.
    Ending, "ending", "2027-03-02";
    /// A period of settlement, such as `2026-03`, `2026-Q1` or `2026`.
    SettlementPeriod, "settlement_period", "2026-03";
    /// A day of birth, `1990-05-01` or without the year `05-01`.
    BirthDate, "birth_date", "1990-05-01";
}

/// No currency, unit or quantity keeps more decimals; with more, large sums would not fit.
const MOST_DECIMALS: u8 = 4;

pub(super) fn formats() -> Formats {
    Formats::new()
        .with("number", |text| number(text, MOST_DECIMALS).map(drop))
        .with("spend", |text| match text {
            "max" => Ok(()),
            text if text.starts_with('$') => Ok(()),
            text => number(text, MOST_DECIMALS).map(drop),
        })
        .with("local_time", |text| local_time(text).map(drop))
        .with("lasting", |text| lasting(text).map(drop))
        .with("birth_date", |text| birth_date(text).map(drop))
        .with("ending", |text| match text {
            "none" => Ok(()),
            text => local_time(text).map(drop),
        })
        .with("settlement_period", |text| {
            let read = Period::parse(&Calendar::utc(), text);
            read.map(drop).map_err(|error| error.to_string())
        })
}

/// A decimal at a scale.
pub(super) fn number(text: &str, scale: u8) -> Result<i64, String> {
    model::amount::parse_decimal(text.trim(), scale).map_err(|error| error.to_string())
}

pub(super) fn local_time(text: &str) -> Result<jiff::civil::DateTime, String> {
    let text = text.trim();
    let bad = || format!("`{text}` is not a local time such as 2026-03-02T10:00");
    if text.ends_with(['Z', 'z']) || text.contains('+') {
        return Err(bad());
    }
    let time = text.parse::<jiff::civil::DateTime>();
    let date = || text.parse::<jiff::civil::Date>().map(|date| date.at(0, 0, 0, 0));
    time.or_else(|_| date()).map_err(|_| bad())
}

pub(super) fn lasting(text: &str) -> Result<jiff::Span, String> {
    let bad = || format!("`{text}` is not a span such as `90 days`");
    let (count, unit) = text.trim().split_once(' ').ok_or_else(bad)?;
    let count: i64 = count.parse().map_err(|_| bad())?;
    if !(0..=1_000_000).contains(&count) {
        return Err(bad());
    }
    let span = jiff::Span::new();
    let span = match unit.trim().trim_end_matches('s') {
        "second" => span.try_seconds(count),
        "minute" => span.try_minutes(count),
        "hour" => span.try_hours(count),
        "day" => span.try_days(count),
        "week" => span.try_weeks(count),
        "month" => span.try_months(count),
        "year" => span.try_years(count),
        _ => return Err(bad()),
    };
    span.map_err(|_| bad())
}

pub(super) fn birth_date(text: &str) -> Result<model::activity::Birthday, String> {
    let bad = || format!("`{text}` is not a day such as 1990-05-01 or 05-01");
    let text = text.trim();
    // A leap year lets 29 February through.
    let full = if text.len() == 5 { format!("2000-{text}") } else { text.to_owned() };
    let date: jiff::civil::Date = full.parse().map_err(|_| bad())?;
    Ok(model::activity::Birthday {
        month: date.month(),
        day: date.day(),
        year: (text.len() != 5).then(|| date.year()),
    })
}
