//! Scalars with a form of their own, from exact text to integers.
//!
//! Cost: linear in a text of a few characters. Errors are sentences without a full stop, for the reader's findings.

use crate::rulebook::{CalendarSpan, Expiry, Term};
use jiff::civil::{Date, DateTime};
use model::amount::{InvalidDecimal, parse_decimal};
use model::calendar::Window;

/// A date, or a date with time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// A whole local day.
    Day(Date),
    /// A local moment.
    At(DateTime),
}

/// A number that is not negative, at `scale` decimals.
pub(crate) fn decimal(text: &str, scale: u8) -> Result<i64, InvalidDecimal> {
    let value = parse_decimal(text.trim(), scale)?;
    if value < 0 {
        return Err(InvalidDecimal::NotANumber(shown(text)));
    }
    Ok(value)
}

/// A percentage in millionths: `5`, `5%` and `5 %` are 50,000.
pub(crate) fn percent(text: &str) -> Result<i64, InvalidDecimal> {
    let text = text.trim();
    decimal(text.strip_suffix('%').unwrap_or(text), 4)
}

/// A span of the calendar: `90 days`, `1 year 6 months`.
pub(crate) fn span(text: &str) -> Result<CalendarSpan, String> {
    let bad =
        || format!("`{}` is not a span of time such as `90 days` or `12 months`", shown(text));
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() || !words.len().is_multiple_of(2) {
        return Err(bad());
    }
    let mut span = CalendarSpan::default();
    for pair in words.chunks_exact(2) {
        let count: u16 = pair[0].parse().map_err(|_| bad())?;
        let (field, factor) = match pair[1] {
            "hour" | "hours" => (&mut span.hours, 1),
            "day" | "days" => (&mut span.days, 1),
            "week" | "weeks" => (&mut span.days, 7),
            "month" | "months" => (&mut span.months, 1),
            "year" | "years" => (&mut span.months, 12),
            _ => return Err(bad()),
        };
        let total = count.checked_mul(factor).and_then(|n| n.checked_add(*field));
        *field = total.ok_or_else(bad)?;
    }
    if span == CalendarSpan::default() {
        return Err("a span of time is longer than nothing".to_owned());
    }
    // A century: beyond it the calendar of the time zones means nothing.
    if span.months > 1_200 || span.days > 36_525 {
        return Err("a span of time is at most 100 years".to_owned());
    }
    Ok(span)
}

/// When value lapses.
pub(crate) fn expiry(text: &str) -> Result<Expiry, String> {
    let text = text.trim();
    if text == "never" {
        return Ok(Expiry::Never);
    }
    if let Some((window, plus)) = end_of(text) {
        return Ok(Expiry::EndOf { window, plus });
    }
    if let Some(idle) = text.strip_suffix("without activity") {
        return span(idle).map(Expiry::Inactivity);
    }
    span(text).map(Expiry::After).map_err(|_| {
        format!(
            "`{}` does not say when value lapses: `never`, `12 months`, `end of year`, \
             `end of next year` or `12 months without activity`",
            shown(text)
        )
    })
}

/// How long a level is held.
pub(crate) fn term(text: &str) -> Result<Term, String> {
    let text = text.trim();
    if text == "for good" {
        return Ok(Term::ForGood);
    }
    if let Some((window, plus)) = end_of(text) {
        return Ok(Term::EndOf { window, plus });
    }
    span(text).map(Term::For).map_err(|_| {
        format!(
            "`{}` does not say how long a level is held: `for good`, `12 months`, `end of year` \
             or `end of next year`",
            shown(text)
        )
    })
}

fn end_of(text: &str) -> Option<(Window, u8)> {
    let rest = text.strip_prefix("end of ")?.trim();
    let (word, plus) = match rest.strip_prefix("next ") {
        Some(word) => (word.trim(), 1),
        None => (rest, 0),
    };
    let window = match word {
        "day" => Window::Day,
        "week" => Window::Week,
        "month" => Window::Month,
        "quarter" => Window::Quarter,
        "year" => Window::Year,
        _ => return None,
    };
    Some((window, plus))
}

/// A local date or date and time.
pub(crate) fn moment(text: &str) -> Result<Moment, String> {
    let text = text.trim();
    let bad = || {
        format!(
            "`{}` is not a date `2026-12-31` or a date and time `2026-12-31T18:00`",
            shown(text)
        )
    };
    let plain = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b':');
    let near = |date: Date| (1970..=2200).contains(&date.year());
    match text.split_once(['T', ' ']) {
        None if text.len() == 10 && plain(text) => {
            let day: Date = text.parse().map_err(|_| bad())?;
            if near(day) { Ok(Moment::Day(day)) } else { Err(bad()) }
        }
        Some((day, time)) if day.len() == 10 && plain(day) && plain(time) => {
            let at: DateTime = format!("{day}T{time}").parse().map_err(|_| bad())?;
            if near(at.date()) { Ok(Moment::At(at)) } else { Err(bad()) }
        }
        _ => Err(bad()),
    }
}

/// Hours of the day as minutes, half-open: `16:00-18:00`, `22:00-02:00`, `20:00-24:00`.
pub(crate) fn hours(text: &str) -> Result<(u16, u16), String> {
    let bad = || format!("`{}` is not a part of the day such as `16:00-18:00`", shown(text));
    let clock = |text: &str| -> Option<u16> {
        let (hour, minute) = text.trim().split_once(':')?;
        let digits = |part: &str| part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
        let whole = digits(hour) && minute.len() == 2 && digits(minute);
        let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
        let fits = minute < 60 && (hour < 24 || (hour == 24 && minute == 0));
        (whole && fits).then(|| hour * 60 + minute)
    };
    let (from, until) = text.split_once('-').ok_or_else(bad)?;
    match (clock(from), clock(until)) {
        (Some(from), Some(until)) if from != until && from < 24 * 60 => Ok((from, until)),
        _ => Err(bad()),
    }
}

/// Whether a text can be a name: a small letter, then small letters, digits, `-` and `_`.
pub(crate) fn is_name(text: &str) -> bool {
    text.len() <= 64
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}

/// The beginning of a text, for messages.
pub(crate) fn shown(text: &str) -> String {
    text.trim().chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_mean_the_same_with_and_without_a_sign() {
        for text in ["5", "5%", "5 %", "5.0 %"] {
            assert_eq!(percent(text), Ok(50_000), "{text}");
        }
        assert_eq!(percent("0.5 %"), Ok(5_000));
        assert!(percent("-5 %").is_err() && percent("5 % off").is_err());
    }

    #[test]
    fn spans_are_counted_in_months_days_and_hours() {
        let months = |months| CalendarSpan { months, ..CalendarSpan::default() };
        let days = |days| CalendarSpan { days, ..CalendarSpan::default() };
        assert_eq!(span("1 year 6 months"), Ok(months(18)));
        assert_eq!(span("2 weeks"), Ok(days(14)));
        for bad in ["", "90", "days", "0 days", "1.5 months", "9999 years", "65535 weeks"] {
            assert!(span(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn expiries_and_terms_read_as_they_are_spoken() {
        let end = Expiry::EndOf { window: Window::Year, plus: 1 };
        assert_eq!(expiry("end of next year"), Ok(end));
        assert_eq!(expiry("never"), Ok(Expiry::Never));
        let idle = expiry("12 months without activity");
        assert!(matches!(idle, Ok(Expiry::Inactivity(span)) if span.months == 12));
        assert!(expiry("someday").is_err());
        assert_eq!(term("for good"), Ok(Term::ForGood));
        assert!(term("never").is_err());
    }

    #[test]
    fn hours_may_pass_midnight() {
        assert_eq!(hours("16:00-18:30"), Ok((960, 1110)));
        assert_eq!(hours("22:00-02:00"), Ok((1320, 120)));
        assert_eq!(hours("20:00-24:00"), Ok((1200, 1440)));
        for bad in ["16-18", "25:00-26:00", "10:00-10:00", "+1:00-2:00", "24:00-10:00"] {
            assert!(hours(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn moments_are_days_or_minutes() {
        assert!(matches!(moment("2026-12-31"), Ok(Moment::Day(_))));
        assert!(matches!(moment("2026-12-31T18:00"), Ok(Moment::At(_))));
        for bad in
            ["2026-02-30", "31.12.2026", "2026-12-31T25:00", "2026-12-31T18:00Z", "9999-12-31"]
        {
            assert!(moment(bad).is_err(), "{bad}");
        }
    }
}
