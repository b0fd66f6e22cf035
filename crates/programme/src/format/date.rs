//! Days, weekdays, hours.

use super::Language;
use jiff::civil::{Date, DateTime};

type Names<const N: usize> = [&'static str; N];

/// As they stand behind the number of the day.
const MONTHS: [Names<12>; 4] = [
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    [
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ],
    [
        "yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr",
        "oktyabr", "noyabr", "dekabr",
    ],
    [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
];

/// From Monday, as they stand in a list.
const WEEKDAYS: [Names<7>; 4] = [
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
    ["bazar ertəsi", "çərşənbə axşamı", "çərşənbə", "cümə axşamı", "cümə", "şənbə", "bazar"],
    ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
];

fn of<const N: usize>(names: &[Names<N>; 4], language: Language, place: i64) -> &'static str {
    let row = match language {
        Language::En => &names[0],
        Language::Ru => &names[1],
        Language::Az => &names[2],
        Language::Id => &names[3],
    };
    usize::try_from(place).ok().and_then(|place| row.get(place)).copied().unwrap_or_default()
}

/// `10 September 2026`.
pub fn day(language: Language, day: Date) -> String {
    let year = if language == Language::Ru { " года" } else { "" };
    format!("{} {} {}{year}", day.day(), month(language, i64::from(day.month())), day.year())
}

/// `10 September 2026, 18:00`.
pub fn day_and_time(language: Language, at: DateTime) -> String {
    let minute = u16::from(at.hour().unsigned_abs()) * 60 + u16::from(at.minute().unsigned_abs());
    format!("{}, {}", day(language, at.date()), clock(language, minute))
}

/// The name of a month, 1 to 12, as it stands behind the number of a day.
pub fn month(language: Language, month: i64) -> &'static str {
    of(&MONTHS, language, month - 1)
}

/// The name of a day of the week, Monday being 1.
pub fn weekday(language: Language, weekday: i64) -> &'static str {
    of(&WEEKDAYS, language, weekday - 1)
}

/// A minute of the day: `18:00`.
pub fn clock(language: Language, minute: u16) -> String {
    let mark = if language == Language::Id { '.' } else { ':' };
    format!("{:02}{mark}{:02}", minute / 60, minute % 60)
}
