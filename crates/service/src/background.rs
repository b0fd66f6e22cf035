//! What runs behind the use cases on this node: how it is told to end, and how it fares.
//!
//! A job is a loop that works, [notes](Background::succeeded) how it went, and waits with
//! [`Background::pause`]. When that says no, it gives its lease up and returns.
//!
//! COST: a lock per run of a job, which are a few per second.

use crate::clock;
use model::Instant;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;

/// How one job fared on this node since the process started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct JobRecord {
    /// Runs that ended well, those with nothing to do included.
    pub runs: u64,
    /// Runs that failed.
    pub failures: u64,
    /// Things done: owners, entries, deliveries.
    pub done: u64,
    /// When a run last ended well, by the machine's clock.
    pub last_success: Option<Instant>,
    /// Whether this node has the lease.
    pub is_ours: bool,
}

/// The background of one node.
#[derive(Debug)]
pub struct Background {
    stop: watch::Sender<bool>,
    jobs: Mutex<BTreeMap<&'static str, JobRecord>>,
}

impl Background {
    pub(crate) fn new() -> Self {
        Self { stop: watch::Sender::new(false), jobs: Mutex::default() }
    }

    /// Tells all jobs to end when their step is done.
    pub fn stop(&self) {
        self.stop.send_replace(true);
    }

    /// Whether jobs were told to end.
    pub fn is_stopping(&self) -> bool {
        *self.stop.borrow()
    }

    /// Waits until jobs are told to end.
    pub async fn stopped(&self) {
        let mut stop = self.stop.subscribe();
        // The sender lives as long as `self`.
        let _ = stop.wait_for(|stop| *stop).await;
    }

    /// Waits. `false` when the job should end instead of going on.
    pub async fn pause(&self, time: Duration) -> bool {
        tokio::time::timeout(time, self.stopped()).await.is_err()
    }

    /// Notes that a job ran well on this node, and how many things it did.
    pub fn succeeded(&self, job: &'static str, done: u64) {
        let now = clock::machine_now();
        let mut jobs = self.lock();
        let record = jobs.entry(job).or_default();
        record.runs += 1;
        record.done += done;
        record.last_success = Some(now);
        record.is_ours = true;
    }

    /// Notes that a job failed on this node.
    pub fn failed(&self, job: &'static str) {
        self.lock().entry(job).or_default().failures += 1;
    }

    /// Notes that another node has the lease of a job.
    pub fn left_to_others(&self, job: &'static str) {
        self.lock().entry(job).or_default().is_ours = false;
    }

    /// All jobs that ran or tried to.
    pub fn records(&self) -> Vec<(&'static str, JobRecord)> {
        self.lock().iter().map(|(name, record)| (*name, *record)).collect()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<&'static str, JobRecord>> {
        // A poisoned record is still a whole value: nothing panics while it is held.
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_pause_ends_early_when_jobs_should_end() {
        let background = Background::new();
        assert!(background.pause(Duration::ZERO).await);
        background.stop();
        assert!(!background.pause(Duration::from_secs(3_600)).await);
        assert!(background.is_stopping());
    }

    #[test]
    fn runs_are_counted_by_job() {
        let background = Background::new();
        background.succeeded("a", 3);
        background.succeeded("a", 0);
        background.failed("b");
        background.left_to_others("a");
        let records = background.records();
        assert_eq!(records.len(), 2);
        let (name, record) = records[0];
        assert_eq!((name, record.runs, record.done, record.failures), ("a", 2, 3, 0));
        assert!(record.last_success.is_some() && !record.is_ours);
        assert_eq!(records[1].1.failures, 1);
    }
}
