//! What commands print, and how they end.

mod support;

use support::{Outcome, gallery, root, run};

const RECEIPTS: &str = "member_id,basket_id,ts,store_id,product_id,qty,amount\n\
    anna,1,2026-03-02T10:00:00,main,lamp,1,1000.00\n\
    boris,2,2026-03-02T11:00:00,main,sofa,2,8000.00\n\
    anna,3,2026-03-03T10:00:00,main,lamp,-1,-1000.00\n\
    anna,4,2026-03-04T10:00:00,main,bed,-1,-500.00\n\
    boris,5,not a time,main,bed,1,500.00\n";

const BAD: &str = "\
tessera: 1
programme: {key: shop, name: Shop, currency: RUB, time_zone: Europe/Moskow, locales: [en]}
units:
  points: {name: points, wort: 0.1}
earning:
  purchases: {unit: pionts, give: 1, per: 10}
";

#[test]
fn help_names_every_verb() -> Outcome {
    let help = run(&root(), &["--help"])?.fine()?;
    insta::assert_snapshot!(help);
    Ok(())
}

#[test]
fn a_bad_document_is_shown_with_places_and_hints() -> Outcome {
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("programme.yaml"), BAD)?;
    let ended = run(folder.path(), &["check", "programme.yaml"])?;
    assert_eq!(ended.code, Some(1));
    insta::assert_snapshot!(format!("{}---\n{}", ended.out, ended.err));
    let ended = run(folder.path(), &["check", ".", "--json"])?;
    let found: serde_json::Value = serde_json::from_str(&ended.out)?;
    assert_eq!(found[0]["diagnostics"][0]["severity"], "error");
    Ok(())
}

#[test]
fn wrong_use_ends_with_one_and_nothing_on_standard_output() -> Outcome {
    for arguments in [
        &["frobnicate"][..],
        &["verify"],
        &["verify", "--database", "nowhere.db"],
        &["check", "nowhere"],
        &["init", "shop", "--template", "g99"],
        &["replay", "nowhere.csv", "--programme", "."],
    ] {
        let ended = run(&root(), arguments)?;
        assert_eq!(ended.code, Some(1), "{arguments:?}: {}", ended.err);
        assert!(ended.out.is_empty() && !ended.err.is_empty(), "{arguments:?}");
    }
    let ended = run(&root(), &["init", "shop", "--template", "g08-bronze-to-platinun"])?;
    assert!(ended.err.contains("hint: did you mean `g08-bronze-to-platinum`?"), "{}", ended.err);
    Ok(())
}

#[test]
fn a_template_becomes_a_programme_that_passes_its_tests() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    run(here, &["init", "shop", "--template", "g08"])?.fine()?;
    run(here, &["check", "shop"])?.fine()?;
    let tested = run(here, &["test", "shop"])?.fine()?;
    let last = tested.lines().last().unwrap_or_default();
    assert!(last.ends_with(" passed, 0 failed"), "{last}");
    run(here, &["fmt", "shop", "--check"])?.fine()?;
    assert_eq!(run(here, &["init", "shop", "--template", "g08"])?.code, Some(1), "not over it");
    Ok(())
}

#[test]
fn every_folder_of_the_gallery_is_a_template() -> Outcome {
    let list = run(&root(), &["init", "--list"])?.fine()?;
    let mut folders = 0;
    for entry in std::fs::read_dir(root().join("programmes"))? {
        let folder = entry?.path();
        if !folder.join("programme.yaml").is_file() {
            continue;
        }
        folders += 1;
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let told = list.lines().find_map(|line| line.strip_prefix(&format!("{name} ")));
        assert!(told.is_some_and(|told| !told.trim().is_empty()), "{name}: {told:?}");
    }
    assert_eq!(list.lines().count(), folders);
    assert!(folders >= 20, "{folders} templates");
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    run(here, &["init", "books", "--template", "g40"])?.fine()?;
    run(here, &["check", "books"])?.fine()?;
    run(here, &["rules", "books", "--locale", "az"])?.fine()?;
    Ok(())
}

#[test]
fn the_rules_of_a_programme_are_a_page_for_its_members() -> Outcome {
    let programme = gallery("g08-bronze-to-platinum");
    let page = run(&root(), &["rules", &programme])?.fine()?;
    assert!(page.starts_with("<!doctype html>\n<html lang=\"en\">"), "{page}");
    assert!(page.contains("How you earn") && page.contains("Your status discount"), "{page}");
    let page = run(&root(), &["rules", &programme, "--locale", "ru"])?.fine()?;
    assert!(page.contains("Как копить") && page.contains("Скидка по статусу"), "{page}");
    let ended = run(&root(), &["rules", &programme, "--locale", "az"])?;
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.is_empty() && ended.err.contains("hint: it has en, ru"), "{}", ended.err);
    let folder = tempfile::tempdir()?;
    std::fs::write(folder.path().join("programme.yaml"), BAD)?;
    let ended = run(folder.path(), &["rules", "."])?;
    assert_eq!(ended.code, Some(1));
    assert!(ended.out.is_empty() && ended.err.contains("error["), "{}", ended.err);
    Ok(())
}

#[test]
fn a_changed_discount_is_told_and_fails_its_scenario() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    run(here, &["init", "before", "--template", "g08"])?.fine()?;
    run(here, &["init", "after", "--template", "g08"])?.fine()?;
    let path = here.join("after/programme.yaml");
    let text = std::fs::read_to_string(&path)?;
    std::fs::write(&path, text.replace("silver: 10 %", "silver: 12 %"))?;
    let changes = run(here, &["diff", "before", "after"])?.fine()?;
    assert!(changes.contains("10 % -> 12 %"), "{changes}");
    let tested = run(here, &["test", "after"])?;
    assert_eq!(tested.code, Some(1));
    assert!(tested.out.contains("expected: ") && tested.out.contains("got: "), "{}", tested.out);
    let json = run(here, &["test", "after", "--json"])?;
    let reports: serde_json::Value = serde_json::from_str(&json.out)?;
    assert!(reports[0]["scenarios"].as_array().is_some_and(|list| !list.is_empty()));
    Ok(())
}

#[test]
fn the_gallery_is_as_it_says() -> Outcome {
    let all = root().join("programmes").display().to_string();
    run(&root(), &["check", &all])?.fine()?;
    Ok(())
}

#[test]
fn receipts_are_carried_out_explained_exported_and_proven() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    std::fs::write(here.join("receipts.csv"), RECEIPTS)?;
    let programme = gallery("g08-bronze-to-platinum");
    let demo = [
        "demo",
        "--no-serve",
        "--keep-dates",
        "--receipts",
        "receipts.csv",
        "--database",
        "shop.db",
        "--errors",
        "errors.csv",
        "--programme",
        &programme,
    ];
    insta::assert_snapshot!("summary", run(here, &demo)?.fine()?);
    insta::assert_snapshot!("errors", std::fs::read_to_string(here.join("errors.csv"))?);
    let database = ["--database", "shop.db"];
    let with = |arguments: &[&'static str]| [arguments, &database].concat();
    let why = run(here, &with(&["explain", "2", "--locale", "en"]))?.fine()?;
    assert!(why.contains("8000.00 RUB, discount 400.00, left to pay 7600.00"), "{why}");
    let why = run(here, &with(&["explain", "2", "--json"]))?.fine()?;
    assert_eq!(serde_json::from_str::<serde_json::Value>(&why)?["identical"], true);
    let receipts = run(here, &with(&["export", "receipts"]))?.fine()?;
    assert_eq!(receipts.lines().count(), 3, "{receipts}");
    let members = run(here, &with(&["export", "members", "--format", "json"]))?.fine()?;
    assert!(members.contains("\"tiers\":\"status=silver\""), "{members}");
    for line in run(here, &with(&["export", "journal"]))?.fine()?.lines() {
        serde_json::from_str::<serde_json::Value>(line)?;
    }
    let verdict = run(here, &with(&["verify"]))?.fine()?;
    assert!(verdict.starts_with("sound: "), "{verdict}");
    run(here, &with(&["doctor"]))?.fine()?;
    Ok(())
}

#[test]
fn what_the_product_writes_about_itself_can_be_read() -> Outcome {
    let json = |arguments: &[&str]| -> Result<serde_json::Value, Box<dyn std::error::Error>> {
        Ok(serde_json::from_str(&run(&root(), arguments)?.fine()?)?)
    };
    assert_eq!(json(&["schema"])?["title"], "Tessera programme");
    assert!(json(&["openapi"])?["paths"]["/v1/receipts"].is_object());
    assert!(run(&root(), &["codes", "--markdown"])?.fine()?.contains("| `coupon.expired` |"));
    let reference = run(&root(), &["help-markdown"])?.fine()?;
    assert!(reference.contains("## tessera import receipts") && !reference.contains("openapi"));
    assert!(run(&root(), &["completions", "bash"])?.fine()?.contains("tessera"));
    Ok(())
}
