//! Which events the outside world is told about, and in which words.

use model::{Entry, Event, Key};
use serde::Serialize;
use store::OutboxEvent;

#[derive(Serialize)]
struct Body<'a> {
    id: String,
    topic: &'static str,
    owner: model::Owner,
    at: model::Instant,
    entry: model::id::EntryId,
    activity: &'static str,
    event: &'a Event,
}

/// The events of an entry that are handed out. The id is stable: owner, entry, event.
pub(super) fn events(position: u64, entry: &Entry) -> impl Iterator<Item = OutboxEvent> {
    let events = (0u16..).zip(&entry.events);
    events.filter_map(move |(index, happening)| {
        let topic = topic(&happening.event)?;
        let body = Body {
            id: format!("{}.{}.{index}", entry.owner, entry.seq),
            topic,
            owner: entry.owner,
            at: entry.at,
            entry: entry.id,
            activity: entry.activity.word(),
            event: &happening.event,
        };
        Some(OutboxEvent {
            position,
            owner: entry.owner,
            seq: entry.seq,
            index,
            at: entry.at,
            topic: Key::new(topic),
            body: serde_json::to_vec(&body).expect("events hold no maps with non-text keys"),
        })
    })
}

/// Running numbers, discounts and the clock are our own affair.
fn topic(event: &Event) -> Option<&'static str> {
    Some(match event {
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
        Event::ExchangeAsked { .. } => "exchange.asked",
        Event::ExchangeSettled { .. } => "exchange.settled",
        Event::ConsequenceCame { .. } => "consequence.came",
        Event::ConsequenceWithdrawn { .. } => "consequence.withdrawn",
        Event::SurpriseDrawn { .. } => "surprise.drawn",
        Event::PrizeWon { .. } => "prize.won",
        Event::GroupFormed { .. } => "group.formed",
        Event::SeatChanged { .. } => "group.seat_changed",
        Event::SeatTaken { .. } => "member.seat_taken",
        Event::SeatLeft { .. } => "member.seat_left",
        _ => return None,
    })
}
