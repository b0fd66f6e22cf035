//! Accounts that became one. The account that went forgets what it passed on, and
//! remembers that it did, so that it can get it back.

use super::coupons::insert_coupon;
use model::Event;
use model::event::EventRef;
use model::snapshot::{
    AbsorbedState, Belongings, Counter, CouponState, MemberState, MergedState, Taken,
};

pub(super) fn remember(member: &mut MemberState, place: EventRef, event: &Event) {
    match event {
        Event::Merged { into } => {
            let passed = Belongings::default();
            let ended = Vec::new();
            member.merged = Some(Box::new(MergedState { into: *into, passed, ended }));
        }
        Event::PassedOn { belongings, .. } => pass_on(member, belongings),
        Event::Unmerged { belongings, .. } => {
            member.merged = None;
            get_back(member, place, belongings);
        }
        Event::TakenOver { from, taken } => {
            let Taken { coupons, years, lifted, proven, tags } = (**taken).clone();
            match member.absorbed.iter_mut().find(|a| a.member == *from) {
                Some(known) => {
                    known.lifted.extend(lifted);
                    known.proven.extend(proven);
                    known.tags.extend(tags);
                }
                None => {
                    let member_id = *from;
                    let state = AbsorbedState { member: member_id, years, lifted, proven, tags };
                    member.absorbed.push(state);
                }
            }
            take_coupons(member, place, &coupons);
        }
        Event::HandedBack { to, left } => {
            member.absorbed.retain(|a| a.member != *to);
            let goes = |c: &CouponState| left.coupons.iter().any(|gone| gone.id == c.id);
            member.coupons.retain(|c| !goes(c));
            member.used_up.retain(|c| !goes(c));
        }
        _ => {}
    }
}

fn pass_on(member: &mut MemberState, belongings: &Belongings) {
    for Counter { series, period, value } in &belongings.series {
        move_counter(member, series, *period, value.saturating_neg());
    }
    for track in belongings.tiers.keys() {
        member.tiers.remove(track);
    }
    member.coupons.retain(|c| belongings.coupons.iter().all(|gone| gone.id != c.id));
    member.memberships.retain(|m| belongings.memberships.iter().all(|g| g.source != m.source));
    for kind in belongings.verifications.keys() {
        member.verifications.remove(kind);
    }
    member.products.retain(|p| !belongings.products.contains(p));
    if let Some(merged) = &mut member.merged {
        merged.passed.add(belongings);
        merged.ended.clear();
    }
}

fn get_back(member: &mut MemberState, place: EventRef, belongings: &Belongings) {
    for Counter { series, period, value } in &belongings.series {
        move_counter(member, series, *period, *value);
    }
    member.tiers.extend(belongings.tiers.clone());
    take_coupons(member, place, &belongings.coupons);
    member.memberships.extend(belongings.memberships.iter().cloned());
    member.verifications.extend(belongings.verifications.clone());
    member.products.extend(belongings.products.iter().cloned());
}

fn take_coupons(member: &mut MemberState, place: EventRef, coupons: &[CouponState]) {
    for coupon in coupons {
        let coupon = CouponState { source: place, paid_by: None, ..coupon.clone() };
        insert_coupon(&mut member.coupons, coupon);
    }
}

fn move_counter(member: &mut MemberState, key: &model::Key, period: i64, delta: i64) {
    let series = member.series.entry(key.clone()).or_default();
    series.advance(period, delta, i64::MIN);
    series.buckets.retain(|bucket| bucket.1 != 0);
    if series.buckets.is_empty() {
        member.series.remove(key);
    }
}
