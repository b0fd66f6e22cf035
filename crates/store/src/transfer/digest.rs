//! What a set of rows holds, in 32 bytes that do not depend on their order.

use super::Value;
use model::entry::Hash;
use std::fmt;

/// The sum of the hashes of rows. Equal for equal rows in whatever order, and, but for
/// chance, different otherwise.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct Digest([u64; 4]);

impl Digest {
    /// Takes a row in.
    pub fn add(&mut self, row: &[Value]) {
        let hash = Hash::of(&bytes(row)).0;
        for (sum, piece) in self.0.iter_mut().zip(hash.as_chunks::<8>().0) {
            *sum = sum.wrapping_add(u64::from_le_bytes(*piece));
        }
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| write!(f, "{:016x}", piece.swap_bytes()))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A row as bytes that no other row has.
fn bytes(row: &[Value]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut piece = |kind: u8, value: &[u8]| {
        bytes.push(kind);
        bytes.extend((value.len() as u64).to_le_bytes());
        bytes.extend(value);
    };
    for value in row {
        match value {
            Value::Null => piece(0, &[]),
            Value::Whole(number) => piece(1, &number.to_le_bytes()),
            Value::Text(text) => piece(2, text.as_bytes()),
            Value::Bytes(bytes) => piece(3, bytes),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(rows: &[&[Value]]) -> Digest {
        let mut digest = Digest::default();
        rows.iter().for_each(|row| digest.add(row));
        digest
    }

    #[test]
    fn order_does_not_matter_and_everything_else_does() {
        let text = |text: &str| Value::Text(text.to_owned());
        let (one, two) = ([Value::Whole(1), text("a")], [Value::Null, text("b")]);
        assert_eq!(digest(&[&one, &two]), digest(&[&two, &one]));
        assert_ne!(digest(&[&one, &two]), digest(&[&one]));
        assert_ne!(digest(&[&one, &one]), digest(&[&one]));
        assert_ne!(digest(&[&[text("ab"), text("c")]]), digest(&[&[text("a"), text("bc")]]));
        assert_ne!(digest(&[&[Value::Null]]), digest(&[&[text("")]]));
    }
}
