//! PostgreSQL as the guide describes it: an archive of the log, a base backup under load,
//! and recovery to a moment into another server.

mod support;

use support::server::Server;
use support::tills::{Sales, enrol, receipts};
use support::{Outcome, run};
use testbed::{Cluster, Settings};

const NAME: &str = "before-the-import";

fn setting(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

#[test]
fn a_server_recovers_to_a_named_moment_and_not_beyond() -> Outcome {
    let folder = tempfile::tempdir()?;
    let here = folder.path();
    let archive = Cluster::archive()?;
    let (log, base) = (archive.path().display(), archive.path().join("base"));
    let archiving = vec![
        setting("archive_mode", "on"),
        setting(
            "archive_command",
            format!("test ! -f {log}/%f && cp %p {log}/%f.part && mv {log}/%f.part {log}/%f"),
        ),
    ];
    let mut cluster = Cluster::start(Settings { extra: archiving, ..Settings::default() })?;
    cluster.session("postgres")?.query("CREATE DATABASE shop")?;
    let url = cluster.url("shop");
    let server = Server::start(url.as_ref(), "g06-bonus-card")?;
    enrol(&server, 1)?;
    let sales = Sales::default();
    sales.during(&server, || {
        sales.wait_for(50)?;
        cluster.base_backup(&base)?;
        let copied = sales.known()?.len();
        sales.wait_for(copied + 50)
    })?;
    // All tills are quiet: from here on it is known what was there at the moment.
    let there = sales.known()?;
    cluster.session("shop")?.query(&format!("SELECT pg_create_restore_point('{NAME}')"))?;
    sales.during(&server, || sales.wait_for(there.len() + 50))?;
    let hashes = run(here, &["export", "journal", "--database", &url])?.fine()?;
    cluster.archive_now()?;
    drop(server);
    cluster.kill()?;

    let recovering = vec![
        setting("archive_mode", "off"),
        setting("restore_command", format!("cp {log}/%f %p")),
        setting("recovery_target_name", NAME),
        setting("recovery_target_action", "promote"),
    ];
    let second = Cluster::recover(&base, Settings { extra: recovering, ..Settings::default() })?;
    let url = second.url("shop");
    let verdict = run(here, &["verify", "--database", &url])?.fine()?;
    assert!(verdict.starts_with("sound: "), "{verdict}");
    assert_eq!(receipts(here, &url)?, there);
    // The same entries at the same places: a beginning of what was lost.
    let recovered = run(here, &["export", "journal", "--database", &url])?.fine()?;
    assert!(hashes.starts_with(&recovered) && hashes.len() > recovered.len());

    // It takes receipts, also those that come again.
    let server = Server::start(url.as_ref(), "g06-bonus-card")?;
    sales.during(&server, || sales.wait_for(there.len() + 150))?;
    drop(server);
    run(here, &["verify", "--database", &url])?.fine()?;
    Ok(())
}
