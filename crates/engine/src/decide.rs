//! The decision: time first, then the activity.

use crate::judge::Judge;
use crate::{Decision, Inputs, cancelling, purchase, returning, time};
use model::{Activity, Instant, Snapshot};
use programme::rulebook::Rulebook;

/// Decides what follows from an activity.
///
/// Cost: for a purchase of five lines under twenty rules a few microseconds;
/// proportional to the rules that the activity can set off, times lines.
pub fn decide(inputs: &Inputs<'_>) -> Decision {
    let mut judge = Judge::new(inputs);
    judge.advance();
    match inputs.activity {
        Activity::Enrol(enrol) => judge.enrol(enrol),
        Activity::Update(update) => judge.update(update),
        Activity::Purchase(bought) => purchase::judge(&mut judge, &bought.basket),
        Activity::Return(returned) => returning::return_goods(&mut judge, returned),
        Activity::Redeem(redeem) => judge.redeem(redeem),
        Activity::CancelReward(cancel) => cancelling::cancel_reward(&mut judge, cancel),
        Activity::Event(event) => judge.custom_event(event),
        Activity::Adjust(adjust) => judge.adjust(adjust),
        Activity::Hold(hold) => judge.hold(hold),
        Activity::Capture(capture) => judge.capture(capture),
        Activity::Release(release) => judge.release(release),
        Activity::GrantCoupon(grant) => judge.grant_coupon(grant),
        Activity::IssueCertificate(issue) => judge.issue_certificate(issue),
        Activity::SpendCertificate(spend) => judge.spend_certificate(spend),
        Activity::RefundCertificate(refund) => judge.refund_certificate(refund),
        Activity::TimePassed | Activity::Note(_) => {}
    }
    judge.finish()
}

/// The next moment when time alone changes something for an owner.
pub fn next_due(rulebook: &Rulebook, snapshot: &Snapshot) -> Option<Instant> {
    let now = snapshot.member.clock.or(snapshot.member.enrolled_at).unwrap_or(Instant::UNIX_EPOCH);
    let inputs = Inputs {
        rulebook,
        snapshot,
        activity: &Activity::TimePassed,
        at: now,
        now,
        original: None,
        pool: &[],
        exhausted: &[],
        seed: [0; 32],
        detailed: false,
    };
    time::next_due(&Judge::new(&inputs))
}
