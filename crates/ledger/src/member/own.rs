//! What members do of their own: choices, activations, memberships, proofs,
//! products, submissions, and what rules give them later.

use jiff::SignedDuration;
use model::event::{EventRef, Planned};
use model::snapshot::{
    ChoiceState, MemberState, MembershipState, ProductState, ScheduledState, SubmissionState,
};
use model::{Event, Instant};

/// How long an activation that no longer counts is remembered, because
/// receipts that come in late are judged at their own time. 31 days.
pub const ACTIVATIONS_KEPT: SignedDuration = SignedDuration::from_hours(31 * 24);

/// Carries one event of an entry at `at` into the member's state.
pub(super) fn remember(member: &mut MemberState, at: Instant, place: EventRef, event: &Event) {
    match event {
        Event::Chosen { choice, options, period, before } => {
            let (options, before) = (options.clone(), before.clone());
            let state = ChoiceState { options, period: *period, before };
            member.choices.insert(choice.clone(), state);
        }
        Event::OfferActivated { offer, until } => {
            member.activated.insert(offer.clone(), *until);
        }
        Event::MembershipStarted { .. }
        | Event::MembershipEnded { .. }
        | Event::MembershipReminded { .. } => change_memberships(member, place, event),
        Event::Verified { kind, until } => {
            member.verifications.insert(kind.clone(), *until);
        }
        Event::VerificationEnded { kind, .. } => {
            member.verifications.remove(kind);
        }
        Event::ProductRegistered { .. } | Event::ProductReleased { .. } => {
            change_products(member, at, event);
        }
        Event::ActionSubmitted { submission, event, reference, attributes } => {
            member.submissions.push(SubmissionState {
                id: *submission,
                event: event.clone(),
                reference: reference.clone(),
                attributes: attributes.clone(),
                at,
            });
        }
        Event::SubmissionDecided { submission, .. } => {
            member.submissions.retain(|s| s.id != *submission);
        }
        Event::Scheduled(Planned { rule, due_at, least, .. }) => {
            let (rule, due_at, least) = (rule.clone(), *due_at, *least);
            member.scheduled.push(ScheduledState { rule, source: place, due_at, least });
        }
        Event::Unscheduled { of, .. } => member.scheduled.retain(|s| s.source != *of),
        _ => {}
    }
}

/// Activations that ended too long ago for any receipt.
pub(super) fn forget(member: &mut MemberState, clock: Instant) {
    let kept = |until: Instant| until.duration_until(clock) < ACTIVATIONS_KEPT;
    member.activated.retain(|_, until| until.is_none_or(kept));
}

fn change_memberships(member: &mut MemberState, place: EventRef, event: &Event) {
    match event {
        Event::MembershipStarted { plan, from, until, fee, trial, saved_before } => {
            member.memberships.push(MembershipState {
                plan: plan.clone(),
                source: place,
                from: *from,
                until: *until,
                fee: *fee,
                trial: *trial,
                saved_before: *saved_before,
                reminded: false,
            });
        }
        Event::MembershipEnded { source, saved, .. } => {
            if let Some(merged) = &mut member.merged
                && merged.passed.memberships.iter().any(|m| m.source == *source)
            {
                merged.ended.push(*source);
            }
            let Some(at) = member.memberships.iter().position(|m| m.source == *source) else {
                return;
            };
            let ended = member.memberships.remove(at);
            let later = member.memberships.iter_mut();
            let later = later.filter(|m| m.plan == ended.plan && m.from >= ended.until);
            later.for_each(|m| m.saved_before = *saved);
        }
        Event::MembershipReminded { source, .. } => {
            let reminded = member.memberships.iter_mut().filter(|m| m.source == *source);
            reminded.for_each(|m| m.reminded = true);
        }
        _ => {}
    }
}

fn change_products(member: &mut MemberState, at: Instant, event: &Event) {
    let (Event::ProductRegistered { product, serial, .. }
    | Event::ProductReleased { product, serial }) = event
    else {
        return;
    };
    // Registering the same thing again renews it.
    member.products.retain(|p| p.product != *product || p.serial != *serial);
    if let Event::ProductRegistered { until, .. } = event {
        let (product, serial) = (product.clone(), serial.clone());
        member.products.push(ProductState { product, serial, at, until: *until });
    }
}
