//! Where every call to the storage waits until it is its turn.
//!
//! A call takes a ticket; the director of the run decides which ticket goes on, and how:
//! so the order in which requests meet at the storage follows from the seed alone.
//!
//! INVARIANT: whoever's life has ended never does anything more.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use model::Instant;
use store::{Append, StoreError};

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// It reads.
    Read,
    /// It writes to the journal, durably.
    Append,
    /// It writes something else, durably.
    Durable,
    /// It writes what can be made again, durable together with the next durable write.
    Background,
}

/// How a call goes on.
#[derive(Clone, Debug)]
pub(crate) enum Verdict {
    /// As it should.
    Go,
    /// Nothing is done.
    Fail(StoreError),
    /// It is done, and the answer is lost.
    Lose(StoreError),
    /// It is done, and the caller does not live to see it.
    Sink,
    /// It is answered and then lost with the power. For [`Call::Background`] only.
    Forget,
}

/// What became durable, in order.
#[derive(Clone, Debug)]
pub(crate) enum Logged {
    /// An append.
    Append(Box<Append>),
    /// A version that counts from a moment on.
    Activation(Instant),
}

/// A call that waits.
#[derive(Debug)]
struct Ticket {
    life: usize,
    call: Call,
    verdict: Option<Verdict>,
    waker: Option<Waker>,
}

#[derive(Debug, Default)]
struct Counter {
    next: u64,
    waiting: BTreeMap<u64, Ticket>,
    log: Vec<Logged>,
    /// Calls are not held up any more.
    is_open: bool,
}

/// The desk.
#[derive(Clone, Debug, Default)]
pub(crate) struct Desk(Arc<Mutex<Counter>>);

impl Desk {
    fn counter(&self) -> MutexGuard<'_, Counter> {
        // Every change below is whole when the lock is let go.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The calls that wait, in the order of their coming: number, life, kind.
    pub(crate) fn waiting(&self) -> Vec<(u64, usize, Call)> {
        let counter = self.counter();
        let waiting = counter.waiting.iter().filter(|(_, ticket)| ticket.verdict.is_none());
        waiting.map(|(number, ticket)| (*number, ticket.life, ticket.call)).collect()
    }

    /// Lets one go on.
    pub(crate) fn decide(&self, number: u64, verdict: Verdict) {
        let mut counter = self.counter();
        if let Some(ticket) = counter.waiting.get_mut(&number) {
            ticket.verdict = Some(verdict);
            if let Some(waker) = ticket.waker.take() {
                waker.wake();
            }
        }
    }

    /// Lets all calls pass from now on, or holds them up again.
    pub(crate) fn open(&self, is_open: bool) {
        self.counter().is_open = is_open;
    }

    /// Notes what became durable.
    pub(crate) fn log(&self, what: Logged) {
        self.counter().log.push(what);
    }

    /// What became durable since the last time.
    pub(crate) fn take_log(&self) -> Vec<Logged> {
        std::mem::take(&mut self.counter().log)
    }

    /// Waits for the turn of a call.
    pub(crate) fn ask(&self, life: usize, call: Call) -> Turn<'_> {
        Turn { desk: self, life, call, number: None }
    }
}

/// Waiting for a turn.
pub(crate) struct Turn<'a> {
    desk: &'a Desk,
    life: usize,
    call: Call,
    number: Option<u64>,
}

impl Future for Turn<'_> {
    type Output = Verdict;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Verdict> {
        let mut counter = self.desk.counter();
        let waker = Some(context.waker().clone());
        let Some(number) = self.number else {
            if counter.is_open {
                return Poll::Ready(Verdict::Go);
            }
            let number = counter.next;
            counter.next += 1;
            let ticket = Ticket { life: self.life, call: self.call, verdict: None, waker };
            counter.waiting.insert(number, ticket);
            drop(counter);
            self.number = Some(number);
            return Poll::Pending;
        };
        let Some(ticket) = counter.waiting.get_mut(&number) else {
            return Poll::Pending;
        };
        match ticket.verdict.take() {
            Some(verdict) => {
                counter.waiting.remove(&number);
                Poll::Ready(verdict)
            }
            None => {
                ticket.waker = waker;
                Poll::Pending
            }
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        if let Some(number) = self.number {
            self.desk.counter().waiting.remove(&number);
        }
    }
}
