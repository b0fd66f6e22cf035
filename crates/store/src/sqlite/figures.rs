//! Figures for reports.

use super::SqliteStore;
use super::lists::{self, total};
use super::row::{all, get_day, get_instant, get_key, get_uint, optional};
use super::sql::{figures as sql, projection};
use crate::counts::MemberCounts;
use crate::figures::{ExpiringSums, Figures, FiguresBatch, StoreRow, TotalsBy};
use crate::visits::{ACTIVE, Joined, Parts, set};
use crate::words::to_json_text;
use crate::{DailyTotal, Listed, Page, StoreError, TierCount};
use async_trait::async_trait;
use jiff::civil::Date;
use model::id::MemberId;
use model::{Key, Units};
use rusqlite::{Connection, params};

#[async_trait]
impl Figures for SqliteStore {
    async fn sum_totals(
        &self,
        from: Date,
        to: Date,
        measures: Vec<&'static str>,
        by: TotalsBy,
    ) -> Result<Vec<DailyTotal>, StoreError> {
        let sql = match by {
            TotalsBy::Day => sql::TOTALS_BY_DAY,
            TotalsBy::Subject => sql::TOTALS_BY_SUBJECT,
            TotalsBy::DayAndSubject => sql::TOTALS,
        };
        let measures = to_json_text(&measures)?;
        self.read_long(move |connection| {
            let mut list = connection.prepare_cached(sql)?;
            all(&mut list, params![from.to_string(), to.to_string(), measures], total)
        })
        .await
    }

    async fn count_visitors(&self, from: Date, to: Date) -> Result<u64, StoreError> {
        self.read_long(move |connection| {
            let mut list = connection.prepare_cached(sql::LIST_VISITS)?;
            let mut rows = list.query(params![from.to_string(), to.to_string()])?;
            let mut joined = Joined::default();
            while let Some(row) = rows.next()? {
                let bits = row.get_ref(1)?.as_blob();
                joined.add(row.get(0)?, bits.map_err(|e| StoreError::unreadable("visits", e))?);
            }
            Ok(joined.count())
        })
        .await
    }

    async fn sum_expiring(&self, from: Date, to: Date) -> Result<Vec<(Key, Units)>, StoreError> {
        self.read_long(move |connection| {
            let mut sum = connection.prepare_cached(sql::SUM_EXPIRING)?;
            all(&mut sum, params![from.to_string(), to.to_string()], |r| {
                Ok((get_key(r, 0)?, Units(r.get(1)?)))
            })
        })
        .await
    }

    async fn list_expiring(
        &self,
        unit: Key,
        from: Date,
        to: Date,
    ) -> Result<Vec<(Date, Units)>, StoreError> {
        self.read_long(move |connection| {
            let mut list = connection.prepare_cached(sql::LIST_EXPIRING)?;
            let parameters = params![from.to_string(), to.to_string(), unit.as_str()];
            all(&mut list, parameters, |r| Ok((get_day(r, 0)?, Units(r.get(1)?))))
        })
        .await
    }

    async fn count_members(&self) -> Result<(u64, u64), StoreError> {
        self.read_long(lists::count_members).await
    }

    async fn count_tiers(&self) -> Result<Vec<TierCount>, StoreError> {
        self.read_long(lists::count_tiers).await
    }

    async fn list_stores(&self) -> Result<Vec<StoreRow>, StoreError> {
        self.read_long(|connection| {
            let mut list = connection.prepare_cached(sql::LIST_STORES)?;
            all(&mut list, [], |r| {
                let (store, last_at) = (get_key(r, 0)?, get_instant(r, 2)?);
                Ok(StoreRow { store, receipts: r.get(1)?, last_at })
            })
        })
        .await
    }

    async fn list_marked(&self, mark: Key, page: Page) -> Result<Listed<MemberId>, StoreError> {
        self.marked(mark, page).await
    }

    async fn list_counts(&self, kind: &'static str) -> Result<Vec<(Key, i64)>, StoreError> {
        self.counts(kind).await
    }

    async fn counts_of(
        &self,
        kind: &'static str,
        subjects: Vec<Key>,
    ) -> Result<Vec<(Key, i64)>, StoreError> {
        self.some_counts(kind, subjects).await
    }
}

/// Adds a batch.
pub(super) fn write(connection: &Connection, batch: &FiguresBatch) -> Result<(), StoreError> {
    let mut parts = Parts::default();
    for visit in &batch.visits {
        let id = params![visit.member.0.as_bytes()];
        let mut find = connection.prepare_cached(sql::FIND_VISITOR)?;
        let number = match optional(&mut find, id, |r| get_uint(r, 0))? {
            Some(number) => number,
            None => {
                let mut insert = connection.prepare_cached(sql::INSERT_VISITOR)?;
                insert.query_row(id, |r| get_uint(r, 0))?
            }
        };
        parts.add(visit.day, number);
    }
    for ((day, part), members) in parts.0 {
        let day = day.to_string();
        let mut find = connection.prepare_cached(sql::FIND_VISITS)?;
        let known = optional(&mut find, params![day, part], |r| r.get::<_, Vec<u8>>(0))?;
        let mut bits = known.unwrap_or_default();
        let new = set(&mut bits, &members);
        if new > 0 {
            connection.prepare_cached(sql::PUT_VISITS)?.execute(params![day, part, bits])?;
            let total = params![day, ACTIVE, "", new];
            connection.prepare_cached(projection::ADD_TOTAL)?.execute(total)?;
        }
    }
    let mut add = connection.prepare_cached(sql::ADD_TO_STORE)?;
    for row in &batch.stores {
        add.execute(params![row.store.as_str(), row.receipts, row.last_at.as_millisecond()])?;
    }
    Ok(())
}

/// Changes how many members there are.
pub(super) fn add_counts(connection: &Connection, counts: &MemberCounts) -> Result<(), StoreError> {
    let mut add = connection.prepare_cached(sql::ADD_TO_COUNT)?;
    for (what, track, tier, change) in counts.changes() {
        add.execute(params![what, track, tier, change])?;
    }
    Ok(())
}

/// Changes the sums of what expires.
pub(super) fn add_expiring(connection: &Connection, sums: &ExpiringSums) -> Result<(), StoreError> {
    let mut add = connection.prepare_cached(sql::ADD_EXPIRING)?;
    for (day, unit, amount) in sums.changes() {
        add.execute(params![day, unit, amount])?;
    }
    Ok(())
}
