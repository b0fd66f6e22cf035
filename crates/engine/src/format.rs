//! Numbers as people read them, for explanations.

use model::amount::format_decimal;
use model::{Money, Rate, Units};
use programme::rulebook::{Rulebook, Unit};

/// `12.5 %`.
pub(crate) fn percent(rate: Rate) -> String {
    format!("{} %", trimmed(rate.0, 4))
}

/// `1.5`.
pub(crate) fn factor(rate: Rate) -> String {
    trimmed(rate.0, 6)
}

/// `1500.00`, in the programme's currency.
pub(crate) fn money(book: &Rulebook, amount: Money) -> String {
    format_decimal(amount.0, book.currency_scale).to_string()
}

/// An amount of a unit.
pub(crate) fn units(unit: &Unit, amount: Units) -> String {
    format_decimal(amount.0, unit.scale).to_string()
}

/// Thousandths of a unit's smallest step.
pub(crate) fn thousandths(unit: &Unit, amount: i128) -> String {
    trimmed(model::amount::narrow(amount), unit.scale + 3)
}

pub(crate) fn trimmed(value: i64, scale: u8) -> String {
    let text = format_decimal(value, scale).to_string();
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}
