//! What happened to an owner, with the reasons in words.

use crate::error::Error;
use crate::{Tessera, view};
use model::{Code, Entry, Owner};
use programme::rulebook::Rulebook;
use store::{JournalRow, Listed, Page};

/// One entry in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The entry.
    pub entry: Entry,
    /// What happened and why: position of the event, and the sentence.
    pub sentences: Vec<(u16, String)>,
    /// What was refused and why, in the order of `entry.outcome.refusals`.
    pub refusals: Vec<String>,
    /// What was said to the customer, in the order of `entry.outcome.hints`.
    pub hints: Vec<String>,
}

/// The entries of an owner in words of a locale.
pub async fn ledger(
    tessera: &Tessera,
    owner: Owner,
    page: Page,
    locale: &str,
) -> Result<Listed<Line>, Error> {
    let rows = tessera.store().list_entries(owner, page).await?;
    let mut items = Vec::with_capacity(rows.items.len());
    for row in &rows.items {
        items.push(line(tessera, row, locale).await?);
    }
    Ok(Listed { items, next: rows.next })
}

/// One entry in words of a locale.
pub async fn entry(tessera: &Tessera, owner: Owner, seq: u64, locale: &str) -> Result<Line, Error> {
    let row = tessera.store().find_entry(owner, seq).await?;
    let missing = || Error::refused(Code::NOT_FOUND, format!("{owner} has no entry {seq}"));
    line(tessera, &row.ok_or_else(missing)?, locale).await
}

async fn line(tessera: &Tessera, row: &JournalRow, locale: &str) -> Result<Line, Error> {
    let entry = row.entry()?;
    if entry.version == 0 {
        return Ok(Line { entry, sentences: Vec::new(), refusals: Vec::new(), hints: Vec::new() });
    }
    let rulebook = tessera.rulebook(entry.version).await?;
    Ok(in_words(&rulebook, entry, locale))
}

pub(crate) fn in_words(rulebook: &Rulebook, entry: Entry, locale: &str) -> Line {
    let sentences = (0u16..).zip(&entry.events).filter_map(|(index, happening)| {
        let sentence = engine::explain::happening(rulebook, happening, locale);
        (!sentence.is_empty()).then_some((index, sentence))
    });
    let sentences = sentences.collect();
    let refusals = entry.outcome.refusals.iter();
    let refusals = refusals.map(|r| view::refusal_sentence(rulebook, r, locale));
    let refusals = refusals.collect();
    let hints = entry.outcome.hints.iter();
    let hints = hints.map(|h| view::hint_sentence(rulebook, h, locale));
    let hints = hints.collect();
    Line { entry, sentences, refusals, hints }
}
