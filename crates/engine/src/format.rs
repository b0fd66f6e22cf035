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

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "
tessera: 1
programme: {key: shop, name: Shop, currency: KWD, time_zone: Asia/Kuwait, locales: [en]}
units:
  points: {name: points, expires: never}
  miles: {name: miles, expires: never, scale: 2}
";

    #[test]
    fn numbers_stand_with_the_decimals_that_they_have() {
        let loaded = programme::load_text("test.yaml", DOCUMENT);
        let book = loaded.rulebook.expect("the document is whole");
        let unit = |key: &str| book.unit(key).expect("the document has it");
        assert_eq!(percent(Rate(125_000)), "12.5 %");
        assert_eq!(percent(Rate(1_000_000)), "100 %");
        assert_eq!(percent(Rate(1)), "0.0001 %");
        assert_eq!(factor(Rate(1_500_000)), "1.5");
        assert_eq!(factor(Rate(20_000_000)), "20");
        assert_eq!(money(&book, Money(1_500)), "1.500");
        assert_eq!(units(unit("points"), Units(1_500)), "1500");
        assert_eq!(units(unit("miles"), Units(1_500)), "15.00");
        assert_eq!(thousandths(unit("points"), 1_500), "1.5");
        assert_eq!(thousandths(unit("points"), 20_000), "20");
        assert_eq!(thousandths(unit("miles"), 150_000), "1.5");
        assert_eq!(thousandths(unit("miles"), 1), "0.00001");
        assert_eq!(trimmed(1_200, 0), "1200");
    }
}
