//! Day by day.

use super::{Span, UNITS_EXPIRED, UNITS_ISSUED, UNITS_SPENT};
use crate::Tessera;
use crate::error::Error;
use jiff::civil::Date;
use model::holdings::MONEY_UNIT;
use model::{Key, Money, Units};
use std::collections::BTreeMap;
use store::visits::ACTIVE;
use store::{DailyTotal, TotalsBy};

/// What happened in a day or a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Members who joined.
    pub joined: i64,
    /// Members with a receipt.
    pub active: i64,
    /// Receipts, of members and others.
    pub receipts: i64,
    /// Receipts of members.
    pub member_receipts: i64,
    /// Before discounts.
    pub total: Money,
    /// Before discounts, of members.
    pub member_total: Money,
    /// Discounts.
    pub discount: Money,
    /// Returns and voids.
    pub returns: i64,
    /// Money handed back.
    pub refunded: Money,
    /// By unit.
    pub units: BTreeMap<Key, UnitMoves>,
}

/// How much of a unit moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UnitMoves {
    /// Earned, less what was taken back.
    pub issued: Units,
    /// Spent, less what came back.
    pub spent: Units,
    /// Expired.
    pub expired: Units,
}

/// One day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// Which.
    pub day: Date,
    /// What happened.
    pub numbers: Numbers,
}

impl Numbers {
    pub(super) fn take(&mut self, total: &DailyTotal) {
        let value = total.value;
        match total.measure.as_str() {
            "joined" => self.joined += value,
            ACTIVE => self.active += value,
            "receipts" => self.receipts += value,
            "member_receipts" => self.member_receipts += value,
            "total" => self.total += Money(value),
            "member_total" => self.member_total += Money(value),
            "discount" => self.discount += Money(value),
            "returns" | "voids" => self.returns += value,
            "refunded" => self.refunded += Money(value),
            _ => self.take_units(total),
        }
    }

    fn take_units(&mut self, total: &DailyTotal) {
        if total.subject == *MONEY_UNIT {
            return;
        }
        let moves = self.units.entry(total.subject.clone()).or_default();
        match total.measure.as_str() {
            UNITS_ISSUED => moves.issued += Units(total.value),
            UNITS_SPENT => moves.spent += Units(total.value),
            UNITS_EXPIRED => moves.expired += Units(total.value),
            _ => {}
        }
    }
}

/// Measures that are summed up over stores.
const PLAIN: [&str; 10] = [
    "joined",
    ACTIVE,
    "receipts",
    "member_receipts",
    "total",
    "member_total",
    "discount",
    "returns",
    "voids",
    "refunded",
];

/// Measures by unit.
const OF_UNITS: [&str; 3] = [UNITS_ISSUED, UNITS_SPENT, UNITS_EXPIRED];

/// All sums of the days.
pub(super) async fn totals(tessera: &Tessera, span: Span) -> Result<Vec<DailyTotal>, Error> {
    let (store, Span { from, until }) = (tessera.store(), span);
    let mut totals = store.sum_totals(from, until, PLAIN.to_vec(), TotalsBy::Day).await?;
    let by = TotalsBy::DayAndSubject;
    totals.extend(store.sum_totals(from, until, OF_UNITS.to_vec(), by).await?);
    Ok(totals)
}

/// Every day, those on which nothing happened as well.
pub async fn days(tessera: &Tessera, span: Span) -> Result<Vec<Day>, Error> {
    let mut days: BTreeMap<Date, Numbers> =
        span.each().map(|day| (day, Numbers::default())).collect();
    for total in totals(tessera, span).await? {
        if let Some(numbers) = total.day.and_then(|day| days.get_mut(&day)) {
            numbers.take(&total);
        }
    }
    Ok(days.into_iter().map(|(day, numbers)| Day { day, numbers }).collect())
}
