//! Counting what lists show at a glance.

use model::activity::{HandBack, PassOn, TakeOver, Unmerge};
use model::snapshot::Tally;
use model::{Activity, Entry, Money};

/// Adds an entry. Sums stop at the ends of their range, because nothing is decided by them.
pub(crate) fn count(tally: &mut Tally, entry: &Entry) {
    if is_own_doing(&entry.activity) {
        tally.last_activity_at = tally.last_activity_at.max(Some(entry.at));
    }
    if let (Activity::Purchase(_), Some(receipt)) = (&entry.activity, &entry.outcome.receipt) {
        tally.receipts = tally.receipts.saturating_add(1);
        add(&mut tally.turnover, receipt.total.0.saturating_sub(receipt.discount.0));
    }
    match &entry.activity {
        Activity::ClaimReceipt(claim) => {
            tally.receipts = tally.receipts.saturating_add(1);
            add(&mut tally.turnover, claim.paid.total.0.saturating_sub(claim.paid.discount.0));
        }
        Activity::ReturnClaimed(back) => {
            add(&mut tally.turnover, back.money.0.saturating_neg());
        }
        Activity::TakeOver(TakeOver { belongings, .. })
        | Activity::Unmerge(Unmerge { belongings, .. }) => {
            tally.receipts = tally.receipts.saturating_add(belongings.receipts);
            add(&mut tally.turnover, belongings.turnover.0);
        }
        Activity::PassOn(PassOn { belongings, .. })
        | Activity::HandBack(HandBack { belongings, .. }) => {
            tally.receipts = tally.receipts.saturating_sub(belongings.receipts);
            add(&mut tally.turnover, belongings.turnover.0.saturating_neg());
        }
        _ => {}
    }
    if let Some(refund) = &entry.outcome.refund {
        for part in [refund.money, refund.by_units, refund.by_certificates] {
            add(&mut tally.turnover, part.0.saturating_neg());
        }
    }
}

fn add(turnover: &mut Money, amount: i64) {
    *turnover = Money(turnover.0.saturating_add(amount));
}

/// Whether the owner did something, rather than time or staff.
fn is_own_doing(activity: &Activity) -> bool {
    matches!(
        activity,
        Activity::Enrol(_)
            | Activity::Purchase(_)
            | Activity::Return(_)
            | Activity::ClaimReceipt(_)
            | Activity::ReturnClaimed(_)
            | Activity::Redeem(_)
            | Activity::Event(_)
            | Activity::Hold(_)
            | Activity::Capture(_)
            | Activity::Choose(_)
            | Activity::ActivateOffer(_)
            | Activity::StartMembership(_)
            | Activity::RegisterProduct(_)
            | Activity::ClaimPrice(_)
            | Activity::Give(_)
            | Activity::Donate(_)
            | Activity::Exchange(_)
    )
}
