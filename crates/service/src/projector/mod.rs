//! What is written behind the journal, in bulk: snapshots with their due times,
//! postings, receipts, totals, outbox.
//!
//! INVARIANTS: a batch starts where the last one ended, checked by the store in the same
//! transaction, so several projectors can run and none counts twice; nothing here decides
//! anything. A crash between append and projection loses nothing: the next run goes on.
//!
//! COST: one bulk transaction per [`BATCH`] entries; states of owners come from memory
//! when this node wrote the entries.

mod facts;
mod outbox;

use crate::Tessera;
use crate::commit::refunded_receipt;
use crate::error::Error;
use crate::jobs;
use facts::Facts;
use jiff::SignedDuration;
use model::{OwnerKind, Snapshot};
use std::sync::Arc;
use std::time::Duration;
use store::{OwnerState, ProjectionBatch, ProjectionOutcome};

/// Entries per transaction: large enough that a transaction's fixed cost does not
/// matter, small enough that commits wait only a few milliseconds behind it.
const BATCH: u32 = 1_000;

/// Name of the lease.
const LEASE: &str = "projector";

/// How long a projector that died is waited for.
const LEASE_TIME: SignedDuration = SignedDuration::from_secs(10);

/// How often the journal is looked at when nobody says that something was appended.
const IDLE: Duration = Duration::from_millis(500);

/// A little time for more entries to gather.
const GATHER: Duration = Duration::from_millis(20);

/// How many journal entries are not projected yet.
pub async fn lag(tessera: &Tessera) -> Result<u64, Error> {
    let store = tessera.store();
    let done = store.projection_position().await?;
    Ok(store.journal_head().await?.saturating_sub(done))
}

/// Projects everything that is there, and says how many entries that were.
pub async fn project_now(tessera: &Tessera) -> Result<u64, Error> {
    let mut count = 0;
    loop {
        match project_batch(tessera).await? {
            0 => return Ok(count),
            done => count += done,
        }
    }
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
    let mut leased_until = None;
    loop {
        let is_ours = match hold_lease(&tessera, &mut leased_until).await {
            Ok(is_ours) => is_ours,
            Err(error) => {
                tracing::error!(%error, "the projector's lease failed");
                background.failed(LEASE);
                false
            }
        };
        let mut has_more = false;
        if is_ours {
            match project_batch(&tessera).await {
                Ok(done) => {
                    background.succeeded(LEASE, done);
                    has_more = done == u64::from(BATCH);
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

async fn project_batch(tessera: &Tessera) -> Result<u64, Error> {
    let store = tessera.store();
    let after = store.projection_position().await?;
    let rows = store.journal_after(after, BATCH).await?;
    let Some(through) = rows.last().map(|row| row.position) else {
        return Ok(0);
    };
    let mut facts = Facts::new(tessera.options.outbox);
    for row in &rows {
        let entry = row.entry()?;
        let rulebook = match entry.version {
            0 => None,
            version => Some(tessera.rulebook(version).await?),
        };
        let original = match refunded_receipt(&entry) {
            Some(receipt) => store.find_receipt(receipt).await?.map(|r| r.seq),
            None => None,
        };
        let calendar = rulebook.as_ref().map(|r| &r.calendar);
        facts.add(row.position, &entry, calendar, original);
    }
    let (mut batch, owners) = facts.finish();
    (batch.after, batch.through) = (after, through);
    for seen in owners {
        if seen.owner.kind == OwnerKind::Receipt {
            continue;
        }
        let snapshot = state(tessera, seen.owner, seen.seq).await?;
        batch.owners.push(OwnerState {
            due_at: due_at(tessera, &snapshot).await?,
            snapshot,
            last_activity_at: seen.last_activity_at,
            receipts: seen.receipts,
            turnover: seen.turnover,
        });
    }
    write(tessera, batch, rows.len() as u64).await
}

async fn write(tessera: &Tessera, batch: ProjectionBatch, entries: u64) -> Result<u64, Error> {
    match tessera.store().write_projection(batch).await? {
        ProjectionOutcome::Written => {}
        ProjectionOutcome::Stale { position } => {
            tracing::debug!(position, "another projector was faster");
        }
    }
    Ok(entries)
}

/// A state at or after an entry: from memory, or from the store.
async fn state(tessera: &Tessera, owner: model::Owner, seq: u64) -> Result<Arc<Snapshot>, Error> {
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
        let mut owners = Vec::with_capacity(members.items.len());
        for row in &members.items {
            let owner = model::Owner::member(row.member);
            let snapshot = state(tessera, owner, 1).await?;
            owners.push(OwnerState {
                due_at: due_at(tessera, &snapshot).await?,
                snapshot,
                last_activity_at: None,
                receipts: 0,
                turnover: model::Money::ZERO,
            });
        }
        count += owners.len() as u64;
        write_in_place(tessera, &owners).await?;
        match members.next {
            Some(next) => page = page.after(Some(next)),
            None => return Ok(count),
        }
    }
}

async fn write_in_place(tessera: &Tessera, owners: &[OwnerState]) -> Result<(), Error> {
    let mut position = tessera.store().projection_position().await?;
    loop {
        let batch = ProjectionBatch {
            after: position,
            through: position,
            owners: owners.to_vec(),
            ..ProjectionBatch::default()
        };
        match tessera.store().write_projection(batch).await? {
            ProjectionOutcome::Written => return Ok(()),
            ProjectionOutcome::Stale { position: moved } => position = moved,
        }
    }
}
