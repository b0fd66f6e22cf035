//! The `tessera` binary.
//!
//! Purpose: one verb per file under `command`; each reads its arguments, calls the crates below
//! and prints. Data goes to standard output, talk to standard error. The exit code says whose
//! turn it is: 0 fine, 1 your input, 2 our fault, 3 a book that does not verify.
//!
//! COST: arguments are parsed before anything is opened, so help costs milliseconds.

mod arguments;
mod backups;
mod command;
mod database;
mod documents;
mod failure;
mod letters;
mod living;
mod progress;
mod serving;
mod shop;
mod template;
mod terminal;
mod webhooks;

use arguments::{Arguments, Verb};
use clap::Parser;
use failure::Failure;
use std::process::ExitCode;

/// A receipt is a few hundred small allocations on whichever thread is free; this one
/// takes half the time of the system's for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are answers; everything else is your input.
            let asked = error.exit_code() == 0;
            let _ = error.print();
            return ExitCode::from(u8::from(!asked));
        }
    };
    match run(arguments.verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

fn run(verb: Verb) -> Result<(), Failure> {
    match verb {
        Verb::Init(arguments) => command::init::run(&arguments),
        Verb::Check(arguments) => command::check::run(&arguments),
        Verb::Fmt(arguments) => command::fmt::run(&arguments),
        Verb::Schema => command::schema::run(),
        Verb::Diff(arguments) => command::diff::run(&arguments),
        Verb::Test(arguments) => command::test::run(&arguments),
        Verb::Rules(arguments) => command::rules::run(&arguments),
        Verb::Explain(arguments) => command::explain::run(&arguments),
        Verb::Serve(arguments) => command::serve::run(&arguments),
        Verb::Staff(arguments) => command::staff::run(&arguments),
        Verb::Health(arguments) => command::health::run(&arguments),
        Verb::Demo(arguments) => command::demo::run(&arguments),
        Verb::Import(arguments) => command::import::run(&arguments),
        Verb::Replay(arguments) => command::replay::run(&arguments),
        Verb::Export(arguments) => command::export::run(&arguments),
        Verb::Verify(arguments) => command::verify::run(&arguments),
        Verb::Settlement(arguments) => command::settlement::run(&arguments),
        Verb::Draw(arguments) => command::draw::run(&arguments),
        Verb::Backup(arguments) => command::backup::run(&arguments),
        Verb::Restore(arguments) => command::restore::run(&arguments),
        Verb::Copy(arguments) => command::copy::run(&arguments),
        Verb::Migrate(arguments) => command::migrate::run(&arguments),
        Verb::Doctor(arguments) => command::doctor::run(&arguments),
        Verb::Completions(arguments) => command::completions::run(&arguments),
        Verb::Openapi => command::reference::openapi(),
        Verb::Codes(arguments) => command::reference::codes(&arguments),
        Verb::Metrics => command::reference::metrics(),
        Verb::HelpMarkdown => command::reference::help_markdown(),
    }
}
