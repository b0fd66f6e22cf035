//! Giving a claimed reward back.

use crate::judge::Judge;
use crate::returning::is_undone;
use model::activity::CancelReward;
use model::event::{EventRef, Purpose};
use model::{Because, Code, Entry, Event, Happening, Money, Units};

/// Undoes everything that claiming the reward did, unless what came with it is
/// used already.
pub(crate) fn cancel_reward(judge: &mut Judge<'_>, asked: &CancelReward) {
    let open = judge.member.claims.iter().any(|claim| claim.id == asked.claim);
    let original = judge.inputs.original.filter(|o| open && !is_used(judge, o.entry));
    let Some(original) = original else {
        return judge.refuse_all(Code::CLAIM_NOT_FOUND, None, None);
    };
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

fn is_used(judge: &Judge<'_>, entry: &Entry) -> bool {
    entry.events.iter().any(|h| match &h.event {
        Event::CouponGranted { id, .. } => {
            !judge.member.coupons.iter().any(|c| c.id == *id && c.used == 0)
        }
        _ => false,
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
        Event::Accrued { ground, party, amount, .. } => {
            judge.accrue(*ground, party, Money(-amount.0), Vec::new(), because);
        }
        Event::Caused { owner, amount, .. } => {
            judge.push(Event::Uncaused { owner: *owner, of, amount: *amount }, because);
        }
        event => judge.reverse_whole(of, event, because),
    }
}
