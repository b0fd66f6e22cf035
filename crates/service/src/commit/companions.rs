//! Entries in the chains of other owners that go with an entry: money on certificates,
//! units from one member to another, consequences for advocates and groups, seats. They
//! are decided by the engine like everything else, and appended in the same transaction.
//!
//! A companion may bring companions of its own, so there is a list of work. What several
//! of them do to one owner happens one after the other on the state that is carried along.
//!
//! INVARIANT: a companion that is refused lets nothing be written: the state that the
//! first entry was judged by is outdated then, and all is decided again.
//!
//! COST: one point read and one decision per companion.

use super::claiming::follow_claim;
use super::merging::{follow_hand_back, passing_on};
use super::{fold, seed};
use crate::Tessera;
use crate::error::{Broken, Error};
use crate::versions::Rules;
use engine::{Inputs, Original};
use model::activity::{
    Consequence, Give, IssueCertificate, MoveCertificate, MoveCoupon, Receive, SeatChange,
    TakeSeat, TransferPurpose, Withdraw,
};
use model::event::EventRef;
use model::id::ReceiptId;
use model::outcome::Returned;
use model::{Activity, Code, Entry, Event, Key, Owner, OwnerKind, Snapshot};
use std::collections::VecDeque;
use std::sync::Arc;
use store::{Append, NewEntry};

/// The most companions of one entry: rules that cause each other without end stop here.
const MOST_COMPANIONS: usize = 64;

/// What companions are judged by, besides their own states.
pub(super) struct Company<'a> {
    pub(super) rules: &'a Rules,
    /// Global limits that are used up.
    pub(super) exhausted: &'a [Key],
    /// Those who pay together, as the first entry was judged by.
    pub(super) pool: &'a [Arc<Snapshot>],
    /// The receipt that is claimed, as the first entry was judged by.
    pub(super) claimed: Option<&'a Arc<Snapshot>>,
}

impl Tessera {
    /// Adds the entries that go with `first` to the append. `state` is the state of its
    /// owner after it, and goes on should companions come back to that owner.
    pub(super) async fn companions(
        &self,
        company: &Company<'_>,
        first: &Entry,
        state: &mut Arc<Snapshot>,
        append: &mut Append,
    ) -> Result<(), Error> {
        let mut work = VecDeque::from(followers(first, state));
        work.extend(self.follow_return(first, state).await?);
        let mut others: Vec<Arc<Snapshot>> = Vec::new();
        let mut count = 0;
        loop {
            let Some((owner, activity)) = work.pop_front() else {
                // Only then is known what is left with an account that went.
                let states = std::iter::once(&*state).chain(&others);
                let Some(more) = states.into_iter().find_map(|s| passing_on(first, s)) else {
                    return Ok(());
                };
                work.extend(more);
                continue;
            };
            count += 1;
            if count > MOST_COMPANIONS {
                let detail = format!("more than {MOST_COMPANIONS} other entries follow from it");
                return Err(Error::refused(Code::REQUEST_TOO_LARGE, detail));
            }
            let state = if owner == state.owner {
                &mut *state
            } else {
                let at = match others.iter().position(|s| s.owner == owner) {
                    Some(at) => at,
                    None => {
                        others.push(self.state_of_other(company, owner).await?);
                        others.len() - 1
                    }
                };
                &mut others[at]
            };
            let companion = self.companion(company, first, state, activity).await?;
            append.claims.extend(companion.claims.iter().cloned());
            self.take_codes(&companion, state, Some(company.rules), append);
            let new = NewEntry::new(&companion);
            fold(state, &companion, new.hash)?;
            append.entries.push(new);
            work.extend(followers(&companion, state));
        }
    }

    /// The state of another owner. Those who pay together, and a receipt that is claimed,
    /// must still be as they were when the first entry was judged.
    async fn state_of_other(
        &self,
        company: &Company<'_>,
        owner: Owner,
    ) -> Result<Arc<Snapshot>, Error> {
        let stored = self.store.load(owner).await?;
        let stored = stored.unwrap_or_else(|| Snapshot::empty(owner));
        let judged = company.pool.iter().chain(company.claimed).find(|s| s.owner == owner);
        if judged.is_some_and(|judged| judged.seq != stored.seq) {
            return Err(Broken::Busy.into());
        }
        Ok(Arc::new(stored))
    }

    async fn companion(
        &self,
        company: &Company<'_>,
        first: &Entry,
        state: &Snapshot,
        activity: Activity,
    ) -> Result<Entry, Error> {
        let rules = company.rules;
        let id = self.new_entry_id();
        let undone = self.undone_elsewhere(state, &activity).await?;
        let returned = Returned::default();
        let certificates = self.may_go_back(state, &activity, undone.as_ref()).await?;
        let decision = engine::decide(&Inputs {
            rulebook: &rules.rulebook,
            snapshot: state,
            activity: &activity,
            at: first.at,
            now: first.recorded_at,
            original: undone.as_ref().map(|entry| Original { entry, returned: &returned }),
            pool: &[],
            certificates: &certificates,
            exhausted: company.exhausted,
            seed: seed(id),
            detailed: false,
        });
        if let Some(fatal) = decision.fatal() {
            tracing::debug!(code = %fatal.code, owner = %state.owner, "a companion is refused");
            return Err(Error::fatal(fatal.code, decision.outcome.refusals));
        }
        let seq = state.seq + 1;
        let movements = self.book(state, seq, &decision, None).await?;
        Ok(Entry {
            id,
            owner: state.owner,
            seq,
            at: first.at,
            recorded_at: first.recorded_at,
            version: rules.version,
            activity,
            events: decision.events,
            movements,
            outcome: decision.outcome,
            claims: decision.claims,
            input: first.input,
            actor: first.actor.clone(),
            previous: state.head,
        })
    }

    /// The entry that is taken back because something was undone in another chain: what a
    /// withdrawal is about, nothing when it is forgotten, or the claim of a receipt.
    pub(crate) async fn undone_elsewhere(
        &self,
        state: &Snapshot,
        activity: &Activity,
    ) -> Result<Option<Entry>, Error> {
        let withdraw = match activity {
            Activity::ReturnClaimed(back) => {
                return self.entry(state.owner, back.seq).await.map(Some);
            }
            Activity::Withdraw(withdraw) => withdraw,
            _ => return Ok(None),
        };
        let source = EventRef { seq: withdraw.seq, index: withdraw.index };
        let mut known = state.member.consequences.iter();
        match known.find(|c| c.from == withdraw.from && c.source == source) {
            Some(consequence) => self.entry(state.owner, consequence.seq).await.map(Some),
            None => Ok(None),
        }
    }
}

/// What an entry does to others, in its order. `state` is its owner's after it.
fn followers(entry: &Entry, state: &Snapshot) -> Vec<(Owner, Activity)> {
    let mut found: Vec<(Owner, Activity)> = Vec::new();
    if entry.owner.kind == OwnerKind::Certificate {
        return found;
    }
    for (index, happening) in (0u16..).zip(&entry.events) {
        match &happening.event {
            Event::TransferredIn { .. } => follow_pool(entry, &happening.event, &mut found),
            event => found.extend(
                follow_money(entry, event)
                    .or_else(|| follow_hand_back(entry, event))
                    .or_else(|| follow_claim(entry, event))
                    .or_else(|| follow_deed(entry, index, event))
                    .or_else(|| follow_seat(entry, state, event)),
            ),
        }
    }
    found
}

/// Money that comes from, goes to, or begins a certificate.
fn follow_money(entry: &Entry, event: &Event) -> Option<(Owner, Activity)> {
    let receipt = receipt_of(&entry.activity);
    let (certificate, activity) = match event {
        Event::CertificateUsed { certificate, amount, .. } => {
            let (certificate, amount) = (*certificate, *amount);
            let movement = MoveCertificate { certificate, amount, receipt };
            (certificate, Activity::SpendCertificate(movement))
        }
        Event::CertificateRefunded { certificate, amount } => {
            let (certificate, amount) = (*certificate, *amount);
            let movement = MoveCertificate { certificate, amount, receipt };
            (certificate, Activity::RefundCertificate(movement))
        }
        Event::CertificateWithdrawn { certificate, amount } => {
            let (certificate, amount) = (*certificate, *amount);
            let movement = MoveCertificate { certificate, amount, receipt };
            (certificate, Activity::SpendCertificate(movement))
        }
        Event::CertificateIssued { certificate, certificate_type, value, .. } => {
            let (certificate_type, value) = (certificate_type.clone(), *value);
            let issue = IssueCertificate { certificate_type, value, receipt };
            (*certificate, Activity::IssueCertificate(issue))
        }
        _ => return None,
    };
    Some((Owner::certificate(certificate), activity))
}

/// What the deed brings to another owner, or takes back; presents.
fn follow_deed(entry: &Entry, index: u16, event: &Event) -> Option<(Owner, Activity)> {
    let from = entry.owner;
    Some(match event {
        Event::CouponUsed { coupon, id: Some(id), holder: Some(holder) } => {
            let moved = MoveCoupon { coupon: coupon.clone(), id: *id, restored: false };
            (*holder, Activity::MoveCoupon(moved))
        }
        Event::CouponRestored { coupon, id: Some(id), holder: Some(holder) } => {
            let moved = MoveCoupon { coupon: coupon.clone(), id: *id, restored: true };
            (*holder, Activity::MoveCoupon(moved))
        }
        Event::Caused { owner, rule, amount, .. } => {
            let (rule, amount) = (rule.clone(), *amount);
            let caused = Consequence { from, seq: entry.seq, index, rule, amount };
            (*owner, Activity::Consequence(caused))
        }
        Event::Uncaused { owner, of, amount } => {
            let withdraw = Withdraw { from, seq: of.seq, index: of.index, amount: *amount };
            (*owner, Activity::Withdraw(withdraw))
        }
        Event::TransferredOut {
            transfer,
            to,
            unit,
            parts,
            purpose: purpose @ TransferPurpose::Gift,
            ..
        } => {
            let (unit, parts) = (unit.clone(), parts.clone());
            let receive = Receive { transfer: *transfer, from, unit, parts, purpose: *purpose };
            (*to, Activity::Receive(receive))
        }
        _ => return None,
    })
}

/// What somebody else pays with. One giving may have arrived in several parts.
fn follow_pool(entry: &Entry, event: &Event, found: &mut Vec<(Owner, Activity)>) {
    let Event::TransferredIn { transfer, from, unit, amount, purpose, .. } = event else {
        return;
    };
    if *purpose != TransferPurpose::Pool {
        return;
    }
    if let Some((_, Activity::Give(give))) = found.last_mut()
        && give.transfer == *transfer
    {
        give.amount += *amount;
        return;
    }
    let give = Give {
        transfer: *transfer,
        to: entry.owner,
        unit: unit.clone(),
        amount: *amount,
        purpose: *purpose,
    };
    found.push((*from, Activity::Give(give)));
}

/// A seat as its member sees it, once it is taken or left.
fn follow_seat(entry: &Entry, state: &Snapshot, event: &Event) -> Option<(Owner, Activity)> {
    let Event::SeatChanged { member, change, role, seated } = event else {
        return None;
    };
    if !*seated && *change != SeatChange::Leave {
        return None;
    }
    let (group, known) = (entry.owner.as_group()?, state.member.group.as_ref()?);
    let take = TakeSeat {
        group,
        kind: known.kind.clone(),
        key: known.key.clone(),
        role: role.clone(),
        seated: *seated,
    };
    Some((Owner::member(*member), Activity::TakeSeat(take)))
}

fn receipt_of(activity: &Activity) -> Option<ReceiptId> {
    match activity {
        Activity::Purchase(purchase) => Some(purchase.receipt),
        Activity::Return(back) => Some(back.receipt),
        Activity::ClaimPrice(claim) => Some(claim.receipt),
        Activity::ClaimReceipt(claim) => Some(claim.receipt),
        _ => None,
    }
}
