//! What the tests are run in: each test binary, and of the gallery each folder with scenarios.
//!
//! Every unit runs once without a mutant. It must pass; which mutants it asks for says who reaches
//! them, and how long it takes says how long it may take with one.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use crate::compile::Binary;
use crate::error::MutantsError;
use crate::process::{End, Launch};

/// The test binary that goes through folders with scenarios.
const GALLERY: &str = "service/gallery";

/// Where those folders are, relative to the root.
const FOLDERS: [&str; 2] = ["programmes", "tests/semantics"];

/// The file that makes a folder one with scenarios.
const SCENARIOS: &str = "scenarios.yaml";

/// Folders that go into one process: to start one takes as long as many a folder.
const TOGETHER: usize = 8;

/// A test binary that takes longer comes last.
const SLOW: Duration = Duration::from_secs(3);

/// A test may take this many times as long as it does without a mutant.
const TIMES: u32 = 12;

/// And this on top of it.
const PATIENCE: Duration = Duration::from_secs(20);

/// Lines that are shown of a unit that does not pass.
const LAST_LINES: usize = 40;

/// A test binary, or one folder of the gallery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    pub(crate) binary: Binary,
    pub(crate) folder: Option<String>,
}

impl Unit {
    /// What it is called on the terminal.
    pub(crate) fn name(&self) -> &str {
        self.folder.as_deref().unwrap_or(&self.binary.name)
    }
}

/// A unit with what it reaches.
#[derive(Debug)]
pub(crate) struct Reach {
    pub(crate) unit: Unit,
    pub(crate) mutants: BTreeSet<usize>,
    pub(crate) took: Duration,
}

/// One process: a test binary with all or some of its folders.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Step<'a> {
    pub(crate) binary: &'a Binary,
    pub(crate) folders: Vec<&'a str>,
    /// How long it takes without a mutant.
    pub(crate) took: Duration,
}

impl Step<'_> {
    /// How long it may take.
    pub(crate) fn limit(&self) -> Duration {
        self.took * TIMES + PATIENCE
    }
}

/// The units of the test binaries.
pub(crate) fn of(binaries: Vec<Binary>, root: &Path) -> Result<Vec<Unit>, MutantsError> {
    let mut units = Vec::new();
    for binary in binaries {
        if binary.name != GALLERY {
            units.push(Unit { binary, folder: None });
            continue;
        }
        for folder in folders(root)? {
            units.push(Unit { binary: binary.clone(), folder: Some(folder) });
        }
    }
    Ok(units)
}

fn folders(root: &Path) -> Result<Vec<String>, MutantsError> {
    let mut folders = Vec::new();
    for below in FOLDERS {
        let path = root.join(below);
        for entry in std::fs::read_dir(&path).map_err(MutantsError::file(&path))? {
            let entry = entry.map_err(MutantsError::file(&path))?;
            if entry.path().join(SCENARIOS).exists() {
                folders.push(format!("{below}/{}", entry.file_name().to_string_lossy()));
            }
        }
    }
    folders.sort();
    Ok(folders)
}

/// Runs every unit once without a mutant.
pub(crate) fn reach(
    units: Vec<Unit>,
    arguments: &[String],
    seed: u64,
    folder: &Path,
) -> Result<Vec<Reach>, MutantsError> {
    let seen = folder.join("seen");
    let mut reached = Vec::new();
    for unit in units {
        std::fs::write(&seen, "").map_err(MutantsError::file(&seen))?;
        let folders = unit.folder.as_deref().into_iter().collect();
        let output = folder.join("output");
        let launch = Launch { binary: &unit.binary, arguments, folders, seed, output };
        let (end, took) = launch.without(&seen)?;
        if end != End::Passed {
            let words = last_lines(&launch.words());
            return Err(MutantsError::Unsound { unit: unit.name().to_owned(), words });
        }
        let text = std::fs::read_to_string(&seen).map_err(MutantsError::file(&seen))?;
        let mutants: BTreeSet<usize> = text.lines().filter_map(|line| line.parse().ok()).collect();
        println!("{:<60} {:>5} mutants {:>7.2} s", unit.name(), mutants.len(), took.as_secs_f64());
        reached.push(Reach { unit, mutants, took });
    }
    Ok(reached)
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LAST_LINES)..].join("\n")
}

/// What is run for a mutant: quick binaries first, then folders, slow binaries last.
pub(crate) fn steps(reached: &[Reach], number: usize) -> Vec<Step<'_>> {
    let mut all: Vec<&Reach> = reached.iter().filter(|it| it.mutants.contains(&number)).collect();
    all.sort_by_key(|it| it.took);
    let (folders, binaries): (Vec<&Reach>, Vec<&Reach>) =
        all.into_iter().partition(|it| it.unit.folder.is_some());
    let (quick, slow): (Vec<&Reach>, Vec<&Reach>) =
        binaries.into_iter().partition(|it| it.took <= SLOW);
    let mut steps: Vec<Step<'_>> = quick.into_iter().map(alone).collect();
    steps.extend(folders.chunks(TOGETHER).filter_map(together));
    steps.extend(slow.into_iter().map(alone));
    steps
}

fn alone(reach: &Reach) -> Step<'_> {
    Step { binary: &reach.unit.binary, folders: Vec::new(), took: reach.took }
}

fn together<'a>(reached: &[&'a Reach]) -> Option<Step<'a>> {
    let binary = &reached.first()?.unit.binary;
    let folders = reached.iter().filter_map(|it| it.unit.folder.as_deref()).collect();
    Some(Step { binary, folders, took: reached.iter().map(|it| it.took).sum() })
}

#[cfg(test)]
mod tests {
    use super::{Reach, Unit, steps};
    use crate::compile::Binary;
    use std::path::PathBuf;
    use std::time::Duration;

    fn reach(name: &str, folder: Option<String>, millis: u64, mutants: &[usize]) -> Reach {
        let binary =
            Binary { name: name.to_owned(), file: PathBuf::from(name), folder: PathBuf::new() };
        let took = Duration::from_millis(millis);
        Reach { unit: Unit { binary, folder }, mutants: mutants.iter().copied().collect(), took }
    }

    #[test]
    fn quick_binaries_come_first_and_slow_ones_last() {
        let mut reached = vec![
            reach("laws", None, 26_000, &[1]),
            reach("facts", None, 300, &[1]),
            reach("lib", None, 500, &[2]),
        ];
        let folders = (0..9).map(|number| Some(format!("programmes/g{number}")));
        reached.extend(folders.map(|folder| reach("gallery", folder, 100, &[1, 3])));
        let steps = steps(&reached, 1);
        let names: Vec<(&str, usize)> =
            steps.iter().map(|step| (step.binary.name.as_str(), step.folders.len())).collect();
        assert_eq!(names, [("facts", 0), ("gallery", 8), ("gallery", 1), ("laws", 0)]);
        assert_eq!(steps[1].limit(), Duration::from_millis(12 * 800 + 20_000));
    }

    #[test]
    fn what_nothing_reaches_is_not_run() {
        assert_eq!(steps(&[reach("facts", None, 300, &[1])], 4), []);
    }
}
