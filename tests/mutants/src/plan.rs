//! The mutants of a commit and what is known about them, kept between runs.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::MutantsError;
use crate::list::{self, Mutant};
use crate::switch::{Switched, switch};
use crate::tree::Tree;

/// All mutants of a commit.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Plan {
    commit: String,
    /// In the order of cargo-mutants; the place is the number.
    pub(crate) mutants: Vec<Mutant>,
    /// Those that do not compile.
    pub(crate) broken: BTreeSet<usize>,
    /// Those that cannot be switched on while the program runs.
    pub(crate) untried: BTreeSet<usize>,
}

impl Plan {
    /// The plan that an earlier run of the commit left, or a new one.
    pub(crate) fn of(tree: &Tree) -> Result<Self, MutantsError> {
        if let Some(plan) = Self::read(&file(&tree.folder), &tree.commit) {
            return Ok(plan);
        }
        tree.reset()?;
        let mutants = list::of_tree(tree.path())?;
        let numbered = mutants.iter().enumerate();
        let iterators = numbered.filter(|(_, mutant)| mutant.is_iterator());
        let untried = iterators.map(|(number, _)| number).collect();
        let commit = tree.commit.clone();
        Ok(Self { commit, mutants, broken: BTreeSet::new(), untried })
    }

    /// None when there is none, and when it is about another commit.
    fn read(path: &Path, commit: &str) -> Option<Self> {
        let text = std::fs::read_to_string(path).ok()?;
        let plan: Self = serde_json::from_str(&text).ok()?;
        (plan.commit == commit).then_some(plan)
    }

    /// Keeps it for the next run.
    pub(crate) fn keep(&self, tree: &Tree) -> Result<(), MutantsError> {
        let path = file(&tree.folder);
        let json = serde_json::to_vec(self).map_err(MutantsError::json("the plan"))?;
        std::fs::write(&path, json).map_err(MutantsError::file(&path))
    }

    /// Numbers of the mutants that can be tried.
    pub(crate) fn open(&self) -> impl Iterator<Item = usize> {
        let is_open =
            |number: &usize| !self.broken.contains(number) && !self.untried.contains(number);
        (0..self.mutants.len()).filter(is_open)
    }

    /// The text of every file that has mutants, with those that are open. What turns out to be
    /// impossible is noted.
    pub(crate) fn switched(
        &mut self,
        tree: &Tree,
    ) -> Result<BTreeMap<String, Switched>, MutantsError> {
        // A file stays on the list when all its mutants are broken: its old text comes back.
        let files: BTreeSet<&String> = self.mutants.iter().map(|mutant| &mutant.file).collect();
        let mut numbers: BTreeMap<String, Vec<usize>> =
            files.into_iter().map(|file| (file.clone(), Vec::new())).collect();
        for number in self.open() {
            numbers.entry(self.mutants[number].file.clone()).or_default().push(number);
        }
        let mut switched = BTreeMap::new();
        for (file, numbers) in numbers {
            let text = switch(&file, &tree.original(&file)?, &self.mutants, &numbers)?;
            self.untried.extend(&text.unplaced);
            self.broken.extend(&text.unparsable);
            switched.insert(file, text);
        }
        Ok(switched)
    }
}

fn file(folder: &Path) -> PathBuf {
    folder.join("plan.json")
}
