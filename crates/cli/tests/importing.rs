//! Importing members and receipts: errors by row, going on, taking back.

mod support;

use std::path::Path;
use support::{Ended, Outcome, gallery, run};

const MEMBERS: &str = "id,phone,name,birthday,joined,balance.points\n\
    anna,+994501234567,Anna,1990-05-17,2026-01-10T10:00:00,250\n\
    boris,12,Boris,,,10\n\
    clara,,Clara,02-29,,\n\
    anna,,Anna again,,,5\n\
    dora,,Dora,,,many\n";

const RECEIPTS: &str = "member_id,basket_id,ts,product_id,qty,amount\n\
    anna,1,2026-03-02T10:00:00,lamp,1,1000.00\n\
    clara,2,2026-03-02T11:00:00,sofa,1,8000.00\n\
    nobody,3,2026-03-02T11:00:00,sofa,1,8000.00\n\
    anna,C1,2026-03-05T10:00:00,lamp,-1,-1000.00\n";

fn prepare(here: &Path) -> Outcome {
    std::fs::write(here.join("members.csv"), MEMBERS)?;
    std::fs::write(here.join("receipts.csv"), RECEIPTS)?;
    // A demo of one old receipt makes a database in which the programme counts.
    std::fs::write(
        here.join("first.csv"),
        "member_id,basket_id,ts,product_id,qty,amount\nfirst,0,2026-01-02T10:00:00,pin,1,1.00\n",
    )?;
    let programme = gallery("g08-bronze-to-platinum");
    let demo = [
        "demo",
        "--no-serve",
        "--keep-dates",
        "--receipts",
        "first.csv",
        "--database",
        "shop.db",
        "--programme",
        &programme,
    ];
    run(here, &demo)?.fine()?;
    Ok(())
}

fn import(here: &Path, arguments: &[&str]) -> Result<Ended, Box<dyn std::error::Error>> {
    let database: &[&str] = &["--database", "shop.db"];
    run(here, &[&["import"], arguments, database].concat())
}

/// The id in `run ID: ...`.
fn id(said: &str) -> String {
    said.trim_start_matches("run ").chars().take(36).collect()
}

#[test]
fn good_rows_come_in_and_bad_rows_are_listed() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    prepare(here)?;
    let said = import(here, &["members", "members.csv", "--errors", "errors.csv"])?.fine()?;
    assert!(said.contains("5 done, 0 of them before, 3 refused"), "{said}");
    let errors = std::fs::read_to_string(here.join("errors.csv"))?;
    let codes: Vec<&str> =
        errors.lines().skip(1).map(|l| l.split(',').nth(1).unwrap_or("")).collect();
    assert_eq!(codes, ["identity.invalid", "member.exists", "request.invalid"], "{errors}");
    let members = run(here, &["export", "postings", "--database", "shop.db"])?.fine()?;
    assert!(members.contains("adjustment,-250"), "{members}");
    run(here, &["verify", "--database", "shop.db"])?.fine()?;
    Ok(())
}

#[test]
fn receipts_of_strangers_are_refused_unless_they_may_join() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    prepare(here)?;
    import(here, &["members", "members.csv"])?.fine()?;
    let said = import(here, &["receipts", "receipts.csv", "--errors", "errors.csv"])?.fine()?;
    let errors = std::fs::read_to_string(here.join("errors.csv"))?;
    assert!(errors.contains("4,member.not_found,"), "{errors}");
    let again = import(here, &["receipts", "receipts.csv", "--enrol"])?.fine()?;
    assert!(!again.contains(" 0 done"), "{said}{again}");
    let receipts = run(here, &["export", "receipts", "--database", "shop.db"])?.fine()?;
    assert_eq!(receipts.lines().count(), 1 + 4, "each receipt once: {receipts}");
    run(here, &["verify", "--database", "shop.db"])?.fine()?;
    Ok(())
}

#[test]
fn an_import_can_be_taken_back() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    prepare(here)?;
    let members = id(&import(here, &["members", "members.csv"])?.fine()?);
    let receipts = id(&import(here, &["receipts", "receipts.csv"])?.fine()?);
    let undone = import(here, &["undo", &receipts])?;
    assert_eq!(undone.code, Some(0), "{}", undone.err);
    import(here, &["undo", &members])?.fine()?;
    assert_eq!(import(here, &["undo", &members])?.code, Some(1), "only once");
    let list = import(here, &["list"])?.fine()?;
    assert_eq!(list.matches("undone").count(), 2, "{list}");
    // Nobody stands in the way of the next try.
    let said = import(here, &["members", "members.csv"])?.fine()?;
    assert!(said.contains("3 refused"), "{said}");
    let verdict = run(here, &["verify", "--database", "shop.db"])?;
    assert_eq!(verdict.code, Some(0), "{}", verdict.err);
    Ok(())
}

/// Two of four lamps come back; a second time it would be all of them.
const PARTS: &str = "member_id,basket_id,ts,product_id,qty,amount\n\
    anna,5,2026-03-02T10:00:00,lamp,4,4000.00\n\
    anna,C5,2026-03-05T10:00:00,lamp,-2,-2000.00\n";

fn postings(here: &Path) -> Result<String, Box<dyn std::error::Error>> {
    run(here, &["export", "postings", "--database", "shop.db"])?.fine()
}

#[test]
fn a_file_that_came_in_whole_is_refused_the_second_time() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    prepare(here)?;
    std::fs::write(here.join("parts.csv"), PARTS)?;
    import(here, &["members", "members.csv"])?.fine()?;
    let first = id(&import(here, &["receipts", "parts.csv"])?.fine()?);
    let before = postings(here)?;
    let again = import(here, &["receipts", "parts.csv"])?;
    assert_eq!(again.code, Some(1));
    assert!(again.err.contains("came in before") && again.err.contains("hint:"), "{}", again.err);
    assert_eq!(before, postings(here)?);
    // Taken back, it may come in again.
    import(here, &["undo", &first])?;
    let said = import(here, &["receipts", "parts.csv"])?;
    assert!(!said.err.contains("came in before"), "{}", said.err);
    Ok(())
}

#[test]
fn what_came_in_stays_as_it_is_when_refused_rows_are_tried_again() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    prepare(here)?;
    let stranger = "nobody,6,2026-03-02T11:00:00,sofa,1,8000.00\n";
    std::fs::write(here.join("mixed.csv"), format!("{PARTS}{stranger}"))?;
    import(here, &["members", "members.csv"])?.fine()?;
    import(here, &["receipts", "mixed.csv"])?.fine()?;
    let before = postings(here)?;
    import(here, &["receipts", "mixed.csv"])?.fine()?;
    assert_eq!(before, postings(here)?, "the parts came back once");
    Ok(())
}
