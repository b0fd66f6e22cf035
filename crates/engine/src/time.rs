//! What time alone brings: activation and expiry, ends of tier terms,
//! birthdays, recurring dates, holds that lapse.
//!
//! Everything due between the owner's clock and the moment of the activity is
//! done first, in order of time, so a decision never depends on how punctual
//! the jobs are.

use crate::judge::{Judge, activity_series};
use jiff::civil::Date;
use model::holdings::{HeldPart, Terms, UnitHolding};
use model::snapshot::{MembershipState, ScheduledState, TierState};
use model::{Because, Event, Instant, Key};
use programme::rulebook::{Expiry, Rule, Track, Trigger};

/// Work of one decision; the rest follows with the next one.
const MOST_DUES: usize = 2_000;
/// Birthdays and recurring dates are not made up for after so long.
pub(crate) const LATEST_DAYS: i64 = 31;

/// Something that is due at a moment.
enum Due<'a> {
    HoldLapse(Key, model::id::HoldId),
    CouponEnd(model::id::CouponId),
    TermEnd(&'a Track, TierState, Instant),
    PeriodEnd(&'a Track, Instant),
    Birthday(&'a Rule, i64),
    Recurring(&'a Rule, i64),
    UnitLapse(&'a Key),
    MembershipEnd(&'a MembershipState),
    MembershipReminder(&'a MembershipState),
    VerificationEnd(&'a Key),
    Scheduled(&'a ScheduledState),
    Idle(&'a Rule, i64),
}

impl<'a> Judge<'a> {
    /// Does everything that is due up to the clock.
    pub(crate) fn advance(&mut self) {
        let to = self.clock;
        if self.member.enrolled_at.is_none() && self.inputs.snapshot.seq == 0 {
            return;
        }
        self.advance_lots(to);
        for _ in 0..MOST_DUES {
            let Some((at, due)) = self.next_due(to) else {
                break;
            };
            self.perform(due, at);
        }
        if self.inputs.snapshot.member.clock.is_some() || self.member.enrolled_at.is_some() {
            self.convert();
        }
    }

    /// Lots become active or expire; the ledger knows which.
    fn advance_lots(&mut self, to: Instant) {
        if self.member.clock.is_some_and(|clock| clock >= to) {
            return;
        }
        self.push(Event::TimeAdvanced { to }, Because::default());
        let holdings = &self.inputs.snapshot.holdings;
        for (unit, holding) in &holdings.units {
            let mut delta = 0;
            for lot in &holding.lots {
                let expired = lot.terms.expires_at.is_some_and(|at| at <= to);
                let active = lot.terms.active_at.is_none_or(|at| at <= to);
                match (lot.pending, expired) {
                    (true, false) if active => delta += lot.remaining.0,
                    (false, true) => delta -= lot.remaining.0,
                    _ => {}
                }
            }
            if delta != 0 {
                self.move_balance(unit, delta);
            }
        }
    }

    /// The earliest thing that is due up to `to`.
    fn next_due(&self, to: Instant) -> Option<(Instant, Due<'a>)> {
        let mut earliest: Option<(Instant, Due<'a>)> = None;
        let mut offer = |at: Instant, due: Due<'a>| {
            if at <= to && earliest.as_ref().is_none_or(|e| at < e.0) {
                earliest = Some((at, due));
            }
        };
        if self.member.merged.is_some() {
            self.own_dues(&mut offer);
            return earliest;
        }
        self.hold_dues(&mut offer);
        self.coupon_dues(&mut offer);
        self.tier_dues(&mut offer);
        self.unit_dues(&mut offer);
        self.date_dues(&mut offer);
        self.own_dues(&mut offer);
        self.idle_dues(&mut offer);
        earliest
    }

    fn hold_dues(&self, offer: &mut impl FnMut(Instant, Due<'a>)) {
        for (unit, holding) in &self.inputs.snapshot.holdings.units {
            for hold in &holding.holds {
                let released = self.decision.events.iter().any(
                    |h| matches!(&h.event, Event::HoldReleased { hold: id, .. } if *id == hold.id),
                );
                if !released {
                    offer(hold.until, Due::HoldLapse(unit.clone(), hold.id));
                }
            }
        }
    }

    fn coupon_dues(&self, offer: &mut impl FnMut(Instant, Due<'a>)) {
        for coupon in &self.member.coupons {
            if let Some(until) = coupon.until
                && !self.ended_coupons.contains(&coupon.id)
            {
                offer(until, Due::CouponEnd(coupon.id));
            }
        }
    }

    /// Memberships, verifications, and what rules give later.
    fn own_dues(&self, offer: &mut impl FnMut(Instant, Due<'a>)) {
        for term in &self.member.memberships {
            if self.fresh.ended.contains(&term.source) {
                continue;
            }
            offer(term.until, Due::MembershipEnd(term));
            if let Some(at) = self.reminder_due(term).filter(|_| !self.was_reminded(term)) {
                offer(at, Due::MembershipReminder(term));
            }
        }
        for (kind, until) in &self.member.verifications {
            let ended = |h: &model::Happening| matches!(&h.event, Event::VerificationEnded { kind: ended, .. } if ended == kind);
            if let Some(until) = until.filter(|_| !self.decision.events.iter().any(ended)) {
                offer(until, Due::VerificationEnd(kind));
            }
        }
        for planned in &self.member.scheduled {
            if !self.fresh.unscheduled.contains(&planned.source) {
                offer(planned.due_at, Due::Scheduled(planned));
            }
        }
    }

    fn was_reminded(&self, term: &MembershipState) -> bool {
        self.decision.events.iter().any(|h| {
            matches!(&h.event, Event::MembershipReminded { source, .. } if *source == term.source)
        })
    }

    fn idle_dues(&self, offer: &mut impl FnMut(Instant, Due<'a>)) {
        if !self.has_member() {
            return;
        }
        let oldest = self.clock - jiff::SignedDuration::from_hours(24 * LATEST_DAYS);
        let book = self.book;
        for &position in &book.index.idle {
            let rule = &book.rules[usize::from(position)];
            if let Some((at, last)) = self.idle_due(rule).filter(|due| due.0 >= oldest) {
                offer(at, Due::Idle(rule, last));
            }
        }
    }

    fn tier_dues(&self, offer: &mut impl FnMut(Instant, Due<'a>)) {
        let book = self.book;
        for track in &book.tracks {
            // Who climbs when a term ends does not lose the level first.
            if let Some(end) = self.next_period_end(track) {
                offer(end, Due::PeriodEnd(track, end));
            }
            let Some(state) = self.tier(track.key.as_str()) else {
                continue;
            };
            if let Some((due, end)) = self.look_again(track, state) {
                offer(due, Due::TermEnd(track, state.clone(), end));
            }
        }
    }

    fn unit_dues(&self, offer: &mut impl FnMut(Instant, Due<'a>)) {
        let book = self.book;
        for unit in &book.units {
            let Expiry::Inactivity(span) = unit.expiry else {
                continue;
            };
            let series = activity_series(&unit.key);
            let last = self.member.series.get(series.as_str()).and_then(|s| s.buckets.last());
            let Some((day, _)) = last else { continue };
            let start = book.calendar.start(model::calendar::Window::Day, *day, None);
            if let Some(start) = start
                && self.spendable(&unit.key).0 > 0
            {
                offer(span.after(&book.calendar, start), Due::UnitLapse(&unit.key));
            }
        }
    }

    /// Birthdays and recurring dates after the owner's clock that were not done.
    fn date_dues(&self, offer: &mut impl FnMut(Instant, Due<'a>)) {
        let book = self.book;
        let Some(joined) = self.member.enrolled_at else {
            return;
        };
        if self.member.blocked {
            return;
        }
        let oldest = self.clock - jiff::SignedDuration::from_hours(24 * LATEST_DAYS);
        let since = self.member.clock.unwrap_or(joined).max(oldest);
        for &position in &book.index.birthday {
            let rule = &book.rules[usize::from(position)];
            if let Some((at, year)) = self.next_birthday(rule, joined, since) {
                offer(at, Due::Birthday(rule, year));
            }
        }
        for &position in &book.index.recurring {
            let rule = &book.rules[usize::from(position)];
            let Trigger::Recurring { every_days } = rule.trigger else {
                continue;
            };
            let every = i64::from(every_days.max(1));
            let calendar = &book.calendar;
            let first = calendar.day(joined);
            let passed = i64::from((calendar.day(since) - first).get_days());
            let mut number = (passed / every).max(1);
            let date =
                |number: i64| plus_days(first, number * every).map(|d| calendar.start_of_day(d));
            while date(number).is_some_and(|at| at <= since)
                || self.series(&done("recurring", rule), number, number) > 0
            {
                number += 1;
            }
            if let Some(at) = date(number) {
                offer(at, Due::Recurring(rule, number));
            }
        }
    }

    fn perform(&mut self, due: Due<'a>, at: Instant) {
        match due {
            Due::HoldLapse(unit, hold) => {
                let held = self.held(&unit, hold);
                self.push(Event::HoldReleased { hold, lapsed: true }, Because::default());
                self.move_balance(&unit, held);
            }
            Due::CouponEnd(id) => {
                self.push(Event::CouponEnded { id, expired: true }, Because::default());
            }
            Due::TermEnd(track, state, end) => self.close_term(track, &state, end),
            Due::PeriodEnd(track, end) => self.climb(track, end),
            Due::UnitLapse(unit) => {
                let balance = self.spendable(unit).0;
                self.push(Event::Lapsed { unit: unit.clone() }, Because::default());
                self.move_balance(unit, -balance);
            }
            Due::Birthday(rule, year) => {
                self.mark_done("birthday", rule, year);
                self.run_member_rule(rule, Some(at));
            }
            Due::Recurring(rule, number) => {
                self.mark_done("recurring", rule, number);
                self.run_member_rule(rule, Some(at));
            }
            Due::MembershipEnd(term) => self.end_membership(term),
            Due::MembershipReminder(term) => self.remind_of_membership(term),
            Due::VerificationEnd(kind) => self.end_verification(kind),
            Due::Scheduled(planned) => self.give_scheduled(planned),
            Due::Idle(rule, last) => self.run_idle_rule(rule, last, at),
        }
    }

    /// Value in a hold that goes back to the balance when it ends.
    pub(crate) fn held(&self, unit: &Key, hold: model::id::HoldId) -> i64 {
        let Some(holding) = self.inputs.snapshot.holdings.unit(unit.as_str()) else {
            return 0;
        };
        let found = holding.holds.iter().find(|h| h.id == hold);
        let parts = found.map_or(&[][..], |h| &h.parts);
        let fresh = parts.iter().filter(|part| self.is_fresh(holding, part));
        fresh.map(|part| part.amount.0).sum()
    }

    /// Whether value in a hold is still good when it goes back. A return may have opened
    /// its lot again for longer meanwhile.
    pub(crate) fn is_fresh(&self, holding: &UnitHolding, part: &HeldPart) -> bool {
        let is_good = |terms: &Terms| terms.expires_at.is_none_or(|at| at > self.clock);
        let open = holding.lots.iter().find(|lot| lot.id == part.lot);
        is_good(&part.terms) || open.is_some_and(|lot| is_good(&lot.terms))
    }

    pub(crate) fn mark_done(&mut self, what: &str, rule: &Rule, number: i64) {
        let series = Key(done(what, rule));
        let event = Event::Counted {
            series,
            period: number,
            delta: 1,
            keep_from: number - 1,
            by_line: Vec::new(),
        };
        self.push(event, Because::default());
    }

    /// Runs a rule that is about the member alone, if it is in force. Says
    /// whether it was, be it for the control group.
    pub(crate) fn run_member_rule(&mut self, rule: &'a Rule, at: Option<Instant>) -> bool {
        let at = at.unwrap_or(self.inputs.at);
        let in_force = rule.schedule.covers(&self.book.calendar, at)
            && !self.waits_for_activation(rule)
            && !self.limits_reached_at("limit", &rule.key, &rule.limits, at)
            && rule.condition.as_ref().is_none_or(|c| c.test(&crate::facts::View::of_member(self)))
            && self.is_affordable(rule.budget.as_ref(), &rule.effects);
        if !in_force {
            return false;
        }
        if self.is_held_out(rule) {
            self.hold_out(rule);
            return true;
        }
        if !self.count_use_at("limit", &rule.key, &rule.limits, at) {
            return false;
        }
        self.give_effects(&rule.key, rule.budget.as_ref(), &rule.effects, None);
        true
    }

    /// Keeps how many of the events so far are the work of time: undoing the
    /// activity leaves them alone.
    pub(crate) fn mark_work_of_time(&mut self) {
        let events = &self.decision.events;
        if events.iter().any(|h| !matches!(h.event, Event::TimeAdvanced { .. })) {
            self.decision.outcome.by_time = self.next_index();
        }
    }
}

pub(crate) fn done(what: &str, rule: &Rule) -> smol_str::SmolStr {
    smol_str::format_smolstr!("{what}:{}", rule.key)
}

pub(crate) fn plus_days(day: Date, days: i64) -> Option<Date> {
    day.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// The next moment when time alone changes something for the owner.
pub(crate) fn next_due(judge: &Judge<'_>) -> Option<Instant> {
    let snapshot = judge.inputs.snapshot;
    let lots = snapshot.holdings.units.values().flat_map(|h| &h.lots).filter_map(|lot| {
        if lot.pending {
            lot.terms.active_at.or(lot.terms.expires_at)
        } else {
            lot.terms.expires_at
        }
    });
    lots.chain(judge.next_due(Instant::MAX).map(|due| due.0)).min()
}
