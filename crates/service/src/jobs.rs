//! Work that time brings: lots become active and expire, periods close, birthdays come.
//!
//! INVARIANT: every step goes through the commit path and writes nothing when nothing is
//! due, so several runners, a crash in between and a second run change nothing. Programme
//! versions need no job: they are chosen by time.
//!
//! COST: one commit per owner with something due, [`WORKERS`] at a time so that the
//! store commits them together while tills still find room. States are read ahead, one read
//! for a page of owners.

use crate::error::Error;
use crate::imports::office;
use crate::{Ask, Tessera, people, projector, webhooks};
use jiff::SignedDuration;
use model::{Instant, Owner};
use std::sync::Arc;
use std::time::Duration;
use store::DueOwner;
use tokio::task::JoinSet;

/// Owners read at a time.
const PAGE: u32 = 1_000;

/// Owners worked on at once.
const WORKERS: usize = 64;

/// Name of the job and its lease.
pub const NAME: &str = "time";

/// How long a runner that died is waited for.
const LEASE_TIME: SignedDuration = SignedDuration::from_secs(30);

/// How often is looked whether something is due.
const EVERY: Duration = Duration::from_secs(5);

/// Idempotency keys are remembered so long.
const KEYS_KEPT: SignedDuration = SignedDuration::from_hours(35 * 24);

/// Owners at work: whether there was something to do.
type Running = JoinSet<(Owner, Result<bool, Error>)>;

/// What a run did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Owners with something due.
    pub owners: u64,
    /// Owners of whom somebody else had taken care.
    pub skipped: u64,
    /// Owners whose work failed; they stay due.
    pub failed: u64,
}

/// Does everything that is due now, for all owners that the projection knows as due.
pub async fn run_due(tessera: &Tessera) -> Result<Done, Error> {
    refresh_schedule(tessera).await?;
    let mut done = Done::default();
    let mut running: Running = JoinSet::new();
    let mut after: Option<DueOwner> = None;
    let now = tessera.now();
    loop {
        let due = tessera.store().list_due(now, after, PAGE).await?;
        let Some(last) = due.last().filter(|_| !tessera.background.is_stopping()) else {
            break;
        };
        after = Some(*last);
        let owners: Vec<Owner> = due.into_iter().map(|d| d.owner).collect();
        foresee(tessera, &owners).await;
        for owner in owners {
            if running.len() >= WORKERS
                && let Some(finished) = running.join_next().await
            {
                count(finished, &mut done)?;
            }
            let tessera = tessera.clone();
            running.spawn(async move {
                let result = tessera.pass_time(&Ask::by("time"), owner).await;
                (owner, result.map(|committed| committed.is_some()))
            });
        }
    }
    while let Some(finished) = running.join_next().await {
        count(finished, &mut done)?;
    }
    Ok(done)
}

/// Takes the states that are not in memory there, with one read instead of one for each. When
/// that fails each owner is read alone, so that one who cannot be read does not stop the others.
async fn foresee(tessera: &Tessera, owners: &[Owner]) {
    let missing = owners.iter().copied().filter(|owner| !tessera.states.has(*owner));
    let missing: Vec<Owner> = missing.collect();
    if missing.is_empty() {
        return;
    }
    match tessera.store().load_all(missing).await {
        Ok(states) => states.into_iter().for_each(|state| tessera.states.keep(Arc::new(state))),
        Err(error) => tracing::warn!(%error, "states could not be read ahead"),
    }
}

fn count(
    finished: Result<(Owner, Result<bool, Error>), tokio::task::JoinError>,
    done: &mut Done,
) -> Result<(), Error> {
    match finished {
        Ok((_, Ok(true))) => done.owners += 1,
        Ok((_, Ok(false))) => done.skipped += 1,
        Ok((_, Err(error))) if error.is_fatal() => return Err(error),
        Ok((owner, Err(error))) => {
            tracing::error!(%owner, %error, "time-driven work failed");
            done.failed += 1;
        }
        Err(_) => done.failed += 1,
    }
    Ok(())
}

/// When other rules count than those that due times were worked out by, works them out
/// anew.
async fn refresh_schedule(tessera: &Tessera) -> Result<(), Error> {
    let now = tessera.now();
    let Some(version) = tessera.store().version_at(now).await? else {
        return Ok(());
    };
    let version = version.to_string();
    let known = tessera.store().find_setting("scheduled_version").await?;
    if known.as_deref() == Some(version.as_str()) {
        return Ok(());
    }
    projector::project_now(tessera).await?;
    let count = projector::reschedule(tessera).await?;
    tracing::info!(count, version, "due times follow another version");
    tessera.store().put_setting("scheduled_version", &version).await?;
    Ok(())
}

/// Forgets idempotency keys that are too old to be repeated.
pub async fn forget_old_keys(tessera: &Tessera) -> Result<u64, Error> {
    let before = tessera.now().checked_sub(KEYS_KEPT).unwrap_or(Instant::MIN);
    let mut count = 0;
    loop {
        match tessera.store().forget_idempotency(before, PAGE).await? {
            0 => return Ok(count),
            forgotten => count += forgotten,
        }
    }
}

/// Does what is due until the service is told to stop. One of all nodes does it.
pub async fn run(tessera: Tessera) {
    let background = &tessera.background;
    loop {
        match run_leased(&tessera).await {
            Ok(Some(done)) if done.failed == 0 => background.succeeded(NAME, done.owners),
            Ok(Some(_)) => background.failed(NAME),
            Ok(None) => background.left_to_others(NAME),
            Err(error) if error.is_fatal() => return,
            Err(error) => {
                tracing::error!(%error, "time-driven work failed");
                background.failed(NAME);
            }
        }
        if !background.pause(EVERY).await {
            return give_up(&tessera, NAME).await;
        }
    }
}

/// Does once what the job does, when this node has its lease.
pub async fn run_leased(tessera: &Tessera) -> Result<Option<Done>, Error> {
    if !take(tessera, NAME, LEASE_TIME).await? {
        return Ok(None);
    }
    let done = run_due(tessera).await?;
    forget_old_keys(tessera).await?;
    people::tidy(tessera).await?;
    office::forget_old(tessera).await?;
    Ok(Some(done))
}

/// Takes a lease for this node, or keeps it. Leases live by the machine's clock: the
/// sandbox's clock may leap.
pub(crate) async fn take(
    tessera: &Tessera,
    lease: &str,
    time: SignedDuration,
) -> Result<bool, Error> {
    let now = crate::clock::machine_now();
    let until = now.checked_add(time).unwrap_or(now);
    let taken = tessera.store().acquire_lease(lease, &tessera.node, now, until).await?;
    Ok(taken.is_some())
}

/// Gives a lease up, so that another node need not wait until it runs out.
pub(crate) async fn give_up(tessera: &Tessera, lease: &str) {
    if let Err(error) = tessera.store().release_lease(lease, &tessera.node, None).await {
        tracing::warn!(%error, lease, "a lease was not given up; it runs out by itself");
    }
}

/// Since when the longest waiting owner is due; nothing when all is done.
pub async fn due_since(tessera: &Tessera) -> Result<Option<Instant>, Error> {
    let due = tessera.store().list_due(tessera.now(), None, 1).await?;
    Ok(due.first().map(|due| due.due_at))
}

/// Starts the projector, the time-driven work and the courier in the background. They end when
/// [`Background::stop`](crate::background::Background::stop) tells them to, and before
/// that only when the store takes no more work.
pub fn spawn(tessera: &Tessera) -> JoinSet<()> {
    let mut background = JoinSet::new();
    background.spawn(projector::run(tessera.clone()));
    background.spawn(run(tessera.clone()));
    background.spawn(webhooks::run(tessera.clone()));
    background
}
