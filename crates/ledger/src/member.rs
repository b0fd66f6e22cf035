//! What rules remember about a member, event by event.
//!
//! Events carry resolved values, so the state follows without the programme.

use crate::error::FoldError;
use model::event::{EventRef, TierCause};
use model::snapshot::{CertificateState, ClaimState, CouponState, MemberState, TierState};
use model::{Event, Instant, Key};

/// How many used-up coupons without an end are remembered per owner, in case a
/// return gives their last use back. Those with an end are remembered until it.
pub const USED_UP_KEPT: usize = 100;

/// Carries one event of an entry at `at` into the member's state.
pub(crate) fn remember(
    member: &mut MemberState,
    at: Instant,
    place: EventRef,
    event: &Event,
) -> Result<(), FoldError> {
    match event {
        Event::MemberEnrolled { profile, channel, store } => {
            member.enrolled_at = Some(at);
            member.profile = profile.clone();
            member.join_channel = channel.clone();
            member.join_store = store.clone();
        }
        Event::ProfileChanged { profile } => member.profile = profile.clone(),
        Event::BlockingChanged { blocked } => member.blocked = *blocked,
        Event::Tagged { tag, on: true } => {
            member.profile.tags.insert(tag.clone());
        }
        Event::Tagged { tag, on: false } => {
            member.profile.tags.remove(tag);
        }
        Event::TimeAdvanced { to } => advance(member, *to),
        // Money that comes back to a certificate can outlive its first term.
        Event::Restored { expires_at, .. } => {
            if let Some(certificate) = &mut member.certificate {
                certificate.until = *expires_at;
            }
        }
        // In a member's chain this tells of another owner; the certificate's own
        // chain is never a member's.
        Event::CertificateIssued { certificate_type, value, until, .. } => {
            if member.enrolled_at.is_none() {
                member.certificate = Some(CertificateState {
                    certificate_type: certificate_type.clone(),
                    value: *value,
                    until: *until,
                });
            }
        }
        Event::Counted { series, period, delta, keep_from, .. } => {
            return count(member, series, *period, *delta, *keep_from);
        }
        Event::TierChanged { .. } => change_tier(member, event),
        Event::CouponGranted { .. }
        | Event::CouponUsed { .. }
        | Event::CouponRestored { .. }
        | Event::CouponEnded { .. } => change_coupons(member, place, event),
        Event::RewardClaimed { claim, reward, quantity } => member.claims.push(ClaimState {
            id: *claim,
            reward: reward.clone(),
            quantity: *quantity,
            seq: place.seq,
        }),
        Event::RewardCancelled { claim } => member.claims.retain(|c| c.id != *claim),
        Event::Discounted { .. }
        | Event::Earned { .. }
        | Event::Spent { .. }
        | Event::Unearned { .. }
        | Event::Unspent { .. }
        | Event::Lapsed { .. }
        | Event::Adjusted { .. }
        | Event::HoldPlaced { .. }
        | Event::HoldReleased { .. }
        | Event::CertificateUsed { .. }
        | Event::CertificateRefunded { .. }
        | Event::MessageWanted { .. }
        | Event::ActionCounted { .. } => {}
    }
    Ok(())
}

fn advance(member: &mut MemberState, to: Instant) {
    let clock = member.clock.map_or(to, |clock| clock.max(to));
    member.clock = Some(clock);
    member.used_up.retain(|c| c.until.is_none_or(|u| u > clock));
}

fn count(
    member: &mut MemberState,
    key: &Key,
    period: i64,
    delta: i64,
    keep_from: i64,
) -> Result<(), FoldError> {
    let overflow = || FoldError::SeriesOverflow(key.clone());
    if !member.series.contains_key(key) {
        member.series.insert(key.clone(), <_>::default());
    }
    let series = member.series.get_mut(key).expect("inserted above when it was missing");
    let buckets = series.buckets.iter().map(|b| i128::from(b.1).abs());
    // Windows are sums of buckets: as long as this holds, none of them overflows.
    let size = buckets.sum::<i128>() + i128::from(delta).abs();
    i64::try_from(size).map_err(|_| overflow())?;
    series.advance(period, delta, keep_from);
    if series.buckets.is_empty() {
        member.series.remove(key);
    }
    Ok(())
}

fn change_tier(member: &mut MemberState, event: &Event) {
    let Event::TierChanged { track, to, cause, since, until, .. } = event else {
        return;
    };
    let Some(tier) = to else {
        member.tiers.remove(track);
        return;
    };
    let before = member.tiers.get(track);
    // An invitation lasts as long as the tier does, through renewals of its term.
    let still_invited = before.is_some_and(|b| b.invited && b.tier == *tier);
    let state = TierState {
        tier: tier.clone(),
        since: *since,
        until: *until,
        invited: *cause == TierCause::Invited || still_invited,
    };
    member.tiers.insert(track.clone(), state);
}

fn change_coupons(member: &mut MemberState, place: EventRef, event: &Event) {
    match event {
        Event::CouponGranted { id, coupon, from, until, uses, transferable, paid_by } => {
            insert_coupon(
                &mut member.coupons,
                CouponState {
                    id: *id,
                    coupon: coupon.clone(),
                    source: place,
                    paid_by: *paid_by,
                    from: *from,
                    until: *until,
                    uses: *uses,
                    used: 0,
                    transferable: *transferable,
                },
            )
        }
        Event::CouponUsed { id: Some(id), .. } => {
            let Some(at) = member.coupons.iter().position(|c| c.id == *id) else {
                return;
            };
            let coupon = &mut member.coupons[at];
            coupon.used = coupon.used.saturating_add(1);
            if coupon.uses.is_some_and(|uses| coupon.used >= uses) {
                let coupon = member.coupons.remove(at);
                insert_coupon(&mut member.used_up, coupon);
                forget_oldest(&mut member.used_up);
            }
        }
        Event::CouponRestored { id: Some(id), .. } => {
            if let Some(at) = member.used_up.iter().position(|c| c.id == *id) {
                let coupon = member.used_up.remove(at);
                insert_coupon(&mut member.coupons, coupon);
            }
            if let Some(coupon) = member.coupons.iter_mut().find(|c| c.id == *id) {
                coupon.used = coupon.used.saturating_sub(1);
            }
        }
        Event::CouponEnded { id, .. } => {
            member.coupons.retain(|c| c.id != *id);
            member.used_up.retain(|c| c.id != *id);
        }
        _ => {}
    }
}

/// Coupons stand in the order in which they were granted, so that using one
/// and giving the use back changes nothing.
fn insert_coupon(coupons: &mut Vec<CouponState>, coupon: CouponState) {
    let at = coupons.partition_point(|c| c.source <= coupon.source);
    coupons.insert(at, coupon);
}

fn forget_oldest(used_up: &mut Vec<CouponState>) {
    let endless = used_up.iter().filter(|c| c.until.is_none()).count();
    if endless <= USED_UP_KEPT {
        return;
    }
    if let Some(at) = used_up.iter().position(|c| c.until.is_none()) {
        used_up.remove(at);
    }
}
