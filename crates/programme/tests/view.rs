//! The readable view of every programme of the gallery.

use std::fs;
use std::path::Path;
use tessera_programme::{View, load_text, view};

fn gallery() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../programmes");
    let folders = fs::read_dir(folder).expect("the gallery is there");
    let files = folders.map(|entry| entry.expect("a folder").path().join("programme.yaml"));
    let read = |file: std::path::PathBuf| {
        let text = fs::read_to_string(&file).ok()?;
        Some((file.display().to_string(), text))
    };
    files.filter_map(read).collect()
}

fn viewed(name: &str, text: &str, locale: &str) -> View {
    let loaded = load_text(name, text);
    view(&loaded, locale).unwrap_or_else(|| panic!("{name} has errors"))
}

#[test]
fn every_item_of_the_gallery_says_something_and_where_it_stands() {
    let gallery = gallery();
    assert!(gallery.len() > 50);
    for (name, text) in &gallery {
        let lines: Vec<&str> = text.lines().collect();
        for section in viewed(name, text, "en").sections {
            for item in section.items {
                let said = format!("{name}: {item:?}");
                assert!(!item.sentences.is_empty() || !item.title.is_empty(), "{said}");
                assert!(!item.path.is_empty() && !item.kind.is_empty(), "{said}");
                let line = lines.get(item.line as usize - 1).copied().unwrap_or_default();
                let key = item.path.rsplit('.').next().unwrap_or_default();
                // What is nowhere written stands at the nearest place that is.
                let is_there = line.contains(key) || item.path == item.kind;
                assert!(is_there, "{said} stands at {line:?}");
            }
        }
    }
}

#[test]
fn a_tier_tells_what_it_gives_and_how_it_is_reached() {
    let (name, text) = gallery()
        .into_iter()
        .find(|(name, _)| name.contains("g08-bronze"))
        .expect("the gallery has it");
    let view = viewed(&name, &text, "en");
    let levels = view.sections.iter().find(|section| section.key == "levels");
    let track = &levels.expect("there are levels").items[0];
    assert_eq!((track.path.as_str(), track.kind.as_str()), ("tiers.status", "tiers"));
    let silver = track.sentences.iter().find(|sentence| sentence.starts_with("Silver."));
    let silver = silver.expect("silver is told");
    assert!(silver.contains("500") && silver.contains("10\u{a0}%"), "{silver}");
}

#[test]
fn a_document_with_errors_has_no_view() {
    assert_eq!(view(&load_text("programme.yaml", "tessera: 1\n"), "en"), None);
}
