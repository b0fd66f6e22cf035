//! Certificates that a member got for units, in case the units have to go back.

use model::event::EventRef;
use model::snapshot::{ConvertedState, MemberState};
use model::{Event, Instant};

/// How many such certificates are remembered per member. An older one stays with them.
pub const CONVERTED_KEPT: usize = 50;

pub(super) fn given(member: &mut MemberState, place: EventRef, event: &Event) {
    let Event::CertificateIssued { certificate, certificate_type, value, until, paid_by } = event
    else {
        return;
    };
    let Some(paid_by) = paid_by else { return };
    if member.converted.len() >= CONVERTED_KEPT {
        member.converted.remove(0);
    }
    member.converted.push(ConvertedState {
        certificate: *certificate,
        certificate_type: certificate_type.clone(),
        value: *value,
        paid_by: EventRef { seq: place.seq, index: paid_by.event },
        conversion: paid_by.conversion.clone(),
        until: *until,
    });
}

/// One that is over is never unspent again.
pub(super) fn forget(member: &mut MemberState, clock: Instant) {
    member.converted.retain(|given| given.until.is_none_or(|until| until > clock));
}
