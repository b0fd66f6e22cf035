//! Looking without writing: quotes, and states as of now.

use crate::Tessera;
use crate::commit::{Order, Start, Undone, fold, seed};
use crate::error::Error;
use crate::versions::Rules;
use engine::{Decision, Inputs};
use model::entry::Hash;
use model::outcome::{Hint, Outcome, Refusal};
use model::{Activity, Code, Entry, Happening, Instant, Key, Owner, Snapshot};
use programme::rulebook::Rulebook;
use std::sync::Arc;

/// What would follow.
#[derive(Clone, Debug)]
pub struct Quoted {
    /// The version that judged.
    pub version: u32,
    /// Its rules, for sentences.
    pub rulebook: Arc<Rulebook>,
    /// For which moment.
    pub at: Instant,
    /// The basket with codes and certificates looked up.
    pub activity: Activity,
    /// What would happen, with reasons.
    pub decision: Decision,
}

impl Quoted {
    /// Numbers, refusals and hints.
    pub fn outcome(&self) -> &Outcome {
        &self.decision.outcome
    }

    /// Sentences for what would happen.
    pub fn sentences(&self, locale: &str) -> Vec<String> {
        sentences(&self.rulebook, &self.decision.events, locale)
    }
}

/// Sentences for events; those that nobody needs to read are left out.
pub(crate) fn sentences(rulebook: &Rulebook, events: &[Happening], locale: &str) -> Vec<String> {
    let all = events.iter();
    all.map(|h| engine::explain::happening(rulebook, h, locale))
        .filter(|sentence| !sentence.is_empty())
        .collect()
}

/// A sentence for a refusal, in the words of a version.
pub fn refusal_sentence(rulebook: &Rulebook, refusal: &Refusal, locale: &str) -> String {
    engine::explain::refusal(rulebook, refusal, locale)
}

/// A sentence for a hint, in the words of a version.
pub fn hint_sentence(rulebook: &Rulebook, hint: &Hint, locale: &str) -> String {
    engine::explain::hint(rulebook, hint, locale)
}

impl Tessera {
    /// Decides without writing. A fatal refusal is an error here too.
    pub(crate) async fn quote(&self, order: Order, detailed: bool) -> Result<Quoted, Error> {
        let snapshot = self.state_of(&order).await?;
        let at = order.at.unwrap_or_else(|| self.now());
        let rules = self.rules_at(at).await?;
        self.quote_under(order, rules, snapshot, detailed).await
    }

    /// The state that an order begins with.
    pub(crate) async fn state_of(&self, order: &Order) -> Result<Arc<Snapshot>, Error> {
        let mut snapshot = match order.start {
            Start::New => Arc::new(Snapshot::empty(order.owner)),
            _ => self.exact(order.owner).await?,
        };
        if snapshot.member.merged.is_some() && !engine::is_of_the_past(&order.activity) {
            snapshot = self.exact(self.going_on(order.owner).await?).await?;
        }
        if matches!(order.start, Start::Member) && snapshot.member.enrolled_at.is_none() {
            return Err(Error::plain(Code::MEMBER_NOT_FOUND));
        }
        Ok(snapshot)
    }

    /// Decides an order under any rules and from any state.
    pub(crate) async fn quote_under(
        &self,
        mut order: Order,
        rules: Rules,
        snapshot: Arc<Snapshot>,
        detailed: bool,
    ) -> Result<Quoted, Error> {
        let now = self.now();
        let at = order.at.unwrap_or(now);
        self.present(&mut order, &rules).await?;
        let pool = self.pool(&rules, &snapshot, &order.activity, now).await?;
        let pool: Vec<&Snapshot> = pool.iter().map(|s| &**s).collect();
        let undone = self.undone(order.undo, &snapshot).await?;
        let original = undone.as_ref().map(|undone| &undone.entry);
        let certificates = self.may_go_back(&snapshot, &order.activity, original).await?;
        let seed = seed(self.new_entry_id());
        let mut exhausted: Vec<Key> = Vec::new();
        let mut decision = loop {
            let decision = engine::decide(&Inputs {
                rulebook: &rules.rulebook,
                snapshot: &snapshot,
                activity: &order.activity,
                at,
                now,
                original: undone.as_ref().map(Undone::as_original),
                pool: &pool,
                certificates: &certificates,
                exhausted: &exhausted,
                seed,
                detailed,
            });
            // What a commit would be told by the append, a quote has to ask.
            match self.exhausted_claim(&decision, &exhausted).await? {
                Some(counter) => exhausted.push(counter),
                None => break decision,
            }
        };
        if let Some(code) = decision.fatal().map(|r| r.code) {
            let refusals = std::mem::take(&mut decision.outcome.refusals);
            return Err(Error::fatal(code, refusals));
        }
        Ok(Quoted {
            version: rules.version,
            rulebook: rules.rulebook,
            at,
            activity: order.activity,
            decision,
        })
    }

    /// The first claim for which nothing is left.
    async fn exhausted_claim(
        &self,
        decision: &Decision,
        known: &[Key],
    ) -> Result<Option<Key>, Error> {
        for claim in &decision.claims {
            let Some(maximum) = claim.maximum else {
                continue;
            };
            if known.contains(&claim.counter) {
                continue;
            }
            let value = self.store.counter(claim.counter.as_str()).await?;
            if value.saturating_add(claim.delta) > maximum {
                return Ok(Some(claim.counter.clone()));
            }
        }
        Ok(None)
    }

    /// The state of an owner, compared with the store. Empty when there is no chain.
    pub(crate) async fn exact(&self, owner: Owner) -> Result<Arc<Snapshot>, Error> {
        let snapshot = match self.states.peek(owner) {
            Some(known) => self.store.refresh((*known).clone()).await?,
            None => {
                let stored = self.store.load(owner).await?;
                stored.unwrap_or_else(|| Snapshot::empty(owner))
            }
        };
        Ok(Arc::new(snapshot))
    }

    /// The state as of now: what is due by time alone has happened, though it may not
    /// be written down yet.
    pub(crate) async fn as_of_now(&self, owner: Owner) -> Result<Arc<Snapshot>, Error> {
        self.as_of(owner, self.now()).await
    }

    /// The same for a moment that is now to the caller.
    pub(crate) async fn as_of(&self, owner: Owner, now: Instant) -> Result<Arc<Snapshot>, Error> {
        self.brought_to(self.exact(owner).await?, now).await
    }

    /// The states of several owners as of now, in any order. Those without an entry are left
    /// out.
    pub(crate) async fn all_as_of_now(
        &self,
        owners: Vec<Owner>,
    ) -> Result<Vec<Arc<Snapshot>>, Error> {
        let now = self.now();
        let mut snapshots = Vec::with_capacity(owners.len());
        for snapshot in self.store.load_all(owners).await? {
            snapshots.push(self.brought_to(Arc::new(snapshot), now).await?);
        }
        Ok(snapshots)
    }

    /// A state after everything that time alone has made happen.
    async fn brought_to(
        &self,
        mut snapshot: Arc<Snapshot>,
        now: Instant,
    ) -> Result<Arc<Snapshot>, Error> {
        let owner = snapshot.owner;
        let rules = match self.rules_at(now).await {
            Ok(rules) => rules,
            // Without a programme nothing is due.
            Err(Error::Refused(_)) => return Ok(snapshot),
            Err(error) => return Err(error),
        };
        let due = engine::next_due(&rules.rulebook, &snapshot);
        if snapshot.seq == 0 || due.is_none_or(|due| due > now) {
            return Ok(snapshot);
        }
        let id = self.new_entry_id();
        let activity = Activity::TimePassed;
        let decision = engine::decide(&Inputs {
            rulebook: &rules.rulebook,
            snapshot: &snapshot,
            activity: &activity,
            at: now,
            now,
            original: None,
            pool: &[],
            certificates: &[],
            exhausted: &[],
            seed: seed(id),
            detailed: false,
        });
        let (seq, head) = (snapshot.seq, snapshot.head);
        let movements = self.book(&snapshot, seq + 1, &decision, None).await?;
        let entry = Entry {
            id,
            owner,
            seq: seq + 1,
            at: now,
            recorded_at: now,
            version: rules.version,
            activity,
            events: decision.events,
            movements,
            outcome: decision.outcome,
            claims: decision.claims,
            input: Hash::default(),
            actor: None,
            previous: head,
        };
        fold(&mut snapshot, &entry, Hash::default())?;
        // The entry is not in the journal: the chain still ends where it did.
        let state = Arc::make_mut(&mut snapshot);
        (state.seq, state.head) = (seq, head);
        Ok(snapshot)
    }
}
