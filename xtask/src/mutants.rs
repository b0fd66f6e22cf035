//! `cargo xtask mutants [--sample N] [--seed S] [--again] [--only TEXT] [--jobs N]`: which changes
//! of the engine and the ledger the tests notice.
//!
//! Arguments go to the program `mutants` of `tests/mutants` as they are. It is a measurement of an
//! hour or two, so CI does not run it.

use std::path::Path;

use crate::command::Task;
use crate::error::ChoreError;

pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), ChoreError> {
    task(root, arguments).run()
}

fn task(root: &Path, rest: &[String]) -> Task {
    let mut arguments = vec!["run", "--quiet", "-p", "mutants", "--"];
    arguments.extend(rest.iter().map(String::as_str));
    Task::cargo(root, &arguments)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::task;

    #[test]
    fn arguments_reach_the_program() {
        let task = task(Path::new("."), &["--sample".to_owned(), "7".to_owned()]);
        assert_eq!(task.to_string(), "cargo run --quiet -p mutants -- --sample 7");
    }
}
