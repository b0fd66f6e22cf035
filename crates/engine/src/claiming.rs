//! Receipts that were paid without a member and are claimed by one afterwards.
//!
//! The receipt's own chain keeps what was paid, and gives money back when goods come back.
//! The member's chain has what the receipt brings: judged by the version and at the moment
//! of the purchase, and by the prices that were paid.
//!
//! INVARIANT: what is taken back from the member is a function of the pieces that came back
//! since the claim, so any split of returns adds up to all of it.

use crate::judge::Judge;
use crate::purchase;
use crate::returning::{Progress, reverse};
use model::activity::{ClaimReceipt, HandOverReceipt, KeptLine, ReturnClaimed};
use model::allocation::cumulative;
use model::basket::{Basket, Line};
use model::event::{ReceiptClaimed, ReceiptHandedOver};
use model::outcome::{LineOutcome, ReceiptOutcome, Returned};
use model::{Activity, Because, Code, Entry, Event, Key, Money, Quantity};
use programme::rulebook::CalendarSpan;

/// What is left of a receipt for somebody to claim; `entry` is its purchase.
///
/// Errors when there is nothing of it with the customer any more.
pub fn claimable(entry: &Entry, returned: &Returned) -> Result<ClaimReceipt, Code> {
    let (Activity::Purchase(bought), Some(receipt)) = (&entry.activity, &entry.outcome.receipt)
    else {
        return Err(Code::RECEIPT_NOT_FOUND);
    };
    let lines = bought.basket.lines.iter().zip(&receipt.lines).enumerate();
    let left = lines.filter_map(|(at, (line, paid))| left_of(at, line, paid, returned));
    let (lines, paid): (Vec<Line>, Vec<LineOutcome>) = left.unzip();
    if lines.is_empty() {
        return Err(Code::RETURN_NOTHING_LEFT);
    }
    let basket = Basket {
        lines,
        codes: Vec::new(),
        certificates: Vec::new(),
        burns: Vec::new(),
        expected_payable: None,
        ..bought.basket.clone()
    };
    let accrued = entry.events.iter().filter(|h| matches!(h.event, Event::Accrued { .. }));
    let mut done: Vec<Key> = accrued.filter_map(|h| h.because.rule.clone()).collect();
    done.dedup();
    Ok(ClaimReceipt { receipt: bought.receipt, basket, paid: totals(paid), done })
}

/// A line without what came back of it; nothing when all of it did.
fn left_of(
    at: usize,
    line: &Line,
    paid: &LineOutcome,
    returned: &Returned,
) -> Option<(Line, LineOutcome)> {
    let back = returned.quantities.get(at).map_or(0, |quantity| quantity.0);
    let bought = line.quantity.0;
    if back >= bought {
        return None;
    }
    let left = |amount: i64| amount - cumulative(amount, back, bought);
    let money = |amount: Money| Money(left(amount.0));
    let amount = money(line.amount);
    // What a price guarantee gave back was not paid in the end.
    let refunded = returned.price_refunds.get(at).copied().unwrap_or_default();
    let quantity = Quantity(bought - back);
    let kept = Line {
        quantity,
        amount,
        cost: line.cost.map(money),
        tax: line.tax.map(money),
        ..line.clone()
    };
    let outcome = LineOutcome {
        id: line.id.clone(),
        quantity,
        amount,
        discount: (money(paid.discount) + refunded).min(amount),
        by_units: Money::ZERO,
        by_certificates: money(paid.by_certificates),
        free: Quantity(left(paid.free.0)),
    };
    Some((kept, outcome))
}

fn totals(lines: Vec<LineOutcome>) -> ReceiptOutcome {
    let sum = |part: fn(&LineOutcome) -> Money| lines.iter().map(part).sum::<Money>();
    let total = sum(|line| line.amount);
    let discount = sum(|line| line.discount);
    let by_certificates = sum(|line| line.by_certificates);
    let payable = total - discount - by_certificates;
    ReceiptOutcome { total, discount, by_units: Money::ZERO, by_certificates, payable, lines }
}

/// What a return leaves with the customer, line by line; `entry` is the purchase, and
/// `back` the return.
pub fn kept(entry: &Entry, back: &Entry) -> Vec<KeptLine> {
    let (Activity::Purchase(bought), Some(refund)) = (&entry.activity, &back.outcome.refund) else {
        return Vec::new();
    };
    let lines = bought.basket.lines.iter().enumerate();
    let kept = lines.map(|(at, line)| {
        let so_far = refund.so_far.quantities.get(at).copied().unwrap_or_default();
        let now = refund.lines.iter().find(|r| r.line == line.id).map(|r| r.quantity);
        let after = Quantity(line.quantity.0 - so_far.0);
        let before = Quantity(after.0 + now.unwrap_or_default().0);
        KeptLine { line: line.id.clone(), before, after }
    });
    kept.filter(|line| line.before.0 > 0).collect()
}

impl<'a> Judge<'a> {
    /// Somebody claims a receipt that was paid without a member.
    pub(crate) fn claim_receipt(&mut self, claim: &'a ClaimReceipt) {
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let Some(days) = self.book.settings.late_identification_days else {
            return self.refuse_all(Code::RECEIPT_NOT_CLAIMABLE, None, None);
        };
        let paid_at = self.inputs.at;
        let span = CalendarSpan { days, ..CalendarSpan::default() };
        if self.inputs.now >= span.after(&self.book.calendar, paid_at) {
            return self.refuse_all(Code::RECEIPT_CLAIM_LATE, None, None);
        }
        let (receipt, number) = (claim.receipt, claim.basket.number.clone());
        let event = Event::ReceiptClaimed(ReceiptClaimed { receipt, number, paid_at });
        self.push(event, Because::default());
        purchase::judge_claim(self, claim);
    }

    /// The receipt is somebody's from now on.
    pub(crate) fn hand_over_receipt(&mut self, hand: &HandOverReceipt) {
        if self.member.handed_over.is_some() {
            return self.refuse_all(Code::RECEIPT_CLAIMED, None, None);
        }
        let event = ReceiptHandedOver { to: hand.to, seq: hand.seq };
        self.push(Event::ReceiptHandedOver(event), Because::default());
    }
}

/// Goods of a claimed receipt came back; the entry that claimed it is the original.
pub(crate) fn return_claimed<'a>(judge: &mut Judge<'a>, asked: &ReturnClaimed) {
    let Some(original) = judge.inputs.original else {
        return judge.refuse_all(Code::RECEIPT_NOT_FOUND, None, None);
    };
    let Activity::ClaimReceipt(claim) = &original.entry.activity else {
        return judge.refuse_all(Code::RECEIPT_NOT_FOUND, None, None);
    };
    let progress = progress(claim, &asked.lines);
    let mut so_far = before(original.entry, &progress);
    reverse(judge, original, &progress, &mut so_far);
}

fn progress(claim: &ClaimReceipt, lines: &[KeptLine]) -> Progress {
    let of = |kept: fn(&KeptLine) -> Quantity| -> Vec<i64> {
        let back = claim.basket.lines.iter().map(|line| {
            let found = lines.iter().find(|l| l.line == line.id);
            let kept = found.map_or(0, |line| kept(line).0);
            (line.quantity.0 - kept).clamp(0, line.quantity.0)
        });
        back.collect()
    };
    let bought: Vec<i64> = claim.basket.lines.iter().map(|line| line.quantity.0).collect();
    let (before, after) = (of(|line| line.before), of(|line| line.after));
    let complete = after == bought;
    Progress { before, after, bought, complete }
}

/// What earlier returns took back.
fn before(entry: &Entry, progress: &Progress) -> Returned {
    let mut returned = Returned::default();
    let events = (0u16..).zip(&entry.events).skip(usize::from(entry.outcome.by_time));
    for (index, happening) in events {
        let by_line: Vec<i64> = match &happening.event {
            Event::Earned { by_line, .. } => by_line.iter().map(|units| units.0).collect(),
            Event::Accrued { by_line, .. } => by_line.iter().map(|money| money.0).collect(),
            Event::Counted { by_line, .. } | Event::Caused { by_line, .. } => by_line.clone(),
            _ => continue,
        };
        let done = progress.share_before(&by_line);
        if done != 0 {
            returned.reversed.insert(index, done);
        }
    }
    returned
}
