//! Loyalty units, their expiry, and the ways they turn into something else.

use super::{Effect, Selection, Text};
use crate::condition::Condition;
use model::calendar::{Calendar, Window};
use model::{Instant, Key, Money, Rate, Rounding, Units};
use serde::Serialize;

/// A loyalty unit.
#[derive(Clone, Debug, Serialize)]
pub struct Unit {
    /// Its name.
    pub key: Key,
    /// Name for people, with plural forms.
    pub name: Text,
    /// What it is to people.
    pub kind: UnitKind,
    /// Decimals kept.
    pub scale: u8,
    /// How fractions beyond the scale are rounded.
    pub rounding: Rounding,
    /// What one whole unit is worth, in millionths of a minor unit of money:
    /// 100,000,000 is one rouble. For paying, budgets and liability.
    pub worth_micro: Option<i64>,
    /// Expiry of what is earned.
    pub expiry: Expiry,
    /// How long earnings stay pending.
    pub pending: Option<CalendarSpan>,
}

/// What a unit is to people.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    /// Points, miles, stars, bonus roubles.
    #[default]
    Points,
    /// Marks on a stamp card.
    Stamps,
    /// Raffle tickets.
    Tickets,
}

impl Unit {
    /// One whole unit in its own scale.
    pub fn one(&self) -> i64 {
        10i64.pow(u32::from(self.scale.min(9)))
    }

    /// The money value of an amount, in minor units, rounded down.
    pub fn money(&self, amount: Units) -> Money {
        let worth = i128::from(self.worth_micro.unwrap_or(0));
        let divisor = i128::from(self.one()) * 1_000_000;
        Money(model::amount::narrow(Rounding::Down.divide(i128::from(amount.0) * worth, divisor)))
    }

    /// The smallest amount worth at least `money`; none when it has no worth.
    pub fn for_money(&self, money: Money, rounding: Rounding) -> Option<Units> {
        let worth = i128::from(self.worth_micro?);
        let divisor = i128::from(self.one()) * 1_000_000;
        (worth > 0).then(|| {
            Units(model::amount::narrow(rounding.divide(i128::from(money.0) * divisor, worth)))
        })
    }
}

/// A span of the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CalendarSpan {
    /// Calendar months (a year is twelve).
    pub months: u16,
    /// Calendar days (a week is seven).
    pub days: u16,
    /// Hours of the clock.
    pub hours: u16,
}

impl CalendarSpan {
    /// The fewest days it can have.
    pub fn at_least_days(self) -> u32 {
        let months = u32::from(self.months);
        months / 12 * 365 + months % 12 * 28 + u32::from(self.days) + u32::from(self.hours) / 24
    }

    /// The most days it can have.
    pub fn at_most_days(self) -> u32 {
        u32::from(self.months) * 31 + u32::from(self.days) + u32::from(self.hours).div_ceil(24)
    }

    /// A moment moved by the span.
    pub fn after(self, calendar: &Calendar, at: Instant) -> Instant {
        let span = jiff::Span::new()
            .months(i64::from(self.months))
            .days(i64::from(self.days))
            .hours(i64::from(self.hours));
        calendar.plus(at, span)
    }

    /// A moment moved back by the span.
    pub fn before(self, calendar: &Calendar, at: Instant) -> Instant {
        let span = jiff::Span::new()
            .months(-i64::from(self.months))
            .days(-i64::from(self.days))
            .hours(-i64::from(self.hours));
        calendar.plus(at, span)
    }
}

/// When earned value lapses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Expiry {
    /// Never.
    #[default]
    Never,
    /// Some time after it becomes active.
    After(CalendarSpan),
    /// At the end of the calendar period in which it is earned, or of the
    /// `plus`-th one after that.
    EndOf {
        /// Month, quarter or year.
        window: Window,
        /// Further periods.
        plus: u8,
    },
    /// All at once, when the member has neither earned nor spent for so long.
    Inactivity(CalendarSpan),
}

impl Expiry {
    /// The moment when something that becomes active at `active` lapses.
    pub fn of(self, calendar: &Calendar, active: Instant) -> Option<Instant> {
        match self {
            Self::Never | Self::Inactivity(_) => None,
            Self::After(span) => Some(span.after(calendar, active)),
            Self::EndOf { window, plus } => {
                let period = calendar.period(window, active, None);
                calendar.end(window, period + i64::from(plus), None)
            }
        }
    }
}

/// Paying for receipts with a unit.
#[derive(Clone, Debug, Serialize)]
pub struct Redemption {
    /// Which unit; it has a worth.
    pub unit: Key,
    /// Smallest amount in one payment.
    pub minimum: Units,
    /// Spent in whole blocks of so much.
    pub block: Units,
    /// Largest share of the payable goods.
    pub max_share: Rate,
    /// Largest value on one receipt.
    pub max_value: Option<Money>,
    /// Goods that can be paid so.
    pub lines: Selection,
    /// When it is possible at all (Basket scope).
    pub condition: Option<Condition>,
}

/// Something that happens by itself whenever enough of a unit has gathered.
#[derive(Clone, Debug, Serialize)]
pub struct Conversion {
    /// Its name, shared with its section.
    pub key: Key,
    /// Name for people.
    pub name: Text,
    /// Which unit.
    pub unit: Key,
    /// How much makes one.
    pub every: Units,
    /// What one gives.
    pub effects: Vec<Effect>,
}
