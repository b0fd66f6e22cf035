//! Every programme of the gallery passes its own scenarios.

use std::path::Path;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_programme_of_the_gallery_passes_its_scenarios() {
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes");
    let folders = std::fs::read_dir(&gallery).expect("the gallery is part of the project");
    let mut folders: Vec<_> = folders.map(|f| f.expect("readable").path()).collect();
    folders.retain(|folder| folder.join(tessera_service::scenario::FILE).exists());
    folders.sort();
    let mut failed = String::new();
    let mut passed = 0;
    for folder in folders {
        let report = tessera_service::scenario::run_folder(&folder).await.expect("readable");
        passed += report.passed();
        if !report.is_passed() {
            failed.push_str(&report.to_string());
        }
    }
    assert!(failed.is_empty(), "{passed} scenarios passed, but:\n{failed}");
}
