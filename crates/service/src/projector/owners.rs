//! The states of owners with their due times. They are written later than the rest and in
//! larger numbers, in the order of their keys, so that rows share pages.
//!
//! INVARIANTS: a row holds absolute values, so writing one twice does no harm; the position
//! that the store keeps moves only when all rows up to it are written. Whoever goes on after
//! a crash, or after another node, begins there.

use crate::Tessera;
use crate::error::Error;
use model::{Owner, OwnerKind, Snapshot};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{JournalRow, OwnerState, ProjectionBatch, ProjectionOutcome};

/// So few rows are written at once: nothing is gained by waiting.
const FEW: usize = 500;

/// So many rows are not kept longer: they take about 5 MB.
const MANY: usize = 32_768;

/// Rows are not kept longer than this.
const LONGEST: Duration = Duration::from_millis(1_500);

/// Journal rows read at a time when going on after somebody else.
const PAGE: u32 = 1_000;

/// Owners of which entries are projected and the state is not written yet.
#[derive(Default)]
pub(super) struct Held {
    /// By id: the owner and the number of the newest entry.
    owners: BTreeMap<uuid::Uuid, (Owner, u64)>,
    /// The position up to which it knows the journal.
    through: Option<u64>,
    oldest: Option<Instant>,
}

impl Held {
    /// Goes on from where the projection is, knowing all owners that somebody else left.
    pub(super) async fn begin(&mut self, tessera: &Tessera, position: u64) -> Result<(), Error> {
        if self.through == Some(position) {
            return Ok(());
        }
        *self = Self::default();
        let mut after = tessera.store().owners_position().await?;
        while after < position {
            let rows = tessera.store().journal_after(after, PAGE).await?;
            let Some(last) = rows.last() else { break };
            after = last.position;
            self.note(rows.iter().filter(|row| row.position <= position));
        }
        self.through = Some(position);
        Ok(())
    }

    /// Takes note of projected entries.
    pub(super) fn took<'a>(&mut self, rows: impl Iterator<Item = &'a JournalRow>, through: u64) {
        self.note(rows);
        self.through = Some(through);
    }

    fn note<'a>(&mut self, rows: impl Iterator<Item = &'a JournalRow>) {
        for row in rows.filter(|row| row.owner.kind != OwnerKind::Receipt) {
            let held = self.owners.entry(row.owner.id).or_insert((row.owner, row.seq));
            held.1 = held.1.max(row.seq);
            self.oldest.get_or_insert_with(Instant::now);
        }
    }

    /// Somebody else projects: what is known here is not complete.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    /// Whether it is time to write.
    pub(super) fn is_ripe(&self) -> bool {
        let Some(oldest) = self.oldest else {
            return false;
        };
        let count = self.owners.len();
        count <= FEW || count >= MANY || oldest.elapsed() >= LONGEST
    }

    /// Writes all states.
    pub(super) async fn write(&mut self, tessera: &Tessera) -> Result<(), Error> {
        let Some(through) = self.through else {
            return Ok(());
        };
        let owners: Vec<(Owner, u64)> = std::mem::take(&mut self.owners).into_values().collect();
        self.oldest = None;
        let size = (tessera.store().projection_size() / 4).max(1) as usize;
        for (index, chunk) in owners.chunks(size).enumerate() {
            let is_last = (index + 1) * size >= owners.len();
            let batch = ProjectionBatch {
                after: through,
                through,
                owners: states(tessera, chunk).await?,
                owners_through: is_last.then_some(through),
                ..ProjectionBatch::default()
            };
            let outcome = tessera.store().write_projection(batch).await;
            if !matches!(outcome, Ok(ProjectionOutcome::Written)) {
                self.forget();
                outcome?;
                return Ok(());
            }
        }
        Ok(())
    }
}

async fn states(tessera: &Tessera, owners: &[(Owner, u64)]) -> Result<Vec<OwnerState>, Error> {
    let mut states = Vec::with_capacity(owners.len());
    for (owner, seq) in owners {
        let snapshot = state(tessera, *owner, *seq).await?;
        states.push(OwnerState { due_at: due_at(tessera, &snapshot).await?, snapshot });
    }
    Ok(states)
}

/// A state at or after an entry: from memory, or from the store.
async fn state(tessera: &Tessera, owner: Owner, seq: u64) -> Result<Arc<Snapshot>, Error> {
    let known = tessera.states.peek(owner).filter(|s| s.seq >= seq);
    if let Some(known) = known {
        return Ok(known);
    }
    let stored = tessera.store().load(owner).await?;
    Ok(Arc::new(stored.unwrap_or_else(|| Snapshot::empty(owner))))
}

async fn due_at(tessera: &Tessera, snapshot: &Snapshot) -> Result<Option<model::Instant>, Error> {
    if snapshot.owner.kind == OwnerKind::Organisation {
        return Ok(None);
    }
    match tessera.rules_at(tessera.now()).await {
        Ok(rules) => Ok(engine::next_due(&rules.rulebook, snapshot)),
        Err(Error::Refused(_)) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Works the due times of all members out anew, because other rules count now.
pub(crate) async fn reschedule(tessera: &Tessera) -> Result<u64, Error> {
    let store = tessera.store();
    let mut page = store::Page::first(500);
    let mut count = 0;
    loop {
        let members = store.list_members(store::MemberFilter::default(), page.clone()).await?;
        let owners = members.items.iter().map(|row| Owner::member(row.member));
        let owners: Vec<Owner> = owners.collect();
        write_in_place(tessera, &owners).await?;
        count += owners.len() as u64;
        match members.next {
            Some(next) => page = page.after(Some(next)),
            None => return Ok(count),
        }
    }
}

/// Writes states again where the projection stands.
///
/// INVARIANT: the states are read after the position and compared with the store, so that
/// they are never older than what was projected; when the position has moved since, they
/// are read again.
async fn write_in_place(tessera: &Tessera, owners: &[Owner]) -> Result<(), Error> {
    loop {
        let position = tessera.store().projection_position().await?;
        let mut states = Vec::with_capacity(owners.len());
        for owner in owners {
            let snapshot = tessera.exact(*owner).await?;
            states.push(OwnerState { due_at: due_at(tessera, &snapshot).await?, snapshot });
        }
        let batch = ProjectionBatch {
            after: position,
            through: position,
            owners: states,
            ..ProjectionBatch::default()
        };
        if tessera.store().write_projection(batch).await? == ProjectionOutcome::Written {
            return Ok(());
        }
    }
}
