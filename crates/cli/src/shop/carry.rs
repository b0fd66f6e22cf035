//! A history through the service: many commits under way, in order for each member.
//!
//! Each member belongs to one worker, which carries their moments out one after the other; the
//! store commits what all workers wait for together.

use super::worker::{Done, Worker};
use crate::failure::Failure;
use model::Code;
use model::entry::Hash;
use service::Tessera;
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
pub(crate) struct Plan {
    pub(crate) history: Arc<History>,
    /// Who asks.
    pub(crate) actor: &'static str,
    /// Whether people who are not members yet join.
    pub(crate) enrol: bool,
    /// Gives members names and birthdays.
    pub(crate) personas: Option<u64>,
    /// Makes repeating harmless: keys are this and the place in the timeline.
    pub(crate) key: Option<SmolStr>,
}

/// What became of one moment.
pub(crate) struct Outcome {
    /// Place in the timeline.
    pub(crate) place: usize,
    pub(crate) moment: Moment,
    pub(crate) done: Done,
}

/// Something that was not carried out.
#[derive(Clone, Debug)]
pub(crate) struct Refusal {
    pub(crate) row: u64,
    pub(crate) code: Code,
    pub(crate) detail: String,
}

/// A history on its way through the service.
pub(crate) struct Carrying {
    incoming: mpsc::Receiver<Outcome>,
    workers: JoinSet<Result<(), Failure>>,
    dispatcher: JoinHandle<()>,
}

impl Carrying {
    /// Begins to carry everything out.
    pub(crate) fn start(tessera: &Tessera, plan: &Plan) -> Self {
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
    pub(crate) async fn next(&mut self) -> Result<Option<Outcome>, Failure> {
        if let Some(outcome) = self.incoming.recv().await {
            return Ok(Some(outcome));
        }
        while let Some(ended) = self.workers.join_next().await {
            ended.map_err(|error| Failure::ours(format!("a worker broke: {error}")))??;
        }
        let order = &mut self.dispatcher;
        order.await.map_err(|error| Failure::ours(format!("the order broke: {error}")))?;
        Ok(None)
    }
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
pub(crate) fn refusal(history: &History, outcome: &Outcome) -> Option<Refusal> {
    match &outcome.done {
        Done::Refused(code, detail) => {
            Some(Refusal { row: history.row(outcome.moment), code: *code, detail: detail.clone() })
        }
        Done::Committed(..) | Done::Known => None,
    }
}

/// The hash of what is asked, so that the same key with other content is noticed.
pub(crate) fn input(parts: &impl serde::Serialize) -> Hash {
    Hash::of(&serde_json::to_vec(parts).unwrap_or_default())
}
