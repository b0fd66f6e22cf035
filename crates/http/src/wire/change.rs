//! The answer to a write: what followed, from the journal entry alone, so that a repeated
//! request gets the identical answer.

use super::certificate::IssuedBody;
use super::coupon::GrantedBody;
use super::effect::{Effect, effects};
use super::ids;
use super::problem::{HintBody, RefusalBody};
use super::receipt::{hints, refusals};
use super::reward::ClaimedBody;
use super::text::{Decimal, Moment, Word};
use crate::app::App;
use crate::scales::Scales;
use model::id::{
    CertificateId, ClaimId, EntryId, ExchangeId, GroupId, HoldId, MemberId, ReceiptId,
    SubmissionId, TransferId,
};
use model::{Activity, Entry};
use serde::Serialize;
use service::{certificates, coupons, rewards};
use utoipa::ToSchema;

/// Something that was done.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Change {
    /// The journal entry.
    #[schema(value_type = ids::EntryId)]
    pub(crate) entry: EntryId,
    /// Its number in the chain of its owner.
    pub(crate) seq: u64,
    /// What was done.
    #[schema(value_type = String, example = "enrol")]
    pub(crate) activity: &'static str,
    /// When it happened.
    pub(crate) at: Moment,
    /// When it was written down.
    pub(crate) recorded_at: Moment,
    /// The programme version that judged; absent when none had to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) programme_version: Option<u32>,
    /// The member concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::MemberId>)]
    pub(crate) member: Option<MemberId>,
    /// The receipt concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::ReceiptId>)]
    pub(crate) receipt: Option<ReceiptId>,
    /// The hold concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::HoldId>)]
    pub(crate) hold: Option<HoldId>,
    /// The claim concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::ClaimId>)]
    pub(crate) claim: Option<ClaimId>,
    /// The certificate concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::CertificateId>)]
    pub(crate) certificate: Option<CertificateId>,
    /// The group concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::GroupId>)]
    pub(crate) group: Option<GroupId>,
    /// What waits, or waited, for a decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::SubmissionId>)]
    pub(crate) submission: Option<SubmissionId>,
    /// The transfer concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::TransferId>)]
    pub(crate) transfer: Option<TransferId>,
    /// The exchange concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::ExchangeId>)]
    pub(crate) exchange: Option<ExchangeId>,
    /// Currency of all money.
    pub(crate) currency: Word,
    /// What goes back to the customer; only of returns, voids and approved price claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) refund: Option<Refund>,
    /// What followed.
    pub(crate) effects: Vec<Effect>,
    /// Coupons that were given, with their codes.
    pub(crate) coupons: Vec<GrantedBody>,
    /// Certificates that came to life, with their codes.
    pub(crate) certificates: Vec<IssuedBody>,
    /// Rewards that were claimed, with the codes against which they are handed over.
    pub(crate) claims: Vec<ClaimedBody>,
    /// What was asked for and could not be given, and why.
    pub(crate) refusals: Vec<RefusalBody>,
    /// What to say to the customer now.
    pub(crate) hints: Vec<HintBody>,
}

/// What goes back to the customer.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Refund {
    /// Money to hand back.
    pub(crate) money: Decimal,
    /// Money value that goes back as loyalty units.
    pub(crate) by_units: Decimal,
    /// Money that goes back to certificates.
    pub(crate) by_certificates: Decimal,
    /// Line by line.
    pub(crate) lines: Vec<RefundLine>,
    /// Nothing of the receipt is left.
    pub(crate) complete: bool,
}

/// One returned line.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RefundLine {
    /// The line of the receipt.
    pub(crate) line: Word,
    /// How many.
    pub(crate) quantity: Decimal,
    /// Money to hand back for it.
    pub(crate) money: Decimal,
}

impl Refund {
    pub(crate) fn of(scales: &Scales, refund: &model::outcome::ReturnOutcome) -> Self {
        let lines = refund.lines.iter().map(|line| RefundLine {
            line: Word::from(&line.line),
            quantity: Decimal::of_thousandths(line.quantity.0),
            money: scales.money(line.money),
        });
        Self {
            money: scales.money(refund.money),
            by_units: scales.money(refund.by_units),
            by_certificates: scales.money(refund.by_certificates),
            lines: lines.collect(),
            complete: refund.so_far.complete,
        }
    }
}

impl Change {
    /// The answer that an entry gives.
    pub(crate) fn of(app: &App, scales: &Scales, entry: &Entry, locale: &str) -> Self {
        let coupons = coupons::granted(&app.tessera, entry);
        let certificates = certificates::issued(&app.tessera, entry);
        let claims = rewards::claimed(&app.tessera, &scales.book, entry);
        let subject = Subject::of(&entry.activity);
        let refund = entry.outcome.refund.as_ref();
        Self {
            entry: entry.id,
            seq: entry.seq,
            activity: entry.activity.word(),
            at: Moment(entry.at),
            recorded_at: Moment(entry.recorded_at),
            programme_version: (entry.version > 0).then_some(entry.version),
            member: entry.owner.as_member(),
            receipt: subject.receipt,
            hold: subject.hold,
            claim: subject.claim,
            certificate: entry.owner.as_certificate(),
            group: entry.owner.as_group(),
            submission: subject.submission,
            transfer: subject.transfer,
            exchange: subject.exchange,
            currency: scales.currency(),
            refund: refund.map(|r| Refund::of(scales, r)),
            effects: effects(scales, &entry.events),
            coupons: coupons.iter().map(GrantedBody::from).collect(),
            certificates: certificates.iter().map(|c| IssuedBody::of(scales, c)).collect(),
            claims: claims.into_iter().map(ClaimedBody::from).collect(),
            refusals: refusals(scales, &entry.outcome, locale),
            hints: hints(scales, &entry.outcome, locale),
        }
    }
}

/// What an activity is about.
#[derive(Default)]
pub(super) struct Subject {
    pub(super) receipt: Option<ReceiptId>,
    hold: Option<HoldId>,
    claim: Option<ClaimId>,
    submission: Option<SubmissionId>,
    transfer: Option<TransferId>,
    exchange: Option<ExchangeId>,
}

impl Subject {
    pub(super) fn of(activity: &Activity) -> Self {
        let receipt = |id| Self { receipt: Some(id), ..Self::default() };
        let hold = |id| Self { hold: Some(id), ..Self::default() };
        let claim = |id| Self { claim: Some(id), ..Self::default() };
        let submission = |id| Self { submission: Some(id), ..Self::default() };
        let transfer = |id| Self { transfer: Some(id), ..Self::default() };
        let exchange = |id| Self { exchange: Some(id), ..Self::default() };
        match activity {
            Activity::Purchase(purchase) => receipt(purchase.receipt),
            Activity::Return(back) => receipt(back.receipt),
            Activity::ClaimReceipt(claim) => receipt(claim.receipt),
            Activity::ReturnClaimed(back) => receipt(back.receipt),
            Activity::Hold(new) => hold(new.hold),
            Activity::Capture(capture) => hold(capture.hold),
            Activity::Release(release) => hold(release.hold),
            Activity::Redeem(redeem) => claim(redeem.claim),
            Activity::CancelReward(cancel) => claim(cancel.claim),
            Activity::Collect(collect) => claim(collect.claim),
            Activity::Event(event) => Self { submission: event.submission, ..Self::default() },
            Activity::Decide(decide) => submission(decide.submission),
            Activity::ClaimPrice(new) => {
                Self { receipt: Some(new.receipt), ..submission(new.submission) }
            }
            Activity::Give(give) => transfer(give.transfer),
            Activity::Receive(receive) => transfer(receive.transfer),
            Activity::Exchange(new) => exchange(new.exchange),
            Activity::SettleExchange(settle) => exchange(settle.exchange),
            _ => Self::default(),
        }
    }
}
