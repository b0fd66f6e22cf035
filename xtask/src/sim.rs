//! `cargo xtask sim`: whole-system runs from seeds, with faults and crashes.
//!
//! Arguments go to the program `trial` as they are: `--seeds N`, `--seed S`, `--steps K`,
//! `--programme NAME`. Like all tests it is built without full optimisation, so that
//! overflows and assertions are looked for.

use std::path::Path;

use crate::command::Task;
use crate::error::ChoreError;

/// Seeds of the CI step: one of our own programmes each.
const SEEDS: &str = "500";

/// Seeds of the CI step on programmes of the gallery: each of them once.
const GALLERY_SEEDS: &str = "60";

pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), ChoreError> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    task(root, &arguments).run()
}

/// What CI runs.
pub(crate) fn run_few(root: &Path) -> Result<(), ChoreError> {
    task(root, &["--seed", "1", "--seeds", SEEDS]).run()?;
    task(root, &["--seed", "1", "--seeds", GALLERY_SEEDS, "--programme", "all"]).run()
}

fn task(root: &Path, rest: &[&str]) -> Task {
    let mut arguments = vec!["run", "--quiet", "-p", "tessera-trial", "--bin", "trial", "--"];
    arguments.extend(rest);
    Task::cargo(root, &arguments)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::task;

    #[test]
    fn arguments_reach_the_program() {
        let task = task(Path::new("."), &["--seed", "7"]);
        let line = "cargo run --quiet -p tessera-trial --bin trial -- --seed 7";
        assert_eq!(task.to_string(), line);
    }
}
