//! What is written behind the journal, in bulk: snapshots with their due times,
//! postings, receipts, totals, outbox.
//!
//! INVARIANTS: a batch starts where the last one ended, checked by the store in the same
//! transaction, so several projectors can run and none counts twice; nothing here decides
//! anything. A crash between append and projection loses nothing: the next run goes on.
//!
//! COST: one bulk transaction for as many entries as suit the store, and some for the states
//! of owners ([`owners`]). Both come from memory when this node wrote the entries.

mod beside;
mod facts;
mod outbox;
mod owners;
mod rules;

pub(crate) use facts::moved;
pub use outbox::TOPICS;
pub(crate) use outbox::payload;
pub(crate) use owners::{expiring, reschedule};

use crate::Tessera;
use crate::error::Error;
use crate::fresh::Written;
use crate::{jobs, members};
use facts::Facts;
use jiff::SignedDuration;
use model::{Entry, Instant, Snapshot};
use owners::Held;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;
use store::{JournalRow, ProjectionOutcome};

/// Name of the lease.
const LEASE: &str = "projector";

/// How long a projector that died is waited for.
const LEASE_TIME: SignedDuration = SignedDuration::from_secs(10);

/// How often the journal is looked at when nobody says that something was appended.
const IDLE: Duration = Duration::from_millis(500);

/// A little time for more entries to gather.
const GATHER: Duration = Duration::from_millis(50);

/// A projector that is behind takes up to so many times what suits the store.
const CATCHING_UP: u32 = 4;

/// Entries behind are counted up to here; more are just as late.
const MOST_COUNTED: u32 = 1_000_000;

/// How many journal entries are not projected yet, up to [`MOST_COUNTED`].
pub async fn lag(tessera: &Tessera) -> Result<u64, Error> {
    let store = tessera.store();
    let done = store.projection_position().await?;
    Ok(store.count_after(done, MOST_COUNTED).await?)
}

/// When the oldest entry that is not projected yet was written; nothing when all are.
pub async fn waiting_since(tessera: &Tessera) -> Result<Option<Instant>, Error> {
    let store = tessera.store();
    let done = store.projection_position().await?;
    match store.journal_after(done, 1).await?.first() {
        Some(row) => Ok(Some(row.entry()?.recorded_at)),
        None => Ok(None),
    }
}

/// Projects everything that is there, and says how many entries that were.
pub async fn project_now(tessera: &Tessera) -> Result<u64, Error> {
    let (mut count, mut held) = (0, Held::default());
    let portion = tessera.store().projection_size();
    loop {
        match project_batch(tessera, &mut held, portion).await? {
            0 => break,
            done => count += done,
        }
        if held.is_full() {
            held.write(tessera).await?;
        }
    }
    held.write(tessera).await?;
    Ok(count)
}

/// Throws all projections away and builds them again.
pub async fn rebuild(tessera: &Tessera) -> Result<u64, Error> {
    tessera.store().reset_projections().await?;
    project_now(tessera).await
}

/// Projects behind the journal until the service is told to stop. One of all nodes does
/// it.
pub async fn run(tessera: Tessera) {
    let background = &tessera.background;
    let (mut leased_until, mut held) = (None, Held::default());
    let suits = tessera.store().projection_size();
    let mut portion = suits;
    loop {
        let is_ours = match hold_lease(&tessera, &mut leased_until).await {
            Ok(is_ours) => is_ours,
            Err(error) => {
                tracing::error!(%error, "the projector's lease failed");
                background.failed(LEASE);
                false
            }
        };
        tessera.fresh.want(is_ours);
        let mut has_more = false;
        if is_ours {
            match project_some(&tessera, &mut held, portion).await {
                Ok(done) => {
                    background.succeeded(LEASE, done);
                    has_more = done == u64::from(portion);
                    // Catching up goes before short transactions.
                    portion = if has_more { (portion * 2).min(suits * CATCHING_UP) } else { suits };
                }
                Err(error) if error.is_fatal() => return,
                Err(error) => {
                    tracing::error!(%error, "projecting failed");
                    background.failed(LEASE);
                }
            }
        } else {
            background.left_to_others(LEASE);
        }
        if background.is_stopping() {
            return jobs::give_up(&tessera, LEASE).await;
        }
        if !has_more {
            wait(&tessera).await;
        }
    }
}

/// Waits until something was appended, some time passed, or the service stops.
async fn wait(tessera: &Tessera) {
    let stopped = tessera.background.stopped();
    tokio::select! {
        () = stopped => {}
        () = tokio::time::sleep(IDLE) => {}
        () = tessera.appended.notified() => tokio::time::sleep(GATHER).await,
    }
}

/// Takes or renews the lease when a third of its time is left.
async fn hold_lease(
    tessera: &Tessera,
    leased_until: &mut Option<std::time::Instant>,
) -> Result<bool, Error> {
    let soon = std::time::Instant::now() + Duration::from_secs(3);
    if leased_until.is_some_and(|until| until > soon) {
        return Ok(true);
    }
    let is_ours = jobs::take(tessera, LEASE, LEASE_TIME).await?;
    *leased_until = is_ours.then(|| std::time::Instant::now() + LEASE_TIME.unsigned_abs());
    Ok(is_ours)
}

/// One batch, and the states of owners when it is time.
async fn project_some(tessera: &Tessera, held: &mut Held, portion: u32) -> Result<u64, Error> {
    let done = project_batch(tessera, held, portion).await?;
    if held.is_ripe() {
        held.write(tessera).await?;
    }
    Ok(done)
}

async fn project_batch(tessera: &Tessera, held: &mut Held, portion: u32) -> Result<u64, Error> {
    let store = tessera.store();
    let after = store.projection_position().await?;
    held.begin(tessera, after).await?;
    let rows = store.journal_after(after, portion).await?;
    let Some(through) = rows.last().map(|row| row.position) else {
        return Ok(0);
    };
    let entries =
        rows.iter().map(|row| Projected::of(tessera, row)).collect::<Result<Vec<_>, _>>()?;
    let originals = beside::Originals::of(tessera, &entries).await?;
    let mut facts = Facts::new(tessera.options.outbox);
    let mut renamed = BTreeSet::new();
    for Projected { position, entry, .. } in &entries {
        let rulebook = match entry.version {
            0 => None,
            version => Some(tessera.rulebook(version).await?),
        };
        let beside = beside::of(tessera, &originals, entry).await?;
        let calendar = rulebook.as_ref().map(|r| &r.calendar);
        facts.add(*position, entry, calendar, &beside);
        renamed.extend(entry.owner.as_member().filter(|_| members::may_rename(entry)));
    }
    let mut batch = facts.finish();
    // As they are after these entries, or later ones, which write them anew.
    batch.terms = members::terms_of(tessera, renamed.into_iter().collect()).await?;
    (batch.after, batch.through) = (after, through);
    let is_told = !batch.outbox.is_empty();
    match store.write_projection(batch).await? {
        ProjectionOutcome::Written => held.took(entries, through),
        ProjectionOutcome::Stale { position } => {
            tracing::debug!(position, "another projector was faster");
            held.forget();
            return Ok(rows.len() as u64);
        }
    }
    if is_told {
        tessera.deliverable.notify_one();
    }
    Ok(rows.len() as u64)
}

/// An entry on its way into the projections.
struct Projected {
    position: u64,
    entry: Arc<Entry>,
    /// The state right after it, when it is known.
    state: Option<Arc<Snapshot>>,
}

impl Projected {
    /// From memory when this node wrote it a moment ago, from its bytes otherwise.
    fn of(tessera: &Tessera, row: &JournalRow) -> Result<Self, Error> {
        let position = row.position;
        Ok(match tessera.fresh.take(row.owner, row.seq, row.hash) {
            Some(Written { entry, state }) => Self { position, entry, state: Some(state) },
            None => Self { position, entry: Arc::new(row.entry()?), state: None },
        })
    }
}
