//! Carrying an entry into the snapshot of its owner.
//!
//! INVARIANT: the snapshot after an entry follows from the snapshot before it
//! and the entry alone. Cost: linear in movements and events.

use crate::apply::apply_movement;
use crate::error::FoldError;
use crate::member::remember;
use crate::tally::count;
use crate::time::forget;
use model::entry::Hash;
use model::event::EventRef;
use model::{Entry, Event, Snapshot};

/// Carries the entry, whose hash is `hash`, into the snapshot before it.
///
/// Errors when the entry is not the next one of this owner's chain, or does
/// not fit what the owner holds. After an error of the second kind the
/// snapshot is half moved: drop it.
pub fn fold(snapshot: &mut Snapshot, entry: &Entry, hash: Hash) -> Result<(), FoldError> {
    if entry.owner != snapshot.owner {
        return Err(FoldError::WrongOwner { expected: snapshot.owner, found: entry.owner });
    }
    let expected = snapshot.seq.saturating_add(1);
    if entry.seq != expected {
        let found = entry.seq;
        return Err(FoldError::WrongSequence { expected, found });
    }
    if entry.previous != snapshot.head {
        return Err(FoldError::BrokenChain(entry.seq));
    }
    for movement in &entry.movements {
        if usize::from(movement.event) >= entry.events.len() {
            return Err(FoldError::StrayMovement(entry.seq));
        }
        apply_movement(&mut snapshot.holdings, movement)
            .map_err(|source| FoldError::Apply { seq: entry.seq, source })?;
    }
    for (index, happening) in (0u16..).zip(&entry.events) {
        let place = EventRef { seq: entry.seq, index };
        remember(&mut snapshot.member, entry.at, place, &happening.event)?;
        if let (Event::TimeAdvanced { .. }, Some(clock)) = (&happening.event, snapshot.member.clock)
        {
            forget(&mut snapshot.holdings, clock);
        }
    }
    count(&mut snapshot.tally, entry);
    snapshot.seq = entry.seq;
    snapshot.head = hash;
    Ok(())
}
