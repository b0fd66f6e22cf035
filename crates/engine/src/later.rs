//! What rules give later, what follows from numbers that are reached, and from
//! a time without purchases.

use crate::facts::View;
use crate::judge::Judge;
use crate::purchase::{Chosen, Purchase};
use model::calendar::Window;
use model::event::{EventRef, Planned, Stake};
use model::snapshot::ScheduledState;
use model::{Because, Event, Instant, Key, Money};
use programme::rulebook::{CalendarSpan, Effect, Rule, Trigger};

/// A number that is reached can bring what reaches the next; so many rounds of that.
const MOST_ROUNDS: usize = 4;

/// The series with the day of the last purchase.
pub(crate) const LAST_PURCHASE: &str = "active:purchases";

impl Purchase<'_, '_> {
    /// A rule gives the rest later, as long as enough stays of the goods that it names.
    pub(crate) fn schedule(
        &mut self,
        rule: &Rule,
        after: CalendarSpan,
        least: Money,
        chosen: &[usize],
    ) {
        let minimum = rule.minimum.as_ref();
        let counting =
            minimum.map_or_else(|| Chosen::from_slice(chosen), |m| self.counting(m, chosen));
        let lines = 0..u16::try_from(self.basket.lines.len()).unwrap_or(u16::MAX);
        let none = |line| Stake { line, named: false, counts: None };
        let mut goods: Vec<Stake> = lines.map(none).collect();
        for &at in chosen {
            goods[at].named = true;
        }
        for &at in counting.iter() {
            goods[at].counts = Some(Money(self.total_of(&[at])));
        }
        goods.retain(|stake| stake.named || stake.counts.is_some());
        let planned = Planned {
            rule: rule.key.clone(),
            due_at: after.after(&self.judge.book.calendar, self.judge.inputs.at),
            least,
            pieces: minimum.and_then(|m| m.quantity).unwrap_or_default(),
            goods,
        };
        self.judge.push(Event::Scheduled(planned), Because::rule(&rule.key));
    }
}

impl<'a> Judge<'a> {
    /// What was planned is due. A rule that is gone gives nothing any more.
    pub(crate) fn give_scheduled(&mut self, planned: &ScheduledState) {
        let book = self.book;
        let rule = book.rule(planned.rule.as_str());
        let done = rule.is_some() && self.has_member();
        let event = Event::Unscheduled { rule: planned.rule.clone(), of: planned.source, done };
        self.push(event, Because::rule(&planned.rule));
        let Some(rule) = rule.filter(|_| done) else { return };
        for effect in &rule.effects {
            if let Effect::Later { effects, .. } = effect
                && self.is_affordable(rule.budget.as_ref(), effects)
            {
                self.give_effects(&rule.key, rule.budget.as_ref(), effects, None);
            }
        }
        self.settle_tiers();
        self.reach();
    }

    /// A return that leaves too little calls off what was planned.
    pub(crate) fn call_off(&mut self, of: EventRef, rule: &Key) {
        let open = self.member.scheduled.iter().any(|s| s.source == of)
            && !self.fresh.unscheduled.contains(&of);
        if open {
            let event = Event::Unscheduled { rule: rule.clone(), of, done: false };
            self.push(event, Because::rule(rule));
        }
    }

    /// Rules on numbers that are reached, each once in its period.
    pub(crate) fn reach(&mut self) {
        if !self.has_member() || self.book.index.reached.is_empty() {
            return;
        }
        for _ in 0..MOST_ROUNDS {
            if !self.reach_once() {
                return;
            }
            self.settle_tiers();
        }
    }

    fn reach_once(&mut self) -> bool {
        let book = self.book;
        let mut any = false;
        for &position in &book.index.reached {
            let rule = &book.rules[usize::from(position)];
            let Trigger::Reached { window } = rule.trigger else { continue };
            let series = Key(smol_str::format_smolstr!("reached:{}/{}", rule.key, window.code()));
            let is_open = self.used_of(series.as_str(), window) == 0
                && rule.condition.as_ref().is_none_or(|c| c.test(&View::of_member(self)));
            if is_open && self.run_member_rule(rule, None) {
                self.push_count(series, window, 1, Vec::new());
                any = true;
            }
        }
        any
    }

    /// Remembers the day of this purchase, where rules ask how long ago it was.
    pub(crate) fn mark_purchase(&mut self) {
        if !self.book.index.idle.is_empty() {
            self.mark_day(Key::new(LAST_PURCHASE));
        }
    }

    /// Remembers the day in a series that keeps only the latest one.
    pub(crate) fn mark_day(&mut self, series: Key) {
        let day = self.period(Window::Day, self.clock);
        if self.series(series.as_str(), day, i64::MAX) > 0 {
            return;
        }
        let event =
            Event::Counted { series, period: day, delta: 1, keep_from: day, by_line: Vec::new() };
        self.push(event, Because::default());
    }

    /// When a rule on a time without purchases is due, and the day of the last one.
    pub(crate) fn idle_due(&self, rule: &Rule) -> Option<(Instant, i64)> {
        let Trigger::Idle(span) = rule.trigger else { return None };
        let last = self.member.series.get(LAST_PURCHASE)?.buckets.last()?.0;
        let day = self.book.calendar.start(Window::Day, last, None)?;
        let done = self.series(&format!("idle:{}", rule.key), last, last) > 0;
        (!done).then(|| (span.after(&self.book.calendar, day), last))
    }

    /// Nobody bought for so long.
    pub(crate) fn run_idle_rule(&mut self, rule: &'a Rule, last: i64, at: Instant) {
        let event = Event::Counted {
            series: Key(smol_str::format_smolstr!("idle:{}", rule.key)),
            period: last,
            delta: 1,
            keep_from: last,
            by_line: Vec::new(),
        };
        self.push(event, Because::default());
        self.run_member_rule(rule, Some(at));
    }
}
