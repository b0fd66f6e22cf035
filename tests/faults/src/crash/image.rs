//! Opening what a power failure has left, and looking whether it is what it has to be.

use super::session::{Told, open, purchase};
use crate::Failure;
use service::{Ask, Tessera, projector, verify};
use std::path::Path;
use store::CheckDepth;

/// Entries read at a time.
const PAGE: u32 = 1_000;

/// Opens the database in a folder: it must be undamaged, hold everything that was `told`, be
/// sound as a whole, and take new work. Gives the number of its entries.
pub async fn check(folder: &Path, told: &[Told], thorough: bool) -> Result<u64, Failure> {
    let tessera = open(folder, 1_000).await?;
    undamaged(&tessera, thorough).await?;
    for told in told {
        let row = tessera.store().find_entry(told.owner, told.seq).await?;
        if row.is_none_or(|row| row.hash != told.hash) {
            let (owner, seq) = (told.owner, told.seq);
            return Err(format!("entry {seq} of {owner} was acknowledged and is lost").into());
        }
    }
    projector::project_now(&tessera).await?;
    let verdict = verify::run(&tessera, |_| {}).await?;
    if let Some(place) = verdict.broken.first() {
        return Err(format!("the book is broken: {place}").into());
    }
    goes_on(&tessera).await?;
    Ok(verdict.entries)
}

async fn undamaged(tessera: &Tessera, thorough: bool) -> Result<(), Failure> {
    let depth = if thorough { CheckDepth::Full } else { CheckDepth::Quick };
    let report = tessera.store().check(depth).await?;
    match report.problems.first() {
        Some(problem) => Err(format!("the database is damaged: {problem}").into()),
        None => Ok(()),
    }
}

/// A purchase by the first member that is there.
async fn goes_on(tessera: &Tessera) -> Result<(), Failure> {
    let rows = tessera.store().journal_after(0, PAGE).await?;
    let member =
        rows.iter().filter(|row| row.kind == "enrol").find_map(|row| row.owner.as_member());
    let Some(member) = member else { return Ok(()) };
    let bought = purchase(member, 7);
    let ask = Ask::by("faults").for_request(&bought);
    service::purchase::commit(tessera, &ask, bought).await?;
    Ok(())
}
