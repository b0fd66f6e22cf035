//! `tessera completions`: for shells.

use crate::arguments::Arguments;
use crate::failure::Failure;
use crate::terminal;
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::io::Write;

/// Print completions for a shell.
#[derive(Args, Debug)]
pub(crate) struct CompletionsArguments {
    /// Which shell.
    shell: Shell,
}

pub(crate) fn run(arguments: &CompletionsArguments) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "tessera", &mut script);
    let mut out = terminal::output();
    out.write_all(&script)?;
    Ok(out.flush()?)
}
