//! The history of the store under another programme: what it would have cost, who would have
//! won and lost.
//!
//! INVARIANTS: nothing is written to the journal; "before" is what the journal says, "after"
//! is every activity decided again from each member's first day, so both know the whole past;
//! only what lies within the window is counted.
//!
//! COST: one scan of the journal by owner, a page at a time; memory for the history of one
//! member. Limits that all members share are used up in the order of members instead of time,
//! and what members do to each other is not repeated.

mod comparison;
mod result;

pub use result::{Cost, Example, ReplayResult, TierMove, UnitSum};

use crate::error::{Broken, Error};
use crate::tasks::Task;
use crate::trying::Candidate;
use crate::{Ask, Tessera};
use comparison::Comparison;
use jiff::SignedDuration;
use jiff::civil::Date;
use model::entry::Hash;
use model::id::ReplayId;
use model::{Code, Instant, Key};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::{OwnerCursor, Page};

const KIND: &str = "replay";
const RUNNING: &str = "running";
const DONE: &str = "done";
const FAILED: &str = "failed";

/// Entries read at a time.
const PAGE: u32 = 1_000;

/// Replays under way at once, in the whole organisation.
const AT_ONCE: usize = 2;

/// Progress is written down so often.
const TELL_EVERY: Duration = Duration::from_secs(2);

/// The window when none is asked for.
const YEAR: SignedDuration = SignedDuration::from_hours(365 * 24);

/// How far a replay is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplayState {
    /// On its way.
    Running,
    /// The result is there.
    Done,
    /// It ended without one.
    Failed,
}

/// A replay.
#[derive(Clone, Debug)]
pub struct Replay {
    /// Its id.
    pub id: ReplayId,
    /// How far it is.
    pub state: ReplayState,
    /// The version; 0 for a document that is not kept.
    pub version: u32,
    /// First moment that counts.
    pub from: Instant,
    /// First moment that does not count any more.
    pub until: Instant,
    /// Entries looked at.
    pub done: u64,
    /// Entries in all, when it began.
    pub total: u64,
    /// What came of it.
    pub result: Option<ReplayResult>,
    /// Why it failed.
    pub error: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Body {
    version: u32,
    asked_by: Option<Key>,
    from: Instant,
    until: Instant,
    done: u64,
    total: u64,
    result: Option<ReplayResult>,
    error: Option<String>,
}

/// Begins a replay on this node; days are those of the programme that is tried.
pub async fn start(
    tessera: &Tessera,
    ask: &Ask,
    candidate: Candidate,
    from: Option<Date>,
    until: Option<Date>,
) -> Result<Replay, Error> {
    let calendar = &candidate.rulebook.calendar;
    let now = tessera.now();
    let until = match until {
        Some(day) => calendar.start_of_day(day.tomorrow().unwrap_or(day)),
        None => now,
    };
    let from = from.map_or_else(|| until - YEAR, |day| calendar.start_of_day(day));
    if from >= until {
        return Err(Error::refused(Code::TIME_INVALID, "the window ends before it begins"));
    }
    if tessera.answered(ask).await?.is_none() && under_way(tessera).await? >= AT_ONCE {
        return Err(Error::plain(Code::REPLAY_BUSY));
    }
    let details = [
        ("version", candidate.version.into()),
        ("hash", Hash::of(candidate.document.as_bytes()).to_string().into()),
        ("from", from.to_string().into()),
        ("until", until.to_string().into()),
    ];
    let noted = tessera.note(ask, "replay_started", details).await?;
    let id = noted.entry.id.0;
    if noted.replayed
        && let Some(task) = Task::find(tessera, id, KIND).await?
    {
        return Ok(replay(&task));
    }
    let total = tessera.store().count_after(0, u32::MAX).await?;
    let body = Body {
        version: candidate.version,
        asked_by: ask.actor.clone(),
        from,
        until,
        done: 0,
        total,
        result: None,
        error: None,
    };
    let task = Task::create(tessera, id, (KIND, RUNNING), body, None).await?;
    let answer = replay(&task);
    tokio::spawn(run(tessera.clone(), task, candidate));
    Ok(answer)
}

/// One replay.
pub async fn get(tessera: &Tessera, id: ReplayId) -> Result<Replay, Error> {
    let task = Task::find(tessera, id.0, KIND).await?;
    let task = task.ok_or_else(|| Error::refused(Code::NOT_FOUND, id.to_string()))?;
    Ok(replay(&task))
}

async fn under_way(tessera: &Tessera) -> Result<usize, Error> {
    let running = tessera.store().list_tasks(KIND, Some(RUNNING), Page::newest(20)).await?;
    let tasks = running.items.into_iter().map(Task::<Body>::of).collect::<Result<Vec<_>, _>>()?;
    Ok(tasks.iter().filter(|task| !task.is_given_up(RUNNING)).count())
}

fn replay(task: &Task<Body>) -> Replay {
    let given_up = task.is_given_up(RUNNING);
    let body = task.body.clone();
    let gone = || "the server that worked on it is gone".to_owned();
    Replay {
        id: ReplayId(task.row.id),
        state: match task.row.state.as_str() {
            RUNNING if !given_up => ReplayState::Running,
            DONE => ReplayState::Done,
            _ => ReplayState::Failed,
        },
        version: body.version,
        from: body.from,
        until: body.until,
        done: body.done,
        total: body.total,
        result: body.result,
        error: body.error.or_else(|| given_up.then(gone)),
    }
}

/// Carries a replay out and writes down what came of it.
async fn run(tessera: Tessera, mut task: Task<Body>, candidate: Candidate) {
    let state = match compare(&tessera, &mut task, candidate).await {
        Ok(result) => {
            task.body.result = Some(result);
            DONE
        }
        Err(error) => {
            tracing::error!(%error, replay = %ReplayId(task.row.id), "a replay failed");
            task.body.error = Some(error.to_string());
            FAILED
        }
    };
    if let Err(error) = task.write(&tessera, state, false).await {
        tracing::error!(%error, "the end of a replay cannot be written");
    }
}

async fn compare(
    tessera: &Tessera,
    task: &mut Task<Body>,
    candidate: Candidate,
) -> Result<ReplayResult, Error> {
    let current = match tessera.rules_at(tessera.now()).await {
        Ok(rules) => rules.rulebook,
        Err(Error::Refused(_)) => candidate.rulebook.clone(),
        Err(error) => return Err(error),
    };
    let window = (task.body.from, task.body.until);
    let mut comparison = Comparison::new(current, candidate.rulebook, window, tessera.now());
    let through = tessera.store().journal_head().await?;
    let mut after = None;
    let mut told = std::time::Instant::now();
    loop {
        let rows = tessera.store().scan_chains(after, through, PAGE).await?;
        let Some(last) = rows.last() else { break };
        after = Some(OwnerCursor { owner: last.owner.id, seq: last.seq });
        task.body.done += rows.len() as u64;
        // Deciding takes the processor: not where requests are answered.
        let work = move || comparison.page(&rows).map(|()| comparison);
        comparison = aside(work).await??;
        if tessera.background().is_stopping() {
            return Err(Error::refused(Code::BUSY, "the server stops"));
        }
        if told.elapsed() >= TELL_EVERY {
            told = std::time::Instant::now();
            task.write(tessera, RUNNING, false).await?;
        }
    }
    comparison.finish()
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|error| {
        Error::Broken(Broken::Unreadable { what: "a replay", reason: error.to_string() })
    })
}
