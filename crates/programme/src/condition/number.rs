//! Exact numbers of conditions: every quantity is an `i128` counting millionths.
//!
//! Counts, money in major units, points, seconds of a time or a span: one lane, so that `1500` compares exactly with
//! 1,499.99 and no binary fraction ever takes part. All arithmetic is checked: a result that does not fit, and a
//! division by zero, are `None`. Products and quotients are cut toward zero at the sixth decimal.

/// How many millionths make one.
pub const MICRO: i128 = 1_000_000;

/// Decimals kept.
const DECIMALS: usize = 6;

/// Why a decimal could not be taken over exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inexact {
    /// More than six decimals.
    Precision,
    /// Too large, or not a decimal at all.
    Range,
}

/// Reads a plain decimal (`12`, `99.99`, `.5`, `-3.`), exactly.
pub(super) fn parse_decimal(text: &str) -> Result<i128, Inexact> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let fraction = fraction.trim_end_matches('0');
    if whole.is_empty() && fraction.is_empty() && !digits.contains('0') {
        return Err(Inexact::Range);
    }
    if !whole.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return Err(Inexact::Range);
    }
    if fraction.len() > DECIMALS {
        return Err(Inexact::Precision);
    }
    let mut value: i128 = 0;
    let padding = std::iter::repeat_n(b'0', DECIMALS - fraction.len());
    for digit in whole.bytes().chain(fraction.bytes()).chain(padding) {
        value = value
            .checked_mul(10)
            .and_then(|v| v.checked_add(i128::from(digit - b'0')))
            .ok_or(Inexact::Range)?;
    }
    Ok(if negative { -value } else { value })
}

/// Reads a CEL duration (`72h`, `1h30m`, `-1.5s`, `250ms`) as seconds in millionths.
pub(super) fn parse_span(text: &str) -> Result<i128, Inexact> {
    let (negative, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest.is_empty() {
        return Err(Inexact::Range);
    }
    let mut total: i128 = 0;
    if rest == "0" {
        return Ok(0);
    }
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .filter(|&end| end > 0)
            .ok_or(Inexact::Range)?;
        let (digits, tail) = rest.split_at(end);
        let stop = tail.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(tail.len());
        let (unit, next) = tail.split_at(stop);
        // (numerator, denominator) of the unit in seconds.
        let (times, parts) = match unit {
            "h" => (3600, 1),
            "m" => (60, 1),
            "s" => (1, 1),
            "ms" => (1, 1_000),
            "us" | "µs" => (1, 1_000_000),
            _ => return Err(Inexact::Range),
        };
        let scaled = parse_decimal(digits)?.checked_mul(times).ok_or(Inexact::Range)?;
        if scaled % parts != 0 {
            return Err(Inexact::Precision);
        }
        total = total.checked_add(scaled / parts).ok_or(Inexact::Range)?;
        rest = next;
    }
    Ok(if negative { -total } else { total })
}

/// `left * right`, cut toward zero.
pub(super) fn multiply(left: i128, right: i128) -> Option<i128> {
    let product = left.checked_mul(right)?;
    // A 128-bit division is a library call; what business sees nearly always fits the machine word.
    match i64::try_from(product) {
        Ok(small) => Some(i128::from(small / MICRO as i64)),
        Err(_) => Some(product / MICRO),
    }
}

/// `left / right`, cut toward zero; `None` for a zero divisor.
pub(super) fn divide(left: i128, right: i128) -> Option<i128> {
    left.checked_mul(MICRO)?.checked_div(right)
}

/// Remainder with the sign of `left`; `None` for a zero divisor.
pub(super) fn remainder(left: i128, right: i128) -> Option<i128> {
    left.checked_rem(right)
}

/// A count as a number.
pub(super) fn count(items: usize) -> Option<i128> {
    i128::try_from(items).ok()?.checked_mul(MICRO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_exactly() {
        assert_eq!(parse_decimal("1500"), Ok(1_500_000_000));
        assert_eq!(parse_decimal("99.99"), Ok(99_990_000));
        assert_eq!(parse_decimal("-0.000001"), Ok(-1));
        assert_eq!(parse_decimal(".5"), Ok(500_000));
        assert_eq!(parse_decimal("3."), Ok(3_000_000));
        assert_eq!(parse_decimal("1.2500000000"), Ok(1_250_000));
        assert_eq!(parse_decimal("0.0"), Ok(0));
    }

    #[test]
    fn what_is_not_an_exact_decimal_is_refused() {
        assert_eq!(parse_decimal("0.0000001"), Err(Inexact::Precision));
        assert_eq!(parse_decimal("."), Err(Inexact::Range));
        assert_eq!(parse_decimal(""), Err(Inexact::Range));
        assert_eq!(parse_decimal("1e3"), Err(Inexact::Range));
        assert_eq!(parse_decimal(&"9".repeat(40)), Err(Inexact::Range));
    }

    #[test]
    fn spans_are_read_in_seconds() {
        assert_eq!(parse_span("72h"), Ok(72 * 3600 * MICRO));
        assert_eq!(parse_span("1h30m"), Ok(5400 * MICRO));
        assert_eq!(parse_span("-1.5s"), Ok(-1_500_000));
        assert_eq!(parse_span("250ms"), Ok(250_000));
        assert_eq!(parse_span("0"), Ok(0));
        assert_eq!(parse_span("7d"), Err(Inexact::Range));
        assert_eq!(parse_span("h"), Err(Inexact::Range));
        assert_eq!(parse_span(""), Err(Inexact::Range));
        assert_eq!(parse_span("1ns"), Err(Inexact::Range));
        assert_eq!(parse_span("0.5us"), Err(Inexact::Precision));
    }

    #[test]
    fn products_and_quotients_are_cut_toward_zero_and_checked() {
        assert_eq!(multiply(1_500_000, 2_000_000), Some(3_000_000));
        assert_eq!(multiply(-1, 500_000), Some(0));
        assert_eq!(multiply(i128::MAX, 2_000_000), None);
        assert_eq!(divide(200 * MICRO, 3 * MICRO), Some(66_666_666));
        assert_eq!(divide(MICRO, 0), None);
        assert_eq!(remainder(-7 * MICRO, 3 * MICRO), Some(-MICRO));
        assert_eq!(remainder(MICRO, 0), None);
    }
}
