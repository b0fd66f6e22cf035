//! Figures for reports.
//!
//! COST: the visits of a batch are three round trips, and two more when somebody is new.

use super::PostgresStore;
use super::columns::OwnerColumns;
use super::lists::total;
use super::marks::MarkChanges;
use super::projection::add_totals;
use super::row::{
    all, get, get_day, get_id, get_instant, get_key, get_opt_text, get_uint, int, optional,
};
use super::sql::{figures as sql, lists};
use super::transaction::Writing;
use crate::counts::{MemberCounts, Standing};
use crate::figures::{Expiring, ExpiringSums, Figures, StoreRow, TotalsBy};
use crate::visits::{ACTIVE, Joined, Parts, Visit, set};
use crate::words::SNAPSHOT_FORMAT;
use crate::{DailyTotal, Listed, Marks, OwnerState, Page, StoreError, TierCount, TotalDelta};
use async_trait::async_trait;
use jiff::civil::Date;
use model::id::MemberId;
use model::{Key, OwnerKind, Units};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use uuid::Uuid;

#[async_trait]
impl Figures for PostgresStore {
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
        let (from, to) = (from.to_string(), to.to_string());
        all(&self.rows_long(sql, &[&from, &to, &measures]).await?, total)
    }

    async fn count_visitors(&self, from: Date, to: Date) -> Result<u64, StoreError> {
        let (from, to) = (from.to_string(), to.to_string());
        let mut joined = Joined::default();
        for row in &self.rows_long(sql::LIST_VISITS, &[&from, &to]).await? {
            joined.add(get(row, 0)?, get(row, 1)?);
        }
        Ok(joined.count())
    }

    async fn sum_expiring(&self, from: Date, to: Date) -> Result<Vec<(Key, Units)>, StoreError> {
        let (from, to) = (from.to_string(), to.to_string());
        let rows = self.rows_long(sql::SUM_EXPIRING, &[&from, &to]).await?;
        all(&rows, |r| Ok((get_key(r, 0)?, Units(get(r, 1)?))))
    }

    async fn list_expiring(
        &self,
        unit: Key,
        from: Date,
        to: Date,
    ) -> Result<Vec<(Date, Units)>, StoreError> {
        let (from, to) = (from.to_string(), to.to_string());
        let rows = self.rows_long(sql::LIST_EXPIRING, &[&from, &to, &unit.as_str()]).await?;
        all(&rows, |r| Ok((get_day(r, 0)?, Units(get(r, 1)?))))
    }

    async fn count_members(&self) -> Result<(u64, u64), StoreError> {
        let counted = self.rows_long(lists::COUNT_MEMBERS, &[]).await?;
        let counted = optional(counted, |r| Ok((get_uint(r, 0)?, get_uint(r, 1)?)))?;
        Ok(counted.unwrap_or_default())
    }

    async fn count_tiers(&self) -> Result<Vec<TierCount>, StoreError> {
        all(&self.rows_long(lists::COUNT_TIERS, &[]).await?, |r| {
            let (track, tier) = (get_key(r, 0)?, get_key(r, 1)?);
            Ok(TierCount { track, tier, members: get_uint(r, 2)? })
        })
    }

    async fn list_stores(&self) -> Result<Vec<StoreRow>, StoreError> {
        all(&self.rows_long(sql::LIST_STORES, &[]).await?, |r| {
            let (store, last_at) = (get_key(r, 0)?, get_instant(r, 2)?);
            Ok(StoreRow { store, receipts: get(r, 1)?, last_at })
        })
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

/// Notes who was there. Says the latest number that a member has, of whom `last` had it before.
pub(super) async fn put_visits(
    writing: &Writing<'_>,
    visits: &[Visit],
    last: u64,
) -> Result<u64, StoreError> {
    if visits.is_empty() {
        return Ok(last);
    }
    let members: BTreeSet<Uuid> = visits.iter().map(|visit| visit.member.0).collect();
    let members: Vec<Uuid> = members.into_iter().collect();
    let known = writing.rows(sql::VISITORS, &[&members]).await?;
    let known = all(&known, |r| Ok((get_id(r, 0)?, get_uint(r, 1)?)))?;
    let mut numbers: HashMap<Uuid, u64> = known.into_iter().collect();
    let new = members.into_iter().filter(|member| !numbers.contains_key(member));
    let new: Vec<(Uuid, u64)> = new.zip(last + 1..).collect();
    if !new.is_empty() {
        let (members, given): (Vec<Uuid>, Vec<i64>) =
            new.iter().map(|(member, number)| (*member, int(*number))).unzip();
        writing.execute(sql::INSERT_VISITORS, &[&members, &given]).await?;
    }
    let last = new.last().map_or(last, |(_, number)| *number);
    numbers.extend(new);
    let mut parts = Parts::default();
    for visit in visits {
        if let Some(number) = numbers.get(&visit.member.0) {
            parts.add(visit.day, *number);
        }
    }
    put_parts(writing, parts).await?;
    Ok(last)
}

async fn put_parts(writing: &Writing<'_>, parts: Parts) -> Result<(), StoreError> {
    let (days, numbers): (Vec<String>, Vec<i64>) =
        parts.0.keys().map(|(day, part)| (day.to_string(), *part)).unzip();
    let known = writing.rows(sql::VISITS, &[&days, &numbers]).await?;
    let known = all(&known, |r| Ok(((get::<String>(r, 0)?, get(r, 1)?), get(r, 2)?)))?;
    let mut known: HashMap<(String, i64), Vec<u8>> = known.into_iter().collect();
    let mut active: BTreeMap<Date, i64> = BTreeMap::new();
    let mut bits: Vec<Vec<u8>> = Vec::with_capacity(parts.0.len());
    for ((day, part), members) in &parts.0 {
        let mut of_part = known.remove(&(day.to_string(), *part)).unwrap_or_default();
        *active.entry(*day).or_default() += set(&mut of_part, members);
        bits.push(of_part);
    }
    writing.execute(sql::PUT_VISITS, &[&days, &numbers, &bits]).await?;
    let new = active.into_iter().filter(|(_, new)| *new > 0);
    let totals = new.map(|(day, delta)| {
        let (measure, subject) = (Key::new(ACTIVE), Key::default());
        TotalDelta { day, measure, subject, delta }
    });
    add_totals(writing, &totals.collect::<Vec<_>>()).await
}

/// Adds what came from stores.
pub(super) async fn put_stores(
    writing: &Writing<'_>,
    stores: &[StoreRow],
) -> Result<(), StoreError> {
    if stores.is_empty() {
        return Ok(());
    }
    let names: Vec<&str> = stores.iter().map(|row| row.store.as_str()).collect();
    let receipts: Vec<i64> = stores.iter().map(|row| row.receipts).collect();
    let last: Vec<i64> = stores.iter().map(|row| row.last_at.as_millisecond()).collect();
    writing.execute(sql::ADD_TO_STORES, &[&names, &receipts, &last]).await?;
    Ok(())
}

/// Writes states of owners, and by what they change the sums of what expires. Says which of them
/// are not older than what was there.
pub(super) async fn put_owners<'a>(
    writing: &Writing<'_>,
    states: &'a [OwnerState],
    columns: &OwnerColumns,
    counts: &mut MemberCounts,
) -> Result<Vec<&'a OwnerState>, StoreError> {
    if states.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = states.iter().map(|state| state.snapshot.owner.id).collect();
    let stored = all(&writing.rows(sql::STATES, &[&ids]).await?, |r| {
        let text = get_opt_text(r, 3)?;
        let expiring = Expiring::from_text(text.as_deref())?;
        let standing = Standing { blocked: get::<i16>(r, 4)? != 0, ended: get::<i16>(r, 5)? != 0 };
        let marks = Marks::from_text(get_opt_text(r, 6)?.as_deref())?;
        Ok((get_id(r, 0)?, (get_uint(r, 1)?, get::<i64>(r, 2)?, expiring, standing, marks)))
    })?;
    let mut stored: HashMap<Uuid, _> = stored.into_iter().collect();
    let (mut sums, mut marked) = (ExpiringSums::default(), MarkChanges::default());
    let mut newer = Vec::with_capacity(states.len());
    for state in states {
        let snapshot = &*state.snapshot;
        let (old, standing, marks) = match stored.remove(&snapshot.owner.id) {
            // An older state changes nothing.
            Some((seq, format, ..)) if seq > snapshot.seq && format == SNAPSHOT_FORMAT => continue,
            Some((_, _, old, standing, marks)) => (old, Some(standing), marks),
            None => (Expiring::default(), None, Marks::default()),
        };
        newer.push(state);
        sums.replace(&old, &state.expiring);
        marked.replace(snapshot.owner.id, &marks, &state.marks);
        if snapshot.owner.kind == OwnerKind::Member {
            counts.stands(standing, Standing::of(snapshot));
        }
    }
    columns.write(writing).await?;
    marked.write(writing).await?;
    let mut changes: (Vec<String>, Vec<&str>, Vec<i64>) = <_>::default();
    changes.extend(sums.changes());
    let (days, units, amounts) = changes;
    if !days.is_empty() {
        writing.execute(sql::ADD_EXPIRING, &[&days, &units, &amounts]).await?;
    }
    Ok(newer)
}

/// Changes how many members there are.
pub(super) async fn add_counts(
    writing: &Writing<'_>,
    counts: &MemberCounts,
) -> Result<(), StoreError> {
    let mut columns: (Vec<&str>, Vec<&str>, Vec<&str>, Vec<i64>) = <_>::default();
    columns.extend(counts.changes());
    let (whats, tracks, tiers, changes) = columns;
    if !whats.is_empty() {
        writing.execute(sql::ADD_TO_COUNTS, &[&whats, &tracks, &tiers, &changes]).await?;
    }
    Ok(())
}
