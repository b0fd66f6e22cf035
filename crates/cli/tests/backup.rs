//! Copies of a database: made while a server works, proven, put back, refused.

mod support;

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;
use support::server::Server;
use support::tills::{Sales, enrol, receipts};
use support::{Ended, Outcome, gallery, run};

const RECEIPTS: &str = "member_id,basket_id,ts,store_id,product_id,qty,amount\n\
    anna,1,2026-03-02T10:00:00,main,lamp,1,1000.00\n\
    boris,2,2026-03-02T11:00:00,main,sofa,2,8000.00\n\
    anna,3,2026-03-03T10:00:00,main,lamp,-1,-1000.00\n";

/// A small shop in `shop.db`.
fn shop(folder: &Path) -> Outcome {
    std::fs::write(folder.join("receipts.csv"), RECEIPTS)?;
    let programme = gallery("g08-bronze-to-platinum");
    let demo = ["demo", "--no-serve", "--keep-dates", "--receipts", "receipts.csv"];
    let rest = ["--database", "shop.db", "--programme", &programme];
    run(folder, &[&demo[..], &rest].concat())?.fine()?;
    Ok(())
}

/// A command that must be refused with these words.
fn refused(ended: Ended, code: i32, words: &str) -> Outcome {
    assert_eq!(ended.code, Some(code), "{}", ended.err);
    assert!(ended.out.is_empty(), "{}", ended.out);
    assert!(ended.err.contains(words), "{words}: {}", ended.err);
    Ok(())
}

fn copies(folder: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    let names = std::fs::read_dir(folder)?.map(|entry| Ok(entry?.file_name()));
    let names: Result<Vec<_>, std::io::Error> = names.collect();
    Ok(names?.into_iter().map(|name| name.to_string_lossy().into_owned()).collect())
}

#[test]
fn a_copy_is_proven_and_comes_back_as_it_was() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    shop(here)?;
    let before = run(here, &["export", "journal", "--database", "shop.db"])?.fine()?;
    let made = run(here, &["backup", "--database", "shop.db", "--to", "copy.db"])?;
    assert!(made.err.contains("sound: "), "{}", made.err);
    assert_eq!(made.fine()?, "copy.db\n");
    let manifest = std::fs::read(here.join("copy.db.json"))?;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest)?;
    assert_eq!(manifest["bytes"], std::fs::metadata(here.join("copy.db"))?.len());
    assert!(manifest["verified"]["receipts"].as_u64() >= Some(2), "{manifest}");
    let doctor = run(here, &["doctor", "--database", "shop.db"])?.fine()?;
    assert!(doctor.contains("last backup"), "{doctor}");

    // Looking into a copy leaves it as it is.
    run(here, &["explain", "2", "--database", "copy.db"])?.fine()?;
    run(here, &["restore", "copy.db", "--database", "back.db"])?.fine()?;
    let after = run(here, &["export", "journal", "--database", "back.db"])?.fine()?;
    assert_eq!(after, before);
    let left = copies(here)?;
    for name in left {
        assert!(!name.contains(".partial") && !name.contains(".restoring"), "{name} stays behind");
    }
    Ok(())
}

#[test]
fn a_copy_has_the_permissions_of_the_database() -> Outcome {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    shop(here)?;
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(here.join("shop.db"), private)?;
    run(here, &["backup", "--database", "shop.db", "--to", "copy.db"])?.fine()?;
    run(here, &["restore", "copy.db", "--database", "back.db"])?.fine()?;
    for name in ["copy.db", "back.db"] {
        let mode = std::fs::metadata(here.join(name))?.permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    Ok(())
}

#[test]
fn a_folder_keeps_the_newest_copies_and_nothing_unfinished() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    shop(here)?;
    let kept = here.join("copies");
    std::fs::create_dir(&kept)?;
    let old = ["shop-20200101T000000Z.db", "shop-20210101T000000Z.db", "shop-20220101T000000Z.db"];
    for name in old {
        std::fs::write(kept.join(name), "an old copy")?;
        std::fs::write(kept.join(format!("{name}.json")), "its manifest")?;
    }
    let others = ["shop.db", "shop-before-christmas.db", "other-20200101T000000Z.db"];
    for name in others {
        std::fs::write(kept.join(name), "not one of these")?;
    }
    std::fs::write(kept.join("shop-20230101T000000Z.db.partial"), "of a killed programme")?;
    let arguments = ["backup", "--database", "shop.db", "--to", "copies", "--keep", "2", "--json"];
    let done: serde_json::Value = serde_json::from_str(&run(here, &arguments)?.fine()?)?;
    let made = done["file"].as_str().and_then(|file| file.strip_prefix("copies/"));
    let made = made.ok_or("no file")?.to_owned();
    assert_eq!(done["removed"].as_array().map(Vec::len), Some(2));
    let mut expected: BTreeSet<String> = others.iter().map(ToString::to_string).collect();
    for name in [old[2].to_owned(), made] {
        expected.insert(format!("{name}.json"));
        expected.insert(name);
    }
    assert_eq!(copies(&kept)?, expected);
    Ok(())
}

#[test]
fn a_copy_never_takes_the_place_of_something() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    shop(here)?;
    std::fs::write(here.join("taken.db"), "a letter")?;
    let backup = |arguments: &[&str]| run(here, &[&["backup"], arguments].concat());
    let shop = ["--database", "shop.db", "--to"];
    let to = |target: &'static str| backup(&[&shop[..], &[target]].concat());
    refused(to("taken.db")?, 1, "taken.db: is there already")?;
    refused(to("./shop.db")?, 1, "is the database itself")?;
    refused(to("nowhere/copy.db")?, 1, "there is no such folder")?;
    refused(backup(&["--database", "none.db", "--to", "copy.db"])?, 1, "no such database")?;
    refused(backup(&["--database", "taken.db", "--to", "copy.db"])?, 1, "not a database of ours")?;
    let keeping = [&shop[..], &["copy.db", "--keep", "3"]].concat();
    refused(backup(&keeping)?, 1, "is no folder")?;
    assert!(!here.join("copy.db").exists() && !here.join("copy.db.partial").exists());
    assert_eq!(std::fs::read_to_string(here.join("taken.db"))?, "a letter");
    Ok(())
}

#[test]
fn a_server_of_databases_is_sent_to_its_own_tools() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    let address = "postgres://localhost/shop";
    let backup = run(here, &["backup", "--database", address, "--to", "copy.db"])?;
    refused(backup, 1, "pg_basebackup")?;
    let restore = run(here, &["restore", "copy.db", "--database", address])?;
    refused(restore, 1, "docs/guides/backup.md")
}

#[test]
fn a_damaged_or_unknown_copy_is_not_put_in_place() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    shop(here)?;
    run(here, &["backup", "--database", "shop.db", "--to", "copy.db"])?.fine()?;
    let restore = |more: &[&str]| {
        run(here, &[&["restore", "copy.db", "--database", "back.db"], more].concat())
    };
    // One byte in a page that no index and no checksum of the file's own speaks of.
    let sound = std::fs::read(here.join("copy.db"))?;
    let mut bytes = sound.clone();
    let place = bytes.windows(4).position(|w| w == b"sofa").ok_or("no sofa")?;
    bytes[place] = b'S';
    std::fs::write(here.join("copy.db"), &bytes)?;
    refused(restore(&[])?, 3, "not those that were written")?;
    refused(restore(&["--without-manifest"])?, 3, "invariant 6")?;
    std::fs::write(here.join("copy.db"), &sound[..sound.len() - 4096])?;
    refused(restore(&[])?, 3, "and was made with")?;
    std::fs::write(here.join("copy.db"), &sound)?;
    std::fs::rename(here.join("copy.db.json"), here.join("moved.json"))?;
    refused(restore(&[])?, 1, "there is no manifest")?;
    assert!(!here.join("back.db").exists() && !here.join("back.db.restoring").exists());
    restore(&["--without-manifest"])?.fine()?;
    refused(restore(&["--without-manifest"])?, 1, "back.db: is there already")
}

#[test]
fn a_broken_database_is_not_copied_as_if_it_were_sound() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    shop(here)?;
    let mut bytes = std::fs::read(here.join("shop.db"))?;
    let place = bytes.windows(4).position(|w| w == b"sofa").ok_or("no sofa")?;
    bytes[place] = b'S';
    std::fs::write(here.join("shop.db"), &bytes)?;
    let arguments = ["backup", "--database", "shop.db", "--to", "copy.db"];
    refused(run(here, &arguments)?, 3, "invariant 6")?;
    assert!(!here.join("copy.db").exists() && !here.join("copy.db.json").exists());
    run(here, &[&arguments[..], &["--no-verify"]].concat())?.fine()?;
    Ok(())
}

#[test]
fn what_a_server_holds_is_not_replaced_and_what_was_there_is_kept() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    let database = here.join("shop.db");
    let mut server = Server::start(&database, "g06-bonus-card")?;
    enrol(&server, 1)?;
    run(here, &["backup", "--database", "shop.db", "--to", "copy.db"])?.fine()?;
    let restore = ["restore", "copy.db", "--database", "shop.db", "--replace"];
    let process = format!("process {} has it open", server.process());
    refused(run(here, &restore)?, 1, &process)?;
    // What came after the copy must not be lost silently.
    enrol(&server, 2)?;
    server.kill()?;
    refused(run(here, &restore[..4])?, 1, "--replace")?;
    let ended = run(here, &restore)?;
    assert!(ended.err.contains("is kept as shop.db.replaced-"), "{}", ended.err);
    ended.fine()?;
    let members = |database: &str| -> Result<usize, Box<dyn Error>> {
        let list = run(here, &["export", "members", "--database", database])?.fine()?;
        Ok(list.lines().count() - 1)
    };
    assert_eq!(members("shop.db")?, 1);
    let kept = copies(here)?;
    let kept: Vec<_> = kept.iter().filter(|name| name.contains(".replaced-")).collect();
    assert_eq!(kept.len(), 1, "the log was copied back: {kept:?}");
    assert_eq!(members(kept[0])?, 2);
    Ok(())
}

#[test]
fn a_damaged_database_makes_room_for_a_copy() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    shop(here)?;
    run(here, &["backup", "--database", "shop.db", "--to", "copy.db"])?.fine()?;
    std::fs::write(here.join("shop.db"), vec![0xa5; 100_000])?;
    std::fs::write(here.join("shop.db-wal"), "a log of something else")?;
    run(here, &["restore", "copy.db", "--database", "shop.db", "--replace"])?.fine()?;
    run(here, &["verify", "--database", "shop.db"])?.fine()?;
    let kept = copies(here)?;
    let kept = kept.iter().filter(|name| name.contains(".replaced-"));
    assert_eq!(kept.count(), 2, "the file and its log are the evidence");
    Ok(())
}

#[test]
fn a_copy_made_under_load_holds_what_was_acknowledged_before_it() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    let server = Server::start(&here.join("shop.db"), "g06-bonus-card")?;
    enrol(&server, 1)?;
    let sales = Sales::default();
    let before = sales.during(&server, || {
        sales.wait_for(200)?;
        let before = sales.known()?;
        run(here, &["backup", "--database", "shop.db", "--to", "copy.db"])?.fine()?;
        Ok(before)
    })?;
    run(here, &["restore", "copy.db", "--database", "back.db"])?.fine()?;
    let (found, known) = (receipts(here, "back.db")?, sales.known()?);
    assert_eq!(before.difference(&found).count(), 0, "of {} receipts", before.len());
    assert_eq!(found.difference(&known).count(), 0, "nothing was made up");
    Ok(())
}
