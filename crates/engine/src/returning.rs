//! Undoing receipts: returns and voids.
//!
//! What was stored is reversed, in proportion to what comes back; nothing is
//! computed anew. Every amount taken back is a function of the quantities
//! returned in all, so any split of returns adds up to the whole.

use crate::Original;
use crate::judge::Judge;
use model::activity::{Purchase, Return};
use model::allocation::cumulative;
use model::entry::Claim;
use model::event::{EventRef, Planned, Purpose};
use model::outcome::{Missing, ReceiptOutcome, ReturnOutcome, Returned, ReturnedLineOutcome};
use model::{Activity, Because, Code, Entry, Event, Instant, Money, Quantity, Units};
use programme::rulebook::CalendarSpan;

/// How far each line has come back before and after this return.
pub(crate) struct Progress {
    pub(crate) before: Vec<i64>,
    pub(crate) after: Vec<i64>,
    pub(crate) bought: Vec<i64>,
    pub(crate) complete: bool,
}

impl Progress {
    /// The part of an amount that has to be back after this return.
    fn share(&self, by_line: &[i64]) -> i64 {
        self.share_at(&self.after, by_line)
    }

    /// The part of an amount that was back before it.
    pub(crate) fn share_before(&self, by_line: &[i64]) -> i64 {
        self.share_at(&self.before, by_line)
    }

    fn share_at(&self, back: &[i64], by_line: &[i64]) -> i64 {
        let lines = by_line.iter().enumerate();
        lines.map(|(at, amount)| cumulative(*amount, back[at], self.bought[at])).sum()
    }
}

/// Judges a return or a void.
pub(crate) fn return_goods<'a>(judge: &mut Judge<'a>, asked: &Return) {
    let Some(original) = judge.inputs.original else {
        return judge.refuse_all(Code::RECEIPT_NOT_FOUND, None, None);
    };
    let (Activity::Purchase(purchase), Some(receipt)) =
        (&original.entry.activity, &original.entry.outcome.receipt)
    else {
        return judge.refuse_all(Code::RECEIPT_NOT_FOUND, None, None);
    };
    let progress = match progress(purchase, original.returned, asked) {
        Ok(progress) => progress,
        Err((code, missing)) => return judge.refuse_all(code, None, missing),
    };
    let mut so_far = original.returned.clone();
    let refund = refund(receipt, &progress, &mut so_far);
    so_far.quantities = progress.after.iter().map(|q| Quantity(*q)).collect();
    so_far.complete = progress.complete;
    reverse(judge, original, &progress, &mut so_far);
    judge.decision.outcome.refund = Some(ReturnOutcome { so_far, ..refund });
}

/// Takes back what an entry brought, as far as its lines came back.
pub(crate) fn reverse<'a>(
    judge: &mut Judge<'a>,
    original: Original<'a>,
    progress: &Progress,
    so_far: &mut Returned,
) {
    judge.undone = progress.complete;
    let mut reversal = Reversal { judge, original, progress, so_far };
    reversal.run();
    judge.settle_tiers();
    let at_least_until = judge.restored_until();
    judge.unconvert(at_least_until);
    judge.convert();
}

type Objection = (Code, Option<Missing>);

fn progress(
    purchase: &Purchase,
    returned: &Returned,
    asked: &Return,
) -> Result<Progress, Objection> {
    let lines = &purchase.basket.lines;
    let bought: Vec<i64> = lines.iter().map(|l| l.quantity.0).collect();
    let mut before: Vec<i64> = returned.quantities.iter().map(|q| q.0).collect();
    before.resize(bought.len(), 0);
    let mut after = before.clone();
    if returned.complete {
        return Err((Code::RETURN_NOTHING_LEFT, None));
    }
    if asked.lines.is_empty() {
        after.clone_from(&bought);
    }
    for wanted in &asked.lines {
        let at = lines
            .iter()
            .position(|l| l.id == wanted.line)
            .ok_or((Code::RETURN_UNKNOWN_LINE, None))?;
        if wanted.quantity.0 <= 0 {
            return Err((Code::RECEIPT_INVALID_LINE, None));
        }
        if after[at] >= bought[at] {
            return Err((Code::RETURN_NOTHING_LEFT, None));
        }
        after[at] = after[at].saturating_add(wanted.quantity.0);
        if after[at] > bought[at] {
            let left = Missing::Quantity(Quantity(after[at] - bought[at]));
            return Err((Code::RETURN_TOO_MUCH, Some(left)));
        }
    }
    let complete = after == bought;
    Ok(Progress { before, after, bought, complete })
}

/// What goes back. What a price guarantee gave back before is not given twice:
/// pieces that come back take their share of it along.
fn refund(receipt: &ReceiptOutcome, progress: &Progress, so_far: &mut Returned) -> ReturnOutcome {
    let mut outcome = ReturnOutcome::default();
    for (at, line) in receipt.lines.iter().enumerate() {
        let part = |amount: Money| {
            let whole = progress.bought[at];
            let after = cumulative(amount.0, progress.after[at], whole);
            Money(after - cumulative(amount.0, progress.before[at], whole))
        };
        if progress.after[at] == progress.before[at] {
            continue;
        }
        let mut money = part(line.paid() - line.by_units - line.by_certificates);
        let coming = progress.after[at] - progress.before[at];
        let with_customer = progress.bought[at] - progress.before[at];
        if let Some(covered) = so_far.price_covered.get_mut(at) {
            *covered -= Money(cumulative(covered.0, coming, with_customer));
        }
        if let Some(claimed) = so_far.price_claimed.get_mut(at) {
            *claimed -= Quantity(cumulative(claimed.0, coming, with_customer));
        }
        if let Some(given) = so_far.price_refunds.get_mut(at) {
            let share = Money(cumulative(given.0, coming, with_customer)).min(money);
            *given -= share;
            money -= share;
        }
        outcome.money += money;
        outcome.by_units += part(line.by_units);
        outcome.by_certificates += part(line.by_certificates);
        outcome.lines.push(ReturnedLineOutcome {
            line: line.id.clone(),
            quantity: Quantity(progress.after[at] - progress.before[at]),
            money,
        });
    }
    outcome
}

struct Reversal<'r, 'j, 'a> {
    judge: &'j mut Judge<'a>,
    original: Original<'a>,
    progress: &'r Progress,
    so_far: &'r mut Returned,
}

impl Reversal<'_, '_, '_> {
    /// Spendings come back before earnings are taken back, so that what comes
    /// back covers what is missing.
    fn run(&mut self) {
        let entry = self.original.entry;
        let by_time = usize::from(entry.outcome.by_time);
        for is_credit in [true, false] {
            for (index, happening) in entry.events.iter().enumerate().skip(by_time) {
                let credit = matches!(
                    happening.event,
                    Event::Spent { .. } | Event::CertificateUsed { .. } | Event::CouponUsed { .. }
                );
                if credit == is_credit {
                    let index = u16::try_from(index).unwrap_or(u16::MAX);
                    self.reverse(index, &happening.event, &happening.because);
                }
            }
        }
        if self.progress.complete {
            self.judge.give_claims_back(self.original.entry);
        }
    }

    /// The part of an amount to take back now.
    fn due(&mut self, index: u16, amount: i64, by_line: &[i64]) -> i64 {
        let target = if by_line.is_empty() {
            if self.progress.complete { amount } else { 0 }
        } else {
            self.progress.share(by_line)
        };
        self.settle(index, target)
    }

    /// The same where lines have shares of another measure, such as the money that units paid.
    fn due_in_step(&mut self, index: u16, amount: i64, by_line: &[i64]) -> i64 {
        let whole: i64 = by_line.iter().sum();
        if whole == amount || whole == 0 {
            return self.due(index, amount, by_line);
        }
        let target = cumulative(amount, self.progress.share(by_line), whole);
        self.settle(index, target)
    }

    fn reverse(&mut self, index: u16, event: &Event, because: &Because) {
        let of = EventRef { seq: self.original.entry.seq, index };
        let because = Because { text: None, inputs: Vec::new(), ..because.clone() };
        match event {
            Event::Spent { purpose: Purpose::Purchase, .. } => {
                self.reverse_spent(of, event, because)
            }
            Event::Earned { .. } => self.reverse_earned(of, event, because),
            Event::Counted { series, period, delta, by_line, .. } if is_undone(series.as_str()) => {
                let due = self.due_in_step(index, *delta, by_line);
                if due != 0 {
                    self.judge.count_back(series, *period, -due);
                }
            }
            Event::CertificateUsed { certificate, amount, by_line } => {
                let shares: Vec<i64> = by_line.iter().map(|m| m.0).collect();
                let due = self.due(index, amount.0, &shares);
                if due > 0 {
                    let certificate = *certificate;
                    let event = Event::CertificateRefunded { certificate, amount: Money(due) };
                    self.judge.push(event, because);
                }
            }
            Event::Accrued { ground, party, amount, by_line } => {
                let shares: Vec<i64> = by_line.iter().map(|m| m.0).collect();
                let due = self.due(index, amount.0, &shares);
                self.judge.accrue(*ground, party, Money(-due), Vec::new(), because);
            }
            Event::Caused { owner, amount, by_line, .. } => {
                let due = self.due(index, *amount, by_line);
                if due != 0 {
                    let event = Event::Uncaused { owner: *owner, of, amount: due };
                    self.judge.push(event, because);
                }
            }
            Event::Scheduled(planned) if !self.stays(planned) => {
                self.judge.call_off(of, &planned.rule);
            }
            Event::Scheduled(_) => {}
            _ if self.progress.complete => self.judge.reverse_whole(of, event, because),
            _ => {}
        }
    }

    /// Whether enough is left for what was planned.
    fn stays(&self, planned: &Planned) -> bool {
        let Progress { after, bought, .. } = self.progress;
        let (mut named, mut pieces, mut money, mut at_first) = (0, 0, 0, 0);
        for stake in &planned.goods {
            let at = usize::from(stake.line);
            let left = bought[at] - after[at];
            if stake.named {
                named += left;
            }
            if let Some(Money(counts)) = stake.counts {
                pieces += left;
                at_first += counts;
                money += counts - cumulative(counts, after[at], bought[at]);
            }
        }
        // What cost nothing stays with those who have it.
        named > 0 && pieces >= planned.pieces.0 && money >= planned.least.0.min(at_first)
    }

    /// Units come back in proportion to the money that they paid.
    fn reverse_spent(&mut self, of: EventRef, event: &Event, because: Because) {
        let Event::Spent { unit, amount, by_line, value, .. } = event else { return };
        let before = self.so_far.reversed.get(&of.index).copied().unwrap_or(0);
        let shares: Vec<i64> = by_line.iter().map(|m| m.0).collect();
        let money = self.progress.share(&shares);
        let target = cumulative(amount.0, money, value.map_or(0, |v| v.0));
        let due = self.settle(of.index, target);
        if due > 0 {
            let event = Event::Unspent {
                of,
                unit: unit.clone(),
                amount: Units(due),
                before: Units(before),
                at_least_until: self.judge.restored_until(),
            };
            self.judge.push(event, because);
        }
    }

    fn reverse_earned(&mut self, of: EventRef, event: &Event, because: Because) {
        let Event::Earned { unit, amount, by_line, .. } = event else { return };
        let shares: Vec<i64> = by_line.iter().map(|u| u.0).collect();
        let due = self.due(of.index, amount.0, &shares);
        if due > 0 {
            self.judge.take_back_units(of, unit, due, because);
        }
    }

    fn settle(&mut self, index: u16, target: i64) -> i64 {
        let done = self.so_far.reversed.insert(index, target).unwrap_or(0);
        if target == 0 {
            self.so_far.reversed.remove(&index);
        }
        target - done
    }
}

/// Time-driven marks stay; what the receipt itself counted goes back.
pub(crate) fn is_undone(series: &str) -> bool {
    !(series.starts_with("birthday:")
        || series.starts_with("recurring:")
        || series.starts_with("idle:")
        || series.starts_with("active:"))
}

impl Judge<'_> {
    /// Until when value that comes back stays valid at least.
    pub(crate) fn restored_until(&self) -> Option<Instant> {
        let days = self.book.settings.restored_validity_days;
        let span = CalendarSpan { days, ..CalendarSpan::default() };
        (days > 0).then(|| span.after(&self.book.calendar, self.inputs.at))
    }

    /// Uses, stock and budgets that an entry claimed go back.
    pub(crate) fn give_claims_back(&mut self, entry: &Entry) {
        // What is only counted for the public goes back with what was counted.
        let public = |claim: &&Claim| !claim.counter.as_str().starts_with("cause:");
        let back = entry.claims.iter().filter(public).map(|claim| Claim {
            counter: claim.counter.clone(),
            delta: -claim.delta,
            maximum: None,
        });
        self.decision.claims.extend(back);
    }

    /// Moves a series back in the period in which it was counted.
    pub(crate) fn count_back(&mut self, series: &model::Key, period: i64, delta: i64) {
        let stored = self.member.series.get(series.as_str());
        let keep_from = stored.and_then(|s| s.buckets.first()).map_or(period, |b| b.0);
        if period < keep_from {
            // The period is over and forgotten; nothing looks at it any more.
            return;
        }
        // A step down may have taken part of it away already; running numbers never go below
        // nothing. An account that was merged passes on whatever it is.
        let value = self.series(series.as_str(), period, period);
        let stops = series.as_str().starts_with("metric:") && self.member.merged.is_none();
        let delta = if stops { delta.max(-value.max(0)) } else { delta };
        let event = Event::Counted {
            series: series.clone(),
            period,
            delta,
            keep_from,
            by_line: Vec::new(),
        };
        self.push(event, Because::default());
    }

    /// Undoes an effect that cannot be undone in parts.
    pub(crate) fn reverse_whole(&mut self, of: EventRef, event: &Event, because: Because) {
        match event {
            Event::MembershipStarted { .. } => {
                let term = self.open_terms().find(|term| term.source == of);
                if let Some(term) = term {
                    self.end_returned(term, because);
                }
            }
            Event::CouponUsed { coupon, id, holder } => {
                let (coupon, id, holder) = (coupon.clone(), *id, *holder);
                let event = Event::CouponRestored { coupon, id, holder };
                self.push(event, because);
            }
            Event::CouponGranted { id, paid_by: None, .. } => {
                let unused = self.member.coupons.iter().any(|c| c.id == *id && c.used == 0);
                if unused && !self.ended_coupons.contains(id) {
                    self.push(Event::CouponEnded { id: *id, expired: false }, because);
                }
            }
            Event::CertificateIssued { .. } => self.withdraw_certificate(event, because),
            Event::Tagged { tag, on } if self.has_tag(tag.as_str()) == *on => {
                self.push(Event::Tagged { tag: tag.clone(), on: !*on }, because);
            }
            _ => {}
        }
    }
}
