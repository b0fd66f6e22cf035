//! The verbs on a PostgreSQL server.

mod support;

use std::path::Path;
use store::postgres::{Placement, TABLES};
use support::server::Server;
use support::{Outcome, run};
use testbed::{Cluster, Settings};

/// Stands in for the extension, which no server of the tests has.
const CITUS: &str = include_str!("../../store/tests/citus.sql");

const RECEIPTS: &str = "member_id,basket_id,ts,store_id,product_id,qty,amount\n\
    anna,1,2026-03-02T10:00:00,main,lamp,1,1000.00\n\
    boris,2,2026-03-02T11:00:00,main,sofa,2,8000.00\n\
    anna,3,2026-03-03T10:00:00,main,lamp,-1,-1000.00\n";

#[test]
fn every_verb_works_on_a_database_of_a_server() -> Outcome {
    let database = Cluster::shared()?.database()?;
    let url = database.url();
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    std::fs::write(here.join("receipts.csv"), RECEIPTS)?;
    let told = run(here, &["migrate", "--database", url])?.fine()?;
    assert!(told.starts_with("schema ") && told.contains("PostgreSQL"), "{told}");
    let ended = run(here, &["verify", "--database", url])?;
    assert_eq!(ended.code, Some(1), "nothing is in it yet");
    assert!(ended.err.contains("there is no such database"), "{}", ended.err);
    let demo = ["demo", "--no-serve", "--keep-dates", "--receipts", "receipts.csv"];
    let summary = run(here, &[&demo[..], &["--database", url]].concat())?.fine()?;
    let ended = run(here, &[&demo[..], &["--database", url]].concat())?;
    assert_eq!(ended.code, Some(1), "not over it");
    assert!(ended.err.contains("is there already"), "{}", ended.err);
    run(here, &["verify", "--database", url])?.fine()?;
    let found = run(here, &["doctor", "--json", "--database", url])?.fine()?;
    let found: serde_json::Value = serde_json::from_str(&found)?;
    assert_eq!((&found["active_version"], &found["not_projected"]), (&1.into(), &0.into()));
    // The same on a file: what people read does not depend on the backend.
    let file = [&demo[..], &["--database", "shop.db"]].concat();
    assert_eq!(run(here, &file)?.fine()?, summary);
    Ok(())
}

#[test]
fn a_server_without_citus_is_told_of() -> Outcome {
    let database = Cluster::shared()?.database()?;
    let folder = tempfile::tempdir()?;
    let ended = run(folder.path(), &["migrate", "--distribute", "--database", database.url()])?;
    assert_eq!(ended.code, Some(1), "{}", ended.out);
    assert!(ended.err.contains("does not have the extension Citus"), "{}", ended.err);
    let ended = run(folder.path(), &["migrate", "--distribute", "--database", "shop.db"])?;
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("hint: give the address of a PostgreSQL database"), "{}", ended.err);
    Ok(())
}

#[test]
fn a_server_with_citus_gets_every_table_placed_once() -> Outcome {
    let database = Cluster::shared()?.database()?;
    let mut session = database.session()?;
    session.query(CITUS)?;
    let path = "SET search_path = public, citus, pg_catalog";
    session.query(&format!("ALTER DATABASE {} {path}", database.name()))?;
    let folder = tempfile::tempdir()?;
    let migrate = ["migrate", "--distribute", "--database", database.url()];
    let told = run(folder.path(), &migrate)?.fine()?;
    let placed = TABLES.iter().filter(|(_, placement)| *placement != Placement::Coordinator);
    let placed: Vec<&str> = placed.map(|(table, _)| *table).collect();
    assert!(told.ends_with(&format!("\nplaced {}\n", placed.join(", "))), "{told}");
    let calls = "SELECT table_name FROM citus.calls ORDER BY number";
    let called = session.query(calls)?;
    assert_eq!(called.iter().flatten().flatten().collect::<Vec<_>>(), placed);
    let told = run(folder.path(), &migrate)?.fine()?;
    assert!(told.ends_with("\nevery table is placed already\n"), "{told}");
    assert_eq!(session.query(calls)?, called);
    Ok(())
}

#[test]
fn a_standby_alone_is_told_of_with_a_way_out() -> Outcome {
    let first = Cluster::start(Settings::default())?;
    let standby = first.standby(Settings::default())?;
    let folder = tempfile::tempdir()?;
    for verb in ["migrate", "serve"] {
        let ended = run(folder.path(), &[verb, "--database", &standby.url("postgres")])?;
        assert_eq!(ended.code, Some(1), "{}", ended.out);
        assert!(ended.err.contains("database does not allow writes"), "{}", ended.err);
        assert!(ended.err.contains("hint: it follows another server"), "{}", ended.err);
    }
    Ok(())
}

#[test]
fn a_database_of_another_program_is_left_alone() -> Outcome {
    let database = Cluster::shared()?.database()?;
    database.session()?.query("CREATE TABLE recipes (name text)")?;
    let folder = tempfile::tempdir()?;
    let ended = run(folder.path(), &["migrate", "--database", database.url()])?;
    assert_eq!(ended.code, Some(1));
    assert!(ended.err.contains("hint: give a database of its own"), "{}", ended.err);
    let tables =
        database.session()?.query("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")?;
    assert_eq!(tables, [[Some("1".to_owned())]]);
    Ok(())
}

#[test]
fn a_server_that_does_not_encrypt_is_told_of_with_a_way_out() -> Outcome {
    let cluster = Cluster::start(Settings { tcp: true, ..Settings::default() })?;
    let (database, folder) = (cluster.database()?, tempfile::tempdir()?);
    let url = format!("{}?sslmode=require", database.url());
    let ended = run(folder.path(), &["migrate", "--database", &url])?;
    assert_eq!(ended.code, Some(1), "{}", ended.out);
    assert!(ended.err.contains("hint: turn on `ssl`"), "{}", ended.err);
    Ok(())
}

#[test]
fn no_message_shows_a_password() -> Outcome {
    let folder = tempfile::tempdir()?;
    for (url, hint) in [
        // Nobody listens on the first port of this machine.
        ("postgres://ann:s3cr3t@127.0.0.1:1/shop", "hint: check the address"),
        ("postgres://ann:s3cr3t@127.0.0.1:port/shop", "hint: write it as"),
        ("postgres://ann:s3?cr3t=s3cr3t@127.0.0.1:1/shop", "hint: "),
    ] {
        for verb in ["verify", "migrate", "serve", "doctor"] {
            let ended = run(folder.path(), &[verb, "--database", url])?;
            assert_eq!(ended.code, Some(1), "{verb} {url}: {}", ended.err);
            assert!(ended.err.contains(hint), "{verb} {url}: {}", ended.err);
            let said = format!("{}{}", ended.out, ended.err);
            assert!(!said.contains("cr3t"), "{verb}: {said}");
        }
    }
    let mut help = support::command();
    help.env("TESSERA_DATABASE", "postgres://ann:s3cr3t@host/shop").args(["verify", "--help"]);
    let help = String::from_utf8(help.output()?.stdout)?;
    assert!(help.contains("TESSERA_DATABASE") && !help.contains("s3cr3t"), "{help}");
    Ok(())
}

/// However much is logged: the library for the server would tell each value of a statement.
#[test]
fn no_log_names_a_member() -> Outcome {
    let database = Cluster::shared()?.database()?;
    let server = Server::start_logging(Path::new(database.url()), "g06-bonus-card", "trace")?;
    let body = r#"{"identities": [{"kind": "phone", "value": "+994501234567"}],
        "contact": {"name": "Aygun Mammadova"}}"#;
    let made = server.client()?.post("/v1/members", "once", body)?;
    assert_eq!(made.status, 201, "{}", made.body);
    let log = server.logged()?;
    assert!(log.contains("/v1/members"), "requests are logged: {log}");
    for name in ["994501234567", "Aygun", "Mammadova"] {
        assert!(!log.contains(name), "{name}: {log}");
    }
    Ok(())
}
