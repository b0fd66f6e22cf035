//! The decision: time first, then the activity.

use crate::judge::Judge;
use crate::{Decision, Inputs, cancelling, claiming, merging, purchase, returning, time};
use model::activity::Enrol;
use model::{Activity, Code, Instant, Snapshot};
use programme::rulebook::Rulebook;

/// Decides what follows from an activity.
///
/// Cost: for a purchase of five lines under twenty rules a few microseconds;
/// proportional to the rules that the activity can set off, times lines.
pub fn decide(inputs: &Inputs<'_>) -> Decision {
    match inputs.activity {
        Activity::Enrol(enrol) if inputs.snapshot.member.enrolled_at.is_none() => {
            let joining = joining(inputs.snapshot, enrol);
            judged(&Inputs { snapshot: &joining, ..*inputs })
        }
        _ => judged(inputs),
    }
}

/// The state of somebody who joins: rules on joining look at who comes, and from where.
fn joining(snapshot: &Snapshot, enrol: &Enrol) -> Snapshot {
    let mut joining = snapshot.clone();
    joining.member.profile = enrol.profile.clone();
    joining.member.join_channel = enrol.channel.clone();
    joining.member.join_store = enrol.store.clone();
    joining.member.advocate = enrol.advocate;
    joining.member.affiliate = enrol.affiliate.clone();
    joining
}

fn judged(inputs: &Inputs<'_>) -> Decision {
    let mut judge = Judge::new(inputs);
    if judge.member.merged.is_some() && !merging::is_of_the_past(inputs.activity) {
        judge.refuse_all(Code::MEMBER_MERGED, None, None);
        return judge.finish();
    }
    judge.advance();
    judge.mark_work_of_time();
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
        Activity::Choose(choose) => judge.choose(choose),
        Activity::ActivateOffer(activate) => judge.activate_offer(activate),
        Activity::StartMembership(start) => judge.start_membership(start),
        Activity::CancelMembership(cancel) => judge.cancel_membership(cancel),
        Activity::Verify(verify) => judge.verify(verify),
        Activity::RegisterProduct(register) => judge.register_product(register),
        Activity::Collect(collect) => judge.collect(collect),
        Activity::Decide(decide) => judge.decide_submission(decide),
        Activity::ClaimPrice(claim) => judge.claim_price(claim),
        Activity::MoveCoupon(moved) => judge.move_coupon(moved),
        Activity::Give(give) => judge.give(give),
        Activity::Receive(receive) => judge.receive(receive),
        Activity::Donate(donate) => judge.donate(donate),
        Activity::Exchange(exchange) => judge.exchange(exchange),
        Activity::SettleExchange(answer) => judge.settle_exchange(answer),
        Activity::Consequence(came) => judge.consequence(came),
        Activity::Withdraw(withdraw) => judge.withdraw(withdraw),
        Activity::FormGroup(form) => judge.form_group(form),
        Activity::ChangeSeat(change) => judge.change_seat(change),
        Activity::TakeSeat(take) => judge.take_seat(take),
        Activity::WinPrize(won) => judge.win_prize(won),
        Activity::Merge(merge) => judge.merge(merge),
        Activity::PassOn(pass) => judge.pass_on(pass),
        Activity::TakeOver(take) => judge.take_over(take),
        Activity::HandBack(hand) => judge.hand_back(hand),
        Activity::Unmerge(unmerge) => judge.unmerge(unmerge),
        Activity::ClaimReceipt(claim) => judge.claim_receipt(claim),
        Activity::HandOverReceipt(hand) => judge.hand_over_receipt(hand),
        Activity::ReturnClaimed(back) => claiming::return_claimed(&mut judge, back),
        Activity::TimePassed | Activity::Note(_) => {}
    }
    judge.finish()
}

/// The next moment when time alone changes something for an owner.
pub fn next_due(rulebook: &Rulebook, snapshot: &Snapshot) -> Option<Instant> {
    let now = snapshot.member.clock.or(snapshot.member.enrolled_at).unwrap_or(Instant::UNIX_EPOCH);
    let inputs = Inputs::of_state(rulebook, snapshot, now);
    time::next_due(&Judge::new(&inputs))
}
