//! `tessera draw`: raffles that anybody can check.

use crate::database::{self, DatabaseArguments};
use crate::failure::Failure;
use crate::terminal;
use clap::{Args, Subcommand};
use engine::draw::{self, Record};
use model::Key;
use model::entry::Hash;
use service::{Ask, raffles};
use std::fmt::Write;
use std::path::PathBuf;

/// Open and draw raffles, and check draws.
#[derive(Args, Debug)]
pub(crate) struct DrawArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Open(OpenArguments),
    Run(RunArguments),
    Verify(VerifyArguments),
}

/// Make the secret of a raffle and print its hash, to be published before tickets are given.
#[derive(Args, Debug)]
struct OpenArguments {
    /// Which raffle of the programme.
    raffle: String,
    #[command(flatten)]
    database: DatabaseArguments,
}

/// Draw a raffle once, give the prizes, and print the record that proves the draw.
#[derive(Args, Debug)]
struct RunArguments {
    /// Which raffle of the programme.
    raffle: String,
    #[command(flatten)]
    database: DatabaseArguments,
    /// A value of the day that nobody could know before, such as the numbers of a lottery.
    #[arg(long, value_name = "TEXT", default_value = "")]
    public: String,
}

/// Compute the winners of a draw again from its record alone.
#[derive(Args, Debug)]
struct VerifyArguments {
    /// The record, as `tessera draw run` and the API give it.
    file: PathBuf,
    /// The hash that was published when the raffle was opened.
    #[arg(long, value_name = "HASH")]
    commitment: Option<String>,
    /// Print the winners as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &DrawArguments) -> Result<(), Failure> {
    match &arguments.what {
        What::Open(open) => database::runtime()?.block_on(open_raffle(open)),
        What::Run(run) => database::runtime()?.block_on(draw_raffle(run)),
        What::Verify(verify) => check(verify),
    }
}

async fn open_raffle(arguments: &OpenArguments) -> Result<(), Failure> {
    let tessera = database::open(&arguments.database.database).await?;
    let raffle = Key::new(&arguments.raffle);
    let ask = repeatable(&format!("open {raffle}"), "");
    let opened = raffles::open(&tessera, &ask, &raffle).await?;
    terminal::print(format_args!("{}\n", opened.commitment))?;
    terminal::hint("publish this hash, and the secret cannot be exchanged later");
    Ok(())
}

async fn draw_raffle(arguments: &RunArguments) -> Result<(), Failure> {
    let tessera = database::open(&arguments.database.database).await?;
    let raffle = Key::new(&arguments.raffle);
    let ask = repeatable(&format!("draw {raffle}"), &arguments.public);
    let record = raffles::draw(&tessera, &ask, &raffle, arguments.public.clone()).await?;
    let tickets: u64 = record.tickets.iter().map(|holder| holder.tickets).sum();
    let (winners, holders) = (record.winners.len(), record.tickets.len());
    terminal::say(format_args!("{winners} prizes among {tickets} tickets of {holders} members"));
    terminal::print_json(&record)
}

/// The same command again has no second effect: it prints the same, and gives the prizes that
/// an interrupted one did not.
fn repeatable(key: &str, public: &str) -> Ask {
    Ask::by("command line").with_key(key).for_request(&(key, public))
}

fn check(arguments: &VerifyArguments) -> Result<(), Failure> {
    let path = &arguments.file;
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
    let record: Record = serde_json::from_slice(&bytes).map_err(|error| {
        let failure = Failure::file(path, &error);
        failure.hint("give the record that `tessera draw run` printed")
    })?;
    let tampered = |reason: &dyn std::fmt::Display| {
        let failure = Failure::input(format!("{}: {reason}", path.display()));
        failure.hint("this record proves nothing; compare it with the one that was published")
    };
    if let Some(published) = &arguments.commitment {
        let wrong = || Failure::input("the commitment is not a hash of 64 hexadecimal digits");
        let published: Hash = published.parse().map_err(|_| wrong())?;
        if published != record.commitment {
            return Err(tampered(&"another commitment than the published one"));
        }
    }
    draw::verify(&record).map_err(|reason| tampered(&reason))?;
    if arguments.json {
        terminal::print_json(&record.winners)?;
    } else {
        terminal::print(page(&record))?;
    }
    if arguments.commitment.is_none() {
        terminal::hint("`--commitment` compares with the hash that was published at the opening");
    }
    Ok(())
}

fn page(record: &Record) -> String {
    let tickets: u64 = record.tickets.iter().map(|holder| holder.tickets).sum();
    let mut text = format!(
        "sound: {} prizes of {} among {tickets} tickets of {} members\n",
        record.winners.len(),
        record.raffle,
        record.tickets.len()
    );
    let widest = record.winners.iter().map(|w| w.prize.as_str().chars().count()).max();
    let widest = widest.unwrap_or_default();
    for winner in &record.winners {
        let (prize, ticket, holder) = (winner.prize.as_str(), winner.ticket, &winner.holder);
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {prize:<widest$}  ticket {ticket:>8}  {holder}");
    }
    text
}
