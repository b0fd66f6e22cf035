//! `mutants`: changes the engine and the ledger one place at a time, and counts which of the
//! changes the tests notice.
//!
//! cargo-mutants names the changes and would compile each of them by itself, which takes minutes.
//! Here all are compiled at once in a copy of the checkout, and a variable switches on one of them.
//!
//! INVARIANT: the checkout is not touched, and a run that is cut goes on where it was.
//!
//! COST: one build, then about a second for each mutant; those that are missed take longest, as
//! everything that reaches them has to run.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to the terminal")]

mod blame;
mod choice;
mod command;
mod compile;
mod error;
mod list;
mod plan;
mod process;
mod report;
mod results;
mod settings;
mod switch;
mod tree;
mod trying;
mod units;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;

use crate::choice::{Wish, wanted};
use crate::error::MutantsError;
use crate::plan::Plan;
use crate::results::Results;
use crate::tree::Tree;
use crate::trying::Trying;

/// Change the engine and the ledger one place at a time, and count which changes the tests notice.
#[derive(Parser, Debug)]
struct Arguments {
    /// Try only so many, chosen by the seed.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Everything random follows from it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Try those that were missed before; afterwards, what was caught before counts as well.
    #[arg(long)]
    again: bool,
    /// Try only those with this text in their name.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// How many are tried at the same time [default: the number of processors].
    #[arg(long, value_name = "N")]
    jobs: Option<usize>,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments) -> Result<(), MutantsError> {
    let root = root();
    list::is_installed(&root)?;
    if tree::has_changes(&root)? {
        println!("the checkout has changes without a commit; they are not in what is tried");
    }
    let tree = Tree::of_checkout(&root)?;
    println!("commit {}, copied to {}", tree.commit, tree.path().display());
    let mut plan = Plan::of(&tree)?;
    compile::until_it_compiles(&tree, &mut plan)?;
    let (broken, untried) = (plan.broken.len(), plan.untried.len());
    let all = plan.mutants.len();
    println!("{all} mutants, {broken} of them do not compile, {untried} are not tried");
    let settings = settings::read(&tree.original(settings::FILE)?)?;
    let units = units::of(compile::tests(&tree, &settings)?, tree.path())?;
    let reached = units::reach(units, &settings.arguments, arguments.seed, &tree.folder)?;
    let Arguments { sample, seed, again, only, jobs } = arguments;
    let mut results = Results::read(&tree.folder, &tree.commit, again)?;
    results.follow(&plan.mutants);
    let wish = Wish { sample, seed, again, only };
    let mut chosen = wanted(&wish, &plan.mutants, plan.open(), &results, &tree.commit);
    let is_known = |number: &usize| results.find(&plan.mutants[*number].name).is_some();
    let (known, left): (Vec<usize>, Vec<usize>) =
        chosen.iter().copied().partition(|number| !again && is_known(number));
    println!("{} to try, {} were tried before", left.len(), known.len());
    let trying = Trying {
        commit: &tree.commit,
        mutants: &plan.mutants,
        reached: &reached,
        arguments: &settings.arguments,
        seed,
        folder: &tree.folder,
    };
    trying.all(&left, jobs.unwrap_or_else(processors), &mut results)?;
    if again {
        // What was caught before is not tried again, and counts all the same.
        let everything = Wish { sample: None, again: false, ..wish };
        chosen = wanted(&everything, &plan.mutants, plan.open(), &results, &tree.commit);
    }
    print!("\n{}", report::text(&tree.commit, &plan, &chosen, &results));
    Ok(())
}

fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The root of the checkout: two folders above this crate. The variable that cargo sets at run time
/// comes first, because two checkouts may share one target folder.
fn root() -> PathBuf {
    let crate_folder = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    crate_folder.ancestors().nth(2).map_or_else(|| crate_folder.clone(), Path::to_path_buf)
}
