//! `cargo xtask bench [NAME [ARGUMENT ...]]`: the measurements of `benches/`.
//!
//! What there is, cargo knows: every `[[bench]]` of the benches crate is run by `cargo bench`, every
//! `[[bin]]` (loads that start a server) by `cargo run --release`. Without a name all run, one after the other.

use std::path::Path;

use serde_json::Value;

use crate::command::Task;
use crate::error::ChoreError;
use crate::workspace::{metadata, packages, text};

/// The crate that holds all measurements.
const PACKAGE: &str = "tessera-benches";

/// One measurement that can be run by name.
#[derive(Debug, PartialEq, Eq)]
struct Bench {
    name: String,
    is_load: bool,
}

pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), ChoreError> {
    let benches = benches(&metadata(root)?)?;
    let Some((name, rest)) = arguments.split_first() else {
        return benches.iter().try_for_each(|bench| task(root, bench, &[]).run());
    };
    if name == "--list" {
        benches.iter().for_each(|bench| println!("{}", bench.name));
        return Ok(());
    }
    let Some(bench) = benches.iter().find(|bench| bench.name == *name) else {
        let names: Vec<&str> = benches.iter().map(|bench| bench.name.as_str()).collect();
        let known = names.join(", ");
        return Err(ChoreError::Usage(format!("no bench `{name}`; there are: {known}")));
    };
    task(root, bench, rest).run()
}

/// The measurements in the order of the manifest, quick ones first.
fn benches(metadata: &Value) -> Result<Vec<Bench>, ChoreError> {
    let Some(package) = packages(metadata)?.iter().find(|it| text(it, "name") == PACKAGE) else {
        return Err(ChoreError::Usage(format!("the workspace has no crate `{PACKAGE}`")));
    };
    let targets = package["targets"].as_array().map_or(&[][..], Vec::as_slice);
    let of_kind = |kind: &str, is_load: bool| -> Vec<Bench> {
        let has_kind = |target: &&Value| {
            target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|it| it == kind))
        };
        let found = targets.iter().filter(has_kind);
        found.map(|target| Bench { name: text(target, "name").to_owned(), is_load }).collect()
    };
    let mut benches = of_kind("bench", false);
    benches.extend(of_kind("bin", true));
    Ok(benches)
}

fn task(root: &Path, bench: &Bench, rest: &[String]) -> Task {
    let mut arguments = if bench.is_load {
        vec!["run", "--release", "-p", PACKAGE, "--bin", bench.name.as_str()]
    } else {
        vec!["bench", "-p", PACKAGE, "--bench", bench.name.as_str()]
    };
    if !rest.is_empty() {
        arguments.push("--");
        arguments.extend(rest.iter().map(String::as_str));
    }
    Task::cargo(root, &arguments)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Bench, benches, task};

    #[test]
    fn benches_and_loads_are_listed_from_metadata() -> Result<(), Box<dyn std::error::Error>> {
        let metadata = serde_json::json!({ "packages": [{ "name": "tessera-benches", "targets": [
            { "name": "load", "kind": ["bin"] },
            { "name": "tessera_benches", "kind": ["lib"] },
            { "name": "decision", "kind": ["bench"] },
        ]}]});
        let found = benches(&metadata)?;
        let lines: Vec<String> = found
            .iter()
            .map(|bench| task(Path::new("."), bench, &["--quick".to_owned()]).to_string())
            .collect();
        assert_eq!(
            lines,
            [
                "cargo bench -p tessera-benches --bench decision -- --quick",
                "cargo run --release -p tessera-benches --bin load -- --quick",
            ]
        );
        assert_eq!(found[1], Bench { name: "load".to_owned(), is_load: true });
        Ok(())
    }

    #[test]
    fn a_workspace_without_benches_says_so() {
        let error = benches(&serde_json::json!({ "packages": [] })).expect_err("there is no crate");
        assert!(error.to_string().contains("tessera-benches"));
    }
}
