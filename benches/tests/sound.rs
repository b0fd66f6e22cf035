//! What is measured is what it says: programmes without errors, receipts that can all be used.

use serde_json::json;
use simulation::replay::Options;
use simulation::{Reading, history, replay};
use tessera_benches::report::Table;
use tessera_benches::{Fault, shop, world};

#[test]
fn programmes_of_both_sizes_are_sound_and_give_discounts_and_points() -> Result<(), Fault> {
    for rules in [1, 2, 100] {
        assert_eq!(world::rulebook(rules)?.rules.len(), rules);
    }
    for rules in [20, 1_000] {
        let rulebook = world::rulebook(rules)?;
        assert_eq!(rulebook.rules.len(), rules);
        let snapshot = world::member(&rulebook)?;
        let purchase = world::purchase(5);
        let inputs = world::inputs(&rulebook, &snapshot, &purchase, world::noon());
        let decision = engine::decide(&inputs);
        let receipt = decision.outcome.receipt.ok_or("no receipt")?;
        assert!(receipt.discount.0 > 0, "{receipt:?}");
    }
    Ok(())
}

#[test]
fn made_up_receipts_can_all_be_used() -> Result<(), Fault> {
    let rulebook = world::rulebook(20)?;
    let reading =
        Reading { time_zone: rulebook.time_zone.clone(), currency_scale: 2, rate_micro: 1_000_000 };
    let history = history::read(shop::receipts(5_000)?.as_bytes(), &reading)?;
    assert!(history.rejected.is_empty() && history.sales.len() > 4_700);
    let tally = replay(&history, &rulebook, &Options::default())?;
    assert!(tally.refused.is_empty() && tally.receipts == history.sales.len() as u64);
    assert!(tally.returns > 50, "{}", tally.returns);
    Ok(())
}

#[test]
fn the_programme_of_the_jobs_gives_every_member_a_level_that_ends_with_the_year()
-> Result<(), Fault> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/programmes/jobs.yaml");
    let loaded = programme::load_text("jobs.yaml", &std::fs::read_to_string(path)?);
    let rulebook = loaded.rulebook.ok_or_else(|| loaded.diagnostics.render(<_>::default()))?;
    assert!(rulebook.unit("credit").is_some());
    let newcomer = world::newcomer(&rulebook, world::noon())?;
    let standing = newcomer.member.tiers.values().next().ok_or("no level")?;
    assert_eq!(standing.tier.as_str(), "honoured");
    assert_eq!(standing.until, Some("2027-01-01T00:00:00Z".parse()?));
    Ok(())
}

#[test]
fn tables_have_even_columns_and_numbers_that_can_be_read() {
    let mut table = Table::new("title");
    table.rows.push(vec![("a", json!(1_234_567)), ("b", json!(0.126))]);
    table.rows.push(vec![("b", json!(1_234.5)), ("c", json!("word"))]);
    let lines = [
        "",
        "## title",
        "",
        "| a         | b     | c    |",
        "|-----------|-------|------|",
        "| 1,234,567 | 0.13  |      |",
        "|           | 1,235 | word |",
        "",
    ];
    assert_eq!(table.markdown(), lines.join("\n"));
}
