//! Integers with a meaning: money, loyalty units, quantities, rates.
//!
//! INVARIANT: no floating point anywhere; every operation that can leave the
//! range of `i64` is checked or carried out in `i128`.

use serde::{Deserialize, Serialize};
use std::fmt;

/// How a fraction becomes a whole number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Towards zero.
    #[default]
    Down,
    /// Away from zero.
    Up,
    /// To the nearest, halves away from zero.
    HalfUp,
    /// To the nearest, halves to the even neighbour.
    HalfEven,
}

impl Rounding {
    /// `numerator / denominator` rounded; zero when the denominator is zero.
    /// Symmetric around zero, so undoing a sale undoes its rounding too.
    pub fn divide(self, numerator: i128, denominator: i128) -> i128 {
        if denominator == 0 {
            return 0;
        }
        let quotient = numerator / denominator;
        let rest = (numerator % denominator).abs();
        let sign = if (numerator < 0) == (denominator < 0) { 1 } else { -1 };
        let twice = rest.saturating_mul(2);
        let size = denominator.abs();
        let away = match self {
            Self::Down => false,
            Self::Up => rest != 0,
            Self::HalfUp => twice >= size,
            Self::HalfEven => twice > size || (twice == size && quotient % 2 != 0),
        };
        if away { quotient + sign } else { quotient }
    }
}

/// Narrows to `i64`, keeping to the ends of the range. Inputs are limited at
/// the edges so that real amounts never get there.
pub fn narrow(value: i128) -> i64 {
    i64::try_from(value).unwrap_or(if value < 0 { i64::MIN } else { i64::MAX })
}

macro_rules! amounts {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl $name {
            /// Nothing.
            pub const ZERO: Self = Self(0);

            /// Whether this is nothing.
            pub fn is_zero(&self) -> bool {
                self.0 == 0
            }

            /// `self * numerator / denominator`, rounded as told.
            pub fn scaled(self, numerator: i64, denominator: i64, rounding: Rounding) -> Self {
                let product = i128::from(self.0) * i128::from(numerator);
                Self(narrow(rounding.divide(product, i128::from(denominator))))
            }
        }

        impl std::ops::Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self { Self(self.0 + other.0) }
        }
        impl std::ops::Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self { Self(self.0 - other.0) }
        }
        impl std::ops::Neg for $name {
            type Output = Self;
            fn neg(self) -> Self { Self(-self.0) }
        }
        impl std::ops::AddAssign for $name {
            fn add_assign(&mut self, other: Self) { self.0 += other.0; }
        }
        impl std::ops::SubAssign for $name {
            fn sub_assign(&mut self, other: Self) { self.0 -= other.0; }
        }
        impl std::iter::Sum for $name {
            fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
                items.fold(Self::ZERO, |total, item| total + item)
            }
        }
    )*};
}

amounts! {
    /// Money in minor units of the programme's currency (kopecks, cents, whole yen).
    Money;
    /// An amount of a loyalty unit at the unit's declared scale
    /// (scale 0: points; scale 2: hundredths of a point).
    Units;
    /// A quantity in thousandths: 1,000 is one piece, 750 is 0.75 kg.
    Quantity;
}

impl Quantity {
    /// One piece.
    pub const ONE: Self = Self(1_000);
    /// A whole number of pieces.
    pub fn pieces(count: i64) -> Self {
        Self(count.saturating_mul(1_000))
    }
    /// Whole pieces, rounded down.
    pub fn whole(&self) -> i64 {
        self.0.div_euclid(1_000)
    }
}

/// A factor in millionths: 50,000 is 5 %, 1,500,000 is one and a half.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Rate(pub i64);

impl Rate {
    /// The whole: 100 %.
    pub const ONE: i64 = 1_000_000;
    /// `percent` per cent.
    pub fn percent(percent: i64) -> Self {
        Self(percent * 10_000)
    }
    /// The share of an amount of money.
    pub fn of(self, money: Money, rounding: Rounding) -> Money {
        money.scaled(self.0, Self::ONE, rounding)
    }
}

/// A decimal text that cannot be read as an exact amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDecimal {
    /// Not digits with at most one point.
    #[error("`{0}` is not a decimal number")]
    NotANumber(String),
    /// More decimals than can be kept.
    #[error("`{text}` has more than {allowed} decimals")]
    TooPrecise {
        /// What was given.
        text: String,
        /// How many decimals are kept.
        allowed: u8,
    },
    /// Outside the range that is accepted.
    #[error("`{0}` is too large")]
    TooLarge(String),
}

/// The largest magnitude that any single amount from outside may have.
/// A thousand receipt lines of it still sum within `i64`.
pub const LARGEST_INPUT: i64 = 1_000_000_000_000_000;

/// Reads an exact decimal (`-12.50`) into an integer at `scale` decimals.
pub fn parse_decimal(text: &str, scale: u8) -> Result<i64, InvalidDecimal> {
    let bad = || InvalidDecimal::NotANumber(text.chars().take(40).collect());
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || digits.ends_with('.') {
        return Err(bad());
    }
    let fraction = fraction.trim_end_matches('0');
    let decimals = usize::from(scale);
    if fraction.len() > decimals {
        let text = text.chars().take(40).collect();
        return Err(InvalidDecimal::TooPrecise { text, allowed: scale });
    }
    let too_large = || InvalidDecimal::TooLarge(text.chars().take(40).collect());
    let mut value: i64 = 0;
    let padding = std::iter::repeat_n(b'0', decimals - fraction.len());
    for byte in whole.bytes().chain(fraction.bytes()).chain(padding) {
        value = value
            .checked_mul(10)
            .and_then(|v| v.checked_add(i64::from(byte - b'0')))
            .filter(|v| *v <= LARGEST_INPUT)
            .ok_or_else(too_large)?;
    }
    Ok(if negative { -value } else { value })
}

/// Writes an integer at `scale` decimals as exact decimal text (`12.50`).
pub fn format_decimal(value: i64, scale: u8) -> impl fmt::Display {
    struct Decimal(i64, u8);
    impl fmt::Display for Decimal {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            let sign = if self.0 < 0 { "-" } else { "" };
            let size = self.0.unsigned_abs();
            let unit = 10u64.pow(u32::from(self.1.min(18)));
            if self.1 == 0 {
                return write!(f, "{sign}{size}");
            }
            write!(f, "{sign}{}.{:0width$}", size / unit, size % unit, width = usize::from(self.1))
        }
    }
    Decimal(value, scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_is_symmetric_around_zero() {
        for rounding in [Rounding::Down, Rounding::Up, Rounding::HalfUp, Rounding::HalfEven] {
            for numerator in -25..=25 {
                assert_eq!(rounding.divide(numerator, 10), -rounding.divide(-numerator, 10));
            }
        }
        assert_eq!(Rounding::HalfEven.divide(25, 10), 2);
        assert_eq!(Rounding::HalfUp.divide(25, 10), 3);
        assert_eq!(Rounding::Down.divide(-29, 10), -2);
    }

    #[test]
    fn decimals_read_exactly_or_not_at_all() {
        assert_eq!(parse_decimal("12.5", 2), Ok(1250));
        assert_eq!(parse_decimal("-0.01", 2), Ok(-1));
        assert_eq!(parse_decimal("7.500", 1), Ok(75));
        assert!(parse_decimal("1.005", 2).is_err());
        for bad in ["", ".", "1.", ".5", "1e3", "NaN", "+1", "1,5", "--1", "99999999999999999999"] {
            assert!(parse_decimal(bad, 2).is_err(), "{bad}");
        }
        assert_eq!(format_decimal(-1250, 2).to_string(), "-12.50");
        assert_eq!(format_decimal(7, 0).to_string(), "7");
        assert_eq!(format_decimal(7, 3).to_string(), "0.007");
    }
}
