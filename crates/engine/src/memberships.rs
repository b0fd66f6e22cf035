//! Paid memberships: terms that begin, follow each other, are reminded of,
//! given up or over.

use crate::judge::Judge;
use model::activity::{CancelMembership, StartMembership};
use model::calendar::Window;
use model::event::MembershipEnd;
use model::outcome::ReturnOutcome;
use model::snapshot::MembershipState;
use model::{Because, Code, Event, Instant, Key, Money};
use programme::rulebook::{CalendarSpan, Plan, PlanRefund};

/// Terms of one membership that one receipt can sell.
const MOST_TERMS: i64 = 24;

impl<'a> Judge<'a> {
    /// A membership begins, paid elsewhere or as a trial.
    pub(crate) fn start_membership(&mut self, start: &'a StartMembership) {
        let book = self.book;
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let Some(plan) = book.plan(start.plan.as_str()) else {
            return self.refuse_all(Code::MEMBERSHIP_UNKNOWN, Some(&start.plan), None);
        };
        if !start.trial {
            self.begin_term(plan, start.paid.unwrap_or(plan.fee), None);
            return self.after_member_changed();
        }
        let series = Key(smol_str::format_smolstr!("trial:{}", plan.key));
        let used = self.series(series.as_str(), 0, 0) > 0;
        let Some(trial) = plan.trial.filter(|_| !used) else {
            return self.refuse_all(Code::MEMBERSHIP_TRIAL, Some(&plan.key), None);
        };
        if self.membership_until(plan.key.as_str()).is_some() {
            return self.refuse_all(Code::MEMBERSHIP_TRIAL, Some(&plan.key), None);
        }
        self.push_count(series, Window::Lifetime, 1, Vec::new());
        self.begin_term(plan, Money::ZERO, Some(trial));
        self.after_member_changed();
    }

    /// One more term, after the one in force. A trial lasts as long as it is given.
    pub(crate) fn begin_term(&mut self, plan: &'a Plan, fee: Money, trial: Option<CalendarSpan>) {
        let at = self.inputs.at;
        let from = self.membership_until(plan.key.as_str()).map_or(at, |until| until.max(at));
        let until = trial.unwrap_or(plan.term).after(&self.book.calendar, from);
        let event = Event::MembershipStarted {
            plan: plan.key.clone(),
            from,
            until,
            fee,
            trial: trial.is_some(),
            saved_before: self.saved(plan),
        };
        self.push(event, Because::rule(&plan.key));
    }

    /// What the member has saved through a membership in all.
    pub(crate) fn saved(&self, plan: &Plan) -> i64 {
        let metric = self.book.metric(plan.savings.as_str());
        metric.map_or(0, |metric| self.metric(metric, self.inputs.at))
    }

    /// A membership is given up: all its terms end, and what the programme
    /// promises of their fees goes back.
    pub(crate) fn cancel_membership(&mut self, cancel: &'a CancelMembership) {
        let book = self.book;
        let Some(plan) = book.plan(cancel.plan.as_str()) else {
            return self.refuse_all(Code::MEMBERSHIP_UNKNOWN, Some(&cancel.plan), None);
        };
        let member = self.member;
        let open =
            |m: &&MembershipState| m.plan == plan.key && !self.fresh.ended.contains(&m.source);
        let terms: Vec<&MembershipState> = member.memberships.iter().filter(open).collect();
        if terms.is_empty() {
            return self.refuse_all(Code::MEMBERSHIP_NONE, Some(&plan.key), None);
        }
        let mut money = Money::ZERO;
        for term in terms {
            let refund = self.refund_of(plan, term);
            money += refund;
            let event = Event::MembershipEnded {
                plan: plan.key.clone(),
                source: term.source,
                cause: MembershipEnd::Cancelled,
                refund,
                saved: self.saved(plan),
            };
            let mut because = Because::rule(&plan.key);
            if let Some(reason) = &cancel.reason {
                because = because.with("reason", reason);
            }
            self.push(event, because);
        }
        self.decision.outcome.refund = Some(ReturnOutcome { money, ..ReturnOutcome::default() });
        self.after_member_changed();
    }

    fn refund_of(&self, plan: &Plan, term: &MembershipState) -> Money {
        let at = self.inputs.at;
        let withdraws = plan
            .withdraw_within
            .is_some_and(|span| at < span.after(&self.book.calendar, term.from));
        if withdraws || at <= term.from {
            return term.fee;
        }
        let left = self.days(at, term.until);
        let whole = self.days(term.from, term.until).max(1);
        let share = model::Rounding::Down.divide(i128::from(term.fee.0) * left, whole);
        let share = Money(model::amount::narrow(share)).min(term.fee);
        match plan.refund {
            PlanRefund::Nothing => Money::ZERO,
            PlanRefund::ProRata => share,
            PlanRefund::ProRataLessSavings => {
                let saved = Money((self.saved(plan) - term.saved_before).max(0));
                share.min(Money((term.fee - saved).0.max(0)))
            }
        }
    }

    /// Days of the calendar from one moment to another, so that a clock that is
    /// put forward or back makes no difference.
    fn days(&self, from: Instant, until: Instant) -> i128 {
        let calendar = &self.book.calendar;
        i128::from((calendar.day(until) - calendar.day(from)).get_days().max(0))
    }

    /// The terms that a receipt sells: one for each piece, which share what was paid.
    pub(crate) fn sell_terms(&mut self, plan: &'a Plan, pieces: i64, paid: Money) {
        let pieces = pieces.clamp(1, MOST_TERMS);
        for number in 0..pieces {
            let part = |to: i64| model::allocation::cumulative(paid.0, to, pieces);
            self.begin_term(plan, Money(part(number + 1) - part(number)), None);
        }
    }

    /// The term of a membership is over.
    pub(crate) fn end_membership(&mut self, term: &MembershipState) {
        let event = Event::MembershipEnded {
            plan: term.plan.clone(),
            source: term.source,
            cause: MembershipEnd::Lapsed,
            refund: Money::ZERO,
            saved: self.book.plan(term.plan.as_str()).map_or(0, |plan| self.saved(plan)),
        };
        self.push(event, Because::rule(&term.plan));
        self.settle_tiers();
    }

    /// What sold the term came back.
    pub(crate) fn end_returned(&mut self, term: &MembershipState, because: Because) {
        let event = Event::MembershipEnded {
            plan: term.plan.clone(),
            source: term.source,
            cause: MembershipEnd::Returned,
            refund: Money::ZERO,
            saved: self.book.plan(term.plan.as_str()).map_or(0, |plan| self.saved(plan)),
        };
        self.push(event, because);
    }

    /// The end of a membership is near.
    pub(crate) fn remind_of_membership(&mut self, term: &MembershipState) {
        let book = self.book;
        let event = Event::MembershipReminded { plan: term.plan.clone(), source: term.source };
        let because = Because::rule(&term.plan).with("until", book.calendar.day(term.until));
        self.push(event, because.clone());
        let text = book.plan(term.plan.as_str()).and_then(|plan| plan.reminder.clone());
        if let Some(text) = text {
            self.push(Event::MessageWanted { text }, because);
        }
    }

    /// When a member is to be reminded of the end of a term; not when another one follows.
    pub(crate) fn reminder_due(&self, term: &MembershipState) -> Option<Instant> {
        let span = self.book.plan(term.plan.as_str())?.remind?;
        let is_last = self.membership_until(term.plan.as_str()) == Some(term.until);
        let at = span.before(&self.book.calendar, term.until);
        (is_last && !term.reminded && at > term.from).then_some(at)
    }

    /// What follows when facts about the member changed.
    pub(crate) fn after_member_changed(&mut self) {
        self.settle_tiers();
        self.reach();
        self.convert();
    }
}
