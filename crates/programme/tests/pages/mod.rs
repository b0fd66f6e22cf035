//! The pages of `docs/mechanics` and the blocks on them that are tested.
//!
//! A block that begins with ` ```yaml ` is a document, or a part of one; ` ```yaml scenarios ` are scenarios for the
//! document above. Both get a standard beginning where they have none of their own.

#![allow(dead_code, reason = "each test looks at a part of it")]

use std::path::{Path, PathBuf};

/// What parts of documents are put under.
const PROGRAMME: &str = "tessera: 1
programme: { key: shop, name: Shop, currency: EUR, time_zone: Europe/Berlin, locales: [en] }
";

/// What scenarios are put under.
const SCENARIOS: &str = "starts: 2027-03-01T10:00
store: { id: main, country: DE }
";

/// The index of the pages.
pub(crate) const INDEX: &str = "README.md";

/// One page.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its file name.
    pub(crate) name: String,
    /// All of it.
    pub(crate) text: String,
    /// Its documents, each with the scenarios that belong to it.
    pub(crate) documents: Vec<Document>,
}

/// A document on a page.
#[derive(Debug)]
pub(crate) struct Document {
    /// Where its block begins.
    pub(crate) line: usize,
    /// As it stands there.
    pub(crate) written: String,
    /// As it is tested.
    pub(crate) text: String,
    /// Blocks of scenarios: where each begins, and the text as it is tested.
    pub(crate) scenarios: Vec<(usize, String)>,
}

impl Document {
    /// Codes of warnings that the block announces: `# warns: CODE`.
    pub(crate) fn announced(&self) -> Vec<&str> {
        let marked = self.written.lines().filter_map(|line| line.split_once("# warns: "));
        marked.map(|(_, code)| code.trim()).collect()
    }
}

/// The folder of the pages.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/mechanics")
}

/// All pages but the index, by name.
pub(crate) fn all() -> Vec<Page> {
    let files = std::fs::read_dir(folder()).expect("the pages are part of the project");
    let mut files: Vec<_> = files.map(|file| file.expect("readable").path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "md"));
    files.sort();
    files.iter().map(|file| page(file)).filter(|page| page.name != INDEX).collect()
}

/// The index.
pub(crate) fn index() -> Page {
    page(&folder().join(INDEX))
}

fn page(file: &Path) -> Page {
    let text = std::fs::read_to_string(file).expect("readable");
    let name = file.file_name().and_then(|name| name.to_str()).expect("plain names").to_owned();
    let documents = documents(&name, &text);
    Page { name, text, documents }
}

fn documents(name: &str, text: &str) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    let mut lines = (1..).zip(text.lines());
    while let Some((line, opening)) = lines.next() {
        let Some(kind) = opening.strip_prefix("```") else { continue };
        let body = lines.by_ref().map(|(_, text)| text).take_while(|text| *text != "```");
        let written = body.fold(String::new(), |all, line| all + line + "\n");
        match kind {
            "yaml" => documents.push(Document {
                line,
                text: under(PROGRAMME, "tessera:", &written),
                written,
                scenarios: Vec::new(),
            }),
            "yaml scenarios" => {
                let document = documents.last_mut();
                let document =
                    document.unwrap_or_else(|| panic!("{name}:{line}: scenarios of no document"));
                document.scenarios.push((line, under(SCENARIOS, "starts:", &written)));
            }
            _ => {}
        }
    }
    documents
}

/// A block with a beginning, unless it has one of its own.
fn under(beginning: &str, key: &str, block: &str) -> String {
    if block.lines().any(|line| line.starts_with(key)) {
        block.to_owned()
    } else {
        format!("{beginning}{block}")
    }
}
