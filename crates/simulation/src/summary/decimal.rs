//! Exact decimals for people and for JSON.

use serde::{Serialize, Serializer};
use std::fmt;

/// An exact decimal: `value` in steps of `10^-scale`. JSON has it as a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decimal {
    /// In the smallest steps.
    pub value: i128,
    /// Decimals.
    pub scale: u8,
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{self:#}"))
    }
}

/// With marks between thousands for people; `{:#}` without them for programs.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let one = 10u128.pow(u32::from(self.scale.min(18)));
        let size = self.value.unsigned_abs();
        let (whole, rest) = (size / one, size % one);
        let mut text = whole.to_string();
        if !f.alternate() {
            let mut at = text.len();
            while at > 3 {
                at -= 3;
                text.insert(at, ',');
            }
        }
        if self.scale > 0 {
            text.push_str(&format!(".{rest:0width$}", width = usize::from(self.scale.min(18))));
        }
        f.pad_integral(self.value >= 0, "", &text)
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn decimals_keep_their_scale_and_sign() {
        let of = |value, scale| Decimal { value, scale };
        assert_eq!(of(-1_234_567, 2).to_string(), "-12,345.67");
        assert_eq!(format!("{:#}", of(-1_234_567, 2)), "-12345.67");
        assert_eq!(of(5, 2).to_string(), "0.05");
        assert_eq!(of(1_000, 0).to_string(), "1,000");
        assert_eq!(format!("{:>8}", of(999, 0)), "     999");
    }
}
