//! Days and moments as people write them: `28 November 2027`.

use jiff::civil::{Date, DateTime};

/// Months in English, Russian (as they stand behind a number), Azerbaijani and Indonesian.
const MONTHS: [[&str; 4]; 12] = [
    ["January", "января", "yanvar", "Januari"],
    ["February", "февраля", "fevral", "Februari"],
    ["March", "марта", "mart", "Maret"],
    ["April", "апреля", "aprel", "April"],
    ["May", "мая", "may", "Mei"],
    ["June", "июня", "iyun", "Juni"],
    ["July", "июля", "iyul", "Juli"],
    ["August", "августа", "avqust", "Agustus"],
    ["September", "сентября", "sentyabr", "September"],
    ["October", "октября", "oktyabr", "Oktober"],
    ["November", "ноября", "noyabr", "November"],
    ["December", "декабря", "dekabr", "Desember"],
];

/// A day with its month in words; English when the language is none of ours.
pub(super) fn day(date: Date, locale: &str) -> String {
    let column = match locale.split('-').next().unwrap_or(locale) {
        "ru" => 1,
        "az" => 2,
        "id" => 3,
        _ => 0,
    };
    let month = usize::try_from(date.month()).unwrap_or(1).clamp(1, 12);
    format!("{} {} {}", date.day(), MONTHS[month - 1][column], date.year())
}

/// A day with the hour and minute.
pub(super) fn moment(at: DateTime, locale: &str) -> String {
    format!("{}, {:02}:{:02}", day(at.date(), locale), at.hour(), at.minute())
}
