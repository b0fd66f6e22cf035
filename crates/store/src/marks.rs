//! Marks and running counts: figures as they stand now, without days.
//!
//! A mark is what members are counted and listed by besides tiers, such as a membership that
//! runs or a raffle that they have tickets of. The service says with each state of a member
//! which marks they bear, each with a number of its own.
//!
//! INVARIANT: sums follow from the marks that are kept with the owner, so a state that is
//! written twice counts once.
//!
//! COST: a change is a row of the list and two of the counts; a state without one is none.

use crate::StoreError;
use model::Key;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The kind of count that says how many members bear a mark.
pub const MARKED: &str = "marked";

/// The kind of count that sums the numbers up that they bear it with.
pub const MARK_SUM: &str = "mark_sum";

/// The marks of a member, each with its number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(pub BTreeMap<Key, i64>);

impl Marks {
    /// As they are kept in the row of the owner; nothing when there are none.
    pub(crate) fn to_text(&self) -> Result<Option<String>, StoreError> {
        let text = (!self.0.is_empty()).then(|| crate::words::to_json_text(self));
        text.transpose()
    }

    /// As they were kept.
    pub(crate) fn from_text(text: Option<&str>) -> Result<Self, StoreError> {
        let read = text
            .map(|text| serde_json::from_str(text).map_err(|e| StoreError::unreadable("marks", e)));
        Ok(read.transpose()?.unwrap_or_default())
    }

    /// Those that the other one does not have.
    pub(crate) fn beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a Key> {
        self.0.keys().filter(|mark| !other.0.contains_key(*mark))
    }
}

/// How the counts of marks change by new states.
#[derive(Clone, Debug, Default)]
pub(crate) struct MarkSums(BTreeMap<(&'static str, Key), i64>);

impl MarkSums {
    /// The marks of a member take the place of others.
    pub(crate) fn replace(&mut self, old: &Marks, new: &Marks) {
        self.add(old, -1);
        self.add(new, 1);
    }

    fn add(&mut self, marks: &Marks, sign: i64) {
        for (mark, number) in &marks.0 {
            *self.0.entry((MARKED, mark.clone())).or_default() += sign;
            *self.0.entry((MARK_SUM, mark.clone())).or_default() += sign * number;
        }
    }

    /// What is different: kind, mark, by how much.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (&'static str, &str, i64)> {
        let changed = self.0.iter().filter(|(_, change)| **change != 0);
        changed.map(|((kind, mark), change)| (*kind, mark.as_str(), *change))
    }
}

/// Something to add to a running count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountDelta {
    /// What is counted.
    pub kind: &'static str,
    /// Of what.
    pub subject: Key,
    /// By how much.
    pub delta: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(of: &[(&str, i64)]) -> Marks {
        Marks(of.iter().map(|(mark, number)| (Key::new(mark), *number)).collect())
    }

    #[test]
    fn marks_that_take_the_place_of_others_change_what_is_different() {
        let mut sums = MarkSums::default();
        let (old, new) = (marks(&[("a", 1), ("b", 5)]), marks(&[("b", 7), ("c", 0)]));
        sums.replace(&old, &new);
        let changes: Vec<_> = sums.changes().collect();
        assert_eq!(
            changes,
            [(MARK_SUM, "a", -1), (MARK_SUM, "b", 2), (MARKED, "a", -1), (MARKED, "c", 1)]
        );
        assert_eq!(old.beyond(&new).collect::<Vec<_>>(), [&Key::new("a")]);
    }

    #[test]
    fn marks_are_kept_as_they_are() -> Result<(), StoreError> {
        for kept in [Marks::default(), marks(&[("raffle:spring", 12)])] {
            assert_eq!(Marks::from_text(kept.to_text()?.as_deref())?, kept);
        }
        Ok(())
    }
}
