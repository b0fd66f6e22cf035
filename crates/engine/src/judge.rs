//! The working state of one decision: what has happened so far in it, on top
//! of the owner's snapshot. Every later step sees the effects of earlier ones.

use crate::fresh::Fresh;
use crate::{Decision, Inputs, Note};
use jiff::civil::{Date, DateTime};
use model::calendar::{Calendar, Window};
use model::entry::Claim;
use model::outcome::{Missing, Refusal};
use model::snapshot::{MemberState, TierState};
use model::{Because, Code, Event, Happening, Instant, Key, Units};
use programme::rulebook::{Measure, Metric, Occasion, Rulebook, Schedule, Track};

/// The longest streak that is counted.
const MOST_STREAK: i64 = 400;

/// The value of a metric for an owner at a moment, in the metric's measure.
pub fn metric_value(
    book: &Rulebook,
    snapshot: &model::Snapshot,
    metric: &Metric,
    at: Instant,
) -> i64 {
    Judge::new(&Inputs::of_state(book, snapshot, at)).metric(metric, at)
}

/// The state of a decision in the making.
pub(crate) struct Judge<'a> {
    pub(crate) book: &'a Rulebook,
    pub(crate) inputs: &'a Inputs<'a>,
    pub(crate) member: &'a MemberState,
    pub(crate) decision: Decision,
    /// The moment for which state is read: `at`, or later for late receipts.
    pub(crate) clock: Instant,
    counted: Vec<(Key, i64, i64)>,
    balances: Vec<(Key, i64)>,
    tiers: Vec<(Key, Option<TierState>)>,
    pub(crate) ended_coupons: Vec<model::id::CouponId>,
    pub(crate) fresh: Fresh,
    /// Whether the entry that is undone is undone in full.
    pub(crate) undone: bool,
    /// How much of it another owner did, while its consequence is judged.
    pub(crate) of_consequence: i64,
    ids: u64,
    date: std::cell::OnceCell<smol_str::SmolStr>,
    /// The moment of the activity on the wall of the shop.
    local: std::cell::OnceCell<DateTime>,
    /// The day of joining.
    joined: std::cell::OnceCell<Option<Date>>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(inputs: &'a Inputs<'a>) -> Self {
        let member = &inputs.snapshot.member;
        Self {
            book: inputs.rulebook,
            inputs,
            member,
            decision: Decision::default(),
            clock: member.clock.map_or(inputs.at, |clock| clock.max(inputs.at)),
            counted: Vec::new(),
            balances: Vec::new(),
            tiers: Vec::new(),
            ended_coupons: Vec::new(),
            fresh: Fresh::default(),
            undone: false,
            of_consequence: 0,
            ids: 0,
            date: std::cell::OnceCell::new(),
            local: std::cell::OnceCell::new(),
            joined: std::cell::OnceCell::new(),
        }
    }

    /// Whether somebody is there who takes part.
    pub(crate) fn has_member(&self) -> bool {
        self.member.enrolled_at.is_some() && !self.member.blocked
    }

    /// The position that the next event will have.
    pub(crate) fn next_index(&self) -> u16 {
        u16::try_from(self.decision.events.len()).unwrap_or(u16::MAX)
    }

    /// Adds an event and keeps the working state in step.
    pub(crate) fn push(&mut self, event: Event, because: Because) {
        match &event {
            Event::Earned { unit, amount, active_at, .. } if active_at.is_none() => {
                self.move_balance(unit, amount.0);
            }
            Event::Spent { unit, amount, hold: None, .. } => self.move_balance(unit, -amount.0),
            Event::Unearned { unit, amount, .. } => self.move_balance(unit, -amount.0),
            Event::TransferredIn { unit, amount, active_at, .. } if active_at.is_none() => {
                self.move_balance(unit, amount.0);
            }
            Event::Unspent { unit, amount, .. }
            | Event::Adjusted { unit, amount, .. }
            | Event::DebtPassedOn { unit, amount, .. } => self.move_balance(unit, amount.0),
            Event::TransferredOut { unit, parts, .. } => {
                let active = parts.iter().filter(|part| part.active_at.is_none());
                self.move_balance(unit, -active.map(|part| part.amount.0).sum::<i64>());
            }
            Event::DebtTakenOver { unit, amount, .. } => self.move_balance(unit, -amount.0),
            Event::Counted { series, period, delta, .. } => self.count(series, *period, *delta),
            Event::TierChanged { track, .. } => {
                let state = TierState::after(self.tier(track.as_str()), &event);
                self.tiers.retain(|t| t.0 != *track);
                self.tiers.push((track.clone(), state));
            }
            Event::CouponEnded { id, .. } => self.ended_coupons.push(*id),
            _ => {}
        }
        self.fresh.note(&event);
        self.decision.events.push(Happening { event, because });
    }

    /// Units became spendable or ceased to be, outside of an event of their own.
    pub(crate) fn move_balance(&mut self, unit: &Key, delta: i64) {
        match self.balances.iter_mut().find(|b| b.0 == *unit) {
            Some(balance) => balance.1 += delta,
            None => self.balances.push((unit.clone(), delta)),
        }
    }

    fn count(&mut self, series: &Key, period: i64, delta: i64) {
        match self.counted.iter_mut().find(|c| c.0 == *series && c.1 == period) {
            Some(counted) => counted.2 += delta,
            None => self.counted.push((series.clone(), period, delta)),
        }
    }

    /// Spendable balance of a unit as of now in the decision.
    pub(crate) fn spendable(&self, unit: &Key) -> Units {
        let delta = self.balances.iter().find(|b| b.0 == *unit).map_or(0, |b| b.1);
        self.inputs.snapshot.holdings.spendable(unit.as_str()) + Units(delta)
    }

    /// The value of a series in periods `from..=to`, with what this decision counted.
    pub(crate) fn series(&self, series: &str, from: i64, to: i64) -> i64 {
        let stored = self.member.series.get(series).map_or(0, |s| s.sum(from, to));
        let counted: i64 = self
            .counted
            .iter()
            .filter(|c| c.0 == *series && c.1 >= from && c.1 <= to)
            .map(|c| c.2)
            .sum();
        stored + counted
    }

    /// Local date and time of the activity; worked out once, as it costs more
    /// than most conditions.
    pub(crate) fn local(&self) -> DateTime {
        *self.local.get_or_init(|| self.book.calendar.local(self.inputs.at))
    }

    /// Whether a schedule runs at the moment of the activity.
    pub(crate) fn runs_now(&self, schedule: &Schedule) -> bool {
        schedule.covers_local(self.inputs.at, || self.local())
    }

    /// The period of a window at a moment.
    pub(crate) fn period(&self, window: Window, at: Instant) -> i64 {
        if window == Window::Lifetime {
            return 0;
        }
        let calendar = &self.book.calendar;
        let joined =
            || *self.joined.get_or_init(|| self.member.enrolled_at.map(|at| calendar.day(at)));
        let day = if at == self.inputs.at { self.local().date() } else { calendar.day(at) };
        Calendar::period_of_day(window, day, joined)
    }

    /// A metric's value in the period of `at`.
    pub(crate) fn metric(&self, metric: &Metric, at: Instant) -> i64 {
        if let Some(window) = metric.streak {
            return self.streak(metric, window, at);
        }
        let period = self.period(metric.window, at);
        let from = match metric.window {
            Window::RollingDays(days) => period - i64::from(days) + 1,
            _ => period,
        };
        self.series(metric.series.as_str(), from, period)
    }

    /// Periods in a row up to now, in thousandths; the present one may still be open.
    fn streak(&self, metric: &Metric, window: Window, at: Instant) -> i64 {
        let now = self.period(window, at);
        let marked = |period: i64| self.series(metric.series.as_str(), period, period) > 0;
        let last = if marked(now) { now } else { now - 1 };
        let run = (0..MOST_STREAK).take_while(|back| marked(last - back)).count();
        i64::try_from(run).unwrap_or(MOST_STREAK) * 1_000
    }

    /// Moves a metric.
    pub(crate) fn count_metric(&mut self, metric: &Metric, delta: i64, by_line: Vec<i64>) {
        let Some(window) = metric.streak else {
            return self.push_count(metric.series.clone(), metric.window, delta, by_line);
        };
        // Each period is marked; the numbers follow from the marks, so that
        // taking one back is exact.
        let event = Event::Counted {
            series: metric.series.clone(),
            period: self.period(window, self.inputs.at),
            delta: 1,
            keep_from: self.period(window, self.clock) - MOST_STREAK,
            by_line: Vec::new(),
        };
        self.push(event, Because::default());
    }

    /// A metric's value in the period before that of `at`.
    pub(crate) fn metric_previous(&self, metric: &Metric, at: Instant) -> i64 {
        let period = self.period(metric.window, at);
        match metric.window {
            Window::Lifetime => 0,
            Window::RollingDays(days) => {
                let days = i64::from(days);
                self.series(metric.series.as_str(), period - 2 * days + 1, period - days)
            }
            _ => self.series(metric.series.as_str(), period - 1, period - 1),
        }
    }

    /// The tier held in a track as of now in the decision.
    pub(crate) fn tier(&self, track: &str) -> Option<&TierState> {
        match self.tiers.iter().find(|t| t.0 == *track) {
            Some((_, state)) => state.as_ref(),
            None => self.member.tiers.get(track),
        }
    }

    /// The rank of the tier held, and the tier's key.
    pub(crate) fn rank(&self, track: &Track) -> Option<usize> {
        self.tier(track.key.as_str()).and_then(|state| track.rank(state.tier.as_str()))
    }

    /// The first period that is still needed of a window.
    pub(crate) fn keep_from(&self, window: Window) -> i64 {
        let now = self.period(window, self.clock);
        match window {
            Window::Lifetime => 0,
            Window::RollingDays(days) => now - 2 * i64::from(days) + 1,
            _ => now - 1,
        }
    }

    /// Counts in a series.
    pub(crate) fn push_count(
        &mut self,
        series: Key,
        window: Window,
        delta: i64,
        by_line: Vec<i64>,
    ) {
        self.push_count_at(series, window, self.inputs.at, delta, by_line);
    }

    /// Counts in the period of a moment.
    pub(crate) fn push_count_at(
        &mut self,
        series: Key,
        window: Window,
        at: Instant,
        delta: i64,
        by_line: Vec<i64>,
    ) {
        if delta == 0 && by_line.iter().all(|d| *d == 0) {
            return;
        }
        let period = self.period(window, at);
        let keep_from = self.keep_from(window);
        let event = Event::Counted { series, period, delta, keep_from, by_line };
        self.push(event, Because::default());
    }

    /// Earns units: the event, and every metric that counts earnings of the unit.
    pub(crate) fn push_earned(&mut self, event: Event, because: Because) {
        let Event::Earned { unit, amount, by_line, .. } = &event else {
            return;
        };
        let (unit, amount) = (unit.clone(), amount.0);
        let by_line: Vec<i64> = by_line.iter().map(|u| u.0).collect();
        self.push(event, because);
        self.count_units(&unit, amount, &by_line, true);
    }

    /// Counts earned or spent units in the metrics that look at them.
    pub(crate) fn count_units(&mut self, unit: &Key, amount: i64, by_line: &[i64], earned: bool) {
        let book = self.book;
        for metric in &book.metrics {
            let counts = match &metric.measure {
                Measure::Earned(of) => earned && of == unit,
                Measure::Spent(of) => !earned && of == unit,
                _ => false,
            };
            if counts && metric.occasion == Occasion::Purchase {
                self.push_count(metric.series.clone(), metric.window, amount, by_line.to_vec());
            }
        }
        self.mark_activity(unit);
    }

    /// Remembers the day of the last activity for units that lapse without it.
    fn mark_activity(&mut self, unit: &Key) {
        let lapses = self
            .book
            .unit(unit.as_str())
            .is_some_and(|u| matches!(u.expiry, programme::rulebook::Expiry::Inactivity(_)));
        if lapses {
            self.mark_day(activity_series(unit));
        }
    }

    /// Claims a global counter; false when the store said that nothing is left.
    pub(crate) fn claim(&mut self, counter: Key, delta: i64, maximum: Option<i64>) -> bool {
        if self.is_exhausted(&counter) || maximum.is_some_and(|m| delta > m) {
            return false;
        }
        self.decision.claims.push(Claim { counter, delta, maximum });
        true
    }

    /// Whether the store said that nothing is left of a counter.
    pub(crate) fn is_exhausted(&self, counter: &Key) -> bool {
        self.inputs.exhausted.contains(counter)
    }

    /// An expected "no".
    pub(crate) fn refuse(&mut self, code: Code, subject: Option<&Key>, missing: Option<Missing>) {
        self.decision.outcome.refusals.push(Refusal {
            code,
            subject: subject.cloned(),
            shown: None,
            missing,
            fatal: false,
        });
    }

    /// An expected "no" to the whole activity.
    pub(crate) fn refuse_all(
        &mut self,
        code: Code,
        subject: Option<&Key>,
        missing: Option<Missing>,
    ) {
        self.decision.outcome.refusals.push(Refusal {
            code,
            subject: subject.cloned(),
            shown: None,
            missing,
            fatal: true,
        });
    }

    /// A rule that does not apply.
    pub(crate) fn note(&mut self, rule: &Key, code: Code, missing: Option<Missing>) {
        if self.inputs.detailed {
            self.decision.notes.push(Note { rule: rule.clone(), code, missing });
        }
    }

    /// The local day as YYYY-MM-DD.
    pub(crate) fn date_text(&self) -> &str {
        self.date.get_or_init(|| smol_str::format_smolstr!("{}", self.local().date()))
    }

    /// Whether a declared sale period runs.
    pub(crate) fn in_sale_period(&self) -> bool {
        let at = self.inputs.at;
        self.book.sale_periods.iter().any(|(from, until)| *from <= at && at < *until)
    }

    /// A new id, the same for the same inputs.
    pub(crate) fn new_id(&mut self) -> [u8; 10] {
        self.ids += 1;
        let mut hasher = blake3::Hasher::new_keyed(&self.inputs.seed);
        hasher.update(&self.ids.to_le_bytes());
        let mut random = [0; 10];
        hasher.finalize_xof().fill(&mut random);
        random
    }

    /// What came out. A fatal refusal leaves nothing that could be booked.
    pub(crate) fn finish(mut self) -> Decision {
        if self.decision.fatal().is_some() {
            self.decision.events.clear();
            self.decision.claims.clear();
        }
        self.decision
    }
}

/// Where the day of the last activity of a unit is kept.
pub(crate) fn activity_series(unit: &Key) -> Key {
    Key(smol_str::format_smolstr!("active:{unit}"))
}
