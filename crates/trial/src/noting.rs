//! Taking note of what was written down and what was answered, and holding it against what
//! the referee says.

use std::sync::Arc;

use model::Entry;
use service::{Committed, Error};
use simulation::trial::Deed;
use simulation::trial::judge::Standing;
use store::Append;

use crate::client;
use crate::desk::Logged;
use crate::run::{Answered, Landed, Run, Task};

impl Run {
    pub(crate) fn note_logged(&mut self, logged: Logged) -> Result<(), String> {
        self.moves += 1;
        match logged {
            Logged::Activation(from) => {
                self.trace.add(|| format!("  the second version counts from {from}"));
                self.referee.version_changes(from.as_millisecond());
            }
            Logged::Append(append) => {
                let result = self.note_append(&append);
                self.appends.push(*append);
                result?;
            }
        }
        Ok(())
    }

    fn note_append(&mut self, append: &Append) -> Result<(), String> {
        let Some(entry) = append.entries.first() else {
            return Ok(());
        };
        let (owner, seq, kind) = (entry.owner, entry.seq, entry.kind);
        self.trace.add(|| format!("  written: {kind} as entry {seq} of {owner}"));
        let now = entry.recorded_at.as_millisecond();
        if kind == model::Activity::TimePassed.word() {
            if let Some(member) = self.members.get(&owner) {
                self.referee.time_passed(*member, now);
            }
            return Ok(());
        }
        let claimed = append.idempotency.map(|claim| claim.input);
        let input = claimed.or(append.receipt.map(|claim| claim.input));
        let Some(request) = input.and_then(|input| self.inputs.get(&input)).copied() else {
            return Ok(());
        };
        self.trace.add(|| format!("  that was request {request}"));
        let witness =
            || Entry::from_bytes(&entry.bytes).map(|e| client::witness(&e)).unwrap_or_default();
        self.referee.booked(request, now, witness)?;
        if let Deed::Join { member } = self.plan.requests[request].deed {
            self.members.insert(owner, member);
        }
        Ok(())
    }

    pub(crate) fn land(&mut self, flight: usize, landed: Landed) -> Result<(), String> {
        let Some(ended) = self.flights.remove(&flight) else {
            return Ok(());
        };
        match (landed, &ended.task) {
            (Landed::Request(result), Task::Request(request)) => {
                self.answered(flight, *request, ended.was_answered, *result)
            }
            (Landed::Activation(Ok(())), _) => {
                self.activation_unknown = false;
                Ok(())
            }
            (Landed::Look(Ok(seen)), Task::Look { member, now, moves }) => {
                if *moves != self.moves {
                    return Ok(());
                }
                self.report.looks += 1;
                self.compare_standing(*member, Some(*now), seen)
            }
            (
                Landed::Activation(Err(error))
                | Landed::Look(Err(error))
                | Landed::Work(Err(error)),
                task,
            ) => {
                self.trace.add(|| format!("  flight {flight} failed: {error}"));
                self.forget(task);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn answered(
        &mut self,
        flight: usize,
        request: usize,
        was_answered: bool,
        result: Result<Committed, Error>,
    ) -> Result<(), String> {
        match result {
            Ok(committed) => {
                self.trace.add(|| format!("  flight {flight}: request {request} is done"));
                let entry = committed.entry;
                self.referee.told_done(flight, request, client::facts(&entry))?;
                Arc::make_mut(&mut self.known).learn(request, &self.plan.requests[request], &entry);
                self.unknown.retain(|other| *other != request);
                self.same_as_before(request, &entry)
            }
            Err(Error::Refused(refused)) => {
                self.trace
                    .add(|| format!("  flight {flight}: request {request} is refused: {refused}"));
                self.report.refused += 1;
                if was_answered {
                    return Err(format!(
                        "request {request} was done, and is now refused: {refused}"
                    ));
                }
                self.referee.told_no(flight, refused.code.0)
            }
            Err(error) => {
                self.trace.add(|| format!("  flight {flight}: request {request} failed: {error}"));
                self.referee.gone(flight);
                self.forget(&Task::Request(request));
                Ok(())
            }
        }
    }

    /// A repeated request gets its first answer, to the byte.
    fn same_as_before(&mut self, request: usize, entry: &Entry) -> Result<(), String> {
        let bytes = entry.to_bytes();
        match self.answers.get(&request) {
            Some(first) if first.bytes == bytes => {
                self.report.repeated += 1;
                Ok(())
            }
            Some(first) => Err(format!(
                "request {request} got two answers:\n{}\n{}",
                String::from_utf8_lossy(&first.bytes),
                String::from_utf8_lossy(&bytes)
            )),
            None => {
                let (owner, seq) = (entry.owner, entry.seq);
                self.answers.insert(request, Answered { owner, seq, bytes });
                Ok(())
            }
        }
    }

    pub(crate) fn compare_standing(
        &self,
        member: usize,
        now: Option<i64>,
        seen: Standing,
    ) -> Result<(), String> {
        let Some(mut foretold) = self.referee.standing(member, now) else {
            return Ok(());
        };
        if now.is_some() {
            foretold.seq = seen.seq;
        }
        if foretold == seen {
            return Ok(());
        }
        Err(format!("member {member} at {now:?} has\n  {seen:?} instead of\n  {foretold:?}"))
    }
}
