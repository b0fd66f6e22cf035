//! What followed from an activity, event by event.

mod between;
mod own;
mod people;

use super::ids;
use super::text::{Decimal, Moment, Word};
use crate::scales::Scales;
use model::id::{CertificateId, ClaimId, CouponId, ExchangeId, HoldId, SubmissionId, TransferId};
use model::{Event, Happening, Instant, Key, Money, Units};
use serde::Serialize;
use utoipa::ToSchema;

/// One thing that followed. Which fields are there depends on `kind`.
#[derive(Clone, Debug, Default, Serialize, ToSchema)]
pub(crate) struct Effect {
    /// Its place in the entry.
    pub(crate) index: u16,
    /// What happened.
    #[schema(value_type = String, example = "earned")]
    pub(crate) kind: &'static str,
    /// The rule of the programme that did it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rule: Option<Word>,
    /// Which loyalty unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<Word>,
    /// How much of the unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) amount: Option<Decimal>,
    /// How much money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) money: Option<Decimal>,
    /// Not usable before then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) active_at: Option<Moment>,
    /// Not usable from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expires_at: Option<Moment>,
    /// What it is about: tier track, coupon, reward, kind of certificate, tag, action,
    /// choice, offer, membership, verification, product, kind of group, exchange,
    /// surprise, raffle; the purpose of a transfer, the ground of a due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) subject: Option<Word>,
    /// The tier before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<Word>,
    /// The tier after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) to: Option<Word>,
    /// The hold concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::HoldId>)]
    pub(crate) hold: Option<HoldId>,
    /// The claim concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::ClaimId>)]
    pub(crate) claim: Option<ClaimId>,
    /// The coupon concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::CouponId>)]
    pub(crate) coupon: Option<CouponId>,
    /// The certificate concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::CertificateId>)]
    pub(crate) certificate: Option<CertificateId>,
    /// What was picked, drawn or named: options of a choice or reward, the outcome of a
    /// surprise, a prize, a serial number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub(crate) options: Vec<Word>,
    /// The other side: a member, a group, a partner, an affiliate, a cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) party: Option<Word>,
    /// The transfer concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::TransferId>)]
    pub(crate) transfer: Option<TransferId>,
    /// The exchange concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::ExchangeId>)]
    pub(crate) exchange: Option<ExchangeId>,
    /// What waits, or waited, for a decision.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::SubmissionId>)]
    pub(crate) submission: Option<SubmissionId>,
    /// Why, in a sentence; only where sentences were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
}

/// The effects that concern callers; inner counters stay inside.
pub(crate) fn effects(scales: &Scales, events: &[Happening]) -> Vec<Effect> {
    let indexed = (0..).zip(events);
    indexed.filter_map(|(index, happening)| effect(scales, index, happening)).collect()
}

/// Some moments have no RFC 3339 form that everybody reads; none of ours is among them.
fn moment(at: &Option<Instant>) -> Option<Moment> {
    at.map(Moment)
}

/// The same effect about something.
fn about(empty: &Effect, kind: &'static str, subject: &Key) -> Effect {
    Effect { kind, subject: Some(Word::from(subject)), ..empty.clone() }
}

fn effect(scales: &Scales, index: u16, happening: &Happening) -> Option<Effect> {
    let empty = Effect {
        index,
        rule: happening.because.rule.as_ref().map(Word::from),
        ..Effect::default()
    };
    let of_units = |kind, unit: &Key, amount: Units| Effect {
        kind,
        unit: Some(Word::from(unit)),
        amount: Some(scales.units(unit, amount)),
        ..empty.clone()
    };
    let of_money =
        |kind, money: Money| Effect { kind, money: Some(scales.money(money)), ..empty.clone() };
    let effect = match &happening.event {
        Event::Discounted { amount, .. } => of_money("discounted", *amount),
        Event::Earned { unit, amount, active_at, expires_at, .. } => Effect {
            active_at: moment(active_at),
            expires_at: moment(expires_at),
            ..of_units("earned", unit, *amount)
        },
        Event::Spent { unit, amount, value, hold, .. } => Effect {
            money: value.map(|v| scales.money(v)),
            hold: *hold,
            ..of_units("spent", unit, *amount)
        },
        Event::Unearned { unit, amount, .. } => of_units("unearned", unit, *amount),
        Event::Unspent { unit, amount, .. } => of_units("unspent", unit, *amount),
        Event::Restored { unit, amount, expires_at } => {
            Effect { expires_at: moment(expires_at), ..of_units("restored", unit, *amount) }
        }
        Event::Adjusted { unit, amount, expires_at, .. } => {
            Effect { expires_at: moment(expires_at), ..of_units("adjusted", unit, *amount) }
        }
        Event::HoldPlaced { hold, unit, amount, until } => Effect {
            hold: Some(*hold),
            expires_at: Some(Moment(*until)),
            ..of_units("hold_placed", unit, *amount)
        },
        Event::Lapsed { unit } => Effect { kind: "lapsed", unit: Some(Word::from(unit)), ..empty },
        Event::HoldReleased { hold, .. } => {
            Effect { kind: "hold_released", hold: Some(*hold), ..empty }
        }
        Event::CertificateUsed { certificate, amount, .. } => {
            Effect { certificate: Some(*certificate), ..of_money("certificate_used", *amount) }
        }
        Event::CertificateRefunded { certificate, amount } => {
            Effect { certificate: Some(*certificate), ..of_money("certificate_refunded", *amount) }
        }
        Event::CertificateWithdrawn { certificate, amount } => {
            Effect { certificate: Some(*certificate), ..of_money("certificate_withdrawn", *amount) }
        }
        Event::CertificateIssued { certificate, certificate_type, value, until, .. } => Effect {
            certificate: Some(*certificate),
            subject: Some(Word::from(certificate_type)),
            expires_at: moment(until),
            ..of_money("certificate_issued", *value)
        },
        other => {
            return people::named(other, &empty)
                .or_else(|| own::effect(other, scales, &empty))
                .or_else(|| between::effect(other, scales, &empty));
        }
    };
    Some(effect)
}
