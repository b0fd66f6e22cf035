//! What rules remember about a member, event by event.
//!
//! Events carry resolved values, so the state follows without the programme.
//! What members do of their own is in `own`, what binds them to others in
//! `bonds`. Cost: linear in what is remembered of the kind at hand.

mod bonds;
mod certificates;
mod coupons;
mod merging;
mod own;

pub use bonds::CONSEQUENCES_KEPT;
pub use certificates::CONVERTED_KEPT;
pub use coupons::USED_UP_KEPT;
pub use own::ACTIVATIONS_KEPT;

use crate::error::FoldError;
use model::event::EventRef;
use model::snapshot::{CertificateState, ClaimState, MemberState, TierState};
use model::{Event, Instant, Key};

/// Carries one event of an entry at `at` into the member's state.
pub(crate) fn remember(
    member: &mut MemberState,
    at: Instant,
    place: EventRef,
    event: &Event,
) -> Result<(), FoldError> {
    match event {
        Event::MemberEnrolled { .. } => enrol(member, at, event),
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
            if member.enrolled_at.is_some() {
                certificates::given(member, place, event);
            } else {
                member.certificate = Some(CertificateState {
                    certificate_type: certificate_type.clone(),
                    value: *value,
                    until: *until,
                });
            }
        }
        Event::CertificateWithdrawn { certificate, .. } => {
            member.converted.retain(|given| given.certificate != *certificate);
        }
        Event::Counted { series, period, delta, keep_from, .. } => {
            return count(member, series, *period, *delta, *keep_from);
        }
        Event::TierChanged { .. } => change_tier(member, event),
        Event::CouponGranted { .. }
        | Event::CouponUsed { .. }
        | Event::CouponRestored { .. }
        | Event::CouponEnded { .. } => coupons::change(member, place, event),
        Event::Merged { .. }
        | Event::PassedOn { .. }
        | Event::TakenOver { .. }
        | Event::HandedBack { .. }
        | Event::Unmerged { .. } => merging::remember(member, place, event),
        Event::RewardClaimed { claim, reward, quantity, option } => {
            member.claims.push(ClaimState {
                id: *claim,
                reward: reward.clone(),
                quantity: *quantity,
                option: option.clone(),
                seq: place.seq,
            });
        }
        // What was handed over can no longer be given back.
        Event::RewardCancelled { claim } | Event::RewardCollected { claim } => {
            member.claims.retain(|c| c.id != *claim);
        }
        other => {
            own::remember(member, at, place, other);
            bonds::remember(member, place, other);
        }
    }
    Ok(())
}

fn enrol(member: &mut MemberState, at: Instant, event: &Event) {
    let Event::MemberEnrolled { profile, channel, store, advocate, affiliate } = event else {
        return;
    };
    member.enrolled_at = Some(at);
    member.profile = profile.clone();
    member.join_channel = channel.clone();
    member.join_store = store.clone();
    member.advocate = *advocate;
    member.affiliate = affiliate.clone();
}

fn advance(member: &mut MemberState, to: Instant) {
    let clock = member.clock.map_or(to, |clock| clock.max(to));
    member.clock = Some(clock);
    certificates::forget(member, clock);
    coupons::forget(member, clock);
    own::forget(member, clock);
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
    let Event::TierChanged { track, .. } = event else {
        return;
    };
    match TierState::after(member.tiers.get(track), event) {
        Some(state) => member.tiers.insert(track.clone(), state),
        None => member.tiers.remove(track),
    };
}
