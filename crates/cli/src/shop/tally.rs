//! Counting what a journal holds, owner by owner.

use crate::failure::{Failure, chain};
use ledger::fold;
use model::Snapshot;
use programme::rulebook::Rulebook;
use service::Tessera;
use simulation::Tally;
use store::OwnerCursor;

/// Entries read at a time.
const PAGE: u32 = 1_000;

/// Everything in the journal. Memory for one owner at a time.
pub(crate) async fn of_journal(tessera: &Tessera, rulebook: &Rulebook) -> Result<Tally, Failure> {
    let store = tessera.store();
    let through = store.journal_head().await?;
    let mut tally = Tally::default();
    let mut current: Option<Snapshot> = None;
    let mut after = None;
    loop {
        let rows = store.scan_chains(after, through, PAGE).await?;
        let Some(last) = rows.last() else { break };
        after = Some(OwnerCursor { owner: last.owner.id, seq: last.seq });
        for row in &rows {
            let entry = row.entry()?;
            if current.as_ref().is_none_or(|snapshot| snapshot.owner != row.owner) {
                let done = current.replace(Snapshot::empty(row.owner));
                done.iter().for_each(|snapshot| tally.end(rulebook, snapshot));
            }
            if let Some(snapshot) = &mut current {
                fold(snapshot, &entry, row.hash).map_err(|error| Failure::ours(chain(&error)))?;
            }
            tally.entry(&entry);
        }
    }
    current.iter().for_each(|snapshot| tally.end(rulebook, snapshot));
    Ok(tally)
}
