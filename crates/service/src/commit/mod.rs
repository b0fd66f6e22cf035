//! The one path of every change: load the state, decide, book, append; when somebody
//! else was faster, once more.
//!
//! INVARIANTS: nothing is acknowledged that is not durable; what is answered is a pure
//! function of the entry, so a repeated request gets the identical answer; an entry that
//! cannot be folded is never written.
//!
//! COST: one point read per owner that is not in memory, one append. Codes and
//! certificates that are presented cost one or two point reads each, those who pay
//! together one each.

pub(crate) mod append;
mod certificates;
mod claiming;
mod companions;
mod merging;
mod order;
mod pool;
pub(crate) mod present;
mod replay;
mod undo;

pub(crate) use certificates::withdrawn;
pub use order::{CertificateTender, Committed};
pub(crate) use order::{NewReceipt, Once, Order, Presented, Start};
pub(crate) use pool::pool_of;
pub(crate) use undo::{Undo, Undone, refunded_receipt};

use crate::error::{Broken, Error};
use crate::versions::Rules;
use crate::{Ask, Tessera, keys, own_account};
use engine::{Decision, Inputs};
use model::entry::Hash;
use model::id::EntryId;
use model::{Activity, Code, Entry, Instant, Key, Movement, Owner, Snapshot};
use std::sync::Arc;

/// How often a commit is decided again because somebody else was faster. Local races
/// queue, so only other nodes count.
const ATTEMPTS: u32 = 8;

/// How often it is decided again without a limit that turned out to be used up.
const EXHAUSTED: usize = 64;

/// A state, and whether it was compared with the store during this commit.
struct Known {
    snapshot: Arc<Snapshot>,
    exact: bool,
}

/// What one attempt is made under, besides the state.
struct Setting<'a> {
    /// The id of the entry.
    id: EntryId,
    /// The generation of the configuration.
    generation: u64,
    /// Global limits that are used up.
    exhausted: &'a [Key],
}

/// What became of one attempt.
enum Attempt {
    Done(Box<Committed>),
    /// Nothing is due.
    Nothing,
    /// The state was outdated; what to say when it stays so.
    Again(Error),
    /// Somebody else wrote to the chain of a companion first.
    Outrun,
    /// A global limit is used up.
    Exhausted(Key),
}

/// The seed of a decision. It follows from the entry, so that the decision can be made
/// again from the journal.
pub(crate) fn seed(entry: EntryId) -> [u8; 32] {
    blake3::derive_key("tessera decision seed v1", entry.0.as_bytes())
}

impl Tessera {
    /// Carries an order out.
    pub(crate) async fn commit(&self, ask: &Ask, order: Order) -> Result<Committed, Error> {
        let natural_key = order.receipt.and_then(|r| r.natural_key);
        let result = match self.commit_where_it_goes(ask, order).await {
            Ok(Some(committed)) => Ok(*committed),
            Ok(None) => Err(Error::refused(Code::REQUEST_INVALID, "nothing to do")),
            Err(error) => Err(error),
        };
        match (&result, natural_key) {
            (Err(Error::Refused(_)), Some(key)) => self.same_receipt_or(ask, key, result).await,
            _ => result,
        }
    }

    /// Does what time has to do for an owner; nothing when nothing is due.
    pub(crate) async fn pass_time(
        &self,
        ask: &Ask,
        owner: Owner,
    ) -> Result<Option<Committed>, Error> {
        let mut order = Order::new(owner, Start::Any, Activity::TimePassed);
        order.only_if_due = true;
        let committed = Box::pin(self.commit_once(ask, &mut order)).await?;
        Ok(committed.map(|c| *c))
    }

    /// What somebody does with an account that was merged happens to the one that goes on.
    async fn commit_where_it_goes(
        &self,
        ask: &Ask,
        mut order: Order,
    ) -> Result<Option<Box<Committed>>, Error> {
        loop {
            own_account::admit(self, ask, &order).await?;
            // In a box, so that the large states of the steps are not moved with every caller.
            match Box::pin(self.commit_once(ask, &mut order)).await {
                Err(error) if error.code() == Code::MEMBER_MERGED => {
                    let owner = self.going_on(order.owner).await?;
                    if owner == order.owner {
                        // Somebody whom it concerns too was merged.
                        return Err(error);
                    }
                    order.owner = owner;
                }
                done => return done,
            }
        }
    }

    async fn commit_once(
        &self,
        ask: &Ask,
        order: &mut Order,
    ) -> Result<Option<Box<Committed>>, Error> {
        let _turn = self.states.lock(order.owner).await;
        let id = self.new_entry_id();
        let mut exhausted: Vec<Key> = Vec::new();
        let mut attempts = 0;
        let mut last = Error::from(Broken::Busy);
        let mut known = self.start(order).await?;
        let mut queue = None;
        while attempts < ATTEMPTS && exhausted.len() < EXHAUSTED {
            let generation = self.generation().await?;
            let setting = Setting { id, generation, exhausted: &exhausted };
            match self.attempt(ask, order, &setting, known).await {
                // A "no" that is not by what counts now is none.
                Err(error @ Error::Refused(_)) if self.is_reconfigured(generation).await? => {
                    (attempts, last) = (attempts + 1, error);
                }
                Err(error) => return Err(error),
                Ok(Attempt::Done(committed)) => return Ok(Some(committed)),
                Ok(Attempt::Nothing) => return Ok(None),
                Ok(Attempt::Again(error)) => (attempts, last) = (attempts + 1, error),
                Ok(Attempt::Outrun) => {
                    (attempts, last) = (attempts + 1, Broken::Busy.into());
                    if queue.is_none() {
                        queue = Some(self.states.queue().await);
                    }
                }
                Ok(Attempt::Exhausted(counter)) => exhausted.push(counter),
            }
            known = self.restart(order).await?;
        }
        Err(last)
    }

    async fn start(&self, order: &Order) -> Result<Known, Error> {
        if matches!(order.start, Start::New) {
            return Ok(Known { snapshot: Arc::new(Snapshot::empty(order.owner)), exact: true });
        }
        match self.states.take(order.owner) {
            Some(snapshot) => Ok(Known { snapshot, exact: false }),
            None => self.restart(order).await,
        }
    }

    async fn restart(&self, order: &Order) -> Result<Known, Error> {
        let snapshot = match order.start {
            Start::New => None,
            _ => self.store.load(order.owner).await?,
        };
        let snapshot = snapshot.unwrap_or_else(|| Snapshot::empty(order.owner));
        let there = match order.start {
            Start::New | Start::Any => Ok(()),
            Start::Member if snapshot.member.enrolled_at.is_none() => Err(Code::MEMBER_NOT_FOUND),
            Start::Known(code) if snapshot.seq == 0 => Err(code),
            Start::Member | Start::Known(_) => Ok(()),
        };
        there.map_err(|code| Error::refused(code, order.owner.to_string()))?;
        Ok(Known { snapshot: Arc::new(snapshot), exact: true })
    }

    async fn attempt(
        &self,
        ask: &Ask,
        order: &mut Order,
        setting: &Setting<'_>,
        mut known: Known,
    ) -> Result<Attempt, Error> {
        let Setting { id, generation, exhausted } = *setting;
        keys::admit(self, ask, generation).await?;
        let now = self.now();
        let at = order.at.unwrap_or(now);
        let rules = self.rules_for(&order.activity, at).await?;
        if order.only_if_due && !is_due(rules.as_ref(), &known.snapshot, now) {
            return self.done_or_outdated(known).await;
        }
        if let Some(rules) = &rules {
            self.present(order, rules).await?;
            order.pool = self.pool(rules, &known.snapshot, &order.activity, now).await?;
        }
        let undone = match self.ground(order, &known.snapshot).await {
            Ok(undone) => undone,
            Err(error @ Error::Refused(_)) => return self.refuse(known, error).await,
            Err(error) => return Err(error),
        };
        let original = undone.as_ref().map(|undone| &undone.entry);
        let certificates = self.may_go_back(&known.snapshot, &order.activity, original).await?;
        let pool: Vec<&Snapshot> = order.pool.iter().map(|s| &**s).collect();
        let mut decision = match &rules {
            Some(rules) => engine::decide(&Inputs {
                rulebook: &rules.rulebook,
                snapshot: &known.snapshot,
                activity: &order.activity,
                at,
                now,
                original: undone.as_ref().map(Undone::as_original),
                pool: &pool,
                certificates: &certificates,
                exhausted,
                seed: seed(id),
                detailed: false,
            }),
            None => Decision::default(),
        };
        decision.claims.extend(order.once.iter().map(Once::claim));
        if let Some(code) = refusal(order, &decision, known.snapshot.seq, exhausted) {
            let refusals = std::mem::take(&mut decision.outcome.refusals);
            return self.refuse(known, Error::fatal(code, refusals)).await;
        }
        if order.only_if_due && decision.events.is_empty() {
            self.states.keep(known.snapshot);
            return Ok(Attempt::Nothing);
        }
        let seq = known.snapshot.seq + 1;
        let movements = match self.book(&known.snapshot, seq, &decision, undone.as_ref()).await {
            Ok(movements) => movements,
            Err(error) => return self.refuse(known, error).await,
        };
        let entry = Entry {
            id,
            owner: order.owner,
            seq,
            at,
            recorded_at: now,
            version: rules.as_ref().map_or(0, |r| r.version),
            activity: std::mem::replace(&mut order.activity, Activity::TimePassed),
            events: decision.events,
            movements,
            outcome: decision.outcome,
            claims: decision.claims,
            input: ask.input,
            actor: ask.actor.clone(),
            previous: known.snapshot.head,
        };
        self.write(ask, order, (rules.as_ref(), setting), &mut known.snapshot, entry).await
    }

    /// What an order stands on: the receipt that it claims as it is now, the entry that it undoes.
    async fn ground(&self, order: &mut Order, state: &Snapshot) -> Result<Option<Undone>, Error> {
        self.claimed_now(order).await?;
        self.undone(order.undo, state).await
    }

    /// A "no", unless the state in memory turns out to be outdated.
    async fn refuse(&self, known: Known, error: Error) -> Result<Attempt, Error> {
        match self.done_or_outdated(known).await? {
            Attempt::Nothing => Err(error),
            attempt => Ok(attempt),
        }
    }

    /// Nothing to do, unless the state in memory turns out to be outdated.
    async fn done_or_outdated(&self, known: Known) -> Result<Attempt, Error> {
        if known.exact || known.snapshot.seq == 0 {
            self.states.keep(known.snapshot);
            return Ok(Attempt::Nothing);
        }
        let (seq, owner) = (known.snapshot.seq, known.snapshot.owner);
        let snapshot = Arc::unwrap_or_clone(known.snapshot);
        let newer = Arc::new(self.store.refresh(snapshot).await?);
        if newer.seq != seq {
            tracing::debug!(%owner, "state in memory was outdated");
            return Ok(Attempt::Again(Broken::Busy.into()));
        }
        self.states.keep(newer);
        Ok(Attempt::Nothing)
    }

    /// The rules for an activity; notes need none.
    async fn rules_for(&self, activity: &Activity, at: Instant) -> Result<Option<Rules>, Error> {
        match activity {
            Activity::Note(_) => Ok(None),
            _ => self.rules_at(at).await.map(Some),
        }
    }

    /// An entry that must be there.
    pub(crate) async fn entry(&self, owner: Owner, seq: u64) -> Result<Entry, Error> {
        let row = self.store.find_entry(owner, seq).await?;
        let row = row.ok_or_else(|| Broken::Unreadable {
            what: "entry",
            reason: format!("{owner} has no entry {seq}"),
        })?;
        Ok(row.entry()?)
    }

    /// Books a decision on a state.
    pub(crate) async fn book(
        &self,
        snapshot: &Snapshot,
        seq: u64,
        decision: &Decision,
        undone: Option<&Undone>,
    ) -> Result<Vec<Movement>, Error> {
        let mut needed = ledger::originals_needed(seq, &decision.events);
        if let Some(undone) = undone {
            needed.remove(&undone.entry.seq);
        }
        let mut others = Vec::with_capacity(needed.len());
        for other in needed {
            others.push(self.entry(snapshot.owner, other).await?);
        }
        let originals: Vec<&Entry> = others.iter().chain(undone.map(|u| &u.entry)).collect();
        Ok(ledger::book(snapshot, seq, &decision.events, &originals)?)
    }
}

/// Why a decision is a "no" to the whole order; `seq` is where the owner's chain ends.
fn refusal(order: &Order, decision: &Decision, seq: u64, exhausted: &[Key]) -> Option<Code> {
    let taken = order.once.iter().find(|once| exhausted.contains(&once.counter));
    match decision.fatal() {
        Some(fatal) => Some(fatal.code),
        None if order.expected_seq.is_some_and(|s| s != seq) => Some(Code::PRECONDITION_FAILED),
        None => taken.map(|once| once.taken),
    }
}

fn is_due(rules: Option<&Rules>, snapshot: &Snapshot, now: Instant) -> bool {
    let due = rules.and_then(|r| engine::next_due(&r.rulebook, snapshot));
    due.is_some_and(|due| due <= now)
}

/// Carries an entry into a state, which is cloned only when somebody else looks at it.
pub(crate) fn fold(state: &mut Arc<Snapshot>, entry: &Entry, hash: Hash) -> Result<(), Error> {
    Ok(ledger::fold(Arc::make_mut(state), entry, hash)?)
}
