//! Moving an organisation from one database into another.

mod support;

use std::error::Error;
use std::path::Path;
use support::server::Server;
use support::tills::{Sales, enrol, receipts};
use support::{Outcome, run};
use testbed::Cluster;

const RECEIPTS: &str = "member_id,basket_id,ts,store_id,product_id,qty,amount\n\
    anna,1,2026-03-02T10:00:00,main,lamp,1,1000.00\n\
    boris,2,2026-03-02T11:00:00,main,sofa,2,8000.00\n\
    anna,3,2026-03-03T10:00:00,main,lamp,-1,-1000.00\n";

/// The journal as its bytes and hashes stand in a database.
fn journal(folder: &Path, database: &str) -> Result<String, Box<dyn Error>> {
    run(folder, &["export", "journal", "--database", database])?.fine()
}

fn exported(folder: &Path, what: &str, database: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let list = run(folder, &["export", what, "--database", database])?.fine()?;
    let mut lines: Vec<_> = list.lines().map(str::to_owned).collect();
    lines.sort_unstable();
    Ok(lines)
}

#[test]
fn an_organisation_moves_to_a_server_and_back_and_goes_on_there() -> Outcome {
    let database = Cluster::shared()?.database()?;
    let url = database.url();
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    let shop = here.join("shop.db");
    let mut server = Server::start(&shop, "g06-bonus-card")?;
    enrol(&server, 1)?;
    enrol(&server, 2)?;
    let sales = Sales::default();
    sales.during(&server, || sales.wait_for(120))?;
    let copy = |from: &str, to: &str| run(here, &["copy", "--from", from, "--to", to]);
    let refused = copy("shop.db", url)?;
    assert_eq!(refused.code, Some(1), "{}", refused.out);
    assert!(refused.err.contains("hint: stop the servers that use it"), "{}", refused.err);
    // Killed, so that something has not been carried over or projected yet.
    server.kill()?;

    let told = copy("shop.db", url)?;
    assert!(told.err.contains("sound: "), "{}", told.err);
    let told = told.fine()?;
    assert!(told.contains("newest entry, on both"), "{told}");
    assert_eq!(journal(here, url)?, journal(here, "shop.db")?, "the same hashes and positions");
    for what in ["members", "receipts", "postings"] {
        assert_eq!(exported(here, what, url)?, exported(here, what, "shop.db")?, "{what}");
    }

    // The same admin key, members and receipts: tills notice nothing.
    let mut server = Server::start(url.as_ref(), "g06-bonus-card")?;
    let before = sales.known()?.len();
    sales.during(&server, || sales.wait_for(before + 60))?;
    assert!(server.stop()?);
    run(here, &["verify", "--database", url])?.fine()?;

    copy(url, "back.db")?.fine()?;
    assert_eq!(journal(here, "back.db")?, journal(here, url)?);
    let mut server = Server::start(&here.join("back.db"), "g06-bonus-card")?;
    let before = sales.known()?.len();
    sales.during(&server, || sales.wait_for(before + 60))?;
    assert!(server.stop()?);
    assert_eq!(receipts(here, "back.db")?, sales.known()?);
    run(here, &["verify", "--database", "back.db"])?.fine()?;
    Ok(())
}

#[test]
fn nothing_is_copied_over_something() -> Outcome {
    let database = Cluster::shared()?.database()?;
    let url = database.url();
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    std::fs::write(here.join("receipts.csv"), RECEIPTS)?;
    let demo = ["demo", "--no-serve", "--receipts", "receipts.csv", "--database", "shop.db"];
    run(here, &demo)?.fine()?;
    let copy = |from: &str, to: &str| run(here, &["copy", "--from", from, "--to", to, "--json"]);
    let tables = |text: String| serde_json::from_str::<serde_json::Value>(&text);
    let there = tables(copy("shop.db", url)?.fine()?)?;
    // Read from there, the tables hold the same rows as in the file.
    assert_eq!(tables(copy(url, "second.db")?.fine()?)?, there);
    assert!(there["tables"].as_array().is_some_and(|list| list.len() > 15), "{there}");
    for (to, words) in [(url, "the target is not empty"), ("second.db", "is there already")] {
        let refused = copy("shop.db", to)?;
        assert_eq!(refused.code, Some(1), "{}", refused.out);
        assert!(refused.err.contains(words), "{}", refused.err);
    }
    let refused = copy("nowhere.db", "third.db")?;
    assert!(refused.err.contains("there is no such database"), "{}", refused.err);
    assert!(!here.join("third.db").exists() && !here.join("third.db.copying").exists());
    Ok(())
}
