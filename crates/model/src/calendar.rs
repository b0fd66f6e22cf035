//! Windows and periods in the programme's time zone.
//!
//! A window cuts time into numbered periods; running numbers and limits are
//! kept per period. Month arithmetic clamps (31 January + 1 month = 28 or 29
//! February). All periods are half-open: the first moment belongs to it, the
//! end does not.

use crate::Instant;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// How time is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Window {
    /// For ever: one period, number 0.
    Lifetime,
    /// Days.
    Day,
    /// ISO weeks, from Monday.
    Week,
    /// Calendar months.
    Month,
    /// Calendar quarters.
    Quarter,
    /// Calendar years.
    Year,
    /// The last N days including today: periods are days, values are sums.
    RollingDays(u16),
    /// Years from the day of joining: number 0 is the first.
    AnniversaryYear,
}

impl Window {
    /// The code used in the names of series.
    pub fn code(self) -> String {
        match self {
            Self::Lifetime => "life".to_owned(),
            Self::Day => "day".to_owned(),
            Self::Week => "week".to_owned(),
            Self::Month => "month".to_owned(),
            Self::Quarter => "quarter".to_owned(),
            Self::Year => "year".to_owned(),
            Self::RollingDays(days) => format!("rolling{days}"),
            Self::AnniversaryYear => "anniversary".to_owned(),
        }
    }
}

/// Days, months and years in one time zone.
#[derive(Clone, Debug)]
pub struct Calendar {
    zone: TimeZone,
}

const EPOCH: Date = date(1970, 1, 1);

impl Calendar {
    /// The calendar of an IANA time zone (`Europe/Moscow`), from the pinned database.
    pub fn new(zone: &str) -> Option<Self> {
        TimeZone::get(zone).ok().map(|zone| Self { zone })
    }

    /// UTC.
    pub fn utc() -> Self {
        Self { zone: TimeZone::UTC }
    }

    /// The local day of a moment.
    pub fn day(&self, at: Instant) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// Local date and time of a moment.
    pub fn local(&self, at: Instant) -> jiff::civil::DateTime {
        self.zone.to_datetime(at)
    }

    /// The first moment of a local day.
    pub fn start_of_day(&self, day: Date) -> Instant {
        day.to_zoned(self.zone.clone())
            .and_then(|z| z.start_of_day())
            .map_or(Instant::MAX, |z| z.timestamp())
    }

    /// A moment moved by a calendar span, clamping at month ends.
    pub fn plus(&self, at: Instant, span: Span) -> Instant {
        at.to_zoned(self.zone.clone()).checked_add(span).map_or(Instant::MAX, |z| z.timestamp())
    }

    /// The number of the period of `window` that a moment falls into.
    /// `joined` matters for anniversary years only.
    pub fn period(&self, window: Window, at: Instant, joined: Option<Instant>) -> i64 {
        if window == Window::Lifetime {
            return 0;
        }
        Self::period_of_day(window, self.day(at), || joined.map(|j| self.day(j)))
    }

    /// The number of the period that a local day falls into. `joined` is asked
    /// for by anniversary years only.
    pub fn period_of_day(window: Window, day: Date, joined: impl Fn() -> Option<Date>) -> i64 {
        let year = i64::from(day.year());
        match window {
            Window::Lifetime => 0,
            Window::Day | Window::RollingDays(_) => days_since_epoch(day),
            // 1 January 1970 was a Thursday: three days after a Monday.
            Window::Week => (days_since_epoch(day) + 3).div_euclid(7),
            Window::Month => year * 12 + i64::from(day.month()) - 1,
            Window::Quarter => year * 4 + (i64::from(day.month()) - 1) / 3,
            Window::Year => year,
            Window::AnniversaryYear => {
                let first = joined().unwrap_or(EPOCH);
                let years = year - i64::from(first.year());
                let reached = anniversary(first, years) <= day;
                if reached { years } else { years - 1 }
            }
        }
    }

    /// The first moment of a period; none for the lifetime.
    pub fn start(&self, window: Window, period: i64, joined: Option<Instant>) -> Option<Instant> {
        let day = match window {
            Window::Lifetime => return None,
            Window::Day | Window::RollingDays(_) => plus_days(EPOCH, period),
            Window::Week => plus_days(EPOCH, period * 7 - 3),
            Window::Month => first_of_month(period),
            Window::Quarter => first_of_month(period * 3),
            Window::Year => first_of_month(period * 12),
            Window::AnniversaryYear => anniversary(joined.map_or(EPOCH, |j| self.day(j)), period),
        };
        Some(self.start_of_day(day))
    }

    /// The first moment after a period; none for the lifetime.
    pub fn end(&self, window: Window, period: i64, joined: Option<Instant>) -> Option<Instant> {
        self.start(window, period + 1, joined)
    }
}

fn days_since_epoch(day: Date) -> i64 {
    i64::from((day - EPOCH).get_days())
}

fn plus_days(day: Date, days: i64) -> Date {
    day.checked_add(Span::new().try_days(days).unwrap_or_else(|_| 0.days())).unwrap_or(Date::MAX)
}

fn first_of_month(months: i64) -> Date {
    let year = i16::try_from(months.div_euclid(12)).unwrap_or(i16::MAX);
    let month = i8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
    Date::new(year, month, 1).unwrap_or(Date::MAX)
}

fn anniversary(first: Date, years: i64) -> Date {
    first
        .checked_add(Span::new().try_years(years).unwrap_or_else(|_| 0.years()))
        .unwrap_or(Date::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().expect("a time in a test")
    }

    #[test]
    fn a_moment_belongs_to_the_period_it_starts() {
        let moscow = Calendar::new("Europe/Moscow").expect("known zone");
        let boundary = at("2026-01-31T21:00:00Z");
        let february = moscow.period(Window::Month, boundary, None);
        assert_eq!(moscow.start(Window::Month, february, None), Some(boundary));
        assert_eq!(moscow.period(Window::Month, at("2026-01-31T20:59:59Z"), None), february - 1);
    }

    #[test]
    fn every_window_contains_its_own_start_and_not_its_end() {
        let zone = Calendar::new("America/New_York").expect("known zone");
        let joined = Some(at("2024-02-29T12:00:00Z"));
        for window in [
            Window::Day,
            Window::Week,
            Window::Month,
            Window::Quarter,
            Window::Year,
            Window::AnniversaryYear,
        ] {
            for day in 0..800 {
                let moment =
                    at("2025-01-01T00:30:00Z") + jiff::SignedDuration::from_hours(day * 24);
                let period = zone.period(window, moment, joined);
                let start = zone.start(window, period, joined).expect("has a start");
                let end = zone.end(window, period, joined).expect("has an end");
                assert!(start <= moment && moment < end, "{window:?} {moment}");
                assert_eq!(zone.period(window, end, joined), period + 1, "{window:?} {end}");
            }
        }
    }

    #[test]
    fn months_clamp_at_their_end() {
        let calendar = Calendar::utc();
        let end_of_january = at("2026-01-31T10:00:00Z");
        assert_eq!(calendar.plus(end_of_january, 1.month()), at("2026-02-28T10:00:00Z"));
    }
}
