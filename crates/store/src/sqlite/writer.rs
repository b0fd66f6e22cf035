//! The one thread that writes.
//!
//! Everything that waits when a transaction begins becomes one group: one transaction,
//! one fsync, then all answers. While that fsync runs the next group gathers. Nobody
//! waits for a group to fill.
//!
//! Between groups it carries claims over to their tables ([`super::settle`]), in steps that
//! grow with the groups, so that they neither pile up nor hold anybody up for long.
//!
//! INVARIANT: an answer is sent only after the commit that it tells of, and after what was
//! claimed can be looked up.

use super::append;
use super::checkpoint::Checkpointer;
use super::fault::Failure;
use super::pending::{self, Shared};
use super::settle::Settler;
use crate::{Append, Appended, StoreError, StoreGauges};
use rusqlite::Connection;
use std::cell::Cell;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::{mpsc, oneshot};

/// Appends of one group: at 20,000 a second a group of this size lasts 13 ms.
const LARGEST_GROUP: usize = 256;

/// Bytes of entries in one group: bounds how long a commit can take.
const HEAVIEST_GROUP: usize = 4 * 1024 * 1024;

/// Rows carried over after a group, per append of it: an append has four on average.
const STEP_PER_APPEND: usize = 5;

/// Rows carried over at a time while nobody waits.
const IDLE_STEP: usize = 2_048;

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
    /// Everything that was claimed so far is carried over.
    Settle(oneshot::Sender<Result<(), StoreError>>),
}

/// What the thread works with.
pub(super) struct Writer {
    pub(super) connection: Connection,
    pub(super) checkpointer: Checkpointer,
    pub(super) desk: Desk,
    /// So many claims gather before they are carried over.
    pub(super) gathered: usize,
}

/// What is shared with those who ask and read.
#[derive(Clone, Default)]
pub(super) struct Desk {
    pub(super) recent: Shared,
    pub(super) failure: Failure,
    pub(super) gauges: Arc<StoreGauges>,
}

type Group = Vec<(Box<Append>, Answer)>;

impl Writer {
    /// Runs until all senders are gone.
    pub(super) fn run(self, mut queue: mpsc::Receiver<Work>) {
        let mut settler = Settler::default();
        while let Some((group, jobs)) = self.wait(&mut queue, &mut settler) {
            let step = match (group.is_empty(), jobs.is_empty()) {
                (true, true) => IDLE_STEP,
                _ => group.len() * STEP_PER_APPEND,
            };
            if !group.is_empty() {
                self.desk.commit(&self.connection, group);
            }
            for job in jobs {
                self.run_job(job, &mut settler);
            }
            if step > 0 && settler.begin(&self.desk.recent, self.gathered) {
                let _ = self.settle(&mut settler, step);
            }
            if self.desk.failure.check().is_ok() {
                let _ = self.desk.failure.note(self.checkpointer.after_commit(&self.connection));
            }
        }
    }

    /// What waits; nothing, at once, while there is something to carry over.
    fn wait(
        &self,
        queue: &mut mpsc::Receiver<Work>,
        settler: &mut Settler,
    ) -> Option<(Group, Vec<Work>)> {
        let (mut group, mut jobs) = (Vec::new(), Vec::new());
        let mut next = match settler.begin(&self.desk.recent, self.gathered) && settler.is_able() {
            false => Some(queue.blocking_recv()?),
            true => match queue.try_recv() {
                Ok(work) => Some(work),
                Err(mpsc::error::TryRecvError::Empty) => None,
                Err(mpsc::error::TryRecvError::Disconnected) => return None,
            },
        };
        let mut weight = 0;
        while let Some(work) = next {
            match work {
                Work::Append(append, answer) => {
                    self.desk.gauges.queue_left();
                    weight += append.weight();
                    group.push((append, answer));
                }
                other => jobs.push(other),
            }
            let room = group.len() < LARGEST_GROUP && weight < HEAVIEST_GROUP;
            next = if room { queue.try_recv().ok() } else { None };
        }
        Some((group, jobs))
    }

    fn run_job(&self, job: Work, settler: &mut Settler) {
        match job {
            Work::Background(job) => self.relaxed(|| job(&self.connection)),
            Work::Durable(job) => job(&self.connection),
            Work::Append(append, answer) => {
                self.desk.commit(&self.connection, vec![(append, answer)]);
            }
            Work::Settle(answer) => {
                let (connection, failure) = (&self.connection, &self.desk.failure);
                // What other processes claimed counts too.
                let mut result = in_transaction(connection, failure, || {
                    pending::catch_up(connection, &self.desk.recent)
                });
                while result.is_ok() && settler.begin(&self.desk.recent, 1) {
                    result = self.settle(settler, IDLE_STEP);
                }
                // The caller may have given up.
                let _ = answer.send(result);
            }
        }
    }

    fn settle(&self, settler: &mut Settler, most: usize) -> Result<(), StoreError> {
        let mut result = Ok(());
        self.relaxed(|| result = self.desk.settle(&self.connection, settler, most));
        if let Err(error) = &result {
            tracing::warn!(%error, "claims could not be carried over");
        }
        result
    }

    /// Runs work that need not outlive the power.
    fn relaxed(&self, work: impl FnOnce()) {
        let (connection, failure) = (&self.connection, &self.desk.failure);
        let relaxed = connection.pragma_update(None, "synchronous", "normal");
        work();
        let strict = connection.pragma_update(None, "synchronous", "full");
        // Going on without fsync would break the promise of every later append.
        if strict.is_err() {
            let reason = "the database does not go back to durable commits";
            let _ = failure.note::<()>(Err(StoreError::Fatal(reason.into())));
        }
        let _ = failure.note(relaxed.map_err(StoreError::from));
    }
}

impl Desk {
    /// Writes appends in one transaction, and takes along what they claim.
    pub(super) fn append<'a>(
        &self,
        connection: &Connection,
        appends: impl Iterator<Item = &'a Append>,
    ) -> Result<Vec<Appended>, StoreError> {
        let written = Cell::new(Instant::now());
        let result = in_transaction(connection, &self.failure, || {
            let mut group = append::Group::new(connection, &self.recent)?;
            let outcomes = appends.map(|append| group.write(append));
            let outcomes = outcomes.collect::<Result<Vec<_>, _>>()?;
            written.set(Instant::now());
            Ok((outcomes, group.into_rows()))
        });
        let (result, rows) = match result {
            Ok((outcomes, rows)) => (Ok(outcomes), rows),
            Err(error) => (Err(error), Vec::new()),
        };
        self.recent.write().end_writing(rows);
        if let Ok(outcomes) = &result {
            self.gauges.group_written(outcomes.len(), written.get().elapsed());
        }
        result
    }

    /// Carries some claims over, in a transaction of their own.
    pub(super) fn settle(
        &self,
        connection: &Connection,
        settler: &mut Settler,
        most: usize,
    ) -> Result<(), StoreError> {
        let written = in_transaction(connection, &self.failure, || settler.write(connection, most));
        settler.moved_on(&self.recent, &written);
        written.map(|_| ())
    }

    /// Commits a group and answers everybody in it.
    fn commit(&self, connection: &Connection, group: Group) {
        match self.append(connection, group.iter().map(|(append, _)| &**append)) {
            Ok(outcomes) => {
                for ((_, answer), outcome) in group.into_iter().zip(outcomes) {
                    // The caller may have given up; the entry stands all the same.
                    let _ = answer.send(Ok(outcome));
                }
            }
            // One append that the database cannot take must not take the others with it.
            Err(error) if group.len() > 1 && concerns_one(&error) => {
                self.gauges.group_retried();
                for one in group {
                    self.commit(connection, vec![one]);
                }
            }
            Err(error) => {
                for (_, answer) in group {
                    let _ = answer.send(Err(error.clone()));
                }
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
