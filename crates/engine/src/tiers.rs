//! Climbing and losing tiers.

use crate::facts::View;
use crate::judge::Judge;
use model::calendar::Window;
use model::event::TierCause;
use model::snapshot::TierState;
use model::{Activity, Because, Event, Instant, Key};
use programme::rulebook::{Downgrade, Level, Term, Track, Trigger};

/// Reaching a tier can award units that reach the next; each track settles
/// after at most so many rounds.
const MOST_ROUNDS: usize = 16;
/// From the first moment of a period back into the one before it.
pub(crate) const MOMENT: jiff::SignedDuration = jiff::SignedDuration::from_millis(1);

impl<'a> Judge<'a> {
    /// Lifts members to the levels they have reached, and takes back levels
    /// whose qualification was returned.
    pub(crate) fn settle_tiers(&mut self) {
        let joins = matches!(self.inputs.activity, Activity::Enrol(_));
        if self.member.enrolled_at.is_none() && !joins || self.member.merged.is_some() {
            return;
        }
        let book = self.book;
        for _ in 0..MOST_ROUNDS {
            let mut changed = false;
            for track in &book.tracks {
                changed |= self.settle_track(track);
            }
            if !changed {
                return;
            }
        }
    }

    fn settle_track(&mut self, track: &'a Track) -> bool {
        let current = self.rank(track);
        let qualified = self.qualified(track, self.inputs.at);
        let joining = track.levels.iter().position(|l| l.on_joining);
        let fulfilled = self.fulfilled(track);
        let reached = if track.at_once || current.is_none() {
            qualified.filter(|_| track.at_once).max(joining)
        } else {
            joining
        };
        let reached = reached.max(fulfilled);
        let lost = current.filter(|rank| track.levels[*rank].by_condition && current > fulfilled);
        if lost.is_some() && reached < current {
            self.lose_by_condition(track, reached);
            return true;
        }
        if reached > current {
            let Some(to) = reached else { return false };
            let cause = if Some(to) == joining && qualified.is_none_or(|q| q <= to) {
                TierCause::Joined
            } else {
                TierCause::Reached
            };
            self.change_tier(track, Some(to), cause, self.inputs.at);
            self.tier_rules(track, current, to);
            return true;
        }
        self.take_back(track, current)
    }

    /// The highest level whose threshold is reached.
    pub(crate) fn qualified(&self, track: &Track, at: Instant) -> Option<usize> {
        let reaches = |level: &Level| {
            !level.by_invitation
                && level.thresholds.iter().any(|threshold| {
                    self.book
                        .metric(threshold.metric.as_str())
                        .is_some_and(|metric| self.metric(metric, at) >= threshold.at)
                })
                && self.level_condition(level)
        };
        track.levels.iter().rposition(reaches)
    }

    /// The highest level that is held for as long as its condition holds, and does.
    pub(crate) fn fulfilled(&self, track: &Track) -> Option<usize> {
        track.levels.iter().rposition(|level| level.by_condition && self.level_condition(level))
    }

    /// Gives a tier, unless the member holds a higher one.
    pub(crate) fn lift(&mut self, track: &Key, tier: &Key) {
        let book = self.book;
        let found = book.track(track.as_str()).and_then(|t| Some((t, t.rank(tier.as_str())?)));
        let Some((track, rank)) = found else { return };
        let before = self.rank(track);
        if Some(rank) > before {
            self.change_tier(track, Some(rank), TierCause::Invited, self.inputs.at);
            self.tier_rules(track, before, rank);
        }
    }

    pub(crate) fn level_condition(&self, level: &Level) -> bool {
        level.condition.as_ref().is_none_or(|c| c.test(&View::of_member(self)))
    }

    /// Records a change of level with the term of the new one. What is left for
    /// a higher level lies beneath it.
    pub(crate) fn change_tier(
        &mut self,
        track: &Track,
        to: Option<usize>,
        cause: TierCause,
        since: Instant,
    ) {
        let left = self.tier(track.key.as_str()).filter(|_| to > self.rank(track)).cloned();
        let level = to.map(|rank| self.level_from(track, rank, since));
        let state = level.map(|level| TierState { beneath: left.map(Box::new), ..level });
        self.enter_level(track, state, cause, since);
    }

    /// A level with the term that it has when it is taken up at `since`.
    pub(crate) fn level_from(&self, track: &Track, rank: usize, since: Instant) -> TierState {
        let level = &track.levels[rank];
        let is_floor = level.on_joining || level.by_condition;
        TierState {
            tier: level.key.clone(),
            since,
            until: if is_floor { None } else { self.term_end(track, since) },
            invited: false,
            kept: false,
            beneath: None,
        }
    }

    /// Records a change to a level as it is held from now on.
    pub(crate) fn enter_level(
        &mut self,
        track: &Track,
        state: Option<TierState>,
        cause: TierCause,
        since: Instant,
    ) {
        let from = self.tier(track.key.as_str()).map(|state| state.tier.clone());
        let event = Event::TierChanged {
            track: track.key.clone(),
            from,
            to: state.as_ref().map(|state| state.tier.clone()),
            cause,
            since,
            until: state.as_ref().and_then(|state| state.until),
            invited: state.as_ref().is_some_and(|state| state.invited),
            kept: state.as_ref().is_some_and(|state| state.kept),
            beneath: state.and_then(|state| state.beneath),
        };
        self.push(event, Because::default());
    }

    /// When a level taken up at `since` is looked at again.
    fn term_end(&self, track: &Track, since: Instant) -> Option<Instant> {
        let calendar = &self.book.calendar;
        if let Downgrade::OneStepPerIdlePeriod(window) = track.downgrade {
            return calendar.end(window, calendar.period(window, since, None), None);
        }
        match track.term {
            Term::ForGood => None,
            Term::For(span) => Some(span.after(calendar, since)),
            Term::EndOf { window, plus } => {
                let period = calendar.period(window, since, self.member.enrolled_at);
                calendar.end(window, period + i64::from(plus), self.member.enrolled_at)
            }
        }
    }

    /// Rules that follow from reaching a level from below.
    pub(crate) fn tier_rules(&mut self, track: &'a Track, from: Option<usize>, to: usize) {
        let book = self.book;
        let Some(positions) = book.index.tiers.get(&track.key) else {
            return;
        };
        for &position in positions {
            let rule = &book.rules[usize::from(position)];
            let Trigger::TierReached { tier, .. } = &rule.trigger else {
                continue;
            };
            let passed = |key: &Key| {
                track.rank(key.as_str()).is_some_and(|r| r <= to && from.is_none_or(|f| r > f))
            };
            if tier.as_ref().is_none_or(passed) {
                self.run_member_rule(rule, None);
            }
        }
    }

    /// The end of a term: the level is renewed or lost.
    pub(crate) fn close_term(&mut self, track: &'a Track, state: &TierState, end: Instant) {
        let Some(rank) = track.rank(state.tier.as_str()) else {
            return;
        };
        if let Downgrade::OneStepPerIdlePeriod(window) = track.downgrade {
            return self.close_idle_period(track, rank, window, end);
        }
        let joining = track.levels.iter().position(|l| l.on_joining);
        // The period that just ended is the one that is judged.
        let qualified = self.qualified(track, end - MOMENT).max(joining);
        if qualified > Some(rank) && !state.invited {
            self.change_tier(track, qualified, TierCause::Reached, end);
            return self.tier_rules(track, Some(rank), qualified.unwrap_or(rank));
        }
        let to = match track.downgrade {
            _ if qualified == Some(rank) && !state.invited => qualified,
            Downgrade::OneStep => qualified.max(rank.checked_sub(1)),
            Downgrade::Requalified => qualified,
            Downgrade::Never | Downgrade::OneStepPerIdlePeriod(_) => Some(rank),
        };
        let stays = to == Some(rank);
        let cause = if stays { TierCause::Requalified } else { TierCause::Lapsed };
        let kept = to > qualified && !(stays && state.invited);
        // What renews a level may come back: then it is held as it was before, to its end.
        let renewed = stays && qualified == to && !state.invited;
        let beneath = renewed.then(|| Box::new(before_renewal(state)));
        let level = to.map(|to| TierState { kept, beneath, ..self.level_from(track, to, end) });
        self.enter_level(track, level, cause, end);
    }

    /// A calendar period is over: without a purchase in it one level is lost,
    /// and what had counted falls back to the threshold of the level reached.
    fn close_idle_period(&mut self, track: &'a Track, rank: usize, window: Window, end: Instant) {
        let period = self.period(window, end) - 1;
        let purchases = self.series(crate::purchases_in(window).as_str(), period, period);
        let lowest_is_base = track.levels[0].on_joining;
        if purchases > 0 || (rank == 0 && lowest_is_base) {
            return self.change_tier(track, Some(rank), TierCause::Requalified, end);
        }
        let below = rank.checked_sub(1);
        self.change_tier(track, below, TierCause::Inactive, end);
        let book = self.book;
        for threshold in &track.levels[rank].thresholds {
            let Some(metric) = book.metric(threshold.metric.as_str()) else { continue };
            let reached = below.map_or(0, |b| threshold_of(track, b, &threshold.metric));
            let excess = self.metric(metric, self.inputs.at) - reached;
            if excess > 0 {
                self.push_count(metric.series.clone(), metric.window, -excess, Vec::new());
            }
        }
    }
}

/// A level as it was held before it is renewed, without what it was renewed from itself.
fn before_renewal(state: &TierState) -> TierState {
    let mut beneath = state.beneath.clone();
    while beneath.as_ref().is_some_and(|held| held.tier == state.tier) {
        beneath = beneath.and_then(|held| held.beneath);
    }
    TierState { beneath, ..state.clone() }
}

/// Where a level begins in a metric; nothing when the metric does not reach it.
fn threshold_of(track: &Track, rank: usize, metric: &Key) -> i64 {
    track.levels[rank].thresholds.iter().find(|t| t.metric == *metric).map_or(0, |t| t.at)
}
