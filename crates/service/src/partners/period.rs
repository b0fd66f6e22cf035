//! Periods of settlement, written `2026-03`, `2026-Q1`, `2026`, `2026-W10` or `2026-03-02`.

use crate::error::Error;
use jiff::civil::{Date, ISOWeekDate, Weekday, date};
use model::calendar::{Calendar, Window};
use model::{Code, Instant};
use std::fmt;

/// A period of settlement: the days `from <= day < until`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// How time is cut.
    pub window: Window,
    /// The first day.
    pub from: Date,
    /// The first day after it.
    pub until: Date,
}

impl Period {
    /// The period that a moment falls into. Windows without calendar periods (rolling,
    /// lifetime, anniversaries) count as months.
    pub fn at(calendar: &Calendar, window: Window, at: Instant) -> Self {
        let window = match window {
            Window::Day | Window::Week | Window::Quarter | Window::Year => window,
            _ => Window::Month,
        };
        let number = calendar.period(window, at, None);
        let day = |moment: Option<Instant>| moment.map_or(Date::MAX, |at| calendar.day(at));
        Self {
            window,
            from: day(calendar.start(window, number, None)),
            until: day(calendar.end(window, number, None)),
        }
    }

    /// Reads a period.
    pub fn parse(calendar: &Calendar, text: &str) -> Result<Self, Error> {
        let (window, day) = read(text).ok_or_else(|| {
            let detail = format!("`{text}` is not a period such as 2026-03, 2026-Q1 or 2026");
            Error::refused(Code::REQUEST_INVALID, detail)
        })?;
        Ok(Self::at(calendar, window, calendar.start_of_day(day)))
    }

    /// Whether a day belongs to it.
    pub fn covers(&self, day: Date) -> bool {
        self.from <= day && day < self.until
    }
}

/// The kind of a period, and its first day.
fn read(text: &str) -> Option<(Window, Date)> {
    let text = text.trim();
    let (year, rest) = match text.split_once('-') {
        Some((year, rest)) => (year, rest),
        None => (text, ""),
    };
    if year.len() != 4 {
        return None;
    }
    let year: i16 = year.parse().ok()?;
    if rest.is_empty() {
        return (!text.contains('-')).then(|| (Window::Year, date(year, 1, 1)));
    }
    if let Some(quarter) = rest.strip_prefix('Q') {
        let quarter: i8 = quarter.parse().ok().filter(|q| (1..=4).contains(q))?;
        return Some((Window::Quarter, Date::new(year, quarter * 3 - 2, 1).ok()?));
    }
    if let Some(week) = rest.strip_prefix('W') {
        let week = ISOWeekDate::new(year, week.parse().ok()?, Weekday::Monday).ok()?;
        return Some((Window::Week, week.date()));
    }
    match rest.split_once('-') {
        Some(_) => Some((Window::Day, text.parse().ok()?)),
        None => Some((Window::Month, Date::new(year, rest.parse().ok()?, 1).ok()?)),
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.from.year(), self.from.month());
        match self.window {
            Window::Year => write!(f, "{year:04}"),
            Window::Quarter => write!(f, "{year:04}-Q{}", (month + 2) / 3),
            Window::Week => {
                let week = self.from.iso_week_date();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            Window::Day => write!(f, "{}", self.from),
            _ => write!(f, "{year:04}-{month:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_read_back_what_they_print() {
        let calendar = Calendar::new("Asia/Jakarta").expect("a known zone");
        for text in ["2026", "2026-Q1", "2026-Q4", "2026-03", "2026-12", "2026-W10", "2026-02-28"] {
            let period = Period::parse(&calendar, text).expect("well written");
            assert_eq!(period.to_string(), text);
            assert!(period.covers(period.from) && !period.covers(period.until));
        }
        for text in ["", "26", "2026-", "2026-13", "2026-Q5", "2026-W60", "2026-02-30", "March"] {
            assert!(Period::parse(&calendar, text).is_err(), "{text}");
        }
    }
}
