//! What one batch of entries adds to lists and totals.

use super::outbox;
use crate::partners::accruals;
use jiff::civil::Date;
use model::calendar::Calendar;
use model::outcome::ReceiptOutcome;
use model::{Activity, Entry, Event, Instant, Key, Money, Owner};
use smol_str::SmolStr;
use std::collections::{BTreeMap, HashMap};
use store::{
    PostingRow, ProjectionBatch, ReceiptFact, ReturnFact, SubmissionDecision, SubmissionRow,
    SubmissionState, TotalDelta,
};

/// An owner that is named by a batch.
pub(super) struct Seen {
    pub(super) owner: Owner,
    pub(super) seq: u64,
    pub(super) last_activity_at: Option<Instant>,
    pub(super) receipts: i64,
    pub(super) turnover: Money,
}

/// Gathers a batch.
pub(super) struct Facts {
    batch: ProjectionBatch,
    seen: Vec<Seen>,
    places: HashMap<Owner, usize>,
    totals: BTreeMap<(Date, &'static str, Key), i64>,
    with_outbox: bool,
}

impl Facts {
    pub(super) fn new(with_outbox: bool) -> Self {
        Self {
            batch: ProjectionBatch::default(),
            seen: Vec::new(),
            places: HashMap::new(),
            totals: BTreeMap::new(),
            with_outbox,
        }
    }

    /// `original` is the entry of the purchase of which money went back.
    pub(super) fn add(
        &mut self,
        position: u64,
        entry: &Entry,
        calendar: Option<&Calendar>,
        original: Option<u64>,
    ) {
        let day = match calendar {
            Some(calendar) => calendar.day(entry.at),
            None => Calendar::utc().day(entry.at),
        };
        let place = self.place(entry.owner);
        self.seen[place].seq = entry.seq;
        if is_activity(&entry.activity) {
            let last = &mut self.seen[place].last_activity_at;
            *last = (*last).max(Some(entry.at));
        }
        self.add_postings(position, entry);
        if let (Activity::Purchase(_), Some(receipt)) = (&entry.activity, &entry.outcome.receipt) {
            self.add_receipt(position, entry, receipt, day, place);
        }
        if let (Some(original), Some(refund)) = (original, &entry.outcome.refund) {
            match &entry.activity {
                Activity::Return(back) => {
                    let measure = if back.void { "voids" } else { "returns" };
                    self.total(day, measure, &back.store.id, 1);
                    self.total(day, "refunded", &back.store.id, refund.money.0);
                }
                _ => self.total(day, "price_refunds", &Key::default(), refund.money.0),
            }
            self.seen[place].turnover -= refund.money + refund.by_units + refund.by_certificates;
            let (owner, money) = (entry.owner, refund.money);
            self.batch.returns.push(ReturnFact { owner, seq: original, money });
        }
        for (day, ground, party, amount) in accruals::of_entry(entry, calendar) {
            self.total(day, accruals::MEASURE, &accruals::subject(ground, &party), amount.0);
        }
        self.add_submissions(entry);
        self.add_units(entry, day);
        if self.with_outbox {
            self.batch.outbox.extend(outbox::events(position, entry));
        }
    }

    fn place(&mut self, owner: Owner) -> usize {
        *self.places.entry(owner).or_insert_with(|| {
            self.seen.push(Seen {
                owner,
                seq: 0,
                last_activity_at: None,
                receipts: 0,
                turnover: Money::ZERO,
            });
            self.seen.len() - 1
        })
    }

    fn add_postings(&mut self, position: u64, entry: &Entry) {
        let postings = ledger::postings(&entry.movements).into_iter();
        let rows = (0u32..).zip(postings).map(|(line, posting)| PostingRow {
            position,
            line,
            owner: entry.owner,
            seq: entry.seq,
            event: posting.event,
            at: entry.at,
            unit: posting.unit,
            account: posting.account,
            amount: posting.amount,
            lot: posting.lot,
        });
        self.batch.postings.extend(rows);
    }

    fn add_receipt(
        &mut self,
        position: u64,
        entry: &Entry,
        receipt: &ReceiptOutcome,
        day: Date,
        place: usize,
    ) {
        let Activity::Purchase(purchase) = &entry.activity else {
            return;
        };
        let store = &purchase.basket.store.id;
        self.batch.receipts.push(ReceiptFact {
            position,
            id: purchase.receipt,
            owner: entry.owner,
            seq: entry.seq,
            at: entry.at,
            store: store.clone(),
            number: purchase.basket.number.as_ref().map(|n| n.0.clone()),
            total: receipt.total,
            discount: receipt.discount,
            payable: receipt.payable,
        });
        self.seen[place].receipts += 1;
        self.seen[place].turnover += receipt.total - receipt.discount;
        self.total(day, "receipts", store, 1);
        if entry.owner.as_member().is_some() {
            self.total(day, "member_receipts", store, 1);
        }
        self.total(day, "total", store, receipt.total.0);
        self.total(day, "discount", store, receipt.discount.0);
    }

    /// What was handed in, and what was decided.
    fn add_submissions(&mut self, entry: &Entry) {
        for happening in &entry.events {
            match &happening.event {
                Event::ActionSubmitted { submission, event, reference, attributes } => {
                    self.batch.submissions.push(SubmissionRow {
                        id: *submission,
                        owner: entry.owner,
                        event: event.clone(),
                        reference: reference.clone(),
                        evidence: evidence(&entry.activity),
                        attributes: attributes.clone(),
                        at: entry.at,
                        state: SubmissionState::Open,
                        decided_at: None,
                    });
                }
                Event::SubmissionDecided { submission, approved, .. } => {
                    let (id, approved, at) = (*submission, *approved, entry.at);
                    self.batch.decided.push(SubmissionDecision { id, approved, at });
                }
                _ => {}
            }
        }
    }

    fn add_units(&mut self, entry: &Entry, day: Date) {
        for happening in &entry.events {
            match &happening.event {
                Event::Earned { unit, amount, .. } => self.total(day, "earned", unit, amount.0),
                Event::Spent { unit, amount, .. } => self.total(day, "spent", unit, amount.0),
                Event::MemberEnrolled { .. } => self.total(day, "joined", &Key::default(), 1),
                Event::RewardClaimed { reward, quantity, .. } => {
                    self.total(day, "rewards", reward, i64::from(*quantity))
                }
                // Whose wallet it leaves tells the same once more.
                Event::CouponUsed { .. } if matches!(entry.activity, Activity::MoveCoupon(_)) => {}
                Event::CouponUsed { coupon, .. } => self.total(day, "coupons_used", coupon, 1),
                _ => {}
            }
        }
    }

    fn total(&mut self, day: Date, measure: &'static str, subject: &Key, delta: i64) {
        if delta != 0 {
            let total = self.totals.entry((day, measure, subject.clone()));
            *total.or_default() += delta;
        }
    }

    pub(super) fn finish(self) -> (ProjectionBatch, Vec<Seen>) {
        let mut batch = self.batch;
        let totals = self.totals.into_iter();
        batch.totals = totals
            .map(|((day, measure, subject), delta)| TotalDelta {
                day,
                measure: Key::new(measure),
                subject,
                delta,
            })
            .collect();
        (batch, self.seen)
    }
}

/// What proves an action that was handed in.
fn evidence(activity: &Activity) -> Option<SmolStr> {
    match activity {
        Activity::Event(event) => event.evidence.clone(),
        Activity::ClaimPrice(claim) => claim.evidence.clone(),
        _ => None,
    }
}

/// Whether the owner did something, rather than time or staff.
fn is_activity(activity: &Activity) -> bool {
    matches!(
        activity,
        Activity::Enrol(_)
            | Activity::Purchase(_)
            | Activity::Return(_)
            | Activity::Redeem(_)
            | Activity::Event(_)
            | Activity::Hold(_)
            | Activity::Capture(_)
            | Activity::Choose(_)
            | Activity::ActivateOffer(_)
            | Activity::StartMembership(_)
            | Activity::RegisterProduct(_)
            | Activity::ClaimPrice(_)
            | Activity::Give(_)
            | Activity::Donate(_)
            | Activity::Exchange(_)
    )
}
