//! Leases and imports.
//!
//! COST: one statement per lease; the rows of an import are one statement per part of the
//! file. What can be done again does not wait for the disk.

use super::PostgresStore;
use super::configuration::next;
use super::link::Params;
use super::row::{
    all, get, get_hash, get_id, get_instant, get_key, get_opt_instant, get_owner, get_text,
    get_uint, int, kind_number, one_more, optional, place,
};
use super::sql::jobs as sql;
use crate::{ImportRow, ImportRun, Jobs, Lease, Listed, Page, StoreError};
use async_trait::async_trait;
use model::Instant;
use tokio_postgres::Row;
use uuid::Uuid;

#[async_trait]
impl Jobs for PostgresStore {
    async fn acquire_lease(
        &self,
        name: &str,
        holder: &str,
        now: Instant,
        until: Instant,
    ) -> Result<Option<Lease>, StoreError> {
        if holder.is_empty() {
            return Err(StoreError::Misuse("a lease needs a holder"));
        }
        let (now, until) = (now.as_millisecond(), until.as_millisecond());
        let writing = self.begin_relaxed().await?;
        let taken = writing.row(sql::ACQUIRE, &[&name, &holder, &now, &until]).await?;
        writing.commit().await?;
        optional(taken, lease)
    }

    async fn renew_lease(
        &self,
        name: &str,
        holder: &str,
        now: Instant,
        until: Instant,
        state: Option<serde_json::Value>,
    ) -> Result<bool, StoreError> {
        let (now, until) = (now.as_millisecond(), until.as_millisecond());
        let state = state.map(|s| s.to_string());
        self.change_relaxed(sql::RENEW, &[&name, &holder, &now, &until, &state]).await
    }

    async fn release_lease(
        &self,
        name: &str,
        holder: &str,
        state: Option<serde_json::Value>,
    ) -> Result<bool, StoreError> {
        let state = state.map(|s| s.to_string());
        self.change_relaxed(sql::RELEASE, &[&name, &holder, &state, &i64::MIN]).await
    }

    async fn list_leases(&self) -> Result<Vec<Lease>, StoreError> {
        all(&self.rows(sql::LIST_LEASES, &[]).await?, lease)
    }

    async fn start_import(&self, run: ImportRun) -> Result<ImportRun, StoreError> {
        let writing = self.begin().await?;
        // Taken first: whoever else begins an import waits here and finds this one.
        let number = next(&writing, "imports").await?;
        let (kind, hash) = (run.kind.as_str(), &run.file_hash.0[..]);
        let found = writing.row(sql::FIND_UNFINISHED_IMPORT, &[&kind, &hash]).await?;
        if let Some((_, found)) = optional(found, import)? {
            writing.rollback().await?;
            return Ok(found);
        }
        let (name, started) = (run.file_name.as_str(), run.started_at.as_millisecond());
        let (done, failed) = (int(run.rows_done), int(run.rows_failed));
        let params: Params<'_> = &[&number, &run.id, &kind, &hash, &name, &started, &done, &failed];
        writing.execute(sql::INSERT_IMPORT, params).await?;
        writing.commit().await?;
        Ok(run)
    }

    async fn record_import(
        &self,
        run: Uuid,
        rows_done: u64,
        rows_failed: u64,
        rows: Vec<ImportRow>,
    ) -> Result<(), StoreError> {
        let numbers: Vec<i64> = rows.iter().map(|r| int(r.row)).collect();
        let owners: Vec<Uuid> = rows.iter().map(|r| r.owner.id).collect();
        let kinds: Vec<i16> = rows.iter().map(|r| kind_number(r.owner.kind)).collect();
        let seqs: Vec<i64> = rows.iter().map(|r| int(r.seq)).collect();
        let (done, failed) = (int(rows_done), int(rows_failed));
        let writing = self.begin_relaxed().await?;
        if !numbers.is_empty() {
            let params: Params<'_> = &[&run, &numbers, &owners, &kinds, &seqs];
            writing.execute(sql::INSERT_IMPORT_ROWS, params).await?;
        }
        writing.execute(sql::RECORD_IMPORT, &[&run, &done, &failed]).await?;
        writing.commit().await
    }

    async fn finish_import(&self, run: Uuid, at: Instant) -> Result<(), StoreError> {
        self.change(sql::FINISH_IMPORT, &[&run, &at.as_millisecond()]).await.map(|_| ())
    }

    async fn mark_import_undone(&self, run: Uuid, at: Instant) -> Result<(), StoreError> {
        self.change(sql::MARK_IMPORT_UNDONE, &[&run, &at.as_millisecond()]).await.map(|_| ())
    }

    async fn find_import(&self, run: Uuid) -> Result<Option<ImportRun>, StoreError> {
        let found = optional(self.row(sql::FIND_IMPORT, &[&run]).await?, import)?;
        Ok(found.map(|(_, run)| run))
    }

    async fn list_imports(&self, page: Page) -> Result<Listed<ImportRun>, StoreError> {
        let (sql, from) = place(&page, sql::LIST_IMPORTS_OLDEST, sql::LIST_IMPORTS_NEWEST)?;
        let rows = all(&self.rows(sql, &[&from, &one_more(&page)]).await?, import)?;
        let cut = Listed::cut(rows, page.rows(), |r| r.0.to_string());
        Ok(Listed { items: cut.items.into_iter().map(|(_, run)| run).collect(), next: cut.next })
    }

    async fn list_import_rows(
        &self,
        run: Uuid,
        page: Page,
    ) -> Result<Listed<ImportRow>, StoreError> {
        let (sql, from) = place(&page, sql::IMPORT_ROWS_OLDEST, sql::IMPORT_ROWS_NEWEST)?;
        let rows = self.rows_long(sql, &[&run, &from, &one_more(&page)]).await?;
        let rows = all(&rows, import_row)?;
        Ok(Listed::cut(rows, page.rows(), |r| r.row.to_string()))
    }
}

impl PostgresStore {
    /// A transaction of one statement: how many rows it touched.
    pub(super) async fn change(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<u64, StoreError> {
        let writing = self.begin().await?;
        let touched = writing.execute(sql, params).await?;
        writing.commit().await?;
        Ok(touched)
    }

    /// The same for what may be lost with the power, because it can be done again: whether
    /// it changed anything.
    pub(super) async fn change_relaxed(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<bool, StoreError> {
        let writing = self.begin_relaxed().await?;
        let touched = writing.execute(sql, params).await?;
        writing.commit().await?;
        Ok(touched > 0)
    }
}

fn lease(row: &Row) -> Result<Lease, StoreError> {
    // A lease that was given up ends before any moment that there is.
    let until: i64 = get(row, 2)?;
    let state: &str = get(row, 3)?;
    Ok(Lease {
        name: get_key(row, 0)?,
        holder: get_text(row, 1)?,
        until: Instant::from_millisecond(until).unwrap_or(Instant::MIN),
        state: serde_json::from_str(state).map_err(|e| StoreError::unreadable("state", e))?,
    })
}

/// An import and its number in the list.
fn import(row: &Row) -> Result<(i64, ImportRun), StoreError> {
    let run = ImportRun {
        id: get_id(row, 1)?,
        kind: get_key(row, 2)?,
        file_hash: get_hash(row, 3)?,
        file_name: get_text(row, 4)?,
        started_at: get_instant(row, 5)?,
        finished_at: get_opt_instant(row, 6)?,
        undone_at: get_opt_instant(row, 7)?,
        rows_done: get_uint(row, 8)?,
        rows_failed: get_uint(row, 9)?,
    };
    Ok((get(row, 0)?, run))
}

fn import_row(row: &Row) -> Result<ImportRow, StoreError> {
    Ok(ImportRow { row: get_uint(row, 0)?, owner: get_owner(row, 1)?, seq: get_uint(row, 3)? })
}
