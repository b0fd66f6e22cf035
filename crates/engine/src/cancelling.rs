//! Giving a claimed reward back.

use crate::judge::Judge;
use crate::returning::is_undone;
use model::activity::CancelReward;
use model::event::{EventRef, Purpose};
use model::{Because, Code, Entry, Event, Happening, Key, Units};

/// Undoes everything that claiming the reward did, unless what came with it is
/// used already.
pub(crate) fn cancel_reward(judge: &mut Judge<'_>, asked: &CancelReward) {
    let open = judge.member.claims.iter().any(|claim| claim.id == asked.claim);
    let Some(original) = judge.inputs.original.filter(|_| open) else {
        return judge.refuse_all(Code::CLAIM_NOT_FOUND, None, None);
    };
    if let Some((gift, code)) = gone(judge, original.entry) {
        return judge.refuse_all(code, Some(gift), None);
    }
    judge.undone = true;
    let by_time = usize::from(original.entry.outcome.by_time);
    for (index, happening) in original.entry.events.iter().enumerate().skip(by_time) {
        let index = u16::try_from(index).unwrap_or(u16::MAX);
        undo(judge, EventRef { seq: original.entry.seq, index }, happening);
    }
    judge.push(Event::RewardCancelled { claim: asked.claim }, Because::default());
    judge.give_claims_back(original.entry);
    judge.settle_tiers();
    judge.unconvert(judge.restored_until());
}

/// The first coupon or certificate that came with a reward and cannot go back with it.
fn gone<'e>(judge: &Judge<'_>, entry: &'e Entry) -> Option<(&'e Key, Code)> {
    entry.events.iter().find_map(|h| match &h.event {
        Event::CouponGranted { id, coupon, until, .. } => {
            let held = judge.member.coupons.iter().find(|c| c.id == *id);
            let is_used = judge.member.used_up.iter().any(|c| c.id == *id);
            let is_over = !is_used && until.is_some_and(|until| until <= judge.clock);
            match held {
                Some(held) if held.used == 0 => None,
                None if is_over => Some((coupon, Code::COUPON_EXPIRED)),
                _ => Some((coupon, Code::COUPON_USED_UP)),
            }
        }
        Event::CertificateIssued { certificate, certificate_type, value, until, paid_by: None } => {
            let is_spent = judge.left_on(*certificate).is_some_and(|left| left < *value);
            let is_over = until.is_some_and(|until| until <= judge.clock);
            let code = if is_over { Code::CERTIFICATE_EXPIRED } else { Code::CERTIFICATE_EMPTY };
            is_spent.then_some((certificate_type, code))
        }
        _ => None,
    })
}

fn undo(judge: &mut Judge<'_>, of: EventRef, happening: &Happening) {
    let because = Because { inputs: Vec::new(), ..happening.because.clone() };
    match &happening.event {
        Event::Spent { unit, amount, purpose: Purpose::Reward, .. } => {
            let event = Event::Unspent {
                of,
                unit: unit.clone(),
                amount: *amount,
                before: Units::ZERO,
                at_least_until: judge.restored_until(),
            };
            judge.push(event, because);
        }
        Event::Earned { unit, amount, .. } => judge.take_back_units(of, unit, amount.0, because),
        Event::Counted { series, period, delta, .. } if is_undone(series.as_str()) => {
            judge.count_back(series, *period, -delta);
        }
        Event::Caused { owner, amount, .. } => {
            judge.push(Event::Uncaused { owner: *owner, of, amount: *amount }, because);
        }
        event => judge.reverse_whole(of, event, because),
    }
}
