//! One owner's chain in memory: the same path as in the service, without the store.

use super::counters::Counters;
use super::{Options, ReplayError};
use crate::demo;
use crate::history::{GoodsBack, History, MemberIndex, Moment};
use crate::summary::Tally;
use engine::{Decision, Inputs, Original};
use model::activity::{Enrol, Profile, Purchase, Return};
use model::entry::Hash;
use model::id::{EntryId, MemberId, ReceiptId};
use model::outcome::Returned;
use model::{Activity, Code, Entry, Instant, Key, Owner, Snapshot};
use programme::rulebook::Rulebook;
use uuid::Uuid;

/// How often a receipt is decided again without a limit that turned out to be used up.
const EXHAUSTED: usize = 64;

/// What all chains share.
pub(super) struct Context<'c> {
    pub(super) history: &'c History,
    pub(super) rulebook: &'c Rulebook,
    pub(super) options: &'c Options,
}

/// One owner's chain.
pub(super) struct Chain {
    snapshot: Snapshot,
    entries: Vec<Entry>,
    /// Receipts in order of time: the sale, its entry, how far it was returned.
    receipts: Vec<(u32, usize, Option<Returned>)>,
}

impl Chain {
    pub(super) fn of_member(member: MemberIndex) -> Self {
        // Apart from receipts, which are numbered from 0 too.
        let id = Uuid::from_u128((1 << 64) | u128::from(member));
        Self::of(Owner::member(MemberId(id)))
    }

    pub(super) fn of_receipt(sale: u32) -> Self {
        Self::of(Owner::receipt(receipt_id(sale)))
    }

    fn of(owner: Owner) -> Self {
        Self { snapshot: Snapshot::empty(owner), entries: Vec::new(), receipts: Vec::new() }
    }

    /// Carries one moment out.
    pub(super) fn step(
        &mut self,
        context: &Context<'_>,
        moment: Moment,
        counters: &mut Counters,
        tally: &mut Tally,
    ) -> Result<(), ReplayError> {
        let history = context.history;
        match moment {
            Moment::Joined(member) => {
                let activity = Activity::Enrol(Enrol {
                    profile: profile(context, member),
                    ..Enrol::default()
                });
                let at = history.members[member as usize].since;
                self.commit(context, activity, at, None, counters, tally)?;
            }
            Moment::Bought(index) => {
                let sale = &history.sales[index as usize];
                let basket = history.basket(sale);
                let activity = Activity::Purchase(Purchase { receipt: receipt_id(index), basket });
                if self.commit(context, activity, sale.at, None, counters, tally)? {
                    self.receipts.push((index, self.entries.len() - 1, None));
                }
            }
            Moment::CameBack(index) => {
                let back = &history.returns[index as usize];
                self.take_back(context, back, counters, tally)?;
            }
        }
        Ok(())
    }

    fn take_back(
        &mut self,
        context: &Context<'_>,
        back: &GoodsBack,
        counters: &mut Counters,
        tally: &mut Tally,
    ) -> Result<(), ReplayError> {
        // Receipts come in order of time and so does their number.
        let Ok(place) = self.receipts.binary_search_by_key(&back.sale, |receipt| receipt.0) else {
            tally.refused(Code::RECEIPT_NOT_FOUND);
            return Ok(());
        };
        let activity = Activity::Return(Return {
            receipt: receipt_id(back.sale),
            lines: context.history.returned_lines(back),
            void: false,
            reason: None,
            store: model::basket::Store::default(),
        });
        if self.commit(context, activity, back.at, Some(place), counters, tally)?
            && let Some(entry) = self.entries.last()
        {
            self.receipts[place].2 = entry.outcome.refund.as_ref().map(|r| r.so_far.clone());
        }
        Ok(())
    }

    /// Does what time has to do until the end, and counts what is held then.
    pub(super) fn finish(
        mut self,
        context: &Context<'_>,
        counters: &mut Counters,
        tally: &mut Tally,
    ) -> Result<(), ReplayError> {
        if let Some(until) = context.options.until
            && engine::next_due(context.rulebook, &self.snapshot).is_some_and(|due| due <= until)
        {
            self.commit(context, Activity::TimePassed, until, None, counters, tally)?;
        }
        tally.end(context.rulebook, &self.snapshot);
        Ok(())
    }

    /// Decides, books, folds and counts. `false` when the programme refuses.
    fn commit(
        &mut self,
        context: &Context<'_>,
        activity: Activity,
        at: Instant,
        undone: Option<usize>,
        counters: &mut Counters,
        tally: &mut Tally,
    ) -> Result<bool, ReplayError> {
        let Some(decision) = self.decide(context, &activity, at, undone, counters) else {
            tally.refused(Code::BUSY);
            return Ok(false);
        };
        if let Some(refusal) = decision.fatal() {
            tally.refused(refusal.code);
            return Ok(false);
        }
        let seq = self.snapshot.seq + 1;
        let needed = ledger::originals_needed(seq, &decision.events);
        let at_seq = |seq: &u64| usize::try_from(seq - 1).ok().and_then(|at| self.entries.get(at));
        let originals: Vec<&Entry> = needed.iter().filter_map(at_seq).collect();
        let movements = match ledger::book(&self.snapshot, seq, &decision.events, &originals) {
            Ok(movements) => movements,
            Err(ledger::BookError::Insufficient { .. }) => {
                tally.refused(Code::UNITS_INSUFFICIENT);
                return Ok(false);
            }
            Err(ledger::BookError::AlreadySpent { .. }) => {
                tally.refused(Code::RETURN_POINTS_SPENT);
                return Ok(false);
            }
            Err(source) => return Err(ReplayError::Book { number: number(&activity), source }),
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
            .map_err(|source| ReplayError::Fold { number: number(&entry.activity), source })?;
        tally.entry(&entry);
        self.entries.push(entry);
        Ok(true)
    }

    /// Decides, again without limits that turn out to be used up. None when that has no end.
    fn decide(
        &self,
        context: &Context<'_>,
        activity: &Activity,
        at: Instant,
        undone: Option<usize>,
        counters: &mut Counters,
    ) -> Option<Decision> {
        let nothing = Returned::default();
        let original = undone.map(|place| {
            let (_, entry, returned) = &self.receipts[place];
            Original {
                entry: &self.entries[*entry],
                returned: returned.as_ref().unwrap_or(&nothing),
            }
        });
        let mut exhausted: Vec<Key> = Vec::new();
        while exhausted.len() < EXHAUSTED {
            let decision = engine::decide(&Inputs {
                rulebook: context.rulebook,
                snapshot: &self.snapshot,
                activity,
                at,
                now: at,
                original,
                pool: &[],
                exhausted: &exhausted,
                seed: seed(&self.snapshot),
                detailed: false,
            });
            match counters.claim(&decision.claims) {
                Ok(()) => return Some(decision),
                Err(counter) => exhausted.push(counter),
            }
        }
        None
    }
}

fn receipt_id(sale: u32) -> ReceiptId {
    ReceiptId(Uuid::from_u128(u128::from(sale)))
}

fn profile(context: &Context<'_>, member: MemberIndex) -> Profile {
    let shopper = &context.history.members[member as usize];
    demo::profile(shopper, context.options.personas, member)
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
