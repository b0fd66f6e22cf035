//! Receipts over HTTP against a server with fsync on, beside PostgreSQL's TPC-B in the same run.
//!
//! Steps: fill a database with members; start the server (time to the first request); peak
//! (64 connections, as fast as answers come); pgbench on the same disk; half the peak at a fixed
//! rate; quotes at a fixed rate; stop; verify. The generator runs on one thread of the same
//! machine, so the figures are lower than a server alone would give.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a measurement prints its figures")]

use clap::Parser;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::time::{Duration, Instant};
use tessera_benches::client::{Came, Load, Recipe, run};
use tessera_benches::postgres::Postgres;
use tessera_benches::server::{KEY, Server, build, tessera};
use tessera_benches::{Fault, figures};

/// Receipts over HTTP beside pgbench.
#[derive(Parser)]
struct Arguments {
    /// Members in the database.
    #[arg(long, default_value_t = 1_000_000)]
    members: u64,
    /// Seconds of each load.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// Connections of the peak.
    #[arg(long, default_value_t = 64)]
    connections: u32,
    /// Scale of pgbench.
    #[arg(long, default_value_t = 20)]
    scale: u32,
    /// Quotes per second.
    #[arg(long, default_value_t = 1_000.0)]
    quotes: f64,
    /// The programme of the gallery.
    #[arg(long, default_value = "g08-bronze-to-platinum")]
    programme: String,
    /// Folder on the disk to measure; PostgreSQL's user must be able to enter it.
    #[arg(long, default_value = "/var/tmp")]
    folder: PathBuf,
    /// A binary to measure, instead of one built from here.
    #[arg(long)]
    binary: Option<PathBuf>,
    /// Leave PostgreSQL out.
    #[arg(long)]
    no_postgres: bool,
}

fn main() -> Result<(), Fault> {
    let arguments = Arguments::parse();
    let binary = arguments.binary.clone().map_or_else(build, Ok)?;
    let folder = tempfile::Builder::new().prefix("tessera-load-").tempdir_in(&arguments.folder)?;
    let database = folder.path().join("load.db");
    fill(&binary, folder.path(), &database, &arguments)?;

    let server = Server::start(&binary, &database, &arguments.programme)?;
    println!("start: first request served after {:.0} ms", server.ready_after.as_secs_f64() * 1e3);
    let numbers = Arc::new(AtomicU64::new(0));
    let load = |recipe: Recipe, rate: Option<f64>| Load {
        address: server.address,
        key: KEY.to_owned(),
        recipe,
        numbers: numbers.clone(),
        connections: arguments.connections,
        rate,
        time: Duration::from_secs(arguments.seconds),
    };
    let receipts = recipe("/v1/receipts", arguments.members);
    let peak = run(&load(receipts.clone(), None))?;
    show("receipts, peak", &peak);
    if !arguments.no_postgres && Postgres::is_there() {
        beside(&arguments, peak.per_second())?;
    }
    let half = run(&load(receipts, Some(peak.per_second() / 2.0)))?;
    show("receipts, half the peak", &half);
    let quotes = run(&load(recipe("/v1/quotes", arguments.members), Some(arguments.quotes)))?;
    show("quotes", &quotes);
    if let Some((now, most)) = figures::memory(server.process()) {
        println!("memory of the server: {now} MB, at most {most} MB");
    }
    server.stop()?;
    let started = Instant::now();
    let path = database.display().to_string();
    print!("verify: {}", tessera(&binary, &["verify", "--database", &path])?);
    println!("verify took {:.1} s", started.elapsed().as_secs_f64());
    Ok(())
}

fn beside(arguments: &Arguments, peak: f64) -> Result<(), Fault> {
    let postgres = Postgres::start(&arguments.folder)?;
    postgres.fill(arguments.scale)?;
    let tps = postgres.transactions_per_second(32, arguments.seconds)?;
    println!("pgbench TPC-B, scale {}, 32 clients: {tps:.0}/s", arguments.scale);
    println!("ratio of the peak to pgbench: {:.2}", peak / tps);
    Ok(())
}

/// A database in which the programme counts and the members are enrolled.
fn fill(binary: &Path, folder: &Path, database: &Path, arguments: &Arguments) -> Result<(), Fault> {
    let Arguments { members, programme, .. } = arguments;
    drop(Server::start(binary, database, programme)?);
    let mut text = String::from("id,name\n");
    for number in 0..*members {
        writeln!(text, "m{number},Member {number}")?;
    }
    let file = folder.join("members.csv");
    std::fs::write(&file, text)?;
    let (file, database) = (file.display().to_string(), database.display().to_string());
    let started = Instant::now();
    tessera(binary, &["import", "members", &file, "--database", &database])?;
    let seconds = started.elapsed().as_secs_f64();
    println!("import: {members} members in {seconds:.1} s, {:.0}/s", *members as f64 / seconds);
    Ok(())
}

/// Five lines for one member after the other, in an order that no cache foresees.
fn recipe(path: &'static str, members: u64) -> Recipe {
    Arc::new(move |number| {
        let member = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % members;
        let mut lines = String::new();
        for line in 0..5 {
            let price = 50 + (number + line * 37) % 900;
            let comma = if line == 0 { "" } else { "," };
            // Writing to a string cannot fail.
            let _ = write!(
                lines,
                r#"{comma}{{"sku":"sku-{}","category":"food","quantity":"1","price":"{price}.90"}}"#,
                (number * 3 + line) % 4_000
            );
        }
        let body = format!(
            r#"{{"member":{{"external_id":"m{member}"}},"store":{{"id":"s{}"}},"till":"1","number":"{number}","lines":[{lines}]}}"#,
            number % 40
        );
        (path.to_owned(), body)
    })
}

fn show(name: &str, came: &Came) {
    let at = |share| came.latencies.percentile(share);
    println!(
        "{name}: {:.0}/s over {:.0} s; p50 {:.2} ms, p99 {:.2} ms, p99.9 {:.2} ms; {} refused",
        came.per_second(),
        came.seconds,
        at(0.5),
        at(0.99),
        at(0.999),
        came.bad
    );
    if let Some(answer) = &came.first_bad {
        eprintln!("the first that was refused: {answer}");
    }
}
