//! The one thread that writes.
//!
//! Everything that waits when a transaction begins becomes one group: one transaction,
//! one fsync, then all answers. While that fsync runs the next group gathers. Nobody
//! waits for a group to fill.
//!
//! INVARIANT: an answer is sent only after the commit that it tells of.

use super::append;
use super::checkpoint::Checkpointer;
use super::fault::Failure;
use crate::{Append, Appended, StoreError, StoreGauges};
use rusqlite::Connection;
use std::cell::Cell;
use std::time::Instant;
use tokio::sync::{mpsc, oneshot};

/// Appends of one group: at 20,000 a second a group of this size lasts 13 ms.
const LARGEST_GROUP: usize = 256;

/// Bytes of entries in one group: bounds how long a commit can take.
const HEAVIEST_GROUP: usize = 4 * 1024 * 1024;

type Answer = oneshot::Sender<Result<Appended, StoreError>>;

/// A transaction that is not an append.
pub(super) type Job = Box<dyn FnOnce(&Connection) + Send>;

/// What the writer is asked to do.
pub(super) enum Work {
    /// An append, grouped with others.
    Append(Box<Append>, Answer),
    /// A rare write that must be durable when it is answered.
    Durable(Job),
    /// A write that may be lost with the power, because it can be done again. It is
    /// durable together with the next durable transaction.
    Background(Job),
}

/// Runs until all senders are gone.
pub(super) fn run(
    connection: Connection,
    checkpointer: Checkpointer,
    mut queue: mpsc::Receiver<Work>,
    failure: &Failure,
    gauges: &StoreGauges,
) {
    let mut group = Vec::with_capacity(LARGEST_GROUP);
    let mut jobs = Vec::new();
    while let Some(first) = queue.blocking_recv() {
        let mut weight = 0;
        let mut next = Some(first);
        while let Some(work) = next {
            match work {
                Work::Append(append, answer) => {
                    gauges.queue_left();
                    weight += append.weight();
                    group.push((append, answer));
                }
                other => jobs.push(other),
            }
            let room = group.len() < LARGEST_GROUP && weight < HEAVIEST_GROUP;
            next = if room { queue.try_recv().ok() } else { None };
        }
        if !group.is_empty() {
            commit(&connection, std::mem::take(&mut group), failure, gauges);
        }
        for job in jobs.drain(..) {
            run_job(&connection, job, failure, gauges);
        }
        if failure.check().is_ok() {
            let _ = failure.note(checkpointer.after_commit(&connection));
        }
    }
    drop(checkpointer);
}

fn run_job(connection: &Connection, job: Work, failure: &Failure, gauges: &StoreGauges) {
    match job {
        Work::Background(job) => {
            let relaxed = connection.pragma_update(None, "synchronous", "normal");
            job(connection);
            let strict = connection.pragma_update(None, "synchronous", "full");
            // Going on without fsync would break the promise of every later append.
            if strict.is_err() {
                let reason = "the database does not go back to durable commits";
                let _ = failure.note::<()>(Err(StoreError::Fatal(reason.into())));
            }
            let _ = failure.note(relaxed.map_err(StoreError::from));
        }
        Work::Durable(job) => job(connection),
        Work::Append(append, answer) => {
            commit(connection, vec![(append, answer)], failure, gauges);
        }
    }
}

/// Commits a group and answers everybody in it.
fn commit(
    connection: &Connection,
    group: Vec<(Box<Append>, Answer)>,
    failure: &Failure,
    gauges: &StoreGauges,
) {
    let written = Cell::new(Instant::now());
    let result = in_transaction(connection, failure, || {
        let shared = append::Shared::default();
        let outcomes = group.iter().map(|(append, _)| append::write(connection, append, &shared));
        let outcomes = outcomes.collect::<Result<Vec<_>, _>>();
        written.set(Instant::now());
        outcomes
    });
    match result {
        Ok(outcomes) => {
            gauges.group_written(outcomes.len(), written.get().elapsed());
            for ((_, answer), outcome) in group.into_iter().zip(outcomes) {
                // The caller may have given up; the entry stands all the same.
                let _ = answer.send(Ok(outcome));
            }
        }
        // One append that the database cannot take must not take the others with it.
        Err(error) if group.len() > 1 && concerns_one(&error) => {
            gauges.group_retried();
            for one in group {
                commit(connection, vec![one], failure, gauges);
            }
        }
        Err(error) => {
            for (_, answer) in group {
                let _ = answer.send(Err(error.clone()));
            }
        }
    }
}

/// Whether the error comes from one append rather than from the state of the database.
fn concerns_one(error: &StoreError) -> bool {
    !matches!(
        error,
        StoreError::Full | StoreError::Busy | StoreError::Fatal(_) | StoreError::Closed
    )
}

/// Runs `work` in a transaction of its own: all of it is committed, or nothing.
pub(super) fn in_transaction<T>(
    connection: &Connection,
    failure: &Failure,
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    failure.check()?;
    let result = begin(connection)
        .and_then(|()| work())
        .and_then(|value| execute(connection, "COMMIT").map(|()| value));
    if result.is_err() && !connection.is_autocommit() {
        let rolled_back = execute(connection, "ROLLBACK");
        if !connection.is_autocommit() {
            failure.note(rolled_back)?;
        }
    }
    failure.note(result)
}

fn begin(connection: &Connection) -> Result<(), StoreError> {
    execute(connection, "BEGIN IMMEDIATE")
}

fn execute(connection: &Connection, sql: &str) -> Result<(), StoreError> {
    connection.prepare_cached(sql)?.execute([])?;
    Ok(())
}
