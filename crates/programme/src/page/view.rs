//! The readable view: the sentences of the rules page for those who write the document, each mechanic with the line
//! it comes from.
//!
//! INVARIANT: the sentences are those of the rules page, so owners and members read the same.

use super::context::Page;
use super::html::{Block, Item, Origin, Section, Table};
use crate::load::Loaded;
use crate::source::{Path, Spans};

/// A programme in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Its parts, in the order of reading.
    pub sections: Vec<ViewSection>,
}

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewSection {
    /// Its name: `earning`, `levels`, `offers`, ... .
    pub key: &'static str,
    /// Its heading.
    pub title: String,
    /// What is in it.
    pub items: Vec<ViewItem>,
}

/// One mechanic, or what is to be said of a part as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewItem {
    /// Path in the document, such as `earning.purchases`.
    pub path: String,
    /// Its name; the heading of its part when it has none.
    pub title: String,
    /// What it does and under which terms.
    pub sentences: Vec<String>,
    /// The section of the document that it stands in.
    pub kind: String,
    /// The line where it begins, from 1.
    pub line: u32,
}

/// The view of a document in a locale; nothing while it has errors.
#[must_use]
pub fn view(loaded: &Loaded, locale: &str) -> Option<View> {
    let (book, spans) = (loaded.rulebook.as_ref()?, loaded.spans.as_ref()?);
    let page = Page::new(book, locale);
    let making = Making { loaded, spans };
    let sections = page.sections().into_iter().map(|section| match section.id {
        "levels" => making.levels(&page, section),
        _ => making.section(section),
    });
    Some(View { sections: sections.collect() })
}

struct Making<'v> {
    loaded: &'v Loaded,
    spans: &'v Spans,
}

impl Making<'_> {
    fn section(&self, section: Section) -> ViewSection {
        let mut items = Vec::new();
        let mut common = Vec::new();
        for block in section.blocks {
            match block {
                Block::Items(things) => items.extend(things.into_iter().map(|item| {
                    let path = self.path_of(&item, section.id);
                    self.item(&path, &item.title, said(&item))
                })),
                Block::Text(text) => common.push(text),
                Block::Points(points) => common.extend(points),
                Block::Table(table) => common.extend(by_row(&table)),
                // Headings only divide what stands in items here.
                Block::Heading(_) => {}
            }
        }
        if !common.is_empty() {
            items.push(self.item(&whole(section.id), &section.title, common));
        }
        ViewSection { key: section.id, title: section.title, items }
    }

    /// Levels stand in a table per track: here each level is told by itself.
    fn levels(&self, page: &Page<'_>, section: Section) -> ViewSection {
        let mut items: Vec<ViewItem> = Vec::new();
        let mut tracks = page.tracks();
        for block in section.blocks {
            match block {
                Block::Table(table) => {
                    let Some(track) = tracks.next() else { continue };
                    let path = Path::root().key("tiers").key(track.key.as_str());
                    items.push(self.item(&path, &page.name(&track.name), by_column(&table)));
                }
                Block::Points(points) => {
                    items.iter_mut().next_back().into_iter().for_each(|item| {
                        item.sentences.extend(points.iter().cloned());
                    });
                }
                Block::Items(_) | Block::Text(_) | Block::Heading(_) => {}
            }
        }
        ViewSection { key: section.id, title: section.title, items }
    }

    fn path_of(&self, item: &Item, section: &'static str) -> Path {
        match &item.origin {
            Some(Origin::Rule(rule)) => {
                self.loaded.places.get(rule).cloned().unwrap_or_else(|| whole(section))
            }
            Some(Origin::Thing(section, key)) => {
                let written = |section: &str| Path::root().key(section).key(key.as_str());
                // Cards make units and conversions of their own, and some are conversions.
                let sections = [*section, "stamps", "conversions"];
                let mut paths = sections.iter().map(|section| written(section));
                let there = paths.find(|path| self.spans.find(path).is_some());
                there.unwrap_or_else(|| written(section))
            }
            None => whole(section),
        }
    }

    fn item(&self, path: &Path, title: &str, sentences: Vec<String>) -> ViewItem {
        let written = path.to_string();
        let kind = written.split(['.', '[']).next().unwrap_or_default().to_owned();
        let line = self.spans.place_of_key(path).line;
        ViewItem { path: written, title: title.to_owned(), sentences, kind, line }
    }
}

/// What a part of the page is in the document.
fn whole(section: &'static str) -> Path {
    let name = match section {
        "about" | "joining" => "programme",
        "gifts" => "rules",
        "spending" => "redemption",
        "rewards" => "catalogue",
        "proofs" => "verifications",
        "giving" => "gifting",
        "partners" => "coalition",
        "play" => "quests",
        "guarantee" => "price_guarantee",
        "expiry" => "units",
        "returns" | "fine-print" => "settings",
        same => same,
    };
    Path::root().key(name)
}

/// Everything that an item says.
fn said(item: &Item) -> Vec<String> {
    let badge = Some(item.badge.clone()).filter(|badge| !badge.is_empty());
    let mut sentences: Vec<String> = badge.into_iter().collect();
    sentences.extend(item.text.iter().cloned());
    sentences.extend(item.table.iter().flat_map(by_row));
    sentences.extend(item.details.iter().cloned());
    sentences
}

/// `Silver: 5 %`.
fn by_row(table: &Table) -> Vec<String> {
    let row = |(heading, cells): &(String, Vec<Vec<String>>)| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.join(", ")).collect();
        format!("{heading}: {}", cells.join("; "))
    };
    table.rows.iter().map(row).collect()
}

/// `Silver. How to reach it: 500 points; Discount: 10 %`.
fn by_column(table: &Table) -> Vec<String> {
    let column = |(at, head): (usize, &String)| {
        let cells = table.rows.iter().filter_map(|(heading, cells)| {
            let cell = cells.get(at).filter(|cell| !cell.is_empty())?;
            Some(format!("{heading}: {}", cell.join(", ")))
        });
        format!("{head}. {}", cells.collect::<Vec<_>>().join("; "))
    };
    table.head.iter().skip(1).enumerate().map(column).collect()
}
