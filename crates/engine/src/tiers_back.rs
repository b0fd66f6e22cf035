//! Levels that go back: what returns take, and what lies beneath it.
//!
//! A level that is reached lies on top of the one that was held before, which is
//! remembered as it was, and so does a level that is renewed. When the numbers that
//! gave a level are returned, the first level beneath it that still stands comes back,
//! with its own term; where that is over, it ends as it would have ended.

use crate::judge::Judge;
use crate::tiers::MOMENT;
use model::calendar::Window;
use model::event::TierCause;
use model::snapshot::TierState;
use model::{Activity, Event, Instant};
use programme::rulebook::{CalendarSpan, Track};

/// Terms that ended while another level was held, made up for in one decision.
const MOST_TERMS: usize = 64;

impl<'a> Judge<'a> {
    /// A level goes back when the numbers of the period that gave it no longer
    /// reach it, which only returns can do.
    pub(crate) fn take_back(&mut self, track: &'a Track, current: Option<usize>) -> bool {
        let returns = matches!(
            self.inputs.activity,
            Activity::Return(_)
                | Activity::ReturnClaimed(_)
                | Activity::CancelReward(_)
                | Activity::Adjust(_)
                | Activity::Withdraw(_)
                | Activity::TakeOver(_)
                | Activity::HandBack(_)
        );
        let (Some(rank), true) = (current, returns) else {
            return false;
        };
        let Some(state) = self.tier(track.key.as_str()).cloned() else {
            return false;
        };
        if self.stands(track, rank, &state) {
            return false;
        }
        let left = self.level_left(track, &state);
        self.come_back(track, left, TierCause::Returned);
        true
    }

    /// A level by condition goes; what lies beneath it comes back when it is as
    /// high as what the numbers give now.
    pub(crate) fn lose_by_condition(&mut self, track: &'a Track, reached: Option<usize>) {
        let beneath = self.tier(track.key.as_str()).and_then(|state| state.beneath.clone());
        let beneath = self.first_standing(track, beneath);
        if beneath.is_some() && self.rank_of(track, beneath.as_ref()) >= reached {
            return self.come_back(track, beneath, TierCause::Lapsed);
        }
        self.change_tier(track, reached, TierCause::Lapsed, self.inputs.at);
    }

    /// Enters what is left, and closes terms that ended while a higher level was held.
    fn come_back(&mut self, track: &'a Track, state: Option<TierState>, cause: TierCause) {
        let since = state.as_ref().map_or(self.inputs.at, |state| state.since);
        self.enter_level(track, state, cause, since);
        for _ in 0..MOST_TERMS {
            let Some(state) = self.tier(track.key.as_str()).cloned() else { return };
            match self.look_again(track, &state) {
                Some((due, end)) if due <= self.clock => self.close_term(track, &state, end),
                _ => return,
            }
        }
    }

    /// When the end of a term is acted upon, and the end itself.
    pub(crate) fn look_again(
        &self,
        track: &Track,
        state: &TierState,
    ) -> Option<(Instant, Instant)> {
        let grace = CalendarSpan { days: track.grace_days, ..CalendarSpan::default() };
        state.until.map(|until| (grace.after(&self.book.calendar, until), until))
    }

    /// Whether a level is still due to the member.
    fn stands(&self, track: &Track, rank: usize, state: &TierState) -> bool {
        let level = &track.levels[rank];
        if level.on_joining || level.by_condition {
            return level.on_joining || self.level_condition(level);
        }
        if state.invited {
            return !self.undoes_invitation(track, state);
        }
        state.kept
            || self.numbers(track, state.since) >= Some(rank)
            || self.is_forgotten(track, rank, state) && !self.undoes_level(track, state)
    }

    /// The highest level that the numbers give: those of the period that gave the
    /// level of `since`, or of the present one where levels are reached at once.
    fn numbers(&self, track: &Track, since: Instant) -> Option<usize> {
        let present = self.qualified(track, self.inputs.at).filter(|_| track.at_once);
        self.numbers_of(track, since).max(present)
    }

    /// A level that was taken up or renewed when a period ended rests on that period.
    fn numbers_of(&self, track: &Track, since: Instant) -> Option<usize> {
        let begun = self.qualified(track, since).filter(|_| track.at_once);
        self.qualified(track, since - MOMENT).max(begun)
    }

    /// Whether nobody remembers the numbers that gave a level any more.
    fn is_forgotten(&self, track: &Track, rank: usize, state: &TierState) -> bool {
        track.levels[rank].thresholds.iter().any(|threshold| {
            let Some(metric) = self.book.metric(threshold.metric.as_str()) else { return false };
            let period = self.period(metric.window, state.since - MOMENT);
            let first = match metric.window {
                Window::RollingDays(days) => period - i64::from(days) + 1,
                _ => period,
            };
            metric.streak.is_none() && first < self.keep_from(metric.window)
        })
    }

    /// Changes of the track by the entry that is undone.
    fn undone_changes(&self, track: &'a Track) -> impl Iterator<Item = &'a Event> + use<'a> {
        let entry = self.inputs.original.map(|original| original.entry);
        let events = entry.into_iter().flat_map(|entry| {
            entry.events.iter().skip(usize::from(entry.outcome.by_time)).map(|h| &h.event)
        });
        events.filter(|e| matches!(e, Event::TierChanged { track: of, .. } if *of == track.key))
    }

    fn undoes_invitation(&self, track: &Track, state: &TierState) -> bool {
        self.undone
            && self.undone_changes(track).any(|event| {
                matches!(event, Event::TierChanged { to, cause: TierCause::Invited, .. }
                    if to.as_ref() == Some(&state.tier))
            })
    }

    fn undoes_level(&self, track: &Track, state: &TierState) -> bool {
        self.undone && self.undone_changes(track).any(|event| gave(event, state))
    }

    /// What is left when a level is taken back: what lies beneath it, or what the
    /// numbers give, whichever is higher.
    fn level_left(&self, track: &Track, state: &TierState) -> Option<TierState> {
        let beneath = self.first_standing(track, state.beneath.clone());
        let joining = track.levels.iter().position(|l| l.on_joining);
        let numbers = self.numbers(track, state.since);
        let least = numbers.max(joining);
        if beneath.is_some() && self.rank_of(track, beneath.as_ref()) >= least {
            return beneath;
        }
        let is_past = self.numbers_of(track, state.since) >= least;
        let since = if is_past { state.since } else { self.inputs.at };
        least.map(|to| TierState {
            kept: Some(to) > numbers && !track.levels[to].on_joining,
            beneath: beneath.map(Box::new),
            ..self.level_from(track, to, since)
        })
    }

    /// The highest level of those that lie on one another which is still due.
    fn first_standing(
        &self,
        track: &Track,
        mut state: Option<Box<TierState>>,
    ) -> Option<TierState> {
        while let Some(held) = state {
            let rank = track.rank(held.tier.as_str());
            if rank.is_some_and(|rank| self.stands(track, rank, &held)) {
                return Some(*held);
            }
            state = held.beneath;
        }
        None
    }

    fn rank_of(&self, track: &Track, state: Option<&TierState>) -> Option<usize> {
        state.and_then(|state| track.rank(state.tier.as_str()))
    }
}

/// Whether a change brought the level as it is held.
fn gave(event: &Event, state: &TierState) -> bool {
    matches!(event, Event::TierChanged { to, since, .. }
        if to.as_ref() == Some(&state.tier) && *since == state.since)
}
