//! Which days a report is about.

use crate::Tessera;
use crate::error::Error;
use jiff::ToSpan;
use jiff::civil::Date;
use model::Code;

/// Days that are looked at when nobody says otherwise, today included.
const USUAL: i32 = 30;

/// How many days what expires soon is looked for, today included.
const SOON: i32 = 30;

/// The most days of a report: ten years.
const MOST: i32 = 3_660;

/// Days in the programme's time zone, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first one.
    pub from: Date,
    /// The last one.
    pub until: Date,
}

impl Span {
    /// The days asked for: up to today, and thirty of them, where nothing is said.
    pub async fn read(
        tessera: &Tessera,
        from: Option<Date>,
        until: Option<Date>,
    ) -> Result<Self, Error> {
        let refuse = |detail: String| Error::refused(Code::REQUEST_INVALID, detail);
        let until = match until {
            Some(until) => until,
            None => today(tessera).await?,
        };
        let usual = || until.checked_sub((USUAL - 1).days()).unwrap_or(until);
        let span = Self { from: from.unwrap_or_else(usual), until };
        if span.from > span.until {
            return Err(refuse(format!("{} is after {}", span.from, span.until)));
        }
        if span.days() > MOST {
            return Err(refuse(format!("at most {MOST} days, these are {}", span.days())));
        }
        Ok(span)
    }

    /// How many days.
    pub fn days(&self) -> i32 {
        self.from.until(self.until).map_or(MOST, |span| span.get_days()).saturating_add(1)
    }

    /// As many days just before.
    #[must_use]
    pub fn before(&self) -> Self {
        let until = self.from.yesterday().unwrap_or(self.from);
        let from = self.from.checked_sub(self.days().days()).unwrap_or(until);
        Self { from, until }
    }

    /// Each of the days.
    pub fn each(&self) -> impl Iterator<Item = Date> {
        let until = self.until;
        self.from.series(1.day()).take_while(move |day| *day <= until)
    }
}

/// The business day of now.
async fn today(tessera: &Tessera) -> Result<Date, Error> {
    let now = tessera.now();
    Ok(tessera.rules_at(now).await?.rulebook.calendar.day(now))
}

/// The days in which something expires soon.
pub(crate) async fn soon(tessera: &Tessera) -> Result<Span, Error> {
    let from = today(tessera).await?;
    let until = from.checked_add((SOON - 1).days()).unwrap_or(from);
    Ok(Span { from, until })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_days_before_are_as_many_and_touch() {
        let march = Span { from: date(2026, 3, 1), until: date(2026, 3, 31) };
        assert_eq!(march.days(), 31);
        let before = march.before();
        assert_eq!(before, Span { from: date(2026, 1, 29), until: date(2026, 2, 28) });
        assert_eq!((before.days(), before.each().count()), (31, 31));
        let day = Span { from: date(2026, 3, 1), until: date(2026, 3, 1) };
        assert_eq!(day.before().each().collect::<Vec<_>>(), [date(2026, 2, 28)]);
    }
}
