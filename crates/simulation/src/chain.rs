//! One owner's chain in memory: the same path as in the service, without the store.
//!
//! INVARIANTS: nothing is serialised or hashed; the same activities under the same rulebook
//! give the same entries. What other owners do is not seen, apart from shared [`Counters`].
//!
//! COST: a few microseconds per activity; every entry is kept, because returns may need it.

mod counters;

pub use counters::Counters;
pub(crate) use counters::has_shared_limits;

use engine::{Decision, Inputs, Original};
use model::entry::Hash;
use model::id::{ClaimId, EntryId, ReceiptId};
use model::outcome::Returned;
use model::{Activity, Code, Entry, Instant, Key, Owner, Snapshot};
use programme::rulebook::Rulebook;
use std::collections::BTreeMap;

/// How often an activity is decided again without a limit that turned out to be used up.
const EXHAUSTED: usize = 64;

/// A chain that shows a fault of ours.
#[derive(Debug, thiserror::Error)]
pub enum ChainError {
    /// A decision that cannot be booked.
    #[error("{number} cannot be booked")]
    Book {
        /// The shop's number of the receipt, or what it was.
        number: Key,
        /// Why.
        #[source]
        source: ledger::BookError,
    },
    /// An entry that cannot be folded.
    #[error("{number} does not fit the member's state")]
    Fold {
        /// The shop's number of the receipt, or what it was.
        number: Key,
        /// Why.
        #[source]
        source: ledger::FoldError,
    },
}

/// A receipt that was kept: the place of its entry, and how far it was returned.
#[derive(Debug, Default)]
struct Kept {
    place: usize,
    returned: Returned,
}

/// One owner's chain.
#[derive(Debug)]
pub struct Chain {
    snapshot: Snapshot,
    entries: Vec<Entry>,
    receipts: BTreeMap<ReceiptId, Kept>,
}

impl Chain {
    /// A chain that begins.
    pub fn of(owner: Owner) -> Self {
        let snapshot = Snapshot::empty(owner);
        Self { snapshot, entries: Vec::new(), receipts: BTreeMap::new() }
    }

    /// The state after the last entry.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The last entry.
    pub fn last(&self) -> Option<&Entry> {
        self.entries.last()
    }

    /// Whether time alone has something to do by a moment.
    pub fn is_due(&self, rulebook: &Rulebook, by: Instant) -> bool {
        engine::next_due(rulebook, &self.snapshot).is_some_and(|due| due <= by)
    }

    /// Decides, books and folds. A refusal of the whole activity leaves everything as it was.
    pub fn commit(
        &mut self,
        rulebook: &Rulebook,
        activity: Activity,
        at: Instant,
        counters: &mut Counters,
    ) -> Result<Result<&Entry, Code>, ChainError> {
        let decision = match self.decide(rulebook, &activity, at, counters) {
            Ok(decision) => decision,
            Err(code) => return Ok(Err(code)),
        };
        let seq = self.snapshot.seq + 1;
        let needed = ledger::originals_needed(seq, &decision.events);
        let at_seq = |seq: &u64| usize::try_from(seq - 1).ok().and_then(|at| self.entries.get(at));
        let originals: Vec<&Entry> = needed.iter().filter_map(at_seq).collect();
        let movements = match ledger::book(&self.snapshot, seq, &decision.events, &originals) {
            Ok(movements) => movements,
            Err(ledger::BookError::Insufficient { .. }) => {
                return Ok(Err(Code::UNITS_INSUFFICIENT));
            }
            Err(ledger::BookError::AlreadySpent { .. }) => {
                return Ok(Err(Code::RETURN_POINTS_SPENT));
            }
            Err(source) => return Err(ChainError::Book { number: number(&activity), source }),
        };
        let entry = Entry {
            id: EntryId(self.snapshot.owner.id),
            owner: self.snapshot.owner,
            seq,
            at,
            recorded_at: at,
            version: 1,
            activity,
            events: decision.events,
            movements,
            outcome: decision.outcome,
            claims: decision.claims,
            input: Hash::default(),
            actor: None,
            previous: Hash::default(),
        };
        ledger::fold(&mut self.snapshot, &entry, Hash::default())
            .map_err(|source| ChainError::Fold { number: number(&entry.activity), source })?;
        self.remember(&entry);
        self.entries.push(entry);
        Ok(Ok(&self.entries[self.entries.len() - 1]))
    }

    /// Keeps what returns look for.
    fn remember(&mut self, entry: &Entry) {
        match &entry.activity {
            Activity::Purchase(purchase) => {
                let kept = Kept { place: self.entries.len(), ..Kept::default() };
                self.receipts.insert(purchase.receipt, kept);
            }
            Activity::ClaimReceipt(claim) => {
                let kept = Kept { place: self.entries.len(), ..Kept::default() };
                self.receipts.insert(claim.receipt, kept);
            }
            Activity::Return(back) => {
                if let Some(kept) = self.receipts.get_mut(&back.receipt)
                    && let Some(refund) = &entry.outcome.refund
                {
                    kept.returned = refund.so_far.clone();
                }
            }
            _ => {}
        }
    }

    /// What an activity undoes, or why there is nothing.
    fn original(&self, activity: &Activity) -> Result<Option<(usize, Returned)>, Code> {
        let receipt = |id: &ReceiptId| {
            let kept = self.receipts.get(id).ok_or(Code::RECEIPT_NOT_FOUND)?;
            Ok(Some((kept.place, kept.returned.clone())))
        };
        match activity {
            Activity::Return(back) => receipt(&back.receipt),
            Activity::ReturnClaimed(back) => receipt(&back.receipt),
            Activity::ClaimPrice(claim) => receipt(&claim.receipt),
            Activity::CancelReward(cancel) => self.claimed(cancel.claim),
            _ => Ok(None),
        }
    }

    fn claimed(&self, claim: ClaimId) -> Result<Option<(usize, Returned)>, Code> {
        let held = self.snapshot.member.claims.iter().find(|held| held.id == claim);
        let seq = held.ok_or(Code::CLAIM_NOT_FOUND)?.seq;
        Ok(usize::try_from(seq - 1).ok().map(|place| (place, Returned::default())))
    }

    /// Decides, again without limits that turn out to be used up.
    fn decide(
        &self,
        rulebook: &Rulebook,
        activity: &Activity,
        at: Instant,
        counters: &mut Counters,
    ) -> Result<Decision, Code> {
        let original = self.original(activity)?;
        let original = original.as_ref().and_then(|(place, returned)| {
            Some(Original { entry: self.entries.get(*place)?, returned })
        });
        let mut exhausted: Vec<Key> = Vec::new();
        while exhausted.len() < EXHAUSTED {
            let decision = engine::decide(&Inputs {
                rulebook,
                snapshot: &self.snapshot,
                activity,
                at,
                now: at,
                original,
                pool: &[],
                certificates: &[],
                exhausted: &exhausted,
                seed: seed(&self.snapshot),
                detailed: false,
            });
            if let Some(refusal) = decision.fatal() {
                return Err(refusal.code);
            }
            match counters.claim(&decision.claims) {
                Ok(()) => return Ok(decision),
                Err(counter) => exhausted.push(counter),
            }
        }
        Err(Code::BUSY)
    }
}

/// Different for every entry of every owner.
fn seed(snapshot: &Snapshot) -> [u8; 32] {
    let mut seed = [0; 32];
    seed[..16].copy_from_slice(snapshot.owner.id.as_bytes());
    seed[16..24].copy_from_slice(&snapshot.seq.to_le_bytes());
    seed
}

fn number(activity: &Activity) -> Key {
    match activity {
        Activity::Purchase(purchase) => purchase.basket.number.clone().unwrap_or_default(),
        other => Key::new(other.word()),
    }
}
