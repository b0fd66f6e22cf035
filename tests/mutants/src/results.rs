//! What came of the mutants, one line of JSON each, written as it comes: a run that is cut goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::MutantsError;
use crate::list::{Mutant, lasting};

/// What came of one mutant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Outcome {
    pub(crate) commit: String,
    pub(crate) name: String,
    pub(crate) result: Verdict,
    /// The test that noticed, or the one that took too long.
    pub(crate) by: Option<String>,
    pub(crate) seconds: f64,
}

/// Whether the tests noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verdict {
    Caught,
    /// A test took too long.
    Timeout,
    Missed,
}

/// All outcomes so far, the latest of each mutant.
#[derive(Debug)]
pub(crate) struct Results {
    path: PathBuf,
    outcomes: BTreeMap<String, Outcome>,
}

impl Results {
    /// Those of earlier runs. Those of another commit are let go, unless they are wanted.
    pub(crate) fn read(folder: &Path, commit: &str, others: bool) -> Result<Self, MutantsError> {
        let path = folder.join("results.jsonl");
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let outcomes = parse(&text);
        let is_of_another = |outcome: &Outcome| outcome.commit != commit;
        if others || !outcomes.values().any(is_of_another) {
            return Ok(Self { path, outcomes });
        }
        std::fs::remove_file(&path).map_err(MutantsError::file(&path))?;
        Ok(Self { path, outcomes: BTreeMap::new() })
    }

    /// Outcomes of mutants whose lines moved since go to the mutants of the same name without the
    /// line, in their order. Those of mutants that are gone are let go.
    pub(crate) fn follow(&mut self, mutants: &[Mutant]) {
        let known: BTreeSet<&str> = mutants.iter().map(|mutant| mutant.name.as_str()).collect();
        let is_known = |name: &str| known.contains(name);
        let (kept, gone): (BTreeMap<_, _>, BTreeMap<_, _>) =
            std::mem::take(&mut self.outcomes).into_iter().partition(|(name, _)| is_known(name));
        self.outcomes = kept;
        let has_none = |name: &&str| !self.outcomes.contains_key(*name);
        let mut open = in_order(known.iter().copied().filter(has_none));
        for (lasting, old) in in_order(gone.keys().map(String::as_str)) {
            let new = open.remove(&lasting).unwrap_or_default();
            for (old, new) in old.into_iter().zip(new) {
                let outcome = Outcome { name: new.to_owned(), ..gone[old].clone() };
                self.outcomes.insert(new.to_owned(), outcome);
            }
        }
    }

    /// The latest outcome of a mutant.
    pub(crate) fn find(&self, name: &str) -> Option<&Outcome> {
        self.outcomes.get(name)
    }

    /// In the order of the names.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Outcome> {
        self.outcomes.values()
    }

    /// Adds one, in the file as well.
    pub(crate) fn add(&mut self, outcome: Outcome) -> Result<(), MutantsError> {
        let mut line = serde_json::to_vec(&outcome).map_err(MutantsError::json("an outcome"))?;
        line.push(b'\n');
        let file = File::options().append(true).create(true).open(&self.path);
        let written = file.and_then(|mut file| file.write_all(&line));
        written.map_err(MutantsError::file(&self.path))?;
        self.outcomes.insert(outcome.name.clone(), outcome);
        Ok(())
    }
}

/// Names by what stays of them, in the order of their lines.
fn in_order<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<String, Vec<&'a str>> {
    let mut ordered: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for name in names {
        ordered.entry(lasting(name).0).or_default().push(name);
    }
    ordered.values_mut().for_each(|names| names.sort_by_key(|name| lasting(name).1));
    ordered
}

/// A line that was cut is as if it were not there.
fn parse(text: &str) -> BTreeMap<String, Outcome> {
    let outcomes = text.lines().filter_map(|line| serde_json::from_str(line).ok());
    outcomes.map(|outcome: Outcome| (outcome.name.clone(), outcome)).collect()
}

#[cfg(test)]
mod tests {
    use super::{Outcome, Results, Verdict};
    use crate::list::Mutant;

    fn outcome(commit: &str, name: &str, result: Verdict) -> Outcome {
        Outcome { commit: commit.to_owned(), name: name.to_owned(), result, by: None, seconds: 0.5 }
    }

    #[test]
    fn a_run_goes_on_and_a_new_commit_begins_anew() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let read = |commit, others| Results::read(folder.path(), commit, others).expect("read");
        let mut results = read("one", false);
        results.add(outcome("one", "a", Verdict::Missed)).expect("written");
        results.add(outcome("one", "b", Verdict::Timeout)).expect("written");
        results.add(outcome("one", "a", Verdict::Caught)).expect("written");
        let again = read("one", false);
        assert_eq!(again.find("a").map(|it| it.result), Some(Verdict::Caught));
        assert_eq!(again.all().count(), 2);
        assert_eq!(read("two", true).all().count(), 2);
        assert_eq!(read("two", false).all().count(), 0);
        assert_eq!(read("one", false).all().count(), 0);
    }

    #[test]
    fn an_outcome_follows_a_mutant_whose_line_moved() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let mut results = Results::read(folder.path(), "one", true).expect("read");
        for (name, result) in [
            ("f:2:1: stays", Verdict::Missed),
            ("f:9:1: moves", Verdict::Missed),
            ("f:10:1: moves", Verdict::Caught),
            ("f:11:1: goes", Verdict::Missed),
        ] {
            results.add(outcome("one", name, result)).expect("written");
        }
        let names = ["f:2:1: stays", "f:10:5: moves", "f:11:5: moves", "f:12:1: comes"];
        results.follow(&names.map(Mutant::named));
        let found: Vec<_> = results.all().map(|it| (it.name.as_str(), it.result)).collect();
        let expected = [
            ("f:10:5: moves", Verdict::Missed),
            ("f:11:5: moves", Verdict::Caught),
            ("f:2:1: stays", Verdict::Missed),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_that_was_cut_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let line = serde_json::to_string(&outcome("one", "a", Verdict::Caught)).expect("json");
        let path = folder.path().join("results.jsonl");
        std::fs::write(&path, format!("{line}\n{}", &line[..20])).expect("written");
        assert_eq!(Results::read(folder.path(), "one", false).expect("read").all().count(), 1);
    }
}
