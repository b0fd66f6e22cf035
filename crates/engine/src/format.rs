//! Numbers as people read them, for explanations.

use model::amount::format_decimal;
use model::{Money, Rate, Units};
use programme::rulebook::{Rulebook, Unit};
use smol_str::{SmolStr, format_smolstr};
use std::fmt::Display;

/// `12.5 %`.
pub(crate) fn percent(rate: Rate) -> SmolStr {
    format_smolstr!("{} %", trimmed(rate.0, 4))
}

/// `1.5`.
pub(crate) fn factor(rate: Rate) -> impl Display {
    trimmed(rate.0, 6)
}

/// `1500.00`, in the programme's currency.
pub(crate) fn money(book: &Rulebook, amount: Money) -> impl Display {
    format_decimal(amount.0, book.currency_scale)
}

/// An amount of a unit.
pub(crate) fn units(unit: &Unit, amount: Units) -> impl Display {
    format_decimal(amount.0, unit.scale)
}

/// Thousandths of a unit's smallest step.
pub(crate) fn thousandths(unit: &Unit, amount: i128) -> impl Display {
    trimmed(model::amount::narrow(amount), unit.scale + 3)
}

/// Without zeros at the end of the decimals.
pub(crate) fn trimmed(mut value: i64, mut scale: u8) -> impl Display {
    while scale > 0 && value % 10 == 0 {
        value /= 10;
        scale -= 1;
    }
    format_decimal(value, scale)
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
        assert_eq!(factor(Rate(1_500_000)).to_string(), "1.5");
        assert_eq!(factor(Rate(20_000_000)).to_string(), "20");
        assert_eq!(money(&book, Money(1_500)).to_string(), "1.500");
        assert_eq!(units(unit("points"), Units(1_500)).to_string(), "1500");
        assert_eq!(units(unit("miles"), Units(1_500)).to_string(), "15.00");
        assert_eq!(thousandths(unit("points"), 1_500).to_string(), "1.5");
        assert_eq!(thousandths(unit("points"), 20_000).to_string(), "20");
        assert_eq!(thousandths(unit("miles"), 150_000).to_string(), "1.5");
        assert_eq!(thousandths(unit("miles"), 1).to_string(), "0.00001");
        assert_eq!(trimmed(1_200, 0).to_string(), "1200");
    }
}
