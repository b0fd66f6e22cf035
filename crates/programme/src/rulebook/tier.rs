//! Tier tracks.

use super::{CalendarSpan, Text};
use crate::condition::Condition;
use model::Key;
use model::calendar::Window;
use serde::Serialize;

/// A ladder of tiers that members climb.
#[derive(Clone, Debug, Serialize)]
pub struct Track {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// Levels from the lowest to the highest.
    pub levels: Vec<Level>,
    /// Levels are reached as soon as a threshold is, instead of at the end of the period.
    pub at_once: bool,
    /// How long a reached level is held at least.
    pub term: Term,
    /// What happens when the term ends, or activity is missing.
    pub downgrade: Downgrade,
    /// Days after the end of the term before the level is lost.
    pub grace_days: u16,
}

impl Track {
    /// Position of a level, the lowest being 0.
    pub fn rank(&self, tier: &str) -> Option<usize> {
        self.levels.iter().position(|l| l.key == *tier)
    }
}

/// One level.
#[derive(Clone, Debug, Serialize)]
pub struct Level {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// What it brings, in sentences for people.
    pub benefits: Vec<Text>,
    /// Everybody has it from joining.
    pub on_joining: bool,
    /// By invitation only.
    pub by_invitation: bool,
    /// Held exactly as long as the condition holds.
    pub by_condition: bool,
    /// Any one of these reaches it.
    pub thresholds: Vec<Threshold>,
    /// And this must hold too (Member scope).
    pub condition: Option<Condition>,
}

/// A metric that reaches a number.
#[derive(Clone, Debug, Serialize)]
pub struct Threshold {
    /// Which metric.
    pub metric: Key,
    /// From so much on (inclusive), in the metric's own measure.
    pub at: i64,
}

/// How long a level is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// For good.
    #[default]
    ForGood,
    /// So long from the day it was reached or renewed.
    For(CalendarSpan),
    /// To the end of the calendar period, or of the `plus`-th after that.
    EndOf {
        /// Month, quarter or year.
        window: Window,
        /// Further periods.
        plus: u8,
    },
}

/// How a level is lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Downgrade {
    /// Never, except by returns that take the qualification away.
    #[default]
    Never,
    /// At the end of the term, to what the metrics give then.
    Requalified,
    /// At the end of the term without requalification, one level.
    OneStep,
    /// One level for every period without a purchase; the metric behind the
    /// level falls back to the threshold of the level reached.
    OneStepPerIdlePeriod(Window),
}
