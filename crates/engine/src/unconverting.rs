//! Conversions that are undone: what they gave goes back as long as it is unused, and what it
//! was converted from is there again.

use crate::judge::Judge;
use model::event::EventRef;
use model::id::{CertificateId, CouponId};
use model::{Because, Event, Instant, Key, Money, Units};
use programme::rulebook::{Conversion, Effect};
use std::collections::BTreeMap;

/// What one conversion gave, as far as it is unused.
#[derive(Default)]
struct Gifts {
    coupons: Vec<CouponId>,
    certificates: Vec<(CertificateId, Money)>,
}

impl Gifts {
    /// Whether all that the conversion gives is still there.
    fn is_whole(&self, conversion: &Conversion) -> bool {
        let effects = &conversion.effects;
        let coupons = effects.iter().filter(|e| matches!(e, Effect::GrantCoupon(_)));
        let certificates = effects.iter().filter(|e| matches!(e, Effect::IssueCertificate { .. }));
        self.coupons.len() >= coupons.count() && self.certificates.len() >= certificates.count()
    }
}

impl Judge<'_> {
    /// After units went back: a balance below nothing takes unused coupons and certificates of
    /// its conversions back, and gives their units back.
    pub(crate) fn unconvert(&mut self, at_least_until: Option<Instant>) {
        for conversion in &self.book.conversions {
            self.unconvert_unit(&conversion.unit, 0, at_least_until);
        }
    }

    /// Takes what a unit's conversions gave and is unused back, the latest first, until the
    /// balance is `least`.
    pub(crate) fn unconvert_unit(
        &mut self,
        unit: &Key,
        least: i64,
        at_least_until: Option<Instant>,
    ) {
        let book = self.book;
        for conversion in book.conversions.iter().filter(|c| c.unit == *unit) {
            for (of, gifts) in self.unused_gifts(conversion).into_iter().rev() {
                if self.spendable(unit).0 < least && gifts.is_whole(conversion) {
                    self.unconvert_once(conversion, of, gifts, at_least_until);
                }
            }
        }
    }

    fn unconvert_once(
        &mut self,
        conversion: &Conversion,
        of: EventRef,
        gifts: Gifts,
        at_least_until: Option<Instant>,
    ) {
        let because = Because::rule(&conversion.key);
        for id in gifts.coupons {
            self.push(Event::CouponEnded { id, expired: false }, because.clone());
        }
        for (certificate, amount) in gifts.certificates {
            self.push(Event::CertificateWithdrawn { certificate, amount }, because.clone());
        }
        let event = Event::Unspent {
            of,
            unit: conversion.unit.clone(),
            amount: conversion.every,
            before: Units::ZERO,
            at_least_until,
        };
        self.push(event, because);
    }

    /// What a conversion gave and is unused, by the spending that paid for it.
    fn unused_gifts(&self, conversion: &Conversion) -> BTreeMap<EventRef, Gifts> {
        let mut found: BTreeMap<EventRef, Gifts> = BTreeMap::new();
        let member = self.member;
        for coupon in member.coupons.iter().filter(|c| grants(conversion, &c.coupon)) {
            let is_ended = self.ended_coupons.contains(&coupon.id);
            if let Some(index) = coupon.paid_by.filter(|_| coupon.used == 0 && !is_ended) {
                let of = EventRef { seq: coupon.source.seq, index };
                found.entry(of).or_default().coupons.push(coupon.id);
            }
        }
        for given in member.converted.iter().filter(|g| g.conversion == conversion.key) {
            if self.left_on(given.certificate) == Some(given.value) {
                let gift = (given.certificate, given.value);
                found.entry(given.paid_by).or_default().certificates.push(gift);
            }
        }
        found
    }
}

fn grants(conversion: &Conversion, coupon: &Key) -> bool {
    conversion.effects.iter().any(|e| matches!(e, Effect::GrantCoupon(key) if key == coupon))
}
