//! Who says whether what happened is right: the judge for programmes of our own, and for
//! all others what holds whatever the programme says.

use std::collections::BTreeSet;

use simulation::trial::judge::Standing;
use simulation::trial::{Answer, Facts, Judge, Witness};

/// The referee of a run.
#[derive(Debug)]
pub(crate) enum Referee {
    /// Foretells every answer.
    Exact(Box<Judge>),
    /// Knows only what was written down.
    Plain(BTreeSet<usize>),
}

impl Referee {
    /// A request was sent.
    pub(crate) fn sent(&mut self, flight: usize, request: usize, now: i64) {
        if let Self::Exact(judge) = self {
            judge.sent(flight, request, now);
        }
    }

    /// The clock of its node moved.
    pub(crate) fn clock_moved(&mut self, flight: usize, now: i64) {
        if let Self::Exact(judge) = self {
            judge.clock_moved(flight, now);
        }
    }

    /// Nobody waits for an answer any more.
    pub(crate) fn gone(&mut self, flight: usize) {
        if let Self::Exact(judge) = self {
            judge.gone(flight);
        }
    }

    /// A request was written down.
    pub(crate) fn booked(
        &mut self,
        request: usize,
        now: i64,
        witness: impl FnOnce() -> Witness,
    ) -> Result<(), String> {
        match self {
            Self::Exact(judge) => judge.booked(request, now, witness),
            Self::Plain(done) => match done.insert(request) {
                true => Ok(()),
                false => Err(format!("request {request} was carried out twice")),
            },
        }
    }

    /// That time passed was written down.
    pub(crate) fn time_passed(&mut self, member: usize, now: i64) {
        if let Self::Exact(judge) = self {
            judge.time_passed(member, now);
        }
    }

    /// The second version counts from a moment on.
    pub(crate) fn version_changes(&mut self, from: i64) {
        if let Self::Exact(judge) = self {
            judge.version_changes(from);
        }
    }

    /// A request was carried out, says the service.
    pub(crate) fn told_done(
        &mut self,
        flight: usize,
        request: usize,
        facts: Facts,
    ) -> Result<(), String> {
        match self {
            Self::Exact(judge) => judge.answered(flight, Answer::Done(facts)),
            Self::Plain(done) if done.contains(&request) => Ok(()),
            Self::Plain(_) => Err(format!("request {request} was answered but never written down")),
        }
    }

    /// A request was refused.
    pub(crate) fn told_no(&mut self, flight: usize, code: &'static str) -> Result<(), String> {
        match self {
            Self::Exact(judge) => judge.answered(flight, Answer::No(code)),
            Self::Plain(_) => Ok(()),
        }
    }

    /// Whether a request was written down.
    pub(crate) fn is_done(&self, request: usize) -> bool {
        match self {
            Self::Exact(judge) => judge.is_done(request),
            Self::Plain(done) => done.contains(&request),
        }
    }

    /// How many were.
    pub(crate) fn count_done(&self) -> usize {
        match self {
            Self::Exact(judge) => judge.count_done(),
            Self::Plain(done) => done.len(),
        }
    }

    /// What a member must hold; `None` when that is not known.
    pub(crate) fn standing(&self, member: usize, now: Option<i64>) -> Option<Standing> {
        match self {
            Self::Exact(judge) => judge.standing(member, now),
            Self::Plain(_) => None,
        }
    }

    /// Uses of the code, and mugs that are gone.
    pub(crate) fn counters(&self) -> Option<[i64; 2]> {
        match self {
            Self::Exact(judge) => Some(judge.counters()),
            Self::Plain(_) => None,
        }
    }
}
