//! `cargo xtask broken [NAME ...]`: deliberately broken variants of the product, each of which the
//! tests must catch.
//!
//! The variants are data (`tests/faults/broken/*.toml`). Each is applied to a copy of the checkout
//! that has a target folder of its own, so that only what changed is built again and nothing of the
//! checkout is touched. The tests that a variant names must pass on the untouched copy, and fail on
//! the broken one; a variant that does not build proves nothing and counts as not caught.
//!
//! COST: one build of everything the first time; then, per variant, the build of what depends on the
//! broken file and the run of the named tests: half a minute to two.

mod mirror;
mod variant;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use crate::command::Task;
use crate::error::{ChoreError, verdict};
use crate::workspace::cache_dir;
use variant::Variant;

/// What `cargo nextest run` ends with when tests failed; other codes mean that none ran.
const TESTS_FAILED: i32 = 100;

pub(crate) fn run(root: &Path, arguments: &[String]) -> Result<(), ChoreError> {
    let variants = variant::read_all(root)?;
    if arguments.iter().any(|argument| argument == "--list") {
        variants.iter().for_each(|variant| println!("{:<36} {}", variant.name, variant.why));
        return Ok(());
    }
    verdict("broken", variant::misplaced(root, &variants))?;
    let chosen = choose(&variants, arguments)?;
    let workshop = cache_dir().join("broken");
    let tree = workshop.join("tree");
    mirror::copy(root, &tree)?;
    let target = workshop.join("target");
    healthy(&tree, &target, &chosen)?;
    let mut findings = Vec::new();
    for variant in &chosen {
        let started = Instant::now();
        let healthy = variant.apply(&tree)?;
        let ended = task(&tree, &target, &variant.package, &variant.filter).end();
        variant.undo(&tree, &healthy)?;
        let seconds = started.elapsed().as_secs_f64();
        match ended? {
            TESTS_FAILED => eprintln!("caught      {:<36} {seconds:>6.1} s", variant.name),
            code => {
                eprintln!("NOT CAUGHT  {:<36} {seconds:>6.1} s (ended with {code})", variant.name);
                findings.push(format!("{}: {} ended with {code}", variant.name, variant.filter));
            }
        }
    }
    println!("{} of {} variants caught", chosen.len() - findings.len(), chosen.len());
    verdict("broken", findings)
}

fn choose<'a>(
    variants: &'a [Variant],
    arguments: &[String],
) -> Result<Vec<&'a Variant>, ChoreError> {
    let is_called = |variant: &Variant, name: &str| {
        variant.name == name || variant.name.split_once('-').is_some_and(|(_, rest)| rest == name)
    };
    let unknown = arguments.iter().find(|name| !variants.iter().any(|it| is_called(it, name)));
    if let Some(unknown) = unknown {
        let hint = "`cargo xtask broken --list` says which there are";
        return Err(ChoreError::Usage(format!("no variant `{unknown}`; {hint}")));
    }
    let wanted = |variant: &&Variant| {
        arguments.is_empty() || arguments.iter().any(|name| is_called(variant, name))
    };
    Ok(variants.iter().filter(wanted).collect())
}

/// The tests pass where nothing is broken: else their failing would say nothing.
fn healthy(tree: &Path, target: &Path, chosen: &[&Variant]) -> Result<(), ChoreError> {
    let mut filters: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for variant in chosen {
        filters.entry(&variant.package).or_default().push(&variant.filter);
    }
    filters.iter().try_for_each(|(package, filters)| {
        let filter = filters.join(" | ");
        task(tree, target, package, &filter).run()
    })
}

fn task(tree: &Path, target: &Path, package: &str, filter: &str) -> Task {
    let arguments = ["nextest", "run", "-p", package, "-E", filter, "--cargo-quiet"];
    Task::cargo(tree, &arguments)
        .with("CARGO_TARGET_DIR", &target.to_string_lossy())
        // Built often and run shortly.
        .with("CARGO_PROFILE_DEV_OPT_LEVEL", "0")
        .with("CARGO_PROFILE_DEV_DEBUG", "0")
}
