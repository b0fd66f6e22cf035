//! Money: with the sign that people know, where they know one.

use super::Language;
use super::number::{SPACE, shown};

/// An amount in minor units: `1,500 RUB`, `1 500 ₽`, `$9.95`.
pub fn money(language: Language, currency: &str, scale: u8, minor: i64) -> String {
    let number = shown(language, i128::from(minor), scale, scale);
    with_sign(language, currency, &number)
}

/// An amount in millionths of a minor unit, for what is worth less than the smallest coin.
pub fn money_micro(language: Language, currency: &str, scale: u8, micro: i128) -> String {
    let number = shown(language, micro, scale.saturating_add(6), scale);
    with_sign(language, currency, &number)
}

fn with_sign(language: Language, currency: &str, number: &str) -> String {
    match (language, currency) {
        (Language::En, "USD") => before("$", number),
        (Language::En, "EUR") => before("€", number),
        (Language::En, "GBP") => before("£", number),
        (Language::Id, "IDR") => format!("Rp{SPACE}{number}"),
        (Language::Ru | Language::Az | Language::Id, _) => {
            format!("{number}{SPACE}{}", sign(currency))
        }
        (Language::En, _) => format!("{number}{SPACE}{currency}"),
    }
}

fn before(sign: &str, number: &str) -> String {
    match number.strip_prefix('-') {
        Some(size) => format!("-{sign}{size}"),
        None => format!("{sign}{number}"),
    }
}

/// Signs that every telephone can show; the manat has one that many cannot.
fn sign(currency: &str) -> &str {
    match currency {
        "RUB" => "₽",
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        other => other,
    }
}
