//! The states of owners with their due times and marks. They are written later than the rest and in
//! larger numbers, in the order of their keys, so that rows share pages.
//!
//! INVARIANTS: a row holds absolute values, so writing one twice does no harm; the position
//! that the store keeps moves only when all rows up to it are written. Whoever goes on after
//! a crash, or after another node, begins there.

use super::Projected;
use crate::error::Error;
use crate::{Tessera, marks};
use jiff::SignedDuration;
use jiff::civil::Date;
use model::calendar::Calendar;
use model::holdings::MONEY_UNIT;
use model::{Owner, OwnerKind, Snapshot};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};
use store::{Expiring, Marks, OwnerState, ProjectionBatch, ProjectionOutcome, Store};

/// So few rows are written at once: nothing is gained by waiting.
const FEW: usize = 500;

/// So many rows are not kept longer: they take about 5 MB.
const MANY: usize = 32_768;

/// Whoever catches up keeps so many, about 60 MB: the more rows are written in the order of their
/// keys, the fewer pages are written twice.
const FULL: usize = 1_000_000;

/// States that are known are not kept longer than until there are so many, about 40 MB: reading
/// them again would cost more than writing fewer at once.
const STATES: usize = 6_144;

/// Rows are not kept longer than this.
const LONGEST: Duration = Duration::from_millis(1_500);

/// All states are written in at most about so many portions.
const PORTIONS: usize = 32;

/// More days than reports look ahead.
const DAYS_AHEAD: usize = 40;

/// Journal rows read at a time when going on after somebody else.
const PAGE: u32 = 1_000;

/// Owners of which entries are projected and the state is not written yet.
#[derive(Default)]
pub(super) struct Held {
    owners: BTreeMap<uuid::Uuid, Newest>,
    /// How many states are kept with them.
    states: usize,
    /// The position up to which it knows the journal.
    through: Option<u64>,
    oldest: Option<Instant>,
}

/// The newest projected entry of an owner.
struct Newest {
    owner: Owner,
    seq: u64,
    /// The state after it, when it is known.
    state: Option<Arc<Snapshot>>,
}

impl Held {
    /// Goes on from where the projection is, knowing all owners that somebody else left. When
    /// they are many, as after an update of the database, they are written on the way.
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
            let rows = rows.iter().filter(|row| row.position <= position);
            rows.for_each(|row| self.note(row.owner, row.seq, None));
            if self.is_full() {
                self.flush(tessera, position, after.min(position)).await?;
            }
        }
        self.through = Some(position);
        Ok(())
    }

    /// Takes note of projected entries.
    pub(super) fn took(&mut self, entries: Vec<Projected>, through: u64) {
        for Projected { entry, state, .. } in entries {
            self.note(entry.owner, entry.seq, state);
        }
        self.through = Some(through);
    }

    fn note(&mut self, owner: Owner, seq: u64, state: Option<Arc<Snapshot>>) {
        if owner.kind == OwnerKind::Receipt {
            return;
        }
        self.oldest.get_or_insert_with(Instant::now);
        let newest = self.owners.entry(owner.id).or_insert(Newest { owner, seq, state: None });
        if seq >= newest.seq {
            self.states -= usize::from(newest.state.take().is_some());
            newest.seq = seq;
            newest.state = state;
            self.states += usize::from(newest.state.is_some());
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
        count <= FEW || count >= MANY || self.states >= STATES || oldest.elapsed() >= LONGEST
    }

    /// Whether no more should be kept in memory.
    pub(super) fn is_full(&self) -> bool {
        self.owners.len() >= FULL
    }

    /// Writes all states.
    ///
    /// INVARIANT: what could not be written is not taken for written later: whatever stops
    /// this, the next one begins where the store says that the states are.
    pub(super) async fn write(&mut self, tessera: &Tessera) -> Result<(), Error> {
        match self.through {
            Some(through) => self.flush(tessera, through, through).await,
            None => Ok(()),
        }
    }

    /// Writes the states up to a position, while the projection is at another perhaps.
    async fn flush(&mut self, tessera: &Tessera, stands: u64, through: u64) -> Result<(), Error> {
        let owners: Vec<Newest> = std::mem::take(&mut self.owners).into_values().collect();
        (self.oldest, self.states) = (None, 0);
        let written = write(tessera, &owners, stands, through).await;
        if !matches!(written, Ok(ProjectionOutcome::Written)) {
            self.forget();
        }
        written.map(|_| ())
    }
}

/// Writes states in portions, of which the next is made ready while one is written.
async fn write(
    tessera: &Tessera,
    owners: &[Newest],
    stands: u64,
    through: u64,
) -> Result<ProjectionOutcome, Error> {
    let mut portions = portions(&**tessera.store(), owners);
    let Some(first) = portions.next() else {
        return Ok(ProjectionOutcome::Written);
    };
    let mut ready = states(tessera, first).await?;
    loop {
        let next = portions.next();
        let batch = ProjectionBatch {
            after: stands,
            through: stands,
            owners: ready,
            owners_through: next.is_none().then_some(through),
            ..ProjectionBatch::default()
        };
        let written = tessera.store().write_projection(batch);
        let (outcome, made) = tokio::join!(written, states(tessera, next.unwrap_or_default()));
        match outcome? {
            ProjectionOutcome::Written if next.is_some() => ready = made?,
            outcome => return Ok(outcome),
        }
    }
}

/// A quarter of what suits the store, because states are large; more when there are many, so
/// that their number does not set how long all of them take.
fn portions<'a>(store: &dyn Store, owners: &'a [Newest]) -> impl Iterator<Item = &'a [Newest]> {
    let suits = (store.projection_size() / 4).max(1) as usize;
    owners.chunks(suits.max(owners.len() / PORTIONS))
}

/// The states at or after the entries of their owners: from memory, or from the store.
async fn states(tessera: &Tessera, owners: &[Newest]) -> Result<Vec<OwnerState>, Error> {
    let mut snapshots: Vec<Arc<Snapshot>> = Vec::with_capacity(owners.len());
    let mut missing: Vec<Owner> = Vec::new();
    for Newest { owner, seq, state } in owners {
        let cached = || tessera.states.peek(*owner).filter(|state| state.seq >= *seq);
        match state.clone().or_else(cached) {
            Some(state) => snapshots.push(state),
            None => missing.push(*owner),
        }
    }
    if !missing.is_empty() {
        snapshots.extend(tessera.store().load_all(missing).await?.into_iter().map(Arc::new));
    }
    with_due_times(tessera, snapshots.into_iter()).await
}

async fn with_due_times(
    tessera: &Tessera,
    snapshots: impl ExactSizeIterator<Item = Arc<Snapshot>>,
) -> Result<Vec<OwnerState>, Error> {
    let mut states = Vec::with_capacity(snapshots.len());
    for snapshot in snapshots {
        let (due_at, expiring, marks) = ahead(tessera, &snapshot).await?;
        states.push(OwnerState { due_at, expiring, marks, snapshot });
    }
    Ok(states)
}

/// When time alone will change an owner next, what will expire, and what it is counted by.
async fn ahead(
    tessera: &Tessera,
    snapshot: &Snapshot,
) -> Result<(Option<model::Instant>, Expiring, Marks), Error> {
    if snapshot.owner.kind == OwnerKind::Organisation {
        return Ok((None, Expiring::default(), Marks::default()));
    }
    match tessera.rules_at(tessera.now()).await {
        Ok(rules) => {
            let due_at = engine::next_due(&rules.rulebook, snapshot);
            let marks = marks::of(&rules.rulebook, snapshot);
            Ok((due_at, expiring(&rules.rulebook.calendar, snapshot), marks))
        }
        Err(Error::Refused(_)) => Ok((None, Expiring::default(), Marks::default())),
        Err(error) => Err(error),
    }
}

/// What expires on which day: the last on which it counts.
///
/// INVARIANT: the soonest [`DAYS_AHEAD`] different days of a unit are kept. Whatever expires
/// is an entry, which writes the state anew; so of the days that reports look at, none is
/// left out.
pub(crate) fn expiring(calendar: &Calendar, snapshot: &Snapshot) -> Expiring {
    let mut expiring = Expiring::default();
    for (unit, holding) in &snapshot.holdings.units {
        let mut days: BTreeMap<Date, i64> = BTreeMap::new();
        let lots = holding.lots.iter().map(|lot| (lot.terms.expires_at, lot.remaining));
        let held = holding.holds.iter().flat_map(|hold| &hold.parts);
        let held = held.map(|part| (part.terms.expires_at, part.amount));
        for (expires_at, amount) in lots.chain(held) {
            if let Some(at) = expires_at {
                let last = at.checked_sub(SignedDuration::from_millis(1)).unwrap_or(at);
                *days.entry(calendar.day(last)).or_default() += amount.0;
            }
        }
        while days.len() > DAYS_AHEAD {
            days.pop_last();
        }
        if *unit != *MONEY_UNIT && !days.is_empty() {
            expiring.0.insert(unit.clone(), days);
        }
    }
    expiring
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
/// INVARIANT: the states are read from the store after the position, so that they are never
/// older than what was projected; when the position has moved since, they are read again.
async fn write_in_place(tessera: &Tessera, owners: &[Owner]) -> Result<(), Error> {
    loop {
        let position = tessera.store().projection_position().await?;
        let snapshots = tessera.store().load_all(owners.to_vec()).await?;
        let states = with_due_times(tessera, snapshots.into_iter().map(Arc::new)).await?;
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
