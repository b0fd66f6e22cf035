//! The snippets of `docs/mechanics` are documents that can be used.

mod pages;

use pages::Page;
use std::collections::BTreeSet;
use tessera_programme as programme;
use tessera_programme::diagnostic::Severity;

/// Sections that say how everything works; they belong to no mechanic.
const GENERAL: &[&str] = &["tessera", "programme", "attributes", "texts"];

/// Chapters of every page, in their order.
const CHAPTERS: &[&str] = &[
    "## When to use it",
    "## Document",
    "## What it becomes",
    "## What people see",
    "## Returns",
    "## Settings",
    "## Limits and traps",
    "## In the gallery",
    "## Scenarios",
];

#[test]
fn every_snippet_is_a_sound_document() {
    let mut problems = String::new();
    for page in pages::all() {
        for document in &page.documents {
            let place = format!("{}:{}", page.name, document.line);
            let loaded = programme::load_text(&place, &document.text);
            let mut announced = document.announced();
            for finding in &loaded.diagnostics {
                if finding.severity == Severity::Advice {
                    continue;
                }
                match announced.iter().position(|code| *code == finding.code) {
                    Some(known) => _ = announced.remove(known),
                    None => problems.push_str(&format!(
                        "{place}: {} at {}: {}\n",
                        finding.code, finding.path, finding.message
                    )),
                }
            }
            for code in announced {
                problems.push_str(&format!("{place}: announces {code}, which is not found\n"));
            }
        }
    }
    assert!(problems.is_empty(), "{problems}");
}

#[test]
fn every_section_of_the_document_has_a_snippet() {
    let schema = programme::schema();
    let sections = schema["properties"].as_object().expect("a document has sections");
    let pages = pages::all();
    let shown: BTreeSet<&str> = pages
        .iter()
        .flat_map(|page| &page.documents)
        .flat_map(|document| document.written.lines())
        .filter_map(|line| line.split_once(':').map(|(key, _)| key))
        .collect();
    let missing: Vec<&String> = sections
        .keys()
        .filter(|key| !GENERAL.contains(&key.as_str()) && !shown.contains(key.as_str()))
        .collect();
    assert!(missing.is_empty(), "no page shows {missing:?}");
}

#[test]
fn every_page_has_the_same_chapters() {
    for page in pages::all() {
        let found: Vec<&str> = page.text.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(found, CHAPTERS, "{}", page.name);
        let tested = page.documents.iter().any(|document| !document.scenarios.is_empty());
        assert!(tested, "{} has no scenarios", page.name);
    }
}

#[test]
fn the_index_names_every_page() {
    let index = pages::index();
    for Page { name, .. } in pages::all() {
        assert!(index.text.contains(&format!("({name})")), "the index leaves out {name}");
    }
}

#[test]
fn links_to_files_lead_somewhere() {
    let folder = pages::folder();
    for page in pages::all().into_iter().chain([pages::index()]) {
        for link in page.text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            let outside = file.is_empty() || file.contains("://");
            assert!(outside || folder.join(file).exists(), "{}: {link}", page.name);
        }
    }
}
