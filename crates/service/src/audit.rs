//! The record of administrative acts: what the organisation's own chain says, with who did
//! it. It is part of the journal, so nobody can change it unseen.

use crate::Tessera;
use crate::error::Error;
use model::{Activity, Instant, Key};
use serde_json::{Map, Value};
use store::{Listed, Page};

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// Its number.
    pub number: u64,
    /// When.
    pub at: Instant,
    /// Who: the id of somebody or of a key, a command, a job.
    pub actor: Option<Key>,
    /// What was done.
    pub what: Key,
    /// To what.
    pub details: Map<String, Value>,
}

/// Acts, in the order of the page.
pub async fn list(tessera: &Tessera, page: Page) -> Result<Listed<Act>, Error> {
    let rows = tessera.store().list_entries(tessera.organisation_owner(), page).await?;
    let mut items = Vec::with_capacity(rows.items.len());
    for row in &rows.items {
        let entry = row.entry()?;
        let (what, details) = match entry.activity {
            Activity::Note(note) => (note.what, note.details),
            other => (Key::new(other.word()), Map::new()),
        };
        let actor = entry.actor.clone();
        items.push(Act { number: entry.seq, at: entry.recorded_at, actor, what, details });
    }
    Ok(Listed { items, next: rows.next })
}
