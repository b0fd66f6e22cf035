//! Which mutants are tried.
//!
//! A sample is the first of all mutants in an order that follows from the seed and their names
//! alone: a larger sample with the same seed contains the smaller one.

use std::collections::BTreeSet;

use crate::list::Mutant;
use crate::results::{Outcome, Results, Verdict};

/// What was asked for.
#[derive(Debug, Default)]
pub(crate) struct Wish {
    /// How many; all when absent.
    pub(crate) sample: Option<usize>,
    pub(crate) seed: u64,
    /// Those that were missed before.
    pub(crate) again: bool,
    /// Those with this text in their name.
    pub(crate) only: Option<String>,
}

/// The numbers of those that are wanted, whether they were tried before or not.
pub(crate) fn wanted(
    wish: &Wish,
    mutants: &[Mutant],
    open: impl Iterator<Item = usize>,
    results: &Results,
    commit: &str,
) -> Vec<usize> {
    let has_text = |number: &usize| {
        wish.only.as_deref().is_none_or(|text| mutants[*number].name.contains(text))
    };
    let mut numbers: Vec<usize> = open.filter(has_text).collect();
    if wish.again {
        let missed = missed(results, commit);
        numbers.retain(|number| missed.contains(&mutants[*number].name));
    }
    numbers.sort_by_key(|number| rank(wish.seed, &mutants[*number].name));
    numbers.truncate(wish.sample.unwrap_or(usize::MAX));
    numbers
}

/// Names of those that were missed by an earlier commit, or, when all those were tried again, by
/// this one.
fn missed(results: &Results, commit: &str) -> BTreeSet<String> {
    let all = || results.all().filter(|outcome| outcome.result == Verdict::Missed);
    let is_earlier = |outcome: &Outcome| outcome.commit != commit;
    let there_are_earlier = all().any(is_earlier);
    let chosen = all().filter(|outcome| !there_are_earlier || is_earlier(outcome));
    chosen.map(|outcome| outcome.name.clone()).collect()
}

/// A number that looks random and follows from the seed and the name: FNV-1a, then the last step
/// of SplitMix64.
fn rank(seed: u64, name: &str) -> u64 {
    let start = 0xcbf2_9ce4_8422_2325_u64 ^ seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let z = name
        .bytes()
        .fold(start, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::{Wish, wanted};
    use crate::list::Mutant;
    use crate::results::{Outcome, Results, Verdict};

    fn names(wish: &Wish, mutants: &[Mutant], results: &Results) -> Vec<String> {
        let mut numbers = wanted(wish, mutants, 0..mutants.len(), results, "new");
        numbers.sort_unstable();
        numbers.into_iter().map(|number| mutants[number].name.clone()).collect()
    }

    fn results(folder: &tempfile::TempDir, outcomes: &[(&str, &str, Verdict)]) -> Results {
        let mut results = Results::read(folder.path(), "new", true).expect("there are none");
        for (commit, name, result) in outcomes {
            let (commit, name) = ((*commit).to_owned(), (*name).to_owned());
            let outcome = Outcome { commit, name, result: *result, by: None, seconds: 0.0 };
            results.add(outcome).expect("written");
        }
        results
    }

    #[test]
    fn a_larger_sample_contains_the_smaller_one() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let results = results(&folder, &[]);
        let mutants: Vec<Mutant> =
            (0..50).map(|line| Mutant::named(&format!("f:{line}:1: m"))).collect();
        let sample = |count, seed| {
            let wish = Wish { sample: Some(count), seed, ..Wish::default() };
            names(&wish, &mutants, &results)
        };
        let (few, more) = (sample(5, 1), sample(20, 1));
        assert!(few.len() == 5 && few.iter().all(|name| more.contains(name)), "{few:?} {more:?}");
        assert_ne!(few, sample(5, 2));
    }

    #[test]
    fn again_takes_what_earlier_commits_missed_and_then_what_this_one_missed() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let old = [
            ("old", "f:1:1: caught", Verdict::Caught),
            ("old", "f:2:1: missed", Verdict::Missed),
            ("new", "f:3:1: missed since", Verdict::Missed),
        ];
        let mut results = results(&folder, &old);
        let mutants = old.map(|(_, name, _)| Mutant::named(name));
        let wish = Wish { again: true, ..Wish::default() };
        assert_eq!(names(&wish, &mutants, &results), ["f:2:1: missed"]);
        let (commit, name) = ("new".to_owned(), "f:2:1: missed".to_owned());
        let outcome = Outcome { commit, name, result: Verdict::Caught, by: None, seconds: 0.0 };
        results.add(outcome).expect("written");
        assert_eq!(names(&wish, &mutants, &results), ["f:3:1: missed since"]);
    }

    #[test]
    fn only_takes_those_with_the_text_in_their_name() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let results = results(&folder, &[]);
        let mutants = ["a/tiers.rs:1:1: x", "a/other.rs:1:1: x"].map(Mutant::named);
        let wish = Wish { only: Some("tiers".to_owned()), ..Wish::default() };
        assert_eq!(names(&wish, &mutants, &results), ["a/tiers.rs:1:1: x"]);
    }
}
