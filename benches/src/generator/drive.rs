//! The loop that carries a load out, on the calling thread alone.

use super::answer::{Head, receipt_id};
use super::came::Came;
use super::compose::Composer;
use super::connection::Connection;
use super::pace::{Arrivals, Pace};
use super::wake::{TIMER, Wake};
use super::workload::Kind;
use crate::Fault;
use mio::{Events, Poll, Token};
use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Requests that were due are usually waited for so long after the end.
pub const GRACE: Duration = Duration::from_secs(10);

/// How often is looked whether somebody wants the run to end.
const LOOK: Duration = Duration::from_millis(50);

/// A load.
pub struct Plan<'a> {
    /// Servers; connections are dealt out among them in turn.
    pub addresses: &'a [SocketAddr],
    /// Connections in all.
    pub connections: u32,
    /// When requests are due.
    pub arrivals: Arrivals,
    /// For how long they are.
    pub time: Duration,
    /// How long answers are waited for after that.
    pub grace: Duration,
    /// Counts good answers, for who watches.
    pub answered: Arc<AtomicU64>,
    /// Ends the run before its time.
    pub stop: Arc<AtomicBool>,
}

struct Drive<'a> {
    composer: &'a mut Composer,
    connections: Vec<Connection>,
    /// Those without a request, who waited longest first.
    idle: VecDeque<usize>,
    pace: Pace,
    started: Instant,
    came: Came,
}

/// Carries a load out. Fails when a connection does.
pub fn drive(plan: &Plan<'_>, composer: &mut Composer) -> Result<Came, Fault> {
    let mut poll = Poll::new()?;
    let wake = Wake::new(&poll)?;
    let mut events = Events::with_capacity(1_024);
    let mut connections = Vec::new();
    for (place, address) in (0..plan.connections as usize).zip(plan.addresses.iter().cycle()) {
        connections.push(Connection::open(*address, poll.registry(), Token(place))?);
    }
    let started = Instant::now();
    let pace = Pace::new(plan.arrivals, started, plan.time);
    let idle = (0..connections.len()).collect();
    let mut drive = Drive { composer, connections, idle, pace, started, came: Came::default() };
    loop {
        if plan.stop.load(Ordering::Relaxed) {
            drive.pace.stop(Instant::now());
        }
        drive.send()?;
        let now = Instant::now();
        let is_done = drive.idle.len() == drive.connections.len() && drive.pace.is_over(now);
        if is_done || now >= drive.pace.end() + plan.grace {
            return Ok(drive.finish());
        }
        let due = drive.pace.due().filter(|_| !drive.idle.is_empty());
        let wait = due.map_or(Ok(LOOK), |due| wake.at(due, LOOK))?;
        match poll.poll(&mut events, Some(wait)) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            result => result?,
        }
        for event in events.iter().filter(|event| event.token() != TIMER) {
            drive.answered(event.token().0, &plan.answered)?;
        }
    }
}

impl Drive<'_> {
    /// Sends everything that is due as long as there are connections for it.
    fn send(&mut self) -> Result<(), Fault> {
        while let Some(place) = self.idle.front().copied() {
            let Some(due) = self.pace.take(Instant::now()) else { return Ok(()) };
            self.idle.pop_front();
            let connection = &mut self.connections[place];
            connection.due = due;
            connection.kind = self.composer.compose(&mut connection.out);
            self.came.sent += connection.out.len() as u64;
            connection.start()?;
        }
        Ok(())
    }

    fn answered(&mut self, place: usize, good: &AtomicU64) -> Result<(), Fault> {
        let connection = &mut self.connections[place];
        let Some(head) = connection.go_on()? else { return Ok(()) };
        let (kind, latency) = (connection.kind, connection.due.elapsed());
        self.came.note(kind, head.status, latency, self.started.elapsed());
        self.idle.push_back(place);
        if (200..300).contains(&head.status) {
            good.fetch_add(1, Ordering::Relaxed);
            self.learn(place, head);
        } else if self.came.first_bad.is_none() {
            let body = String::from_utf8_lossy(self.connections[place].body(head));
            self.came.first_bad = Some(format!("{} {body}", head.status));
        }
        Ok(())
    }

    fn learn(&mut self, place: usize, head: Head) {
        let connection = &self.connections[place];
        if connection.kind == Kind::Receipt
            && self.composer.wants_receipts()
            && let Some(receipt) = receipt_id(connection.body(head))
        {
            self.composer.remember(receipt);
        }
    }

    /// Counts what is still without an answer: its latency is at least as long as until now.
    fn finish(mut self) -> Came {
        let now = Instant::now();
        self.came.seconds = (now - self.started).as_secs_f64();
        let came = &mut self.came;
        for busy in self.connections.iter().filter(|it| it.is_busy) {
            came.note_unanswered(Some(busy.kind), now.saturating_duration_since(busy.due));
        }
        while let Some(due) = self.pace.take(now) {
            came.note_unanswered(None, now.saturating_duration_since(due));
        }
        self.came
    }
}
