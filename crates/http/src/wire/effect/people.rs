//! Standing, coupons and rewards of members.

use super::{Effect, about, moment};
use crate::wire::text::{Moment, Word};
use model::{Event, Key};

/// Effects without an amount.
pub(super) fn named(event: &Event, empty: &Effect) -> Option<Effect> {
    let about = |kind, subject: &Key| about(empty, kind, subject);
    let plain = |kind| Effect { kind, ..empty.clone() };
    Some(match event {
        Event::MemberEnrolled { .. } => plain("member_enrolled"),
        Event::ProfileChanged { .. } => plain("profile_changed"),
        Event::BlockingChanged { blocked: true } => plain("blocked"),
        Event::BlockingChanged { blocked: false } => plain("unblocked"),
        Event::TierChanged { track, from, to, until, .. } => Effect {
            from: from.as_ref().map(Word::from),
            to: to.as_ref().map(Word::from),
            expires_at: moment(until),
            ..about("tier_changed", track)
        },
        Event::CouponGranted { id, coupon, from, until, .. } => Effect {
            coupon: Some(*id),
            active_at: Some(Moment(*from)),
            expires_at: moment(until),
            ..about("coupon_granted", coupon)
        },
        Event::CouponUsed { coupon, id, .. } => {
            Effect { coupon: *id, ..about("coupon_used", coupon) }
        }
        Event::CouponRestored { coupon, id, .. } => {
            Effect { coupon: *id, ..about("coupon_restored", coupon) }
        }
        Event::CouponEnded { id, expired } => {
            let kind = if *expired { "coupon_expired" } else { "coupon_revoked" };
            Effect { coupon: Some(*id), ..plain(kind) }
        }
        Event::RewardClaimed { claim, reward, option, .. } => Effect {
            claim: Some(*claim),
            options: option.iter().map(Word::from).collect(),
            ..about("reward_claimed", reward)
        },
        Event::RewardCollected { claim } => {
            Effect { claim: Some(*claim), ..plain("reward_collected") }
        }
        Event::RewardCancelled { claim } => {
            Effect { claim: Some(*claim), ..plain("reward_cancelled") }
        }
        Event::Tagged { tag, on: true } => about("tagged", tag),
        Event::Tagged { tag, on: false } => about("untagged", tag),
        Event::MessageWanted { text } => about("message_wanted", text),
        Event::ActionCounted { event, .. } => about("action_counted", event),
        _ => return None,
    })
}
