//! `cargo xtask layers`: the arrows between crates are the ones of the table, and pure crates stay pure.
//!
//! Normal and build dependencies follow the table to the letter. Tests of a crate may use any other
//! crate of the workspace as long as no circle appears. Cost: one `cargo metadata` call.

mod table;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::error::{ChoreError, verdict};
use crate::workspace::{metadata, packages, text};

/// The crate whose `clippy.toml` the other pure crates repeat.
const CLIPPY_MODEL: &str = "crates/model/clippy.toml";

/// Runs the check on the checkout.
pub(crate) fn run(root: &Path) -> Result<(), ChoreError> {
    let metadata = metadata(root)?;
    let members = members(&metadata)?;
    let mut findings = check(&members);
    findings.extend(clippy_bans(root, &members));
    verdict("layers", findings)
}

/// A crate of the workspace with what its manifest asks for.
#[derive(Debug)]
struct Member {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug)]
struct Dependency {
    name: String,
    for_tests_only: bool,
}

fn members(metadata: &Value) -> Result<Vec<Member>, ChoreError> {
    let no_list = || ChoreError::Metadata("a package without a list of dependencies".to_owned());
    packages(metadata)?
        .iter()
        .map(|package| {
            let listed = package["dependencies"].as_array().ok_or_else(no_list)?;
            let dependencies = listed
                .iter()
                .map(|dependency| Dependency {
                    name: text(dependency, "name").to_owned(),
                    for_tests_only: text(dependency, "kind") == "dev",
                })
                .collect();
            Ok(Member { name: text(package, "name").to_owned(), dependencies })
        })
        .collect()
}

fn check(members: &[Member]) -> Vec<String> {
    let mut findings = Vec::new();
    for member in members {
        if table::WORKSHOP.contains(&member.name.as_str()) {
            continue;
        }
        let Some(layer) = table::layer(&member.name) else {
            findings.push(format!("{}: has no row in xtask/src/layers/table.rs", member.name));
            continue;
        };
        for dependency in member.dependencies.iter().filter(|it| !it.for_tests_only) {
            findings.extend(objection(layer, members, &dependency.name));
        }
    }
    findings.extend(circle(members));
    findings
}

/// Why `layer` must not depend on `dependency`, if so.
fn objection(layer: &table::Layer, members: &[Member], dependency: &str) -> Option<String> {
    let name = layer.name;
    if members.iter().any(|member| member.name == dependency) {
        let short = dependency.strip_prefix(table::PREFIX).unwrap_or(dependency);
        return (!layer.may_use.contains(&short))
            .then(|| format!("{name}: must not depend on {short} (may use: {:?})", layer.may_use));
    }
    if layer.pure && table::is_on(table::IMPURE, dependency) {
        return Some(format!("{name}: is pure and must not depend on {dependency}"));
    }
    if name != table::DATABASE_OWNER && table::is_on(table::DATABASE, dependency) {
        return Some(format!("{name}: only {} may depend on {dependency}", table::DATABASE_OWNER));
    }
    None
}

/// The first circle of dependencies, tests included.
fn circle(members: &[Member]) -> Option<String> {
    let mut arrows: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for member in members {
        let used = member.dependencies.iter().map(|dependency| dependency.name.as_str());
        let inside = used.filter(|name| members.iter().any(|other| other.name == *name));
        arrows.insert(&member.name, inside.collect());
    }
    // Take away crates that use nothing that is left; what cannot be taken away runs in a circle.
    loop {
        let free: Vec<&str> =
            arrows.iter().filter(|(_, used)| used.is_empty()).map(|(name, _)| *name).collect();
        if free.is_empty() {
            break;
        }
        arrows.retain(|name, _| !free.contains(name));
        for used in arrows.values_mut() {
            used.retain(|name| !free.contains(name));
        }
    }
    if arrows.is_empty() {
        return None;
    }
    let names: Vec<&str> = arrows.keys().copied().collect();
    Some(format!("a circle of dependencies (tests count) among: {}", names.join(", ")))
}

/// Clippy reads only the nearest `clippy.toml`, so every pure crate carries the same bans.
fn clippy_bans(root: &Path, members: &[Member]) -> Vec<String> {
    let expected = std::fs::read_to_string(root.join(CLIPPY_MODEL)).unwrap_or_default();
    let mut findings = Vec::new();
    for layer in table::LAYERS.iter().filter(|layer| layer.pure) {
        let package = format!("{}{}", table::PREFIX, layer.name);
        if !members.iter().any(|member| member.name == package) {
            continue;
        }
        let path = format!("crates/{}/clippy.toml", layer.name);
        let found = std::fs::read_to_string(root.join(&path)).unwrap_or_default();
        if expected.is_empty() || found != expected {
            findings.push(format!("{path}: must be a copy of {CLIPPY_MODEL}"));
        }
    }
    findings
}

#[cfg(test)]
mod tests;
