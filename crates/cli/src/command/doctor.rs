//! `tessera doctor`: is the database sound, and is its work done?

use crate::database::{self, DatabaseArguments};
use crate::failure::Failure;
use crate::terminal;
use clap::Args;
use model::Instant;
use serde::Serialize;
use service::{programmes, projector};
use std::fmt::Write;
use store::CheckDepth;
use store::sqlite::backup::last_backup;

/// Look a database over: structure, sizes, work that waits.
#[derive(Args, Debug)]
pub(crate) struct DoctorArguments {
    #[command(flatten)]
    database: DatabaseArguments,
    /// Only the structure, not every index; for large databases.
    #[arg(long)]
    quick: bool,
    /// Print what is found as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Serialize)]
struct Found {
    backend: String,
    schema: u32,
    entries: u64,
    not_projected: u64,
    active_version: Option<u32>,
    open_keys: usize,
    /// When the latest copy was finished; a file only, servers have other tools.
    last_backup: Option<Instant>,
    facts: Vec<(&'static str, String)>,
    problems: Vec<String>,
}

pub(crate) fn run(arguments: &DoctorArguments) -> Result<(), Failure> {
    let found = database::runtime()?.block_on(look(arguments))?;
    if arguments.json {
        terminal::print_json(&found)?;
    } else {
        terminal::print(page(&found))?;
    }
    if found.problems.is_empty() {
        return Ok(());
    }
    let failure = Failure::broken_book("the database is damaged");
    Err(failure.hint("keep the file as it is, and restore a copy from before"))
}

async fn look(arguments: &DoctorArguments) -> Result<Found, Failure> {
    let tessera = database::open(&arguments.database.database).await?;
    let file = Some(arguments.database.database.as_path()).filter(|path| path.is_file());
    let last_backup = file.map(last_backup).transpose()?.flatten();
    let depth = if arguments.quick { CheckDepth::Quick } else { CheckDepth::Full };
    let report = tessera.store().check(depth).await?;
    let keys = service::keys::list(&tessera).await?;
    Ok(Found {
        backend: report.backend.to_string(),
        schema: report.schema,
        entries: tessera.store().count_after(0, u32::MAX).await?,
        not_projected: projector::lag(&tessera).await?,
        active_version: programmes::active_at(&tessera, tessera.now()).await?,
        open_keys: keys.iter().filter(|key| key.revoked_at.is_none()).count(),
        last_backup,
        facts: report.facts,
        problems: report.problems,
    })
}

fn page(found: &Found) -> String {
    let mut text = String::new();
    let mut row = |name: &str, value: &dyn std::fmt::Display| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{name:<24} {value}");
    };
    row("backend", &found.backend);
    row("schema", &found.schema);
    row("entries", &found.entries);
    row("not projected yet", &found.not_projected);
    match found.active_version {
        Some(version) => row("programme version", &version),
        None => row("programme version", &"none counts now"),
    }
    row("open API keys", &found.open_keys);
    if let Some(at) = found.last_backup {
        row("last backup", &format_args!("{at:.0}"));
    }
    for (name, value) in &found.facts {
        row(name, value);
    }
    for problem in &found.problems {
        row("PROBLEM", problem);
    }
    if found.problems.is_empty() {
        row("problems", &"none");
    }
    text
}
