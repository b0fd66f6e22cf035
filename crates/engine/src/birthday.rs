//! Birthdays in a given year.

use jiff::civil::Date;
use model::activity::Birthday;
use programme::rulebook::LeapBirthday;

/// The day on which a birthday is celebrated in a year.
pub(crate) fn in_year(birthday: Birthday, year: i16, leap: LeapBirthday) -> Option<Date> {
    Date::new(year, birthday.month, birthday.day).ok().or_else(|| {
        let is_leap_day = birthday.month == 2 && birthday.day == 29;
        let (month, day) = match leap {
            LeapBirthday::Feb28 => (2, 28),
            LeapBirthday::Mar1 => (3, 1),
        };
        is_leap_day.then(|| Date::new(year, month, day).ok()).flatten()
    })
}
