//! One run: steps of the plan, calls to the storage, faults and crashes, in an order that
//! follows from the seed.
//!
//! Everything runs on one thread. All requests go on until each of them waits for the
//! storage; then one of the calls that wait, or the next step, is drawn.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use model::Owner;
use model::entry::Hash;
use service::{Committed, Error, jobs, members, programmes, projector};
use simulation::trial::judge::Standing;
use simulation::trial::{Dice, Plan, START, Step, What};
use store::{Append, OutboxRow, Projections, SqliteStore};
use tokio::task::AbortHandle;

use crate::client::{self, Known};
use crate::desk::{Call, Desk};
use crate::failure::{Failure, Report, Trace};
use crate::mood::{Mood, Toll};
use crate::node::{Ground, Node, NodeClock};
use crate::referee::Referee;
use crate::setup;
use crate::storage::Storage;

/// Which run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The seed.
    pub seed: u64,
    /// Steps of the plan.
    pub steps: usize,
    /// The document of another programme; one of our own when absent.
    pub document: Option<String>,
    /// Whether every step is kept, to be shown when something is wrong.
    pub traced: bool,
}

/// What is under way.
pub(crate) enum Task {
    Request(usize),
    Activation,
    Look { member: usize, now: i64, moves: u64 },
    Work,
}

/// How it ended.
pub(crate) enum Landed {
    Request(Box<Result<Committed, Error>>),
    Activation(Result<(), Error>),
    Look(Result<Standing, Error>),
    Work(Result<(), Error>),
}

pub(crate) struct Flight {
    pub(crate) task: Task,
    pub(crate) node: usize,
    /// The request was answered before it was sent this time.
    pub(crate) was_answered: bool,
    handle: AbortHandle,
}

/// The first answer to a request.
pub(crate) struct Answered {
    pub(crate) owner: Owner,
    pub(crate) seq: u64,
    pub(crate) bytes: Vec<u8>,
}

type Landing = Arc<Mutex<Vec<(usize, Landed)>>>;

/// A run under way.
pub(crate) struct Run {
    pub(crate) plan: Plan,
    pub(crate) dice: Dice,
    pub(crate) mood: Mood,
    pub(crate) ground: Ground,
    pub(crate) nodes: Vec<Node>,
    pub(crate) referee: Referee,
    pub(crate) known: Arc<Known>,
    /// Requests by the hash that the service knows them by.
    pub(crate) inputs: BTreeMap<Hash, usize>,
    pub(crate) flights: BTreeMap<usize, Flight>,
    landing: Landing,
    next_step: usize,
    next_flight: usize,
    next_life: usize,
    /// Requests whose outcome their client does not know.
    pub(crate) unknown: Vec<usize>,
    pub(crate) activation_unknown: bool,
    /// First answers.
    pub(crate) answers: BTreeMap<usize, Answered>,
    /// When each request was sent first.
    pub(crate) sent_at: BTreeMap<usize, i64>,
    pub(crate) members: BTreeMap<Owner, usize>,
    /// Everything that was appended, in order.
    pub(crate) appends: Vec<Append>,
    pub(crate) handed_out: Arc<Mutex<Vec<OutboxRow>>>,
    pub(crate) base: i64,
    /// How often anything changed that a look could see.
    pub(crate) moves: u64,
    pub(crate) report: Report,
    pub(crate) trace: Trace,
}

/// Runs a seed to its end and proves everything.
pub fn run(settings: &Settings) -> Result<Report, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.map_err(|error| Failure::of(error.to_string()))?;
    runtime.block_on(async {
        let mut run = setup::run(settings).await?;
        let result = run.whole().await;
        let Run { trace, report, .. } = run;
        result.map(|()| report).map_err(|what| Failure { what, trace: trace.lines })
    })
}

impl Run {
    pub(crate) fn new(
        settings: &Settings,
        plan: Plan,
        mood: Mood,
        referee: Referee,
        store: Arc<SqliteStore>,
    ) -> Self {
        let (seed, cache_bytes) = (settings.seed, mood.cache_bytes);
        Self {
            dice: Dice::new(seed, "order and faults"),
            mood,
            ground: Ground { store, desk: Desk::default(), seed, cache_bytes },
            nodes: Vec::new(),
            referee,
            known: Arc::default(),
            inputs: (0..plan.requests.len()).map(|at| (client::input(at), at)).collect(),
            flights: BTreeMap::new(),
            landing: Landing::default(),
            next_step: 0,
            next_flight: 0,
            next_life: 0,
            unknown: Vec::new(),
            activation_unknown: false,
            answers: BTreeMap::new(),
            sent_at: BTreeMap::new(),
            members: BTreeMap::new(),
            appends: Vec::new(),
            handed_out: Arc::default(),
            base: START,
            moves: 0,
            report: Report { steps: plan.steps.len(), ..Report::default() },
            trace: Trace::new(settings.traced),
            plan,
        }
    }

    /// Opens one more node, or one again that had ended.
    pub(crate) async fn open_node(&mut self, skew: i64) -> Result<Node, Error> {
        let life = self.next_life;
        self.next_life += 1;
        let clock = Arc::new(NodeClock::default());
        clock.set(self.base + skew);
        let tessera = self.ground.open(clock.clone(), life).await?;
        Ok(Node { tessera, clock, skew, life })
    }

    async fn whole(&mut self) -> Result<(), String> {
        while self.advance().await? {}
        self.heal().await?;
        self.prove().await
    }

    /// One draw; `false` when nothing is left to do.
    async fn advance(&mut self) -> Result<bool, String> {
        self.settle().await?;
        let calls = self.ground.desk.waiting();
        let more = self.next_step < self.plan.steps.len();
        let room = self.flights.len() < self.mood.parallel;
        if more && room && (calls.is_empty() || self.dice.chance(self.mood.hurry)) {
            self.step()?;
        } else if !calls.is_empty() {
            self.go_on(&calls).await?;
        } else if !self.flights.is_empty() {
            return Err("requests wait for each other for ever".to_owned());
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Lets everybody run until they wait for the storage, and notes what happened.
    pub(crate) async fn settle(&mut self) -> Result<(), String> {
        // Twice: a task that just ended wakes others.
        for _ in 0..2 {
            tokio::task::yield_now().await;
        }
        for logged in self.ground.desk.take_log() {
            self.note_logged(logged)?;
        }
        let landed = std::mem::take(&mut *lock(&self.landing));
        for (flight, landed) in landed {
            self.land(flight, landed)?;
        }
        Ok(())
    }

    fn step(&mut self) -> Result<(), String> {
        let Step { wait, what } = self.plan.steps[self.next_step].clone();
        self.trace.add(|| format!("step {}: +{wait} ms, {what:?}", self.next_step));
        self.next_step += 1;
        self.base += wait;
        if wait > 0 {
            self.set_clocks();
        }
        match what {
            What::Send { request, node } => self.send(request, node),
            What::Project { node } => self.work(node, |tessera| async move {
                projector::project_now(&tessera).await.map(|_| ())
            }),
            What::PassTime { node } => {
                self.work(node, |tessera| async move { jobs::run_due(&tessera).await.map(|_| ()) })
            }
            What::Forget { node } => self.work(node, |tessera| async move {
                jobs::forget_old_keys(&tessera).await.map(|_| ())
            }),
            What::Activate { node } => self.activate(node),
            What::HandOut => self.hand_out(),
            What::Skew { node, by } => {
                self.nodes[node].skew = by;
                self.set_clocks();
            }
            What::Look { node, member } => self.look(node, member),
        }
        Ok(())
    }

    pub(crate) fn set_clocks(&mut self) {
        self.moves += 1;
        for node in &self.nodes {
            node.clock.set(self.base + node.skew);
        }
        for (flight, under_way) in &self.flights {
            let now = self.nodes[under_way.node].clock.millis();
            self.referee.clock_moved(*flight, now);
        }
    }

    /// Lets one of the calls go on, or something else happen meanwhile.
    async fn go_on(&mut self, calls: &[(u64, usize, Call)]) -> Result<(), String> {
        if self.dice.chance(self.mood.crash) {
            let node = self.dice.below(self.nodes.len());
            return self.crash(node).await;
        }
        if self.dice.chance(self.mood.abandon) {
            self.abandon();
            return Ok(());
        }
        let (number, life, call) = self.dice.pick(calls);
        let (verdict, toll) = self.mood.judge(&mut self.dice, call);
        self.report.count(&verdict);
        self.trace.add(|| format!("  call {number} of life {life}: {call:?}, {verdict:?}"));
        self.ground.desk.decide(number, verdict);
        if toll == Toll::None {
            return Ok(());
        }
        self.settle().await?;
        for node in 0..self.nodes.len() {
            if toll == Toll::All || self.nodes[node].life == life {
                self.crash(node).await?;
            }
        }
        Ok(())
    }

    /// A node ends, and comes up again.
    async fn crash(&mut self, node: usize) -> Result<(), String> {
        self.report.crashes += 1;
        self.trace.add(|| format!("  node {node} ends and comes up again"));
        let ended: Vec<usize> =
            self.flights.iter().filter(|(_, f)| f.node == node).map(|(id, _)| *id).collect();
        for flight in ended {
            self.give_up(flight);
        }
        // What was written before the end is written.
        self.settle().await?;
        let skew = self.nodes[node].skew;
        self.nodes[node] = self.open_node(skew).await.map_err(|error| error.to_string())?;
        Ok(())
    }

    /// A client does not wait any longer.
    fn abandon(&mut self) {
        let flights: Vec<usize> = self.flights.keys().copied().collect();
        let flight = self.dice.pick(&flights);
        self.trace.add(|| format!("  flight {flight} is given up"));
        self.report.abandoned += 1;
        self.give_up(flight);
    }

    fn give_up(&mut self, flight: usize) {
        let Some(ended) = self.flights.remove(&flight) else { return };
        ended.handle.abort();
        self.referee.gone(flight);
        self.forget(&ended.task);
    }

    /// Its client does not know what became of it, and mostly asks again.
    pub(crate) fn forget(&mut self, task: &Task) {
        match task {
            Task::Request(request) => {
                if !self.answers.contains_key(request) {
                    self.unknown.push(*request);
                }
                if self.dice.chance(700) {
                    let (request, node) = (*request, self.dice.below(self.nodes.len()));
                    self.plan_again(What::Send { request, node });
                }
            }
            Task::Activation => {
                self.activation_unknown = true;
                let node = self.dice.below(self.nodes.len());
                self.plan_again(What::Activate { node });
            }
            Task::Look { .. } | Task::Work => {}
        }
    }

    /// A step more, a little later.
    fn plan_again(&mut self, what: What) {
        let later = self.next_step + self.dice.below(6);
        let at = later.min(self.plan.steps.len());
        self.plan.steps.insert(at, Step { wait: 0, what });
    }

    pub(crate) fn send(&mut self, number: usize, node: usize) {
        let request = self.plan.requests[number].clone();
        if !self.known.allows(&request.deed) {
            return;
        }
        let flight = self.next_flight;
        let now = self.nodes[node].clock.millis();
        self.sent_at.entry(number).or_insert(self.base);
        self.referee.sent(flight, number, now);
        self.trace
            .add(|| format!("  flight {flight} to node {node}: request {number} {request:?}"));
        let (tessera, known) = (self.nodes[node].tessera.clone(), self.known.clone());
        self.fly(Task::Request(number), node, async move {
            Landed::Request(Box::new(client::perform(tessera, number, request, known).await))
        });
    }

    pub(crate) fn activate(&mut self, node: usize) {
        let tessera = self.nodes[node].tessera.clone();
        self.fly(Task::Activation, node, async move {
            let ask = service::Ask::by("owner").with_key("second version");
            let active = programmes::activate(&tessera, &ask, setup::SECOND, None).await;
            Landed::Activation(active.map(|_| ()))
        });
    }

    fn work<F, W>(&mut self, node: usize, work: W)
    where
        W: FnOnce(service::Tessera) -> F,
        F: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let work = work(self.nodes[node].tessera.clone());
        self.fly(Task::Work, node, async move { Landed::Work(work.await) });
    }

    fn hand_out(&mut self) {
        /// Events of one turn.
        const EVENTS: u32 = 40;
        let (store, desk) = (self.ground.store.clone(), self.ground.desk.clone());
        let storage = Storage::new(store, desk, self.nodes[0].life);
        let handed_out = self.handed_out.clone();
        self.fly(Task::Work, 0, async move {
            let deliver = async {
                let rows = storage.list_outbox(0, EVENTS).await?;
                let numbers = rows.iter().map(|row| row.number).collect();
                lock(&handed_out).extend(rows);
                storage.acknowledge_outbox(numbers).await
            };
            Landed::Work(deliver.await.map_err(Error::from))
        });
    }

    fn look(&mut self, node: usize, member: usize) {
        let Some(id) = self.known.members.get(&member).copied() else { return };
        let (tessera, now) = (self.nodes[node].tessera.clone(), self.nodes[node].clock.millis());
        let moves = self.moves;
        self.fly(Task::Look { member, now, moves }, node, async move {
            let state = members::state(&tessera, id).await;
            Landed::Look(state.map(|snapshot| client::standing(&snapshot)))
        });
    }

    fn fly(
        &mut self,
        task: Task,
        node: usize,
        work: impl Future<Output = Landed> + Send + 'static,
    ) {
        let flight = self.next_flight;
        self.next_flight += 1;
        let landing = self.landing.clone();
        let handle = tokio::spawn(async move {
            let landed = work.await;
            lock(&landing).push((flight, landed));
        });
        let was_answered = match task {
            Task::Request(request) => self.answers.contains_key(&request),
            _ => false,
        };
        let handle = handle.abort_handle();
        self.flights.insert(flight, Flight { task, node, was_answered, handle });
    }
}

/// A poisoned list is whole: it is only ever pushed to.
pub(crate) fn lock<T>(list: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
}
