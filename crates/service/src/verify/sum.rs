//! Sums of rows that do not depend on their order.

use std::hash::{Hash, Hasher};

/// Most rows are shorter.
const ROW_BYTES: usize = 192;

/// The sum of the hashes of some rows: equal for the same rows in any order, and
/// different for others but for one chance in 2^128.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    total: u128,
    pub(super) rows: u64,
}

impl Sum {
    pub(super) fn add(&mut self, row: &impl Hash) {
        self.total = self.total.wrapping_add(fingerprint(row));
        self.rows += 1;
    }

    /// Adds an amount for a name: linear, so many small moves of a name sum to one.
    pub(super) fn add_amount(&mut self, name: &impl Hash, amount: i64) {
        let amount = i128::from(amount).cast_unsigned();
        self.total = self.total.wrapping_add(fingerprint(name).wrapping_mul(amount));
    }

    pub(super) fn is_same_total(&self, other: &Self) -> bool {
        self.total == other.total
    }
}

fn fingerprint(row: &impl Hash) -> u128 {
    let mut bytes = Bytes(Vec::with_capacity(ROW_BYTES));
    row.hash(&mut bytes);
    let hash = blake3::hash(&bytes.0);
    let mut first = [0; 16];
    first.copy_from_slice(&hash.as_bytes()[..16]);
    u128::from_le_bytes(first)
}

/// A row is gathered first, because hashing it field by field costs three times as much.
struct Bytes(Vec<u8>);

impl Hasher for Bytes {
    fn finish(&self) -> u64 {
        0
    }
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_does_not_matter_and_every_row_does() {
        let sum = |rows: &[(&str, i64)]| {
            let mut sum = Sum::default();
            rows.iter().for_each(|row| sum.add(row));
            sum
        };
        assert_eq!(sum(&[("a", 1), ("b", 2)]), sum(&[("b", 2), ("a", 1)]));
        assert_ne!(sum(&[("a", 1), ("b", 2)]), sum(&[("a", 2), ("b", 1)]));
    }

    #[test]
    fn moves_of_a_counter_sum_to_its_value() {
        let (mut moves, mut value) = (Sum::default(), Sum::default());
        moves.add_amount(&"stock", 3);
        moves.add_amount(&"stock", -5);
        value.add_amount(&"stock", -2);
        assert!(moves.is_same_total(&value));
    }
}
