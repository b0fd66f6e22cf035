//! Tries mutants, each with the units that reach it, until one of them fails.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::error::MutantsError;
use crate::list::Mutant;
use crate::process::{End, Launch};
use crate::results::{Outcome, Results, Verdict};
use crate::units::{Reach, Step, steps};

/// How many are tried between two words about how far it is.
const WORD_AFTER: usize = 100;

/// What all workers share.
pub(crate) struct Trying<'a> {
    pub(crate) commit: &'a str,
    pub(crate) mutants: &'a [Mutant],
    pub(crate) reached: &'a [Reach],
    /// Arguments of each test binary.
    pub(crate) arguments: &'a [String],
    pub(crate) seed: u64,
    /// Where workers write what tests say.
    pub(crate) folder: &'a Path,
}

/// How far it is.
struct Progress<'a> {
    left: std::slice::Iter<'a, usize>,
    results: &'a mut Results,
    tried: usize,
    missed: usize,
    error: Option<MutantsError>,
}

impl Trying<'_> {
    /// Tries the mutants with these numbers on so many workers.
    pub(crate) fn all(
        &self,
        numbers: &[usize],
        jobs: usize,
        results: &mut Results,
    ) -> Result<(), MutantsError> {
        let left = numbers.iter();
        let progress = Mutex::new(Progress { left, results, tried: 0, missed: 0, error: None });
        let started = Instant::now();
        std::thread::scope(|scope| {
            for worker in 0..jobs.max(1) {
                let (progress, output) = (&progress, self.folder.join(format!("output-{worker}")));
                scope.spawn(move || {
                    while let Some(number) = next(progress) {
                        let outcome = self.one(number, &output);
                        let mut progress = locked(progress);
                        progress.note(outcome, started, numbers.len());
                    }
                });
            }
        });
        let progress = progress.into_inner().unwrap_or_else(PoisonError::into_inner);
        progress.error.map_or(Ok(()), Err)
    }

    /// Runs what reaches a mutant until something fails.
    fn one(&self, number: usize, output: &Path) -> Result<Outcome, MutantsError> {
        let started = Instant::now();
        let (mut result, mut by) = (Verdict::Missed, None);
        for step in steps(self.reached, number) {
            let launch = self.launch(&step, output.to_path_buf());
            result = match launch.with_mutant(number, step.limit())? {
                End::Passed => continue,
                End::Failed => Verdict::Caught,
                End::TimeOver => Verdict::Timeout,
            };
            by = Some(witness(&step, &launch.words()));
            break;
        }
        Ok(Outcome {
            commit: self.commit.to_owned(),
            name: self.mutants[number].name.clone(),
            result,
            by,
            seconds: (started.elapsed().as_secs_f64() * 100.0).round() / 100.0,
        })
    }

    fn launch<'a>(&'a self, step: &Step<'a>, output: PathBuf) -> Launch<'a> {
        let (binary, folders) = (step.binary, step.folders.clone());
        Launch { binary, arguments: self.arguments, folders, seed: self.seed, output }
    }
}

impl Progress<'_> {
    fn note(&mut self, outcome: Result<Outcome, MutantsError>, started: Instant, of: usize) {
        let kept = outcome.and_then(|outcome| {
            self.tried += 1;
            if outcome.result == Verdict::Missed {
                self.missed += 1;
                println!("missed  {}", outcome.name);
            }
            self.results.add(outcome)
        });
        if let Err(error) = kept {
            self.error.get_or_insert(error);
        }
        if self.tried.is_multiple_of(WORD_AFTER) {
            let (tried, missed, took) = (self.tried, self.missed, started.elapsed().as_secs());
            println!("{tried} of {of} tried, {missed} missed, {took} s");
        }
    }
}

/// The next mutant; none after an error, so that all workers come to an end.
fn next(progress: &Mutex<Progress<'_>>) -> Option<usize> {
    let mut progress = locked(progress);
    if progress.error.is_some() { None } else { progress.left.next().copied() }
}

/// Nothing panics while it is held, so a poisoned one is whole as well.
fn locked<'a, 'b>(progress: &'a Mutex<Progress<'b>>) -> MutexGuard<'a, Progress<'b>> {
    progress.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What noticed: the folder that the test names, else the test.
fn witness(step: &Step<'_>, words: &str) -> String {
    let named = step.folders.iter().filter(|folder| words.contains(**folder));
    if let Some(folder) = named.max_by_key(|folder| folder.len()) {
        return (*folder).to_owned();
    }
    let binary = &step.binary.name;
    let failed = words.lines().find_map(|line| {
        line.strip_prefix("test ").and_then(|line| line.strip_suffix(" ... FAILED"))
    });
    failed.map_or_else(|| binary.clone(), |test| format!("{binary} {test}"))
}

#[cfg(test)]
mod tests {
    use super::{Step, Trying, witness};
    use crate::compile::Binary;
    use crate::list::Mutant;
    use crate::results::{Results, Verdict};
    use crate::units::{Reach, Unit};
    use std::collections::BTreeSet;
    use std::path::PathBuf;
    use std::time::Duration;

    #[test]
    #[cfg(unix)]
    fn workers_try_each_mutant_with_what_reaches_it() {
        let folder = tempfile::tempdir().expect("a folder is made");
        let script = "test \"$MUTANT\" != 1 || { echo 'test a ... FAILED'; exit 101; }";
        let arguments = ["-c".to_owned(), script.to_owned()];
        let (name, file) = ("a/lib".to_owned(), PathBuf::from("/bin/sh"));
        let binary = Binary { name, file, folder: folder.path().to_path_buf() };
        let unit = Unit { binary, folder: None };
        let reached =
            [Reach { unit, mutants: BTreeSet::from([0, 1]), took: Duration::from_millis(5) }];
        let mutants = ["f:1:1: a", "f:2:1: b", "f:3:1: c"].map(Mutant::named);
        let mut results = Results::read(folder.path(), "one", false).expect("there are none");
        let trying = Trying {
            commit: "one",
            mutants: &mutants,
            reached: &reached,
            arguments: &arguments,
            seed: 1,
            folder: folder.path(),
        };
        trying.all(&[2, 1, 0], 2, &mut results).expect("all can be tried");
        let kept = Results::read(folder.path(), "one", false).expect("written");
        let found = kept.all().map(|outcome| (outcome.result, outcome.by.as_deref()));
        assert_eq!(
            found.collect::<Vec<_>>(),
            [(Verdict::Missed, None), (Verdict::Caught, Some("a/lib a")), (Verdict::Missed, None)]
        );
    }

    #[test]
    fn the_one_that_noticed_is_named() {
        let name = "service/gallery".to_owned();
        let binary = Binary { name, file: PathBuf::new(), folder: PathBuf::new() };
        let folders = vec!["programmes/g06", "programmes/g06-paid"];
        let step = Step { binary: &binary, folders, took: Duration::ZERO };
        assert_eq!(witness(&step, "in programmes/g06-paid\n"), "programmes/g06-paid");
        let words = "running 2 tests\ntest a ... ok\ntest b ... FAILED\n";
        assert_eq!(witness(&step, words), "service/gallery b");
        assert_eq!(witness(&step, "killed"), "service/gallery");
    }
}
