//! The lanes that write appends.
//!
//! Everything that waits when a lane is free becomes one group: one transaction, one wait
//! for the disk, then all answers. While a lane waits for the server the next group
//! gathers, or another lane writes it. Nobody waits for a group to fill.
//!
//! INVARIANTS: an answer is sent only after the commit that it tells of; a group is tried
//! again only when nothing of it was written; every caller is answered within the deadline.

use super::connect::{Connector, Patience, late};
use super::group::{Attempt, Outcomes, attempt};
use super::link::Link;
use super::options::Use;
use super::outcome::{Verdict, find_out};
use super::position::MOST_ENTRIES;
use crate::{Append, Appended, StoreError, StoreGauges};
use std::sync::Arc;
use tokio::sync::{Mutex, mpsc, oneshot};
use tokio::time::Instant;

/// Bytes of entries in one group: bounds how long a commit can take.
const HEAVIEST_GROUP: usize = 4 * 1024 * 1024;

/// How often a group is judged again because others were faster, before it is halved.
const MOST_RACES: u32 = 4;

/// An append that waits for a lane.
pub(super) struct Waiting {
    append: Append,
    since: Instant,
    answer: oneshot::Sender<Result<Appended, StoreError>>,
}

/// The end of the queue that callers hold; the lanes end when it is dropped.
pub(super) struct Queue {
    sender: mpsc::Sender<Waiting>,
    gauges: Arc<StoreGauges>,
}

impl Queue {
    /// Starts the lanes.
    pub(super) fn start(connector: &Arc<Connector>, base: u64, gauges: &Arc<StoreGauges>) -> Self {
        let (sender, receiver) = mpsc::channel(connector.options.queue.max(1));
        let receiver = Arc::new(Mutex::new(receiver));
        for _ in 0..connector.options.lanes.max(1) {
            let lane = Lane {
                connector: connector.clone(),
                gauges: gauges.clone(),
                base,
                link: None,
                was_open: false,
            };
            tokio::spawn(lane.run(receiver.clone()));
        }
        Self { sender, gauges: gauges.clone() }
    }

    /// Hands an append over and waits for its answer.
    pub(super) async fn append(&self, append: Append) -> Result<Appended, StoreError> {
        if append.entries.len() > MOST_ENTRIES {
            return Err(StoreError::Misuse("too many entries in one append"));
        }
        let (answer, answered) = oneshot::channel();
        self.gauges.queue_entered();
        let waiting = Waiting { append, since: Instant::now(), answer };
        if self.sender.send(waiting).await.is_err() {
            self.gauges.queue_left();
            return Err(StoreError::Closed);
        }
        answered.await.unwrap_or(Err(StoreError::Closed))
    }
}

/// One connection that writes one group at a time.
struct Lane {
    connector: Arc<Connector>,
    gauges: Arc<StoreGauges>,
    base: u64,
    link: Option<Link>,
    was_open: bool,
}

impl Lane {
    async fn run(mut self, queue: Arc<Mutex<mpsc::Receiver<Waiting>>>) {
        while let Some(group) = self.next_group(&queue).await {
            let mut groups = vec![group];
            while let Some(group) = groups.pop() {
                if let Some([first, second]) = self.write(group).await {
                    groups.extend([second, first]);
                }
            }
        }
    }

    /// Waits for an append and takes all that wait with it.
    async fn next_group(&self, queue: &Mutex<mpsc::Receiver<Waiting>>) -> Option<Vec<Waiting>> {
        let mut queue = queue.lock().await;
        let (mut group, mut weight, mut entries) = (Vec::new(), 0, 0);
        let mut next = queue.recv().await;
        next.as_ref()?;
        while let Some(waiting) = next {
            self.gauges.queue_left();
            weight += waiting.append.weight();
            entries += waiting.append.entries.len();
            group.push(waiting);
            let room = group.len() < self.connector.options.largest_group
                && weight < HEAVIEST_GROUP
                && entries < self.connector.options.largest_group * 4;
            next = if room { queue.try_recv().ok() } else { None };
        }
        Some(group)
    }

    /// Writes a group and answers everybody in it, or gives it back in two halves, because
    /// one of its appends may be what the database does not take.
    async fn write(&mut self, group: Vec<Waiting>) -> Option<[Vec<Waiting>; 2]> {
        let group = self.dismiss_late(group);
        let since = group.iter().map(|w| w.since).min()?;
        let mut patience = Patience::until(since + self.connector.options.deadline);
        let mut races = 0;
        loop {
            let appends: Vec<&Append> = group.iter().map(|w| &w.append).collect();
            let error = match self.attempt(&appends, patience.deadline).await {
                Attempt::Done(outcomes) => {
                    answer(group, outcomes);
                    return None;
                }
                Attempt::Contended if races < MOST_RACES => {
                    races += 1;
                    self.gauges.group_retried();
                    continue;
                }
                Attempt::Contended if group.len() == 1 => StoreError::Busy,
                Attempt::Refused(error) if group.len() == 1 || !concerns_one(&error) => error,
                Attempt::Contended | Attempt::Refused(_) => {
                    self.gauges.group_retried();
                    return Some(halves(group));
                }
                Attempt::Lost(error) => {
                    if patience.another().await {
                        self.gauges.group_retried();
                        continue;
                    }
                    error
                }
                Attempt::Unknown(trace) => {
                    self.link = None;
                    match find_out(&self.connector, &trace, patience.deadline).await {
                        Verdict::Written => {
                            answer(group, trace.outcomes);
                            return None;
                        }
                        Verdict::NotWritten if patience.another().await => {
                            self.gauges.group_retried();
                            continue;
                        }
                        Verdict::NotWritten => late(),
                        Verdict::Unknown => {
                            group.iter().for_each(|_| self.gauges.outcome_unknown());
                            StoreError::OutcomeUnknown
                        }
                    }
                }
            };
            refuse(group, &error);
            return None;
        }
    }

    /// Answers those who have waited so long that there is no time for a second try.
    fn dismiss_late(&self, group: Vec<Waiting>) -> Vec<Waiting> {
        let longest = self.connector.options.deadline / 2;
        let (in_time, late_ones) = group.into_iter().partition(|w| w.since.elapsed() < longest);
        refuse(late_ones, &late());
        in_time
    }

    async fn attempt(&mut self, appends: &[&Append], deadline: Instant) -> Attempt {
        if self.link.as_ref().is_none_or(|link| !link.is_sound()) {
            self.link = None;
            match self.connector.open(Use::Lane, deadline, self.was_open).await {
                Ok(link) => self.link = Some(link),
                Err(error) => return Attempt::Lost(error),
            }
            self.was_open = true;
        }
        let Some(link) = &self.link else { return Attempt::Lost(late()) };
        // The last third of the time is left for finding out what became of a commit.
        let limit = deadline - self.connector.options.deadline / 3;
        attempt(link, self.base, appends, limit, &self.gauges).await
    }
}

/// The callers may have given up; what is written stands all the same.
fn answer(group: Vec<Waiting>, outcomes: Outcomes) {
    for (waiting, outcome) in group.into_iter().zip(outcomes) {
        let _ = waiting.answer.send(outcome);
    }
}

fn refuse(group: Vec<Waiting>, error: &StoreError) {
    for waiting in group {
        let _ = waiting.answer.send(Err(error.clone()));
    }
}

fn halves(mut group: Vec<Waiting>) -> [Vec<Waiting>; 2] {
    let second = group.split_off(group.len() / 2);
    [group, second]
}

/// Whether the error comes from one append rather than from the state of the database.
fn concerns_one(error: &StoreError) -> bool {
    !matches!(error, StoreError::Full | StoreError::Fatal(_) | StoreError::Closed)
}
