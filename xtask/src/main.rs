//! The project's own chores, run as `cargo xtask CHORE`.
//!
//! One file per chore. A chore reads the checkout, says what it found on standard error and
//! answers with an exit code: 0 fine, 1 something to mend, so that people and machines run the same thing.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a chore talks to the terminal")]

mod api;
mod bench;
mod broken;
mod ci;
mod command;
mod error;
mod faults;
mod generate;
mod journeys;
mod layers;
mod mutants;
mod register;
mod schemathesis;
mod sim;
mod tally;
mod tidy;
mod workspace;

use std::process::ExitCode;

use crate::error::ChoreError;

const USAGE: &str = "usage: cargo xtask CHORE

chores:
  ci [STEP ...]     everything that has to be green, in order (or only the named steps)
  ci --list         the names of the steps
  layers            crates depend only on what their row in the table allows
  tidy              file length, names, notes left in code, machine paths, white space
  register          the tests that docs/internals/security.md names are there
  gen [--check]     write the generated files (or say which ones are stale)
  api               run schemathesis against a sandbox server
  bench [NAME]      run one bench, or all of them
  bench --list      the names of the benches
  sim [--seeds N]   play whole days of a shop from seeds, with faults and crashes
  sim --seed S      play one seed again, step by step (--steps K, --programme NAME)
  faults [NAME ...] break what can break under a real server (--long, --seconds N, --seed N,
                    --report FILE, --release, --list)
  broken [NAME ...] deliberately broken variants, which the tests must catch (--list)
  mutants           how many changes of engine and ledger the tests notice (--sample N, --seed S,
                    --again, --only TEXT, --jobs N)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<(), ChoreError> {
    let Some((chore, rest)) = arguments.split_first() else {
        return Err(ChoreError::Usage(USAGE.to_owned()));
    };
    let root = workspace::root();
    match chore.as_str() {
        "ci" => ci::run(&root, rest),
        "layers" => layers::run(&root),
        "tidy" => tidy::run(&root),
        "register" => register::run(&root),
        "gen" => generate::run(&root, rest.iter().any(|argument| argument == "--check")),
        "api" => api::run(&root),
        "bench" => bench::run(&root, rest),
        "sim" => sim::run(&root, rest),
        "faults" => faults::run(&root, rest),
        "broken" => broken::run(&root, rest),
        "mutants" => mutants::run(&root, rest),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(ChoreError::Usage(format!("unknown chore `{other}`\n{USAGE}"))),
    }
}
