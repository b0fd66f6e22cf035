//! Levels that are reached when a period ends.
//!
//! The period is that of the number that reaches the level. Numbers for ever
//! and series in a row are looked at when the period ends by whose end the
//! track holds its levels, or else the year; numbers of the last days every day.

use crate::judge::Judge;
use crate::tiers::MOMENT;
use model::calendar::Window;
use model::event::TierCause;
use model::{Event, Instant};
use programme::rulebook::{Metric, Term, Track};

impl<'a> Judge<'a> {
    /// The next end of a period by which a member has reached a higher level.
    ///
    /// Numbers of calendar periods are kept, so a receipt that comes late still
    /// counts for the end that it missed, unless the level has changed since.
    pub(crate) fn next_period_end(&self, track: &Track) -> Option<Instant> {
        let joined = self.member.enrolled_at.filter(|_| !track.at_once)?;
        let seen = self.member.clock.unwrap_or(joined);
        let rank = self.rank(track);
        let since = match self.tier(track.key.as_str()) {
            Some(state) => state.since,
            None => self.left_at(track).map_or(seen, |left| left.max(seen)),
        };
        let higher = track.levels.iter().skip(rank.map_or(0, |rank| rank + 1));
        let metrics = higher
            .flat_map(|level| &level.thresholds)
            .filter_map(|threshold| self.book.metric(threshold.metric.as_str()));
        let mut ends: Vec<Instant> = metrics
            .flat_map(|metric| self.period_ends(track, metric, since.max(seen)))
            .filter(|end| *end > since)
            .collect();
        ends.sort_unstable();
        ends.into_iter().find(|end| self.qualified(track, *end - MOMENT) > rank)
    }

    /// When this decision took the last level of a track away.
    fn left_at(&self, track: &Track) -> Option<Instant> {
        self.decision.events.iter().rev().find_map(|h| match &h.event {
            Event::TierChanged { track: of, since, .. } if *of == track.key => Some(*since),
            _ => None,
        })
    }

    fn period_ends(&self, track: &Track, metric: &Metric, from: Instant) -> Vec<Instant> {
        let calendar = &self.book.calendar;
        let joined = self.member.enrolled_at;
        let window = match (metric.streak, metric.window) {
            (Some(window), _) => window,
            (None, Window::RollingDays(_)) => Window::Day,
            (None, Window::Lifetime) => match track.term {
                Term::EndOf { window, .. } => window,
                _ => Window::Year,
            },
            (None, window) => {
                let counted = self.member.series.get(metric.series.as_str());
                let periods = counted.into_iter().flat_map(|series| &series.buckets);
                return periods.filter_map(|b| calendar.end(window, b.0, joined)).collect();
            }
        };
        let period = self.period(window, from);
        calendar.end(window, period, joined).into_iter().collect()
    }

    /// A period is over: the level that was reached in it is taken up.
    pub(crate) fn climb(&mut self, track: &'a Track, end: Instant) {
        let before = self.rank(track);
        let Some(to) = self.qualified(track, end - MOMENT).filter(|to| Some(*to) > before) else {
            return;
        };
        self.change_tier(track, Some(to), TierCause::Reached, end);
        self.tier_rules(track, before, to);
    }
}
