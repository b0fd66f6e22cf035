//! Figures for reports: sums by day, who was there, what expires, which stores.
//!
//! All of it is written behind the journal by the projector. A report costs its days, and
//! never the journal.

use crate::visits::Visit;
use crate::{DailyTotal, Listed, Page, StoreError, TierCount};
use async_trait::async_trait;
use jiff::civil::Date;
use model::id::MemberId;
use model::{Instant, Key, Units};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What running totals are summed up over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TotalsBy {
    /// Over all subjects: one sum per day and measure.
    Day,
    /// Over all days: one sum per measure and subject.
    Subject,
    /// Nothing: as they are kept.
    DayAndSubject,
}

/// What of an owner expires on which day, by unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Expiring(pub BTreeMap<Key, BTreeMap<Date, i64>>);

impl Expiring {
    /// As it is kept in the row of the owner; nothing when nothing expires.
    pub(crate) fn to_text(&self) -> Result<Option<String>, StoreError> {
        let text = (!self.0.is_empty()).then(|| crate::words::to_json_text(self));
        text.transpose()
    }

    /// As it was kept.
    pub(crate) fn from_text(text: Option<&str>) -> Result<Self, StoreError> {
        let read = text.map(|text| {
            serde_json::from_str(text).map_err(|e| StoreError::unreadable("expiring", e))
        });
        Ok(read.transpose()?.unwrap_or_default())
    }
}

/// How sums of what expires change by new states.
#[derive(Clone, Debug, Default)]
pub(crate) struct ExpiringSums(BTreeMap<(Date, Key), i64>);

impl ExpiringSums {
    /// The state of an owner takes the place of another.
    pub(crate) fn replace(&mut self, old: &Expiring, new: &Expiring) {
        self.add(old, -1);
        self.add(new, 1);
    }

    fn add(&mut self, of: &Expiring, sign: i64) {
        for (unit, days) in &of.0 {
            for (day, amount) in days {
                *self.0.entry((*day, unit.clone())).or_default() += sign * amount;
            }
        }
    }

    /// What is different: day, unit, by how much.
    pub(crate) fn changes(&self) -> impl Iterator<Item = (String, &str, i64)> {
        let changed = self.0.iter().filter(|(_, amount)| **amount != 0);
        changed.map(|((day, unit), amount)| (day.to_string(), unit.as_str(), *amount))
    }
}

/// A store with what came from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreRow {
    /// Which.
    pub store: Key,
    /// So many receipts. In a batch: so many more.
    pub receipts: i64,
    /// When the latest was paid.
    pub last_at: Instant,
}

/// What the projector adds to figures.
#[derive(Clone, Debug, Default)]
pub struct FiguresBatch {
    /// Members who bought something, each once for a day.
    pub visits: Vec<Visit>,
    /// Stores that receipts came from, each once.
    pub stores: Vec<StoreRow>,
}

/// Reading figures.
#[async_trait]
pub trait Figures: Send + Sync + 'static {
    /// Running totals of some measures in the days `from ..= to`.
    async fn sum_totals(
        &self,
        from: Date,
        to: Date,
        measures: Vec<&'static str>,
        by: TotalsBy,
    ) -> Result<Vec<DailyTotal>, StoreError>;
    /// How many members bought something in the days `from ..= to`, each counted once; exact.
    async fn count_visitors(&self, from: Date, to: Date) -> Result<u64, StoreError>;
    /// What expires in the days `from ..= to`, by unit.
    async fn sum_expiring(&self, from: Date, to: Date) -> Result<Vec<(Key, Units)>, StoreError>;
    /// What of a unit expires on each of the days `from ..= to`; days without are left out.
    async fn list_expiring(
        &self,
        unit: Key,
        from: Date,
        to: Date,
    ) -> Result<Vec<(Date, Units)>, StoreError>;
    /// Members in all, and those of them that may not take part.
    async fn count_members(&self) -> Result<(u64, u64), StoreError>;
    /// How many members hold each tier.
    async fn count_tiers(&self) -> Result<Vec<TierCount>, StoreError>;
    /// Stores that receipts came from, by name.
    async fn list_stores(&self) -> Result<Vec<StoreRow>, StoreError>;
    /// Members who bear a mark, those who joined last first.
    async fn list_marked(&self, mark: Key, page: Page) -> Result<Listed<MemberId>, StoreError>;
    /// Running counts of a kind by subject; those that are zero are left out.
    async fn list_counts(&self, kind: &'static str) -> Result<Vec<(Key, i64)>, StoreError>;
    /// Those of some subjects.
    async fn counts_of(
        &self,
        kind: &'static str,
        subjects: Vec<Key>,
    ) -> Result<Vec<(Key, i64)>, StoreError>;
}
