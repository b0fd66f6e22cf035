//! How far a member is.

use super::ids;
use super::leaderboard::Measure;
use super::reward::HandoverBody;
use super::text::{Decimal, Moment, Word};
use crate::scales::Scales;
use model::calendar::Window;
use model::id::ClaimId;
use model::{Money, Units};
use serde::Serialize;
use service::standing::{OpenClaim, Progress, Quest, Standing, Streak, Way};
use service::{Handover, MetricKind, Rulebook, Text, Unit, UnitKind};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What a member has reached, and what is next.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = MemberStanding)]
pub(crate) struct StandingBody {
    /// The currency of the programme.
    currency: Word,
    /// What the units are called, and what they pay.
    units: Vec<StandingUnit>,
    /// Tracks of levels.
    tracks: Vec<TrackBody>,
    /// Stamp cards.
    stamps: Vec<StampCard>,
    /// Quests.
    quests: Vec<QuestBody>,
    /// Streaks.
    streaks: Vec<StreakBody>,
    /// Kinds of groups that members can form.
    group_kinds: Vec<GroupKind>,
}

/// A unit as a member sees it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StandingUnit {
    /// Which unit.
    unit: Word,
    /// Its name.
    name: String,
    /// The name by plural form.
    forms: BTreeMap<&'static str, String>,
    /// `points`, `stamps` or `tickets`.
    kind: &'static str,
    /// What the whole balance pays, when it is worth money.
    #[serde(skip_serializing_if = "Option::is_none")]
    worth: Option<Decimal>,
}

/// A number on its way to another.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Way)]
pub(crate) struct WayBody {
    /// What is counted.
    name: String,
    /// So much there is.
    have: Decimal,
    /// So much it takes.
    need: Decimal,
    /// How the numbers are to be read.
    measure: Measure,
    /// The currency or the unit; absent for plain numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<Word>,
}

/// A level of a track.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LevelName {
    /// Which level.
    pub(super) tier: Word,
    /// Its name.
    pub(super) name: String,
}

/// A level that is not reached yet.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NextLevel {
    /// Which level.
    tier: Word,
    /// Its name.
    name: String,
    /// One of these is enough.
    ways: Vec<WayBody>,
}

/// A track of levels.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = TrackStanding)]
pub(crate) struct TrackBody {
    /// Which track.
    track: Word,
    /// Its name.
    name: String,
    /// The level held.
    #[serde(skip_serializing_if = "Option::is_none")]
    tier: Option<LevelName>,
    /// Until when it is held for certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Moment>,
    /// What it brings.
    benefits: Vec<String>,
    /// The next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<NextLevel>,
}

/// A stamp card.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StampCard {
    /// The unit of its stamps.
    unit: Word,
    /// Its name.
    name: String,
    /// Stamps on it.
    have: i64,
    /// Stamps that make it full.
    size: i64,
}

/// Several things to do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Quest)]
pub(crate) struct QuestBody {
    /// Which quest.
    quest: Word,
    /// Its name.
    name: String,
    /// The end of the present period.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Moment>,
    /// All steps are done.
    done: bool,
    /// What is to be done.
    steps: Vec<QuestStep>,
}

/// A step of a quest, in whole numbers.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct QuestStep {
    /// Its name.
    name: String,
    /// So much is done.
    have: i64,
    /// So much it takes.
    need: i64,
}

/// Periods in a row.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Streak)]
pub(crate) struct StreakBody {
    /// Which streak.
    streak: Word,
    /// Its name.
    name: String,
    /// `day`, `week`, `month`, ... .
    every: &'static str,
    /// So many there are.
    length: i64,
}

/// A kind of group.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct GroupKind {
    /// Which kind of group of the programme.
    kind: Word,
    /// Its name.
    name: String,
    /// At most so many people.
    seats: u32,
    /// Whether each seat has to be agreed to.
    approval: bool,
}

/// A claim that waits to be collected.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = OpenClaim)]
pub(crate) struct ClaimBody {
    /// The claim.
    #[schema(value_type = ids::ClaimId)]
    claim: ClaimId,
    /// Which reward.
    reward: Word,
    /// Its name.
    name: String,
    /// Name of the option.
    #[serde(skip_serializing_if = "Option::is_none")]
    option: Option<String>,
    /// How many.
    quantity: u32,
    /// When it was claimed.
    at: Moment,
    /// How it is handed over.
    #[schema(value_type = HandoverBody)]
    handover: Handover,
    /// The code against which it is handed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

impl StandingBody {
    /// How far a member is, in a language.
    pub(crate) fn of(scales: &Scales, progress: &Progress, locale: &str) -> Self {
        let tracks = progress.tracks(locale).into_iter();
        let quests = progress.quests(locale).into_iter();
        let streaks = progress.streaks(locale).into_iter();
        let kinds = progress.rulebook().group_kinds.iter();
        Self {
            currency: scales.currency(),
            units: units(scales, progress, locale),
            tracks: tracks.map(|track| TrackBody::of(scales, track)).collect(),
            stamps: stamps(progress, locale),
            quests: quests.map(QuestBody::from).collect(),
            streaks: streaks.map(StreakBody::from).collect(),
            group_kinds: kinds
                .map(|kind| GroupKind {
                    kind: Word::from(&kind.key),
                    name: kind.name.get(locale).to_owned(),
                    seats: kind.seats,
                    approval: kind.approval,
                })
                .collect(),
        }
    }
}

fn units(scales: &Scales, progress: &Progress, locale: &str) -> Vec<StandingUnit> {
    let units = progress.rulebook().units.iter().map(|unit| {
        let balance = progress.state().holdings.spendable(unit.key.as_str());
        StandingUnit {
            unit: Word::from(&unit.key),
            name: unit.name.get(locale).to_owned(),
            forms: forms(&unit.name, locale),
            kind: kind(unit.kind),
            worth: unit.worth_micro.map(|_| scales.money(unit.money(balance))),
        }
    });
    units.collect()
}

/// A name by plural form.
pub(crate) fn forms(name: &Text, locale: &str) -> BTreeMap<&'static str, String> {
    let Some(forms) = name.forms(locale) else { return BTreeMap::new() };
    let counted = [("one", &forms.one), ("few", &forms.few), ("many", &forms.many)];
    let counted = counted.into_iter().filter_map(|(form, text)| Some((form, text.clone()?)));
    counted.chain([("other", forms.other.clone())]).collect()
}

/// What a unit is, for screens.
pub(crate) fn kind(kind: UnitKind) -> &'static str {
    match kind {
        UnitKind::Points => "points",
        UnitKind::Stamps => "stamps",
        UnitKind::Tickets => "tickets",
    }
}

/// How many stamps make a card full.
pub(crate) fn card(book: &Rulebook, unit: &Unit) -> Option<i64> {
    let every = book.conversions.iter().find(|conversion| conversion.unit == unit.key)?.every;
    (unit.kind == UnitKind::Stamps).then(|| every.0 / unit.one())
}

/// Units of which so many turn into something by themselves.
fn stamps(progress: &Progress, locale: &str) -> Vec<StampCard> {
    let rulebook = progress.rulebook();
    let cards = rulebook.conversions.iter().filter_map(|conversion| {
        let unit = rulebook.unit(conversion.unit.as_str())?;
        (unit.kind == UnitKind::Stamps).then(|| StampCard {
            unit: Word::from(&unit.key),
            name: conversion.name.get(locale).to_owned(),
            have: progress.state().holdings.spendable(unit.key.as_str()).0 / unit.one(),
            size: conversion.every.0 / unit.one(),
        })
    });
    cards.collect()
}

impl TrackBody {
    fn of(scales: &Scales, track: Standing) -> Self {
        let level =
            |(tier, name): (model::Key, String)| LevelName { tier: Word::from(&tier), name };
        Self {
            track: Word::from(&track.track),
            name: track.name,
            tier: track.tier.map(level),
            until: track.until.map(Moment),
            benefits: track.benefits,
            next: track.next.map(|next| NextLevel {
                tier: Word::from(&next.tier),
                name: next.name,
                ways: next.ways.into_iter().map(|way| WayBody::of(scales, way)).collect(),
            }),
        }
    }
}

impl WayBody {
    fn of(scales: &Scales, way: Way) -> Self {
        let amount = |value: i64| match &way.kind {
            MetricKind::Money => scales.money(Money(value)),
            MetricKind::Number => Decimal::of_thousandths(value),
            MetricKind::Units(unit) => scales.units(unit, Units(value)),
        };
        let (have, need) = (amount(way.have), amount(way.need));
        let (measure, unit) = match &way.kind {
            MetricKind::Money => (Measure::Money, Some(scales.currency())),
            MetricKind::Number => (Measure::Number, None),
            MetricKind::Units(unit) => (Measure::Units, Some(Word::from(unit))),
        };
        Self { name: way.name, have, need, measure, unit }
    }
}

impl From<Quest> for QuestBody {
    fn from(quest: Quest) -> Self {
        // Steps count pieces, visits and actions, in thousandths.
        let steps = quest.steps.into_iter().map(|step| QuestStep {
            name: step.name,
            have: step.have.min(step.need) / 1_000,
            need: step.need / 1_000,
        });
        let steps: Vec<QuestStep> = steps.collect();
        Self {
            quest: Word::from(&quest.quest),
            name: quest.name,
            until: quest.until.map(Moment),
            done: steps.iter().all(|step| step.have >= step.need),
            steps,
        }
    }
}

/// How often a period begins, in a word.
pub(crate) fn every(window: Window) -> &'static str {
    match window {
        Window::Day => "day",
        Window::Week => "week",
        Window::Month => "month",
        Window::Quarter => "quarter",
        Window::Year | Window::AnniversaryYear => "year",
        Window::Lifetime | Window::RollingDays(_) => "ever",
    }
}

impl From<Streak> for StreakBody {
    fn from(streak: Streak) -> Self {
        let every = every(streak.every);
        let (name, length) = (streak.name, streak.length);
        Self { streak: Word::from(&streak.streak), name, every, length }
    }
}

impl From<OpenClaim> for ClaimBody {
    fn from(claim: OpenClaim) -> Self {
        Self {
            claim: claim.claim,
            reward: Word::from(&claim.reward),
            name: claim.name,
            option: claim.option,
            quantity: claim.quantity,
            at: Moment(claim.at),
            handover: claim.handover,
            code: claim.code,
        }
    }
}
