//! Where a time begins or ends: a moment, or a day of the programme.

use super::text::{Day, Moment};
use crate::app::App;
use crate::problem::Problem;
use crate::scales::Scales;
use model::Instant;
use model::calendar::Calendar;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// A moment or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum When {
    /// A moment.
    Moment(Moment),
    /// A day in the programme's time zone.
    Day(Day),
}

/// Characters of a day.
const DAY: usize = 10;

impl When {
    /// The first moment that belongs to what begins here.
    pub(crate) fn beginning(self, calendar: &Calendar) -> Instant {
        match self {
            Self::Moment(at) => at.0,
            Self::Day(day) => calendar.start_of_day(day.0),
        }
    }

    /// The first moment after what ends here; a day is included.
    pub(crate) fn end(self, calendar: &Calendar) -> Instant {
        match self {
            Self::Moment(at) => at.0,
            Self::Day(day) => {
                day.0.tomorrow().map_or(Instant::MAX, |next| calendar.start_of_day(next))
            }
        }
    }
}

/// The moments that are meant. Days are those of the programme; moments need none.
pub(crate) async fn span(
    app: &App,
    from: Option<When>,
    until: Option<When>,
) -> Result<(Option<Instant>, Option<Instant>), Problem> {
    let is_day = |when: &Option<When>| matches!(when, Some(When::Day(_)));
    let calendar = match is_day(&from) || is_day(&until) {
        true => Scales::now(app).await?.book.calendar.clone(),
        false => Calendar::utc(),
    };
    let from = from.map(|when| when.beginning(&calendar));
    Ok((from, until.map(|when| when.end(&calendar))))
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let text = serde_json::Value::String(text);
        let is_day = text.as_str().is_some_and(|text| text.len() == DAY);
        let read = match is_day {
            true => Day::deserialize(&text).map(Self::Day),
            false => Moment::deserialize(&text).map(Self::Moment),
        };
        read.map_err(D::Error::custom)
    }
}

impl PartialSchema for When {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("A moment, RFC 3339, or a day in the programme's time zone."))
            .max_length(Some(40))
            .examples([serde_json::json!("2026-03-02")])
            .into()
    }
}

impl ToSchema for When {
    fn name() -> std::borrow::Cow<'static, str> {
        "When".into()
    }
}
