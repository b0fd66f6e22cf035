//! The coupons of an owner, and those whose last use is taken.

use model::event::EventRef;
use model::snapshot::{CouponState, MemberState};
use model::{Event, Instant};

/// How many used-up coupons without an end are remembered per owner, in case a
/// return gives their last use back. Those with an end are remembered until it.
pub const USED_UP_KEPT: usize = 100;

/// Carries what happened to a coupon into the member's state.
pub(super) fn change(member: &mut MemberState, place: EventRef, event: &Event) {
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

/// Used-up coupons are remembered until their end, in case a return gives the use back.
pub(super) fn forget(member: &mut MemberState, clock: Instant) {
    member.used_up.retain(|c| c.until.is_none_or(|u| u > clock));
}

/// Coupons stand in the order in which they were granted, so that using one
/// and giving the use back changes nothing.
pub(super) fn insert_coupon(coupons: &mut Vec<CouponState>, coupon: CouponState) {
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
