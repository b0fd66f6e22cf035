//! A back-test: receipts read and sent through a programme in memory. A run of its own instead
//! of criterion, because one pass takes seconds and is a figure by itself.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a measurement prints its figures")]

use flate2::read::MultiGzDecoder;
use simulation::replay::Options;
use simulation::{Reading, Summary, history, replay};
use std::fs::File;
use std::io::Read;
use std::time::Instant;
use tessera_benches::{Fault, shop, world};

/// What the target is about.
const RECEIPTS: u32 = 1_000_000;

fn main() -> Result<(), Fault> {
    let text = shop::receipts(RECEIPTS)?;
    pass("made up", text.as_bytes())?;
    for name in ["onlineretail_purchases.csv.gz", "cdnow_purchases.csv.gz"] {
        match shop::real(name) {
            Some(path) => pass(name, MultiGzDecoder::new(File::open(path)?))?,
            None => println!("{name} is not there; TESSERA_DATA names the folder"),
        }
    }
    Ok(())
}

fn pass(name: &str, source: impl Read) -> Result<(), Fault> {
    let rulebook = world::rulebook(20)?;
    let reading = Reading {
        time_zone: rulebook.time_zone.clone(),
        currency_scale: rulebook.currency_scale,
        rate_micro: 1_000_000,
    };
    let started = Instant::now();
    let history = history::read(source, &reading)?;
    let read = started.elapsed().as_secs_f64();
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let options = Options { threads: cores, until: history.end(), personas: None };
    let count = (history.sales.len() + history.returns.len()) as f64;
    println!("{name}: {} lines, {count} receipts and returns, read in {read:.2} s", history.rows);
    for _ in 0..3 {
        let started = Instant::now();
        let tally = replay(&history, &rulebook, &options)?;
        let seconds = started.elapsed().as_secs_f64();
        let summary = Summary::new(&history, &rulebook, &tally);
        let issued = summary.units.first().map(|unit| unit.issued).unwrap_or_default();
        println!(
            "  {:>9.0} receipts/s on {cores} cores in {seconds:.2} s, {issued} points issued",
            count / seconds
        );
    }
    Ok(())
}
