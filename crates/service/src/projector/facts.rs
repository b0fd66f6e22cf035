//! What one batch of entries adds to lists and totals.

use super::beside::Beside;
use super::{outbox, rules};
use crate::audit;
use crate::coupons::BATCH_USES;
use crate::partners::accruals;
use crate::reports::{
    REWARDS, REWARDS_CANCELLED, RULE_TIMES, TERM_FEES, TERM_REFUNDS, TERMS_CANCELLED, TERMS_OVER,
    TERMS_RETURNED, TERMS_SOLD, TRIALS, UNITS_EXPIRED, UNITS_ISSUED, UNITS_SPENT,
};
use jiff::civil::Date;
use model::activity::ClaimReceipt;
use model::calendar::Calendar;
use model::event::MembershipEnd;
use model::holdings::Account;
use model::id::MemberId;
use model::outcome::ReceiptOutcome;
use model::{Activity, Entry, Event, Instant, Key};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use store::{
    ActRow, CertificateRow, CountDelta, FiguresBatch, PostingRow, ProjectionBatch, ReceiptFact,
    ReceiptMove, ReturnFact, StoreRow, SubmissionDecision, SubmissionRow, SubmissionState,
    TotalDelta, Visit,
};

/// Gathers a batch.
pub(super) struct Facts {
    batch: ProjectionBatch,
    totals: BTreeMap<(Date, &'static str, Key), i64>,
    visits: BTreeSet<(Date, MemberId)>,
    stores: BTreeMap<Key, (i64, Instant)>,
    counts: BTreeMap<(&'static str, Key), i64>,
    with_outbox: bool,
}

impl Facts {
    pub(super) fn new(with_outbox: bool) -> Self {
        Self {
            batch: ProjectionBatch::default(),
            totals: BTreeMap::new(),
            visits: BTreeSet::new(),
            stores: BTreeMap::new(),
            counts: BTreeMap::new(),
            with_outbox,
        }
    }

    pub(super) fn add(
        &mut self,
        position: u64,
        entry: &Entry,
        calendar: Option<&Calendar>,
        beside: &Beside,
    ) {
        let day = match calendar {
            Some(calendar) => calendar.day(entry.at),
            None => Calendar::utc().day(entry.at),
        };
        self.add_postings(position, entry, day);
        let acted = rules::acted(entry);
        if let (Activity::Purchase(_), Some(receipt)) = (&entry.activity, &entry.outcome.receipt) {
            self.add_receipt(position, entry, receipt, (day, deeds(entry)));
        }
        if let (Activity::ClaimReceipt(claim), Some(purchase)) = (&entry.activity, &beside.purchase)
        {
            self.move_receipt(position, (entry, claim), purchase, day);
        }
        if let (Some(original), Some(refund)) = (beside.original, &entry.outcome.refund) {
            match &entry.activity {
                Activity::Return(back) => {
                    let measure = if back.void { "voids" } else { "returns" };
                    self.total(day, measure, &back.store.id, 1);
                    self.total(day, "refunded", &back.store.id, refund.money.0);
                }
                _ => self.total(day, "price_refunds", &Key::default(), refund.money.0),
            }
            let money = refund.money;
            // A receipt that was claimed is listed in one of both places, before the claim is
            // projected and after it.
            let places = std::iter::once((entry.owner, original)).chain(beside.claimed);
            let returns = places.map(|(owner, seq)| ReturnFact { owner, seq, money });
            self.batch.returns.extend(returns);
        }
        for (day, ground, party, amount) in accruals::of_entry(entry, calendar) {
            self.total(day, accruals::MEASURE, &accruals::subject(ground, &party), amount.0);
        }
        self.add_submissions(entry);
        if audit::is_administrative(entry) {
            let (at, what) = (entry.recorded_at, audit::what(entry));
            let (owner, seq) = (entry.owner, entry.seq);
            self.batch.acts.push(ActRow { position, owner, seq, at, what });
        }
        self.add_certificate(position, entry);
        self.add_units(entry, day);
        self.add_terms(entry, day);
        if let Some((reward, quantity)) = &beside.cancelled {
            self.total(day, REWARDS_CANCELLED, reward, i64::from(*quantity));
        }
        for (batch, change) in &beside.batches {
            let count = self.counts.entry((BATCH_USES, Key::new(batch.to_string())));
            *count.or_default() += change;
        }
        for (measure, subject, delta) in acted {
            self.total(day, measure, &subject, delta);
        }
        if self.with_outbox {
            self.batch.outbox.extend(outbox::events(position, entry));
        }
    }

    /// Lists a certificate when it comes to life, however that happens.
    fn add_certificate(&mut self, position: u64, entry: &Entry) {
        let Activity::IssueCertificate(_) = &entry.activity else { return };
        if let Some(certificate) = entry.owner.as_certificate() {
            let at = entry.at;
            self.batch.certificates.push(CertificateRow { position, certificate, at });
        }
    }

    fn add_postings(&mut self, position: u64, entry: &Entry, day: Date) {
        let lines = ledger::postings(&entry.movements);
        for line in &lines {
            if let Some((measure, amount)) = moved(line.account, line.amount.0) {
                self.total(day, measure, &line.unit, amount);
            }
        }
        let rows = (0u32..).zip(lines).map(|(line, posting)| PostingRow {
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

    /// Counts on a day, with the rules that did something.
    fn add_receipt(
        &mut self,
        position: u64,
        entry: &Entry,
        receipt: &ReceiptOutcome,
        (day, rules): (Date, Vec<Key>),
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
            rules,
        });
        self.total(day, "receipts", store, 1);
        let (receipts, last_at) = self.stores.entry(store.clone()).or_insert((0, entry.at));
        *receipts += 1;
        *last_at = entry.at.max(*last_at);
        if let Some(member) = entry.owner.as_member() {
            self.visits.insert((day, member));
            self.total(day, "member_receipts", store, 1);
            self.total(day, "member_total", store, receipt.total.0);
        }
        self.total(day, "total", store, receipt.total.0);
        self.total(day, "discount", store, receipt.discount.0);
    }

    /// A receipt that was counted without a member is one of a member.
    fn move_receipt(
        &mut self,
        position: u64,
        (entry, claim): (&Entry, &ClaimReceipt),
        (from, purchase): &(u64, Entry),
        day: Date,
    ) {
        let store = &claim.basket.store.id;
        let rules_before = deeds(purchase);
        let mut rules = deeds(entry);
        rules.extend(
            rules_before.iter().filter(|rule| !rules.contains(rule)).cloned().collect::<Vec<_>>(),
        );
        self.batch.moved_receipts.push(ReceiptMove {
            from: *from,
            from_owner: purchase.owner,
            to: position,
            owner: entry.owner,
            seq: entry.seq,
            at: purchase.at,
            rules_before,
            rules,
        });
        if let Some(member) = entry.owner.as_member() {
            self.visits.insert((day, member));
        }
        let total = purchase.outcome.receipt.as_ref().map_or(0, |receipt| receipt.total.0);
        self.total(day, "member_receipts", store, 1);
        self.total(day, "member_total", store, total);
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
                    self.total(day, REWARDS, reward, i64::from(*quantity))
                }
                // Whose wallet it leaves tells the same once more.
                Event::CouponUsed { .. } if matches!(entry.activity, Activity::MoveCoupon(_)) => {}
                Event::CouponUsed { coupon, .. } => self.total(day, "coupons_used", coupon, 1),
                _ => {}
            }
        }
    }

    /// Terms of memberships that began and ended.
    fn add_terms(&mut self, entry: &Entry, day: Date) {
        for happening in &entry.events {
            match &happening.event {
                Event::MembershipStarted { plan, trial: true, .. } => {
                    self.total(day, TRIALS, plan, 1);
                }
                Event::MembershipStarted { plan, fee, .. } => {
                    self.total(day, TERMS_SOLD, plan, 1);
                    self.total(day, TERM_FEES, plan, fee.0);
                }
                Event::MembershipEnded { plan, cause, refund, .. } => match cause {
                    MembershipEnd::Lapsed => self.total(day, TERMS_OVER, plan, 1),
                    MembershipEnd::Cancelled => {
                        self.total(day, TERMS_CANCELLED, plan, 1);
                        self.total(day, TERM_REFUNDS, plan, refund.0);
                    }
                    MembershipEnd::Returned => self.total(day, TERMS_RETURNED, plan, 1),
                    // The term goes on with the other account.
                    MembershipEnd::HandedBack => {}
                },
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

    pub(super) fn finish(self) -> ProjectionBatch {
        let mut batch = self.batch;
        let visits = self.visits.into_iter().map(|(day, member)| Visit { day, member });
        let stores = self.stores.into_iter();
        let stores =
            stores.map(|(store, (receipts, last_at))| StoreRow { store, receipts, last_at });
        batch.figures = FiguresBatch { visits: visits.collect(), stores: stores.collect() };
        let counts = self.counts.into_iter().filter(|(_, delta)| *delta != 0);
        batch.counts =
            counts.map(|((kind, subject), delta)| CountDelta { kind, subject, delta }).collect();
        let totals = self.totals.into_iter();
        batch.totals = totals
            .map(|((day, measure, subject), delta)| TotalDelta {
                day,
                measure: Key::new(measure),
                subject,
                delta,
            })
            .collect();
        batch
    }
}

/// The rules that did something in an entry, each once.
fn deeds(entry: &Entry) -> Vec<Key> {
    let acted = rules::acted(entry).into_iter();
    acted.filter(|(measure, ..)| *measure == RULE_TIMES).map(|(_, rule, _)| rule).collect()
}

/// The measure of a day that a booked line belongs to, by unit.
pub(crate) fn moved(account: Account, amount: i64) -> Option<(&'static str, i64)> {
    match account {
        Account::Issued => Some((UNITS_ISSUED, -amount)),
        Account::Redeemed => Some((UNITS_SPENT, amount)),
        Account::Breakage => Some((UNITS_EXPIRED, amount)),
        _ => None,
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
