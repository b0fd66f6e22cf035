//! Surprises, raffles, quests, badges, leaderboards.

use super::{Effect, Text};
use crate::condition::Condition;
use model::calendar::Window;
use model::{Instant, Key, Money};
use serde::Serialize;

/// Rewards that nobody knows until they are given.
#[derive(Clone, Debug, Serialize)]
pub struct Surprise {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// What can come out.
    pub entries: Vec<SurpriseEntry>,
    /// In each so many draws of a member together at least so much.
    pub floor: Option<(u16, Money)>,
}

/// One thing that can come out.
#[derive(Clone, Debug, Serialize)]
pub struct SurpriseEntry {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// How often, compared with the others.
    pub weight: u32,
    /// For whom (Member scope).
    pub condition: Option<Condition>,
    /// Its worth.
    pub worth: Money,
    /// What is given.
    pub effects: Vec<Effect>,
}

/// A raffle among those who hold tickets.
#[derive(Clone, Debug, Serialize)]
pub struct Raffle {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// The unit of its tickets.
    pub tickets: Key,
    /// When it is drawn at the earliest.
    pub draw_at: Instant,
    /// The prizes in the order in which they are drawn.
    pub prizes: Vec<Prize>,
    /// One member can win several.
    pub several: bool,
}

/// One prize.
#[derive(Clone, Debug, Serialize)]
pub struct Prize {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// How many of it.
    pub count: u16,
    /// What is given.
    pub effects: Vec<Effect>,
    /// Its worth.
    pub worth: Option<Money>,
}

/// Several things to do; the rule with the same key says what doing all gives.
#[derive(Clone, Debug, Serialize)]
pub struct Quest {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// Name, metric and how much of it, in the metric's measure.
    pub steps: Vec<(Text, Key, i64)>,
    /// Anew in each period.
    pub window: Window,
}

/// A mark of honour; the rule with the same key gives it, as a tag.
#[derive(Clone, Debug, Serialize)]
pub struct Badge {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// What it is for.
    pub about: Text,
}

/// Members in the order of a number.
#[derive(Clone, Debug, Serialize)]
pub struct Leaderboard {
    /// Its name.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// Which metric.
    pub metric: Key,
    /// How many places are shown.
    pub top: u16,
    /// The consent under which a name is shown.
    pub consent: Key,
}
