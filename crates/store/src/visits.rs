//! Who bought something on which day, as bits: members have numbers in the order of their
//! first purchase, and a day keeps a bit for each, in parts of equal length.
//!
//! This is exact, written twice without harm, and small: a day on which all of a million
//! members buy takes 128 kB. A table of days and members would have to be read row by row to
//! count those of a month once.

use jiff::civil::Date;
use model::id::MemberId;
use std::collections::BTreeMap;

/// Members of a part.
const PART: u64 = 4_096;

/// The measure of totals that counts the members of a day.
pub const ACTIVE: &str = "active";

/// A member bought something on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Visit {
    /// The business day.
    pub day: Date,
    /// Who.
    pub member: MemberId,
}

/// Numbers of members by day and part.
#[derive(Debug, Default)]
pub(crate) struct Parts(pub(crate) BTreeMap<(Date, i64), Vec<u64>>);

impl Parts {
    /// Takes the visit of the member with a number.
    pub(crate) fn add(&mut self, day: Date, number: u64) {
        let part = i64::try_from(number / PART).unwrap_or(i64::MAX);
        self.0.entry((day, part)).or_default().push(number % PART);
    }
}

/// Sets the bits of some members in a part; says how many were not set.
pub(crate) fn set(bits: &mut Vec<u8>, members: &[u64]) -> i64 {
    let mut new = 0;
    for member in members {
        let (at, bit) = (usize::try_from(member / 8).unwrap_or(0), 1u8 << (member % 8));
        if bits.len() <= at {
            bits.resize(at + 1, 0);
        }
        new += i64::from(bits[at] & bit == 0);
        bits[at] |= bit;
    }
    new
}

/// Members of several days, each once.
#[derive(Debug, Default)]
pub(crate) struct Joined(BTreeMap<i64, Vec<u8>>);

impl Joined {
    /// Takes a part of a day.
    pub(crate) fn add(&mut self, part: i64, bits: &[u8]) {
        let joined = self.0.entry(part).or_default();
        if joined.len() < bits.len() {
            joined.resize(bits.len(), 0);
        }
        joined.iter_mut().zip(bits).for_each(|(joined, bits)| *joined |= bits);
    }

    /// How many they are.
    pub(crate) fn count(&self) -> u64 {
        self.0.values().flatten().map(|byte| u64::from(byte.count_ones())).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_of_several_days_counts_once() {
        let (mut monday, mut tuesday) = (Vec::new(), vec![0; 3]);
        assert_eq!(set(&mut monday, &[0, 9, 4_095]), 3);
        assert_eq!(set(&mut monday, &[9, 10]), 1);
        assert_eq!(set(&mut tuesday, &[9]), 1);
        let mut joined = Joined::default();
        joined.add(0, &monday);
        joined.add(0, &tuesday);
        joined.add(7, &tuesday);
        assert_eq!(joined.count(), 5);
    }

    #[test]
    fn parts_hold_equally_many() {
        let day = jiff::civil::date(2026, 11, 28);
        let mut parts = Parts::default();
        for number in [0, 4_095, 4_096, 8_191, 8_192] {
            parts.add(day, number);
        }
        let found: Vec<_> = parts.0.into_iter().map(|((_, part), at)| (part, at)).collect();
        assert_eq!(found, [(0, vec![0, 4_095]), (1, vec![0, 4_095]), (2, vec![0])]);
    }
}
