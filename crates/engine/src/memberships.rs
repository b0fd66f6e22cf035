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

/// Milliseconds of a day.
const DAY: i128 = 24 * 60 * 60 * 1_000;

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
        let left = days(at, term.until);
        let whole = days(term.from, term.until).max(1);
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

    /// The term of a membership is over.
    pub(crate) fn end_membership(&mut self, term: &MembershipState) {
        let event = Event::MembershipEnded {
            plan: term.plan.clone(),
            source: term.source,
            cause: MembershipEnd::Lapsed,
            refund: Money::ZERO,
        };
        self.push(event, Because::rule(&term.plan));
        self.settle_tiers();
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

/// Days from one moment to another; a day that has begun counts.
fn days(from: Instant, until: Instant) -> i128 {
    let millis = i128::from(until.as_millisecond()) - i128::from(from.as_millisecond());
    (millis.max(0) + DAY - 1) / DAY
}
