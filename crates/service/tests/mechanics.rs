//! The scenarios of `docs/mechanics` pass with the documents that stand above them.

#[path = "../../programme/tests/pages/mod.rs"]
mod pages;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_page_of_mechanics_does_what_it_says() {
    let mut failed = String::new();
    for page in pages::all() {
        for document in &page.documents {
            for (line, scenarios) in &document.scenarios {
                let mut report = tessera_service::scenario::run(&document.text, scenarios).await;
                report.folder = format!("docs/mechanics/{}:{line}", page.name);
                if !report.is_passed() {
                    failed.push_str(&report.to_string());
                }
            }
        }
    }
    assert!(failed.is_empty(), "{failed}");
}
