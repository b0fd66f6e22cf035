//! Leaderboards and badges.

use super::text::{Decimal, Word};
use crate::scales::Scales;
use serde::Serialize;
use service::MetricKind;
use service::badges::Badge;
use service::leaderboards::{Board, Place};
use utoipa::ToSchema;

/// A leaderboard of the programme.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LeaderboardName {
    /// Which leaderboard.
    pub(crate) leaderboard: Word,
    /// Its name.
    pub(crate) name: String,
}

/// A leaderboard as it stands.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Leaderboard)]
pub(crate) struct LeaderboardBody {
    /// Which leaderboard of the programme.
    pub(crate) leaderboard: Word,
    /// Its name.
    pub(crate) name: String,
    /// What is counted.
    pub(crate) measure: Measure,
    /// The currency or the unit of what is counted; absent for plain numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<Word>,
    /// The best, as many as the programme shows.
    pub(crate) top: Vec<Standing>,
    /// The place of the member who asks, wherever it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) own: Option<Standing>,
}

/// What a leaderboard counts.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Measure {
    /// Money.
    Money,
    /// Visits, pieces, nights.
    Number,
    /// Loyalty units.
    Units,
}

/// A place on a leaderboard.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Standing {
    /// From 1; equal numbers have equal ranks.
    pub(crate) rank: u32,
    /// The name, of those who agreed to be named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// The number.
    pub(crate) value: Decimal,
}

impl LeaderboardBody {
    pub(crate) fn of(scales: &Scales, board: &Board) -> Self {
        let value = |value: i64| match &board.kind {
            MetricKind::Money => scales.money(model::Money(value)),
            MetricKind::Number => Decimal::of_thousandths(value),
            MetricKind::Units(unit) => scales.units(unit, model::Units(value)),
        };
        let standing = |place: &Place| Standing {
            rank: place.rank,
            name: place.name.as_ref().map(ToString::to_string),
            value: value(place.value),
        };
        let (measure, unit) = match &board.kind {
            MetricKind::Money => (Measure::Money, Some(scales.currency())),
            MetricKind::Number => (Measure::Number, None),
            MetricKind::Units(unit) => (Measure::Units, Some(Word::from(unit))),
        };
        Self {
            leaderboard: Word::from(&board.board),
            name: board.name.clone(),
            measure,
            unit,
            top: board.top.iter().map(standing).collect(),
            own: board.own.as_ref().map(standing),
        }
    }
}

/// A badge as one member sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Badge)]
pub(crate) struct BadgeBody {
    /// Which badge of the programme.
    pub(crate) badge: Word,
    /// Its name.
    pub(crate) name: String,
    /// What it is for.
    pub(crate) about: String,
    /// The member has it.
    pub(crate) held: bool,
}

impl From<Badge> for BadgeBody {
    fn from(badge: Badge) -> Self {
        Self {
            badge: Word::from(&badge.badge),
            name: badge.name,
            about: badge.about,
            held: badge.held,
        }
    }
}
