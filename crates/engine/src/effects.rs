//! Effects outside of prices: units, coupons, certificates, tags, messages;
//! and conversions, which happen by themselves.

use crate::judge::Judge;
use model::event::{PaidBy, Purpose};
use model::id::{CertificateId, CouponId};
use model::{Because, Event, Key, Units};
use programme::rulebook::{CalendarSpan, Conversion, Counting, Earning, Effect, Expiry, Unit};

/// One decision makes no more conversions than so many of a kind.
const MOST_CONVERSIONS: i64 = 1_000;

impl<'a> Judge<'a> {
    /// An earning with the unit's (or the rule's) terms.
    pub(crate) fn earned(
        &self,
        unit: &Unit,
        amount: Units,
        by_line: Vec<Units>,
        expiry: Option<Expiry>,
        pending: Option<CalendarSpan>,
    ) -> Event {
        let at = self.inputs.at;
        let active = pending.or(unit.pending).map(|span| span.after(&self.book.calendar, at));
        let expires_at =
            expiry.unwrap_or(unit.expiry).of(&self.book.calendar, active.unwrap_or(at));
        Event::Earned {
            unit: unit.key.clone(),
            amount,
            by_line,
            active_at: active.filter(|active| *active > self.clock),
            expires_at,
        }
    }

    /// Gives the effects of a rule that is not about a receipt's lines.
    pub(crate) fn give_effects(
        &mut self,
        rule: &Key,
        budget: Option<&Key>,
        effects: &'a [Effect],
        paid_by: Option<u16>,
    ) {
        for effect in effects {
            self.give_effect(rule, budget, effect, paid_by);
        }
    }

    fn give_effect(
        &mut self,
        rule: &Key,
        budget: Option<&Key>,
        effect: &'a Effect,
        paid_by: Option<u16>,
    ) {
        let because = Because::rule(rule);
        match effect {
            Effect::Earn(earning) => self.award(rule, budget, earning),
            Effect::GrantCoupon(coupon) => self.grant(coupon, because, paid_by),
            Effect::IssueCertificate { certificate_type, value } => {
                if !self.draw(budget, *value) {
                    return;
                }
                let Some(kind) = self.book.certificate(certificate_type.as_str()) else {
                    return;
                };
                let until =
                    kind.valid_for.map(|span| span.after(&self.book.calendar, self.inputs.at));
                let id = CertificateId(self.new_uuid());
                let event = Event::CertificateIssued {
                    certificate: id,
                    certificate_type: certificate_type.clone(),
                    value: *value,
                    until,
                    paid_by: paid_by.map(|event| PaidBy { event, conversion: rule.clone() }),
                };
                self.push(event, because);
            }
            Effect::Tag { tag, on } => {
                if self.has_tag(tag.as_str()) != *on {
                    self.push(Event::Tagged { tag: tag.clone(), on: *on }, because);
                }
            }
            Effect::Message(text) => {
                self.push(Event::MessageWanted { text: text.clone() }, because);
            }
            Effect::Surprise(surprise) => self.surprise(rule, budget, surprise),
            Effect::StartMembership { plan, .. } => {
                if let Some(plan) = self.book.plan(plan.as_str()) {
                    self.begin_term(plan, model::Money::ZERO, None);
                }
            }
            Effect::SetTier { track, tier } => self.lift(track, tier),
            Effect::Cause(cause) if !cause.by_amount => self.cause(rule, cause, 1, Vec::new()),
            // These look at the lines of a receipt.
            Effect::Cause(_)
            | Effect::Accrue(_)
            | Effect::Price(_)
            | Effect::BuyGet(_)
            | Effect::Later { .. } => {}
        }
    }

    /// Units given at once, without a receipt.
    fn award(&mut self, rule: &Key, budget: Option<&Key>, earning: &'a Earning) {
        let Some((unit, amount)) = self.award_of(earning) else { return };
        if !self.draw(budget, unit.money(amount)) {
            return;
        }
        let event = self.earned(unit, amount, Vec::new(), earning.expiry, earning.pending);
        self.push_earned(event, Because::rule(rule));
    }

    /// How much an award comes to; none when it is nothing, or depends on lines.
    pub(crate) fn award_of(&self, earning: &Earning) -> Option<(&'a Unit, Units)> {
        let book = self.book;
        let unit = book.unit(earning.unit.as_str())?;
        let thousandths = match &earning.amount {
            Counting::Once(value) => i128::from(self.value(value)),
            // Of what another owner did.
            Counting::PerAmount { give, per, .. } => {
                let give = i128::from(self.value(give));
                i128::from(self.of_consequence) * give / i128::from(per.0.max(1))
            }
            _ => return None,
        };
        let rounding = earning.rounding.unwrap_or(unit.rounding);
        let amount = Units(model::amount::narrow(rounding.divide(thousandths, 1_000)));
        (amount.0 > 0).then_some((unit, amount))
    }

    /// Puts a coupon into the member's wallet.
    pub(crate) fn grant(&mut self, coupon: &Key, because: Because, paid_by: Option<u16>) {
        let Some(kind) = self.book.coupon(coupon.as_str()) else {
            return;
        };
        let from = kind.from.map_or(self.inputs.at, |from| from.max(self.inputs.at));
        let own = kind.valid_for.map(|span| span.after(&self.book.calendar, from));
        let until = match (own, kind.until) {
            (Some(own), Some(all)) => Some(own.min(all)),
            (own, all) => own.or(all),
        };
        let event = Event::CouponGranted {
            id: CouponId(self.new_uuid()),
            coupon: coupon.clone(),
            from,
            until,
            uses: kind.uses,
            transferable: kind.transferable,
            paid_by,
        };
        self.push(event, because);
    }

    /// A new time-ordered id, the same for the same inputs.
    pub(crate) fn new_uuid(&mut self) -> uuid::Uuid {
        let millis = self.inputs.now.as_millisecond();
        model::id::time_ordered(millis, self.new_id())
    }

    /// Turns full cards and gathered units into what they stand for. Each
    /// conversion is paid by a spending of its own, so that each can be undone.
    pub(crate) fn convert(&mut self) {
        if !self.has_member() || self.member.merged.is_some() {
            return;
        }
        let book = self.book;
        for conversion in &book.conversions {
            let every = conversion.every.0.max(1);
            let times = (self.spendable(&conversion.unit).0 / every).clamp(0, MOST_CONVERSIONS);
            for _ in 0..times {
                self.convert_once(conversion);
            }
        }
    }

    fn convert_once(&mut self, conversion: &'a Conversion) {
        let paid_by = self.next_index();
        let event = Event::Spent {
            unit: conversion.unit.clone(),
            amount: conversion.every,
            purpose: Purpose::Conversion,
            value: None,
            by_line: Vec::new(),
            hold: None,
        };
        self.push(event, Because::rule(&conversion.key));
        self.give_effects(&conversion.key, None, &conversion.effects, Some(paid_by));
    }
}
