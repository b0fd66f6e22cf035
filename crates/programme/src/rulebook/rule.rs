//! Rules: when, if, then, limits, schedule, stacking.

use super::{CalendarSpan, Effect, Text, Value};
use crate::condition::Condition;
use model::calendar::{Calendar, Window};
use model::{Instant, Key, LineKind, Money, Quantity};
use serde::Serialize;

/// One rule.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// Its name, unique in the rulebook.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// The section of the document it comes from (`offers`, `ladders`, ...).
    pub section: Key,
    /// What sets it off.
    pub trigger: Trigger,
    /// How it goes together with others.
    pub stacking: Stacking,
    /// When it runs.
    pub schedule: Schedule,
    /// Must hold (Basket, Member or Event scope, by trigger).
    pub condition: Option<Condition>,
    /// Works for receipts without a member too.
    pub public: bool,
    /// The lines it is about.
    pub lines: Selection,
    /// Needs at least so much on the receipt.
    pub minimum: Option<Minimum>,
    /// Works only with this coupon on the receipt.
    pub coupon: Option<Key>,
    /// How often.
    pub limits: Vec<Limit>,
    /// The budget it draws on.
    pub budget: Option<Key>,
    /// Members have to activate it first.
    pub activate: bool,
    /// So much of the members (in millionths) get nothing, for comparison.
    pub holdout: i64,
    /// What it does, in order.
    pub effects: Vec<Effect>,
}

/// What sets a rule off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Trigger {
    /// A purchase, in one of its phases.
    Purchase(Phase),
    /// Joining.
    Enrolment,
    /// The member's birthday, `days_before` days ahead.
    Birthday {
        /// Days ahead.
        days_before: u16,
    },
    /// A custom action.
    Event(Key),
    /// Reaching a tier (or any of the track when absent) from below.
    TierReached {
        /// Which track.
        track: Key,
        /// Which tier.
        tier: Option<Key>,
    },
    /// Every so many days since joining, or since the rule's start.
    Recurring {
        /// Days between.
        every_days: u16,
    },
    /// Its condition, which looks at metrics, has come true; once in each period.
    Reached {
        /// The periods.
        window: Window,
    },
    /// No purchase for so long; once for each such time.
    Idle(CalendarSpan),
    /// Another owner's deed names this rule.
    Consequence,
}

/// Phases of judging a purchase, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Prices of lines: percent, fixed price, steps, sets.
    Lines,
    /// Off the whole basket.
    Basket,
    /// Anything that needs a coupon.
    Coupons,
    /// Off the shipping.
    Shipping,
    /// Units earned from the base.
    Earning,
    /// Units earned on top of what the base rules gave.
    Bonus,
    /// Coupons, certificates, tags and messages that follow.
    After,
}

/// How a rule goes together with others.
#[derive(Clone, Debug, Serialize)]
pub struct Stacking {
    /// Its group, by position in the rulebook.
    pub group: u16,
    /// Higher goes first.
    pub priority: i32,
    /// When it applies, no later price rule does, and it applies only when no
    /// earlier one did.
    pub exclusive: bool,
}

/// A stacking group.
#[derive(Clone, Debug, Serialize)]
pub struct Group {
    /// Its name.
    pub key: Key,
    /// Which of its rules apply.
    pub choose: Scope,
}

/// Which rules of a group apply.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// The best for the member, line by line for prices of lines.
    #[default]
    Best,
    /// The first by priority.
    First,
    /// All, one after the other.
    All,
}

/// When a rule runs, in the programme's time zone. Empty parts do not limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Schedule {
    /// From this moment.
    pub from: Option<Instant>,
    /// Until this moment, which no longer belongs to it.
    pub until: Option<Instant>,
    /// ISO weekdays, Monday = 1.
    pub weekdays: Vec<i8>,
    /// Minutes of the day, half-open pairs; a pair may pass midnight.
    pub hours: Vec<(u16, u16)>,
    /// Rests in the programme's declared sale periods.
    pub outside_sale_periods: bool,
}

impl Schedule {
    /// Whether it runs at a moment.
    pub fn covers(&self, calendar: &Calendar, at: Instant) -> bool {
        self.covers_local(at, || calendar.local(at))
    }

    /// The same where the local time may be known already.
    pub fn covers_local(&self, at: Instant, local: impl FnOnce() -> jiff::civil::DateTime) -> bool {
        if self.from.is_some_and(|from| at < from) || self.until.is_some_and(|until| at >= until) {
            return false;
        }
        if self.weekdays.is_empty() && self.hours.is_empty() {
            return true;
        }
        let local = local();
        let weekday = local.date().weekday().to_monday_one_offset();
        let minute =
            u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
        let in_hours = |&(from, until): &(u16, u16)| {
            if from <= until {
                from <= minute && minute < until
            } else {
                minute >= from || minute < until
            }
        };
        (self.weekdays.is_empty() || self.weekdays.contains(&weekday))
            && (self.hours.is_empty() || self.hours.iter().any(in_hours))
    }
}

/// Which lines a rule is about.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Selection {
    /// Must hold for the line (Line scope); all lines when absent.
    pub condition: Option<Condition>,
    /// What is let in besides ordinary goods.
    pub include: Include,
}

impl Selection {
    /// Whether it names nothing: ordinary goods, as the programme's settings let them in.
    pub fn is_plain(&self) -> bool {
        let include = &self.include;
        self.condition.is_none()
            && include.sale_items.is_none()
            && !include.excluded
            && include.kinds.is_empty()
    }
}

/// What a selection lets in besides ordinary goods.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Include {
    /// Sale items take part; the programme's setting when absent.
    pub sale_items: Option<bool>,
    /// Goods that the programme excludes take part.
    pub excluded: bool,
    /// Kinds of lines; goods when empty.
    pub kinds: Vec<LineKind>,
}

/// What must be on the receipt, inclusive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Minimum {
    /// Of what.
    pub of: MinimumOf,
    /// So much money.
    pub amount: Option<Money>,
    /// So many pieces.
    pub quantity: Option<Quantity>,
}

/// What a minimum looks at.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum MinimumOf {
    /// The lines that the rule matches.
    #[default]
    Matching,
    /// All ordinary goods of the basket.
    Basket,
}

/// How often a rule may work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// Times within one period.
    pub times: u32,
    /// The period.
    pub window: Window,
    /// Counted for all together instead of per member.
    pub in_all: bool,
}

/// How many units an earning gives.
///
/// Values of `PerAmount`, `PerPiece` and `Once` are in *thousandths of the
/// unit's smallest step*: 1.5 points are 1,500 at scale 0, and 15,000 at one
/// decimal. The sum that a rule gives on a receipt is divided by 1,000 once, at
/// the end, with the declared rounding.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Counting {
    /// So many for every `per` of the earning base.
    PerAmount {
        /// Thousandths of the unit's smallest step.
        give: Value,
        /// Money.
        per: Money,
        /// Only whole `per`s count.
        whole: bool,
    },
    /// Units worth a share (in millionths) of the earning base; the unit has a worth.
    Percent(Value),
    /// So many for each matching piece.
    PerPiece {
        /// Thousandths of the unit's smallest step.
        give: Value,
        /// Pieces that make one.
        every: u32,
    },
    /// So many (thousandths of the unit's smallest step), once.
    Once(Value),
    /// What the base rules of the same unit gave, times (rate - 1), the rate in millionths: 2,000,000 doubles.
    Multiply(Value),
    /// A number computed per matching line or action, in whole units.
    Formula(Condition),
}
