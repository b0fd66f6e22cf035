//! The fine print of `docs/reference/semantics.md`, proven: every folder of
//! `tests/semantics` passes its scenarios.

use std::path::{Path, PathBuf};

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/semantics");
    let found = std::fs::read_dir(&root).expect("the semantics are part of the project");
    let mut folders: Vec<_> = found.map(|folder| folder.expect("readable").path()).collect();
    folders.retain(|folder| folder.is_dir());
    folders.sort();
    folders
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_trap_of_the_fine_print_is_avoided() {
    let mut failed = String::new();
    let mut passed = 0;
    for folder in folders() {
        let report = tessera_service::scenario::run_folder(&folder).await.expect("readable");
        assert!(!report.scenarios.is_empty() || !report.is_passed(), "{} is empty", report.folder);
        passed += report.passed();
        if !report.is_passed() {
            failed.push_str(&format!("{}\n{report}", report.folder));
        }
    }
    assert!(failed.is_empty(), "{passed} scenarios passed, but:\n{failed}");
}
