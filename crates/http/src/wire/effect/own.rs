//! What members do of their own: choices, memberships, proofs, submissions.

use super::{Effect, about, moment};
use crate::scales::Scales;
use crate::wire::text::{Moment, Word};
use model::event::MembershipEnd;
use model::{Event, Key};

/// Effects of what members choose, join, prove and hand in.
pub(super) fn effect(event: &Event, scales: &Scales, empty: &Effect) -> Option<Effect> {
    let about = |kind, subject: &Key| about(empty, kind, subject);
    let words = |keys: &[Key]| keys.iter().map(Word::from).collect();
    Some(match event {
        Event::ActionSubmitted { submission, event, .. } => {
            Effect { submission: Some(*submission), ..about("action_submitted", event) }
        }
        Event::SubmissionDecided { submission, event, approved } => {
            let kind = if *approved { "submission_approved" } else { "submission_rejected" };
            Effect { submission: Some(*submission), ..about(kind, event) }
        }
        Event::PriceRefunded { line, amount, .. } => {
            Effect { money: Some(scales.money(*amount)), ..about("price_refunded", line) }
        }
        Event::Chosen { choice, options, .. } => {
            Effect { options: words(options), ..about("chosen", choice) }
        }
        Event::OfferActivated { offer, until } => {
            Effect { expires_at: moment(until), ..about("offer_activated", offer) }
        }
        Event::MembershipStarted { plan, from, until, fee, trial, .. } => {
            let kind = if *trial { "membership_trial_started" } else { "membership_started" };
            Effect {
                money: Some(scales.money(*fee)),
                active_at: Some(Moment(*from)),
                expires_at: Some(Moment(*until)),
                ..about(kind, plan)
            }
        }
        Event::MembershipEnded { plan, cause, refund, .. } => Effect {
            money: (!refund.is_zero()).then(|| scales.money(*refund)),
            ..about(ended(*cause), plan)
        },
        Event::MembershipReminded { plan, .. } => about("membership_reminded", plan),
        Event::Verified { kind, until } => {
            Effect { expires_at: moment(until), ..about("verified", kind) }
        }
        Event::VerificationEnded { kind, expired: true } => about("verification_expired", kind),
        Event::VerificationEnded { kind, expired: false } => about("verification_revoked", kind),
        Event::ProductRegistered { product, serial, until } => Effect {
            options: vec![Word::from(serial)],
            expires_at: moment(until),
            ..about("product_registered", product)
        },
        Event::ProductReleased { product, serial } => {
            Effect { options: vec![Word::from(serial)], ..about("product_released", product) }
        }
        _ => return None,
    })
}

fn ended(cause: MembershipEnd) -> &'static str {
    match cause {
        MembershipEnd::Lapsed => "membership_lapsed",
        MembershipEnd::Cancelled => "membership_cancelled",
        MembershipEnd::Returned => "membership_returned",
        MembershipEnd::HandedBack => "membership_handed_back",
    }
}
