//! Each rule is shown a small workspace that breaks it.

use super::{Dependency, Member, check, clippy_bans, members};

fn member(name: &str, normal: &[&str], for_tests: &[&str]) -> Member {
    let dependency =
        |name: &&str, for_tests_only| Dependency { name: (*name).to_owned(), for_tests_only };
    let dependencies = normal
        .iter()
        .map(|name| dependency(name, false))
        .chain(for_tests.iter().map(|name| dependency(name, true)))
        .collect();
    Member { name: name.to_owned(), dependencies }
}

#[test]
fn a_workspace_that_follows_the_table_passes() {
    let findings = check(&[
        member("tessera-model", &["serde", "jiff"], &["proptest"]),
        member("tessera-programme", &["tessera-model"], &[]),
        member("tessera-engine", &["tessera-programme", "tessera-model"], &["tokio"]),
        member("tessera-ledger", &["tessera-model"], &[]),
        member("tessera-simulation", &["tessera-engine", "tessera-ledger"], &[]),
        member("tessera-store", &["tessera-ledger", "rusqlite", "tokio"], &[]),
        member("tessera-service", &["tessera-store", "tessera-engine"], &["tessera-simulation"]),
        member("tessera-cli", &["tessera-service", "tessera-simulation"], &[]),
        member("xtask", &["serde_json"], &[]),
    ]);
    assert_eq!(findings, Vec::<String>::new());
}

#[test]
fn an_arrow_that_is_not_in_the_table_is_found() {
    let findings = check(&[
        member("tessera-ledger", &[], &[]),
        member("tessera-engine", &["tessera-ledger"], &[]),
    ]);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("engine: must not depend on ledger"), "{findings:?}");
}

#[test]
fn simulation_may_not_use_the_service_that_uses_it() {
    let findings = check(&[
        member("tessera-service", &[], &[]),
        member("tessera-simulation", &["tessera-service"], &[]),
    ]);
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].starts_with("simulation: must not depend on service"), "{findings:?}");
}

#[test]
fn a_pure_crate_with_a_runtime_or_randomness_is_found() {
    for impure in ["tokio", "tokio-util", "async-trait", "rusqlite", "axum", "getrandom", "rand"] {
        let findings = check(&[member("tessera-simulation", &[impure], &[])]);
        let expected = format!("simulation: is pure and must not depend on {impure}");
        assert_eq!(findings, vec![expected]);
    }
}

#[test]
fn a_database_outside_of_store_is_found() {
    let findings = check(&[member("tessera-http", &["rusqlite"], &[])]);
    assert_eq!(findings, vec!["http: only store may depend on rusqlite".to_owned()]);
}

#[test]
fn nothing_of_the_product_may_use_the_workshop() {
    let findings = check(&[member("xtask", &[], &[]), member("tessera-cli", &["xtask"], &[])]);
    assert!(findings[0].starts_with("cli: must not depend on xtask"), "{findings:?}");
}

#[test]
fn a_crate_without_a_row_is_found() {
    let findings = check(&[member("tessera-toolbox", &[], &[])]);
    assert!(findings[0].contains("tessera-toolbox: has no row"), "{findings:?}");
}

#[test]
fn a_circle_through_tests_is_found() {
    let findings = check(&[
        member("tessera-model", &[], &["tessera-engine"]),
        member("tessera-engine", &["tessera-model"], &[]),
        member("tessera-ledger", &[], &[]),
    ]);
    assert_eq!(
        findings,
        vec![
            "a circle of dependencies (tests count) among: tessera-engine, tessera-model"
                .to_owned()
        ]
    );
}

#[test]
fn kinds_of_dependencies_are_read_from_metadata() -> Result<(), Box<dyn std::error::Error>> {
    let metadata = serde_json::json!({ "packages": [{ "name": "tessera-model", "dependencies": [
        { "name": "serde", "kind": null },
        { "name": "cc", "kind": "build" },
        { "name": "proptest", "kind": "dev" },
    ]}]});
    let members = members(&metadata)?;
    let tests_only: Vec<_> = members[0].dependencies.iter().map(|it| it.for_tests_only).collect();
    assert_eq!(tests_only, [false, false, true]);
    Ok(())
}

#[test]
fn a_pure_crate_without_the_clippy_bans_is_found() -> Result<(), Box<dyn std::error::Error>> {
    let root = tempfile::tempdir()?;
    let write = |name: &str, text: &str| {
        let folder = root.path().join("crates").join(name);
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("clippy.toml"), text)
    };
    write("model", "bans")?;
    write("engine", "other")?;
    let workspace = [
        member("tessera-model", &[], &[]),
        member("tessera-engine", &[], &[]),
        member("tessera-ledger", &[], &[]),
        member("tessera-store", &[], &[]),
    ];
    let findings = clippy_bans(root.path(), &workspace);
    assert_eq!(findings.len(), 2, "engine differs, ledger has none: {findings:?}");
    Ok(())
}
