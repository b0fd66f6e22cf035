//! `faults --tessera BINARY [NAME ...]`: tries faults and says what came of them.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command talks to the terminal")]

use clap::Parser;
use std::path::PathBuf;
use std::process::{Command, ExitCode};
use std::time::Duration;
use tessera_faults::faults::ALL;
use tessera_faults::trial::{AGAIN, Fault, Outcome, SHORT};
use tessera_faults::{Failure, report};

/// How many seconds a fault strikes in the long form.
const LONG: u64 = 120;

/// Break what can break under a real server, and check that nothing is lost or doubled.
#[derive(Parser, Debug)]
struct Arguments {
    /// Faults to try; all of them when absent.
    names: Vec<String>,
    /// The server's binary.
    #[arg(long, value_name = "FILE", required_unless_present = "list")]
    tessera: Option<PathBuf>,
    /// Try as much as possible.
    #[arg(long)]
    long: bool,
    /// How many seconds each fault strikes.
    #[arg(long, value_name = "N")]
    seconds: Option<u64>,
    /// Everything random follows from it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Write a report to this file, between its marks when it has them.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Say which faults there are.
    #[arg(long)]
    list: bool,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool, Failure> {
    if arguments.list {
        ALL.iter().for_each(|fault| println!("{:<22} {}", fault.name, fault.about));
        return Ok(true);
    }
    let chosen = choose(&arguments.names)?;
    let binary = arguments.tessera.clone().ok_or("the binary is not named")?;
    let seconds = arguments.seconds.or(arguments.long.then_some(LONG));
    println!("seed {}, {} for each fault", arguments.seed, in_words(seconds));
    // What is tried is what stands there now, whatever comes while it runs.
    let circumstances = report::Circumstances {
        seed: arguments.seed,
        time: in_words(seconds),
        commit: git(&["rev-parse", "--short=12", "HEAD"])?,
        day: git(&["log", "-1", "--format=%cs"])?,
        profile: profile(&binary),
    };
    let mut outcomes: Vec<Outcome> = Vec::new();
    for fault in chosen {
        let time = seconds.map_or(fault.short, Duration::from_secs);
        let outcome = fault.outcome(&binary, arguments.seed, time, arguments.long);
        println!("{}", report::line(&outcome));
        outcomes.push(outcome);
    }
    if let Some(path) = &arguments.report {
        report::keep(path, &report::page(&circumstances, &outcomes))?;
    }
    let failed = outcomes.iter().filter(|outcome| outcome.failure.is_some()).count();
    println!("{} passed, {failed} failed", outcomes.len() - failed);
    Ok(failed == 0)
}

/// How long a fault strikes.
fn in_words(seconds: Option<u64>) -> String {
    let (short, again) = (SHORT.as_secs(), AGAIN.as_secs());
    seconds.map_or_else(
        || format!("{short} s, and {again} s when tried again on PostgreSQL,"),
        |seconds| format!("{seconds} s"),
    )
}

fn choose(names: &[String]) -> Result<Vec<&'static Fault>, Failure> {
    if let Some(unknown) = names.iter().find(|name| ALL.iter().all(|fault| fault.name != **name)) {
        let known: Vec<&str> = ALL.iter().map(|fault| fault.name).collect();
        return Err(format!("no fault `{unknown}`; there are: {}", known.join(", ")).into());
    }
    let wanted = |fault: &&Fault| names.is_empty() || names.iter().any(|name| name == fault.name);
    Ok(ALL.iter().filter(wanted).collect())
}

fn git(arguments: &[&str]) -> Result<String, Failure> {
    let folder = env!("CARGO_MANIFEST_DIR");
    let output = Command::new("git").args(arguments).current_dir(folder).output()?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// The folder that cargo put the binary into is named after the profile.
fn profile(binary: &std::path::Path) -> String {
    let folder = binary.parent().and_then(|folder| folder.file_name());
    folder.map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
