//! `tessera verify`: proves the whole book.

use crate::database::{self, DatabaseArguments};
use crate::failure::Failure;
use crate::{progress, terminal};
use clap::Args;
use service::verify::Verdict;
use service::{Tessera, verify};
use std::time::Instant;

/// Prove the whole book: every hash, chain, sum and counter.
#[derive(Args, Debug)]
pub(crate) struct VerifyArguments {
    #[command(flatten)]
    database: DatabaseArguments,
    /// Print the verdict as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &VerifyArguments) -> Result<(), Failure> {
    database::runtime()?.block_on(async {
        let tessera = database::open(&arguments.database.database).await?;
        let verdict = with_progress(&tessera).await?;
        if arguments.json {
            terminal::print_json(&verdict)?;
        } else {
            terminal::print(format_args!("{}\n", sentence(&verdict)))?;
        }
        conclude(&verdict)
    })
}

/// Verifies behind a bar, and says how fast that was.
pub(crate) async fn with_progress(tessera: &Tessera) -> Result<Verdict, Failure> {
    let bar = progress::open("verifying");
    let started = Instant::now();
    let verdict = verify::run_recorded(tessera, |entries| bar.set_position(entries)).await;
    bar.finish_and_clear();
    let verdict = verdict?;
    let seconds = started.elapsed().as_secs_f64();
    let rate = verdict.postings as f64 / seconds.max(1e-9);
    terminal::say(format_args!("verified in {seconds:.1} s, {rate:.0} postings/s"));
    Ok(verdict)
}

/// The verdict in a sentence.
pub(crate) fn sentence(verdict: &Verdict) -> String {
    let Verdict { entries, postings, owners, receipts, .. } = verdict;
    let word = if verdict.is_sound() { "sound" } else { "BROKEN" };
    format!("{word}: {entries} entries, {postings} postings, {owners} owners, {receipts} receipts")
}

/// A failure with the first broken place, when there is one.
pub(crate) fn conclude(verdict: &Verdict) -> Result<(), Failure> {
    match verdict.broken.first() {
        None => Ok(()),
        Some(place) => {
            let failure = Failure::broken_book(format!("invariant {}: {place}", place.invariant));
            Err(failure.hint(
                "keep the file as it is, and restore a copy from before; `--json` lists all places",
            ))
        }
    }
}
