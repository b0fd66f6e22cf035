//! Which events the outside world is told about, and in which words.
//!
//! INVARIANT: what is told follows from the journal entry alone, so it can be written
//! again at any time and reads the same.

use crate::webhooks::EventId;
use model::{Entry, Event, Instant, Key, Owner};
use serde::Serialize;
use store::OutboxEvent;
use store::webhooks::EventRef;

/// What is sent, in the shape that the Standard Webhooks specification recommends.
#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    topic: &'static str,
    timestamp: Instant,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    id: EventId,
    owner: Owner,
    entry: model::id::EntryId,
    activity: &'static str,
    event: &'a Event,
}

/// The events of an entry that are handed out. The id is stable: owner, entry, event.
pub(super) fn events(position: u64, entry: &Entry) -> impl Iterator<Item = OutboxEvent> {
    let indexes = 0..u16::try_from(entry.events.len()).unwrap_or(u16::MAX);
    indexes.filter_map(move |index| {
        let topic = topic(&entry.events.get(usize::from(index))?.event)?;
        Some(OutboxEvent {
            position,
            owner: entry.owner,
            seq: entry.seq,
            index,
            at: entry.at,
            topic: Key::new(topic),
        })
    })
}

/// The topic of one event of an entry and what is sent, as JSON. Nothing when the event
/// is our own affair.
pub(crate) fn payload(entry: &Entry, index: u16) -> Option<(&'static str, Vec<u8>)> {
    let event = &entry.events.get(usize::from(index))?.event;
    let topic = topic(event)?;
    let id = EventId(EventRef { owner: entry.owner, seq: entry.seq, index });
    let activity = entry.activity.word();
    let data = Data { id, owner: entry.owner, entry: entry.id, activity, event };
    let body = Body { topic, timestamp: entry.at, data };
    let body = serde_json::to_vec(&body).expect("events hold no maps with non-text keys");
    Some((topic, body))
}

macro_rules! topics {
    ($($($pattern:pat_param)|+ => $topic:literal,)*) => {
        /// Every topic.
        pub const TOPICS: &[&str] = &[$($topic),*];

        /// Running numbers, discounts and the clock are our own affair.
        fn topic(event: &Event) -> Option<&'static str> {
            Some(match event {
                $($($pattern)|+ => $topic,)*
                _ => return None,
            })
        }
    };
}

topics! {
    Event::MemberEnrolled { .. } => "member.enrolled",
    Event::BlockingChanged { .. } => "member.blocking_changed",
    Event::Earned { .. } => "units.earned",
    Event::Spent { .. } => "units.spent",
    Event::Unearned { .. } => "units.taken_back",
    Event::Unspent { .. } | Event::Restored { .. } => "units.given_back",
    Event::Lapsed { .. } => "units.lapsed",
    Event::Adjusted { .. } => "units.adjusted",
    Event::TierChanged { .. } => "tier.changed",
    Event::CouponGranted { .. } => "coupon.granted",
    Event::CouponUsed { .. } => "coupon.used",
    Event::CouponEnded { .. } => "coupon.ended",
    Event::RewardClaimed { .. } => "reward.claimed",
    Event::RewardCancelled { .. } => "reward.cancelled",
    Event::CertificateIssued { .. } => "certificate.issued",
    Event::CertificateUsed { .. } => "certificate.used",
    Event::CertificateRefunded { .. } => "certificate.refunded",
    Event::CertificateWithdrawn { .. } => "certificate.withdrawn",
    Event::RewardCollected { .. } => "reward.collected",
    Event::MessageWanted { .. } => "message.wanted",
    Event::ActionSubmitted { .. } => "submission.waiting",
    Event::SubmissionDecided { .. } => "submission.decided",
    Event::PriceRefunded { .. } => "price.refunded",
    Event::Chosen { .. } => "choice.made",
    Event::OfferActivated { .. } => "offer.activated",
    Event::MembershipStarted { .. } => "membership.started",
    Event::MembershipEnded { .. } => "membership.ended",
    Event::MembershipReminded { .. } => "membership.ending",
    Event::Verified { .. } => "verification.given",
    Event::VerificationEnded { .. } => "verification.ended",
    Event::ProductRegistered { .. } => "product.registered",
    Event::ProductReleased { .. } => "product.released",
    Event::TransferredOut { .. } => "units.sent",
    Event::TransferredIn { .. } => "units.received",
    Event::Accrued { .. } => "money.accrued",
    Event::ExchangeAsked(_) => "exchange.asked",
    Event::ExchangeSettled { .. } => "exchange.settled",
    Event::ConsequenceCame { .. } => "consequence.came",
    Event::ConsequenceWithdrawn { .. } => "consequence.withdrawn",
    Event::SurpriseDrawn { .. } => "surprise.drawn",
    Event::PrizeWon { .. } => "prize.won",
    Event::GroupFormed { .. } => "group.formed",
    Event::SeatChanged { .. } => "group.seat_changed",
    Event::SeatTaken { .. } => "member.seat_taken",
    Event::SeatLeft { .. } => "member.seat_left",
    Event::ReceiptClaimed(_) => "receipt.claimed",
    Event::Merged { .. } => "member.merged",
    Event::Unmerged { .. } => "member.unmerged",
}
