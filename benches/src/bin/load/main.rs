//! The load program: everything over HTTP against servers in processes of their own, beside
//! PostgreSQL's own benchmark in the same run.
//!
//! Without a subcommand it runs the whole course that the targets speak of; the subcommands
//! measure one workload, how costs grow, and jobs at scale.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a measurement prints its figures")]

mod arguments;
mod bench;
mod course;
mod growth;
mod jobs;
mod mix;

use arguments::{Arguments, What};
use bench::Bench;
use clap::Parser;
use tessera_benches::Fault;

fn main() -> Result<(), Fault> {
    let arguments = Arguments::parse();
    match &arguments.what {
        Some(What::Workloads) => mix::list(),
        None => course::run(&Bench::new(&arguments.options)?),
        Some(What::Growth(growth)) => growth::run(&Bench::new(&arguments.options)?, growth),
        Some(What::Jobs(jobs)) => jobs::run(&Bench::new(&arguments.options)?, jobs),
        Some(What::Workload(mix)) => mix::run(&Bench::new(&arguments.options)?, mix),
    }
}
