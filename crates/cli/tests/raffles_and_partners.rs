//! Drawing raffles and settling with partners from the command line.

mod support;

use std::path::Path;
use support::{Outcome, run};

const PROGRAMME: &str = "\
tessera: 1
programme: {key: shop, name: Shop, currency: EUR, time_zone: UTC, locales: [en]}
units:
  tickets: {name: tickets, kind: tickets, expires: never}
earning:
  purchases: {name: A ticket for each 10, unit: tickets, give: 1, per: 10}
causes:
  trees: {name: Trees, share: 1 %}
raffles:
  spring:
    name: Spring raffle
    tickets: tickets
    draw: 2026-01-01T12:00
    prizes: {bicycle: {name: Bicycle}, mug: {name: Mug, count: 2}}
";

const RECEIPTS: &str = "member_id,basket_id,ts,store_id,product_id,qty,amount\n\
    anna,1,2026-03-02T10:00:00,main,lamp,1,1000.00\n\
    boris,2,2026-03-02T11:00:00,main,sofa,2,500.00\n\
    vera,3,2026-03-02T12:00:00,main,bed,1,500.00\n";

const DATABASE: [&str; 2] = ["--database", "shop.db"];

/// A database in which members hold tickets and money is due to a cause.
fn shop(here: &Path) -> Outcome {
    std::fs::write(here.join("programme.yaml"), PROGRAMME)?;
    std::fs::write(here.join("receipts.csv"), RECEIPTS)?;
    let demo = ["demo", "--no-serve", "--keep-dates", "--receipts", "receipts.csv"];
    run(here, &[&demo[..], &["--programme", "."], &DATABASE].concat())?.fine()?;
    Ok(())
}

fn with(arguments: &[&'static str]) -> Vec<&'static str> {
    [arguments, &DATABASE].concat()
}

#[test]
fn a_draw_proves_itself_and_a_changed_record_is_found_out() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    shop(here)?;
    let draw = with(&["draw", "run", "spring", "--public", "7 12 19"]);
    assert_eq!(run(here, &draw)?.code, Some(1), "it was not opened");
    let open = with(&["draw", "open", "spring"]);
    let commitment = run(here, &open)?.fine()?;
    assert_eq!(run(here, &open)?.fine()?, commitment, "the same again");
    let record = run(here, &draw)?.fine()?;
    assert_eq!(run(here, &draw)?.fine()?, record, "drawn once");
    assert_eq!(run(here, &with(&["draw", "run", "spring"]))?.code, Some(1), "another value");

    std::fs::write(here.join("record.json"), &record)?;
    let commitment = commitment.trim();
    let verify = ["draw", "verify", "record.json", "--commitment", commitment];
    let page = run(here, &verify)?.fine()?;
    assert!(
        page.starts_with("sound: 3 prizes of spring among 200 tickets of 3 members\n"),
        "{page}"
    );
    let winners = run(here, &["draw", "verify", "record.json", "--json"])?.fine()?;
    let winners: serde_json::Value = serde_json::from_str(&winners)?;
    assert_eq!(winners[0]["prize"], "bicycle");

    let another = "0".repeat(64);
    let ended = run(here, &["draw", "verify", "record.json", "--commitment", &another])?;
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("another commitment than the published one"), "{}", ended.err);
    std::fs::write(
        here.join("record.json"),
        record.replace("\"tickets\": 100", "\"tickets\": 99"),
    )?;
    let ended = run(here, &verify)?;
    assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""));
    assert!(ended.err.contains("other tickets win than the record says"), "{}", ended.err);
    std::fs::write(here.join("record.json"), "{}")?;
    assert_eq!(run(here, &verify)?.code, Some(1));
    assert_eq!(run(here, &["draw", "verify", "nowhere.json"])?.code, Some(1));
    Ok(())
}

#[test]
fn a_period_is_told_and_closed_once_it_is_over() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    shop(here)?;
    // Money is due in the period in which it was written down.
    let journal = run(here, &with(&["export", "journal"]))?.fine()?;
    let (_, rest) = journal.split_once("\"recorded_at\":\"").ok_or("no entry")?;
    let year = &rest[..4];
    let settle = |arguments: &[&str]| run(here, &[&["settlement"], arguments, &DATABASE].concat());
    let page = settle(&[year])?.fine()?;
    let words: Vec<&str> = page.split_whitespace().collect();
    let words = words.join(" ");
    assert!(words.contains("donation trees 20.00"), "{page}");
    assert!(words.contains("shop -> trees 20.00 closed: nothing"), "{page}");
    let csv = settle(&[year, "--csv"])?.fine()?;
    assert_eq!(
        csv,
        format!("period,ground,party,amount,currency\n{year},donation,trees,20.00,EUR\n")
    );
    let json: serde_json::Value = serde_json::from_str(&settle(&[year, "--json"])?.fine()?)?;
    assert_eq!(json["payments"][0]["to"], "trees");
    assert_eq!(settle(&[year, "--close"])?.code, Some(1), "it is not over");

    let closed = settle(&["2020-03", "--close"])?.fine()?;
    assert!(closed.contains("closed: issuing, accepting, commission, donation"), "{closed}");
    let again = settle(&["2020-03", "--close"])?;
    assert_eq!((again.code, again.out.as_str()), (Some(1), ""));
    let ended = settle(&["march"])?;
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("is not a period such as 2026-03"), "{}", ended.err);
    Ok(())
}
