//! The import of many members with balances, of whom some cannot be used, and taking it back.

use crate::bench::Bench;
use serde_json::json;
use std::path::Path;
use tessera_benches::Fault;
use tessera_benches::report::Table;
use tessera_benches::stage::server::{Manner, Ran, Server, tessera};
use tessera_benches::stage::{Filling, StoreKind};

/// As many as the target speaks of.
const MEMBERS: u64 = 100_000;

/// Every so many rows cannot be used.
const BROKEN: u64 = 100;

pub(super) fn run(bench: &Bench, kind: StoreKind) -> Result<(), Fault> {
    let members = bench.options.members.unwrap_or(MEMBERS);
    let programme = bench.programme(None);
    let backing = bench.backing(kind, "import")?;
    let database = backing.database();
    Server::start(&bench.binary, &database, &programme, Manner::Real)?.stop()?;
    let file = bench.folder.path().join("import.csv");
    let errors = bench.folder.path().join("errors.csv");
    let balance = Some(("points".to_owned(), 100));
    Filling { members, programme, balance, cache: None }.write(&file, BROKEN)?;

    let (file, errors_path) = (file.display().to_string(), errors.display().to_string());
    let arguments = ["import", "members", &file, "--database", &database, "--errors", &errors_path];
    let imported = tessera(&bench.binary, &arguments)?;
    let refused = refused(&errors)?;
    if refused != members / BROKEN {
        return Err(format!("{refused} rows were refused, not {}", members / BROKEN).into());
    }
    let run = imported.said.strip_prefix("run ").and_then(|rest| rest.split_once(':'));
    let (run, _) = run.ok_or_else(|| format!("the import names no run: {}", imported.said))?;
    let undone = tessera(&bench.binary, &["import", "undo", run, "--database", &database])?;

    let mut table = Table::new(format!("{}: import", kind.word()));
    let mut row = |what: &str, ran: &Ran, target: &str| {
        table.rows.push(vec![
            ("what", json!(what)),
            ("members", json!(members)),
            ("refused", json!(refused)),
            ("seconds", json!(ran.seconds)),
            ("members/s", json!(members as f64 / ran.seconds)),
            ("memory MB", json!(ran.most_memory)),
            ("target", json!(target)),
        ]);
    };
    row("import", &imported, "100,000 in 60 s");
    row("undo", &undone, "");
    bench.show(table);
    backing.remove()
}

/// Rows of a file of errors, without its header.
fn refused(path: &Path) -> Result<u64, Fault> {
    let text = std::fs::read_to_string(path)?;
    Ok(text.lines().skip(1).count() as u64)
}
