//! `tessera replay`: a history through any programme, in memory.

use crate::documents;
use crate::failure::{Failure, chain};
use crate::shop::{report, source};
use crate::terminal;
use clap::Args;
use simulation::replay::Options;
use simulation::{Summary, replay};
use std::path::PathBuf;
use std::time::Instant;

/// Send receipts through a programme in memory; nothing is stored.
#[derive(Args, Debug)]
pub(crate) struct ReplayArguments {
    /// The receipts, CSV or CSV packed with gzip.
    #[arg(value_name = "FILE.csv")]
    receipts: PathBuf,
    /// The programme.
    #[arg(long, short, value_name = "DIR|FILE")]
    programme: PathBuf,
    /// Multiply every amount, when the file is in another currency.
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = source::parse_rate)]
    rate: i64,
    /// Write rows that could not be used here, as CSV.
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Cores to use; all of them when absent.
    #[arg(long, value_name = "NUMBER")]
    threads: Option<usize>,
    /// Let time pass until then at the end; until the last receipt when absent.
    #[arg(long, value_name = "TIME")]
    until: Option<model::Instant>,
    /// Print the summary as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &ReplayArguments) -> Result<(), Failure> {
    let (rulebook, _) = documents::sound(&arguments.programme)?;
    let started = Instant::now();
    let history = source::file(&arguments.receipts, &rulebook, arguments.rate)?;
    let read = started.elapsed();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let options = Options {
        threads: arguments.threads.unwrap_or(cores),
        until: arguments.until.or_else(|| history.end()),
        personas: None,
    };
    let started = Instant::now();
    let tally =
        replay(&history, &rulebook, &options).map_err(|error| Failure::ours(chain(&error)))?;
    let judged = started.elapsed();
    let summary = Summary::new(&history, &rulebook, &tally);
    if let Some(path) = &arguments.errors {
        report::write(path, &service::imports::row_errors(&history, &[]))?;
    }
    if arguments.json {
        terminal::print_json(&summary)?;
    } else {
        terminal::print(&summary)?;
    }
    let broken = tally.totals.check();
    if let Some(violation) = broken.first() {
        return Err(Failure::ours(format!("the book does not add up: {violation}")));
    }
    let count = history.sales.len() + history.returns.len();
    let rate = count as f64 / judged.as_secs_f64().max(1e-9);
    terminal::say(format_args!(
        "{} lines read in {:.2} s; {count} receipts and returns in {:.2} s, {rate:.0}/s on {} cores",
        history.rows,
        read.as_secs_f64(),
        judged.as_secs_f64(),
        options.threads
    ));
    Ok(())
}
