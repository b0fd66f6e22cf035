//! Loyalty units, prices and money.

use crate::explain::sentences::Fields;
use crate::explain::words::Words;
use model::Event;
use model::event::Purpose;

impl Words<'_> {
    /// Sentences about units, prices and certificates.
    pub(super) fn units_event(&self, event: &Event, fields: &mut Fields) -> Option<&'static str> {
        match event {
            Event::Discounted { amount, .. } => {
                fields.set("amount", self.money(*amount));
                Some(if fields.has("rate") { "event.discounted_rate" } else { "event.discounted" })
            }
            Event::Earned { .. } => Some(self.earned(event, fields)),
            Event::Spent { .. } => Some(self.spent(event, fields)),
            Event::Unearned { unit, amount, .. } => {
                fields.set("amount", self.units(unit, *amount));
                Some("event.unearned")
            }
            Event::Unspent { unit, amount, .. } | Event::Restored { unit, amount, .. } => {
                fields.set("amount", self.units(unit, *amount));
                Some("event.unspent")
            }
            Event::Adjusted { unit, amount, reason, .. } => {
                fields.set("amount", self.units(unit, *amount));
                fields.set("reason", reason.as_str());
                Some("event.adjusted")
            }
            Event::HoldPlaced { unit, amount, until, .. } => {
                fields.set("amount", self.units(unit, *amount));
                fields.set("until", self.moment(*until));
                Some("event.hold_placed")
            }
            Event::HoldReleased { .. } => Some("event.hold_released"),
            Event::Lapsed { unit } => {
                fields.set("rule", self.name(unit));
                Some("event.lapsed")
            }
            _ => self.certificate_event(event, fields),
        }
    }

    fn certificate_event(&self, event: &Event, fields: &mut Fields) -> Option<&'static str> {
        match event {
            Event::CertificateUsed { amount, .. } => {
                fields.set("amount", self.money(*amount));
                Some("event.certificate_used")
            }
            Event::CertificateRefunded { amount, .. } => {
                fields.set("amount", self.money(*amount));
                Some("event.certificate_refunded")
            }
            Event::CertificateWithdrawn { amount, .. } => {
                fields.set("amount", self.money(*amount));
                Some("event.certificate_withdrawn")
            }
            Event::CertificateIssued { value, until, .. } => {
                fields.set("amount", self.money(*value));
                self.terms(None, *until, fields);
                Some("event.certificate_issued")
            }
            Event::PriceRefunded { amount, .. } => {
                fields.set("amount", self.money(*amount));
                Some("event.price_refunded")
            }
            _ => None,
        }
    }

    fn earned(&self, event: &Event, fields: &mut Fields) -> &'static str {
        let Event::Earned { unit, amount, active_at, expires_at, .. } = event else { return "" };
        fields.set("amount", self.units(unit, *amount));
        if let Some(base) = fields.get("base") {
            let base = format!("{base} {}", self.book.currency);
            fields.set("base", base);
        }
        self.terms(*active_at, *expires_at, fields);
        if fields.has("factor") {
            "event.earned_factor"
        } else if fields.has("base") {
            "event.earned_base"
        } else {
            "event.earned"
        }
    }

    fn spent(&self, event: &Event, fields: &mut Fields) -> &'static str {
        let Event::Spent { unit, amount, purpose, value, .. } = event else { return "" };
        fields.set("amount", self.units(unit, *amount));
        if let Some(value) = value {
            fields.set("value", self.money(*value));
        }
        match (purpose, value) {
            (Purpose::Purchase, Some(_)) => "event.spent_value",
            (Purpose::Reward, _) => "event.spent_reward",
            (Purpose::Conversion, _) => "event.spent_conversion",
            (Purpose::Donation, _) => "event.spent_donation",
            (Purpose::Exchange, _) => "event.spent_exchange",
            (Purpose::Purchase, None) | (Purpose::Certificate, _) => "event.spent",
        }
    }
}
