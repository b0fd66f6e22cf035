//! Numbers.

use super::Language;

/// Between a number and its sign.
pub(super) const SPACE: char = '\u{a0}';

struct Marks {
    group: char,
    point: char,
}

fn marks(language: Language) -> Marks {
    match language {
        Language::En => Marks { group: ',', point: '.' },
        Language::Ru => Marks { group: SPACE, point: ',' },
        Language::Az | Language::Id => Marks { group: '.', point: ',' },
    }
}

/// An integer at `scale` decimals, without noughts that say nothing: `1,500.5`.
pub fn decimal(language: Language, value: i64, scale: u8) -> String {
    shown(language, i128::from(value), scale, 0)
}

/// A count: `1,500`.
pub fn count(language: Language, value: u64) -> String {
    shown(language, i128::from(value), 0, 0)
}

/// A share in millionths: `12.5 %`.
pub fn percent(language: Language, millionths: i64) -> String {
    format!("{}{SPACE}%", shown(language, i128::from(millionths), 4, 0))
}

/// With at least `kept` decimals, when there are any at all.
pub(super) fn shown(language: Language, value: i128, scale: u8, kept: u8) -> String {
    let marks = marks(language);
    let unit = 10u128.pow(u32::from(scale.min(18)));
    let (whole, rest) = (value.unsigned_abs() / unit, value.unsigned_abs() % unit);
    let digits = whole.to_string();
    let mut text = String::new();
    if value < 0 {
        text.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            text.push(marks.group);
        }
        text.push(digit);
    }
    if rest > 0 {
        let decimals = format!("{rest:0width$}", width = usize::from(scale.min(18)));
        let said = decimals.trim_end_matches('0').len().max(usize::from(kept));
        text.push(marks.point);
        text.push_str(&decimals[..said.min(decimals.len())]);
    }
    text
}
