//! Sentences for people, in their language.
//!
//! Decisions carry codes and inputs only; the words are made here, when
//! somebody reads, from the sentences of this module and the names of the
//! document. A locale that has no sentences falls back to English.

mod sentences;
#[cfg(test)]
mod tests;

use crate::format;
use model::event::{Purpose, TierCause};
use model::outcome::{Hint, Missing, Refusal};
use model::{Event, Happening, Key, Money, Units};
use programme::rulebook::{Rulebook, Text};
use sentences::{Fields, fill};

/// Why an event happened, in one sentence; empty for events that nobody needs to read.
pub fn happening(book: &Rulebook, happening: &Happening, locale: &str) -> String {
    let words = Words { book, locale };
    let mut fields = Fields::default();
    if let Some(rule) = &happening.because.rule {
        fields.set("rule", words.name(rule));
    }
    for (name, value) in &happening.because.inputs {
        fields.set(name.as_str(), value.as_str());
    }
    let Some(sentence) = words.event(&happening.event, &mut fields) else {
        return String::new();
    };
    fill(sentence, locale, &fields)
}

/// Why something was refused, and what is missing.
pub fn refusal(book: &Rulebook, refusal: &Refusal, locale: &str) -> String {
    let words = Words { book, locale };
    let mut fields = Fields::default();
    let subject = refusal.subject.as_ref().map(|key| words.name(key));
    let shown = refusal.shown.as_ref().map(ToString::to_string);
    fields.set("subject", subject.or(shown).unwrap_or_default());
    let code = refusal.code.to_string();
    let mut sentence = fill(&code, locale, &fields);
    if let Some(missing) = &refusal.missing {
        fields.set("missing", words.missing(missing));
        sentence.push(' ');
        sentence.push_str(&fill("missing", locale, &fields));
    }
    sentence
}

/// One line for the cashier.
pub fn hint(book: &Rulebook, hint: &Hint, locale: &str) -> String {
    let words = Words { book, locale };
    let mut fields = Fields::default();
    let name = words.name(&hint.subject);
    fields.set("gives", hint.gives.as_ref().map_or_else(|| name.clone(), ToString::to_string));
    fields.set("subject", name);
    if let Some(missing) = &hint.missing {
        fields.set("missing", words.missing(missing));
    }
    fill(hint.text.as_str(), locale, &fields)
}

struct Words<'a> {
    book: &'a Rulebook,
    locale: &'a str,
}

impl Words<'_> {
    /// The name of whatever the document calls so.
    fn name(&self, key: &Key) -> String {
        let book = self.book;
        let wanted = key.as_str();
        let levels = || book.tracks.iter().flat_map(|t| &t.levels);
        let named: Option<&Text> = book
            .rule(wanted)
            .map(|r| &r.name)
            .or_else(|| book.reward(wanted).map(|r| &r.name))
            .or_else(|| book.conversions.iter().find(|c| c.key == *key).map(|c| &c.name))
            .or_else(|| levels().find(|l| l.key == *key).map(|l| &l.name))
            .or_else(|| book.certificate(wanted).map(|c| &c.name))
            .or_else(|| book.event(wanted).map(|e| &e.name))
            .or_else(|| book.unit(wanted).map(|u| &u.name))
            .filter(|text| !text.get(self.locale).is_empty());
        named.map_or_else(|| wanted.to_owned(), |text| text.get(self.locale).to_owned())
    }

    fn money(&self, amount: Money) -> String {
        format!("{} {}", format::money(self.book, amount), self.book.currency)
    }

    /// `450 points`, in the right plural form.
    fn units(&self, unit: &Key, amount: Units) -> String {
        match self.book.unit(unit.as_str()) {
            Some(unit) => {
                let word = unit.name.counted(self.locale, amount.0, unit.scale);
                format!("{} {word}", format::units(unit, amount))
            }
            None if unit == model::holdings::MONEY_UNIT => self.money(Money(amount.0)),
            None => format!("{} {unit}", amount.0),
        }
    }

    fn missing(&self, missing: &Missing) -> String {
        match missing {
            Missing::Money(amount) => self.money(*amount),
            Missing::Units { unit, amount } => self.units(unit, *amount),
            Missing::Quantity(quantity) => format::trimmed(quantity.0, 3),
            Missing::Number(number) => format::trimmed(*number, 3),
        }
    }

    fn day(&self, at: model::Instant) -> String {
        self.book.calendar.day(at).to_string()
    }

    /// The sentence for an event, with its fields.
    fn event(&self, event: &Event, fields: &mut Fields) -> Option<&'static str> {
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
                fields.set("until", until.to_string());
                Some("event.hold_placed")
            }
            Event::Lapsed { unit } => {
                fields.set("rule", self.name(unit));
                Some("event.lapsed")
            }
            _ => self.other_event(event, fields),
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
            _ => "event.spent",
        }
    }

    fn terms(
        &self,
        active: Option<model::Instant>,
        expires: Option<model::Instant>,
        fields: &mut Fields,
    ) {
        let mut terms = String::new();
        let mut add = |key: &str, at: model::Instant| {
            let mut day = Fields::default();
            day.set("day", self.day(at));
            terms.push_str(&fill(key, self.locale, &day));
        };
        if let Some(at) = active {
            add("terms.active", at);
        }
        if let Some(at) = expires {
            add("terms.expires", at);
        }
        fields.set("terms", terms);
    }

    fn other_event(&self, event: &Event, fields: &mut Fields) -> Option<&'static str> {
        match event {
            Event::MemberEnrolled { .. } => Some("event.enrolled"),
            Event::BlockingChanged { blocked: true } => Some("event.blocked"),
            Event::BlockingChanged { blocked: false } => Some("event.unblocked"),
            Event::HoldReleased { .. } => Some("event.hold_released"),
            Event::TierChanged { to, cause, until, .. } => {
                fields.set("tier", to.as_ref().map_or_else(|| "-".to_owned(), |t| self.name(t)));
                self.terms(None, *until, fields);
                Some(match cause {
                    TierCause::Joined => "event.tier_joined",
                    TierCause::Reached => "event.tier_reached",
                    TierCause::Requalified => "event.tier_renewed",
                    TierCause::Lapsed => "event.tier_lapsed",
                    TierCause::Inactive => "event.tier_inactive",
                    TierCause::Invited => "event.tier_invited",
                    TierCause::Returned => "event.tier_returned",
                })
            }
            Event::CouponGranted { coupon, until, .. } => {
                fields.set("coupon", self.name(coupon));
                self.terms(None, *until, fields);
                Some("event.coupon_granted")
            }
            Event::CouponUsed { coupon, .. } => {
                fields.set("coupon", self.name(coupon));
                Some("event.coupon_used")
            }
            Event::CouponRestored { coupon, .. } => {
                fields.set("coupon", self.name(coupon));
                Some("event.coupon_restored")
            }
            Event::CouponEnded { expired, .. } => {
                Some(if *expired { "event.coupon_expired" } else { "event.coupon_revoked" })
            }
            Event::RewardClaimed { reward, quantity, .. } => {
                fields.set("reward", self.name(reward));
                fields.set("quantity", quantity.to_string());
                Some("event.reward_claimed")
            }
            Event::RewardCancelled { .. } => Some("event.reward_cancelled"),
            Event::CertificateUsed { amount, .. } => {
                fields.set("amount", self.money(*amount));
                Some("event.certificate_used")
            }
            Event::CertificateRefunded { amount, .. } => {
                fields.set("amount", self.money(*amount));
                Some("event.certificate_refunded")
            }
            Event::CertificateIssued { value, until, .. } => {
                fields.set("amount", self.money(*value));
                self.terms(None, *until, fields);
                Some("event.certificate_issued")
            }
            Event::ActionCounted { event, .. } => {
                fields.set("action", self.name(event));
                Some("event.action")
            }
            _ => None,
        }
    }
}
