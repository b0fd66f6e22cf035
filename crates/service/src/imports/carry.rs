//! A history through the service: many commits under way, in order for each member.
//!
//! Each member belongs to one worker, which carries their moments out one after the other; the
//! store commits what all workers wait for together.

use super::worker::{Done, Worker};
use crate::Tessera;
use crate::error::{Broken, Error};
use model::Code;
use model::entry::Hash;
use simulation::History;
use simulation::history::Moment;
use smol_str::SmolStr;
use std::sync::Arc;
use tokio::sync::mpsc;
use tokio::task::{JoinHandle, JoinSet};

/// Commits under way: enough that a group fills while the disk writes the one before.
const WORKERS: u32 = 192;

/// Moments that wait for a worker: few, so that the journal follows the order of time closely.
const WAITING: usize = 8;

/// How a history is carried out.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What is carried out.
    pub history: Arc<History>,
    /// Who asks.
    pub actor: &'static str,
    /// Whether people who are not members yet join.
    pub enrol: bool,
    /// Gives members names and birthdays.
    pub personas: Option<u64>,
    /// Makes repeating harmless: keys are this and the place in the timeline.
    pub key: Option<SmolStr>,
}

/// What became of one moment.
#[derive(Debug)]
pub struct Outcome {
    /// Place in the timeline.
    pub place: usize,
    /// Which moment.
    pub moment: Moment,
    /// What became of it.
    pub done: Done,
}

/// Something that was not carried out.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// Row of the file.
    pub row: u64,
    /// Stable code.
    pub code: Code,
    /// What exactly.
    pub detail: String,
}

/// A history on its way through the service.
#[derive(Debug)]
pub struct Carrying {
    incoming: mpsc::Receiver<Outcome>,
    workers: JoinSet<Result<(), Error>>,
    dispatcher: JoinHandle<()>,
}

impl Carrying {
    /// Begins to carry everything out.
    pub fn start(tessera: &Tessera, plan: &Plan) -> Self {
        let (results, incoming) = mpsc::channel(1_024);
        let mut workers = JoinSet::new();
        let mut queues = Vec::new();
        for _ in 0..WORKERS {
            let (queue, waiting) = mpsc::channel(WAITING);
            queues.push(queue);
            let worker = Worker::new(tessera.clone(), plan.clone());
            workers.spawn(worker.run(waiting, results.clone()));
        }
        let dispatcher = tokio::spawn(dispatch(plan.history.clone(), queues));
        Self { incoming, workers, dispatcher }
    }

    /// What became of the next moment that is done, in no particular order; none at the end.
    pub async fn next(&mut self) -> Result<Option<Outcome>, Error> {
        if let Some(outcome) = self.incoming.recv().await {
            return Ok(Some(outcome));
        }
        while let Some(ended) = self.workers.join_next().await {
            ended.map_err(|error| broken("a worker", &error))??;
        }
        let order = &mut self.dispatcher;
        order.await.map_err(|error| broken("the order of a history", &error))?;
        Ok(None)
    }
}

fn broken(what: &'static str, error: &tokio::task::JoinError) -> Error {
    Broken::Unreadable { what, reason: error.to_string() }.into()
}

async fn dispatch(history: Arc<History>, queues: Vec<mpsc::Sender<(usize, Moment)>>) {
    for (place, &moment) in history.timeline.iter().enumerate() {
        let lane = match (history.member(moment), moment) {
            (Some(member), _) => member,
            (None, Moment::Bought(sale)) => sale,
            (None, _) => 0,
        };
        // A worker that is gone tells why.
        if queues[(lane % WORKERS) as usize].send((place, moment)).await.is_err() {
            return;
        }
    }
}

/// What a finished moment is, for counting and for imports.
pub fn refusal(history: &History, outcome: &Outcome) -> Option<Refusal> {
    match &outcome.done {
        Done::Refused(code, detail) => {
            Some(Refusal { row: history.row(outcome.moment), code: *code, detail: detail.clone() })
        }
        Done::Committed(..) | Done::Known => None,
    }
}

/// The hash of what is asked, so that the same key with other content is noticed.
pub(super) fn input(parts: &impl serde::Serialize) -> Hash {
    Hash::of(&serde_json::to_vec(parts).unwrap_or_default())
}
