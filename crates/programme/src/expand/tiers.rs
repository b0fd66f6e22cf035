//! Tier tracks.

use super::context::Expander;
use super::parts::window;
use super::scalar;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::{DowngradeSection, Every, LevelBy, LevelSection, TrackSection, Upgrade};
use crate::rulebook::{Downgrade, Level, Term, Threshold, Track};
use crate::source::Path;
use model::Key;

impl Expander<'_> {
    /// The declared tracks.
    pub(super) fn tiers(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.tiers {
            let at = Path::root().key("tiers").key(key.as_str());
            let track = self.tier_track(key, section, &at);
            self.book.tracks.push(track);
        }
    }

    fn tier_track(&mut self, key: &str, section: &TrackSection, at: &Path) -> Track {
        if section.levels.is_empty() {
            self.error(code::OUT_OF_RANGE, &at.key("levels"), "a track needs at least one level");
        }
        let mut levels = Vec::new();
        for (level, part) in &section.levels {
            let at = at.key("levels").key(level.as_str());
            levels.push(self.level(level, part, &at));
        }
        let term = self.held(section, at);
        Track {
            key: Key::new(key),
            name: self.name(&section.name, &at.key("name"), key),
            levels,
            at_once: section.upgrade == Upgrade::AtOnce,
            term,
            downgrade: self.downgrade(section, term, at),
            grace_days: section.grace_days,
        }
    }

    fn level(&mut self, key: &str, section: &LevelSection, at: &Path) -> Level {
        let mut thresholds = Vec::new();
        for (metric, number) in &section.at {
            let path = at.key("at").key(metric.as_str());
            if let Some(key) = self.metric_key(metric, &path) {
                let scale = self.metric_scale(metric);
                let at = self.number(&number.0, scale, code::BAD_FORMAT, &path);
                thresholds.push(Threshold { metric: key, at });
            }
        }
        if section.by == Some(LevelBy::Condition) {
            if section.condition.is_none() {
                let message = "`by: condition` needs `if`: who has the level";
                self.error(code::MISSING_KEY, at, message);
            }
            if !section.at.is_empty() {
                let message = "a level that is held `by: condition` has no thresholds";
                self.error_with(
                    code::NOT_ALLOWED,
                    &at.key("at"),
                    message,
                    Some("ask for the metric in `if`: `metric.KEY >= 100`".to_owned()),
                );
            }
        }
        let mut benefits = Vec::new();
        for (place, benefit) in section.benefits.iter().enumerate() {
            benefits.push(self.text(benefit, &at.key("benefits").index(place), false));
        }
        Level {
            key: Key::new(key),
            name: self.name(&section.name, &at.key("name"), key),
            benefits,
            on_joining: section.by == Some(LevelBy::Joining),
            by_invitation: section.by == Some(LevelBy::Invitation),
            by_condition: section.by == Some(LevelBy::Condition),
            thresholds,
            condition: self.condition(section.condition.as_ref(), &at.key("if"), Scope::Member),
        }
    }

    fn held(&mut self, section: &TrackSection, at: &Path) -> Term {
        let Some(held) = &section.held else { return Term::ForGood };
        match scalar::term(held) {
            Ok(term) => term,
            Err(message) => {
                self.error(code::BAD_FORMAT, &at.key("held"), message);
                Term::ForGood
            }
        }
    }

    fn downgrade(&mut self, section: &TrackSection, term: Term, at: &Path) -> Downgrade {
        if let Some(every) = section.step_down_without_purchase {
            let path = at.key("step_down_without_purchase");
            for (key, given) in [("held", section.held.is_some()), ("then", section.then.is_some())]
            {
                if given {
                    let message =
                        format!("`{key}` and `step_down_without_purchase` exclude each other");
                    self.error(code::CONFLICTING_KEYS, &path, message);
                }
            }
            return self.idle_downgrade(every, &path);
        }
        match (section.then, term) {
            (Some(_), Term::ForGood) => {
                let message = "levels are held for good: say in `held` when they end";
                self.error(code::MISSING_KEY, &at.key("then"), message);
                Downgrade::Never
            }
            (None, Term::ForGood) => Downgrade::Never,
            (Some(DowngradeSection::OneStep), _) => Downgrade::OneStep,
            (Some(DowngradeSection::Requalified) | None, _) => Downgrade::Requalified,
        }
    }

    /// One step down per period without a purchase.
    pub(super) fn idle_downgrade(&mut self, every: Every, path: &Path) -> Downgrade {
        if matches!(every, Every::Lifetime | Every::AnniversaryYear) {
            self.error(
                code::NOT_ALLOWED,
                path,
                "calendar periods are needed here, such as `month`",
            );
        }
        Downgrade::OneStepPerIdlePeriod(window(every))
    }
}
