//! A real shop's year, in memory and through the service. The data is not part of the project;
//! without it these tests say so.

mod support;

use std::time::{Duration, Instant};
use support::{Outcome, gallery, real_data, run};

const YEAR: &str = "onlineretail_purchases.csv.gz";

/// Long after the last receipt, so that everything that can expire has.
const UNTIL: &str = "2026-01-01T00:00:00Z";

fn number(summary: &serde_json::Value, field: &str) -> u64 {
    summary[field].as_u64().unwrap_or_default()
}

#[test]
fn the_whole_year_replays_in_memory() -> Outcome {
    let Some(file) = real_data(YEAR) else { return Ok(()) };
    let programme = gallery("g08-bronze-to-platinum");
    let folder = tempfile::tempdir()?;
    let arguments =
        ["replay", &file, "--programme", &programme, "--json", "--errors", "errors.csv"];
    let summary = run(folder.path(), &arguments)?.fine()?;
    let summary: serde_json::Value = serde_json::from_str(&summary)?;
    assert_eq!(number(&summary, "members"), 4_372);
    assert_eq!(number(&summary, "receipts"), 20_725);
    assert_eq!(number(&summary, "anonymous"), 2_189);
    assert_eq!(summary["unmatched"]["return.stock_adjustment"], 1_336);
    assert!(summary["refused"].as_object().is_some_and(serde_json::Map::is_empty), "{summary}");
    let listed = std::fs::read_to_string(folder.path().join("errors.csv"))?;
    let unmatched = summary["unmatched"].as_object().into_iter().flatten();
    let unmatched: u64 = unmatched.filter_map(|(_, count)| count.as_u64()).sum();
    assert_eq!(listed.lines().count() as u64, unmatched + 1, "every line has its reason");
    Ok(())
}

#[test]
fn the_whole_year_goes_through_the_service_and_verifies() -> Outcome {
    let Some(file) = real_data(YEAR) else { return Ok(()) };
    let folder = tempfile::tempdir()?;
    let programme = gallery("g06-bonus-card");
    let started = Instant::now();
    let served = run(
        folder.path(),
        &[
            "demo",
            "--no-serve",
            "--keep-dates",
            "--json",
            "--database",
            "year.db",
            "--receipts",
            &file,
            "--programme",
            &programme,
        ],
    )?
    .fine()?;
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
    let arguments = ["replay", &file, "--programme", &programme, "--json", "--until", UNTIL];
    let replayed = run(folder.path(), &arguments)?.fine()?;
    let served: serde_json::Value = serde_json::from_str(&served)?;
    let replayed: serde_json::Value = serde_json::from_str(&replayed)?;
    assert_eq!(served, replayed, "memory and service come to the same");
    let verdict = run(folder.path(), &["verify", "--database", "year.db", "--json"])?.fine()?;
    let verdict: serde_json::Value = serde_json::from_str(&verdict)?;
    assert_eq!(number(&verdict, "receipts"), 20_725);
    assert_eq!(number(&verdict, "owners"), 4_372 + 2_189 + 1, "members, receipts, organisation");
    Ok(())
}
