//! Leases and imports.

use super::configuration::changed;
use super::journal::{one_more, place};
use super::row::{
    all, get_hash, get_id, get_instant, get_json, get_key, get_opt_instant, get_owner, get_text,
    get_uint, int, kind_number, optional,
};
use super::sql::jobs;
use super::{Durability, SqliteStore};
use crate::{ImportRow, ImportRun, Jobs, Lease, Listed, Page, StoreError};
use async_trait::async_trait;
use model::Instant;
use rusqlite::{Row, params};
use uuid::Uuid;

#[async_trait]
impl Jobs for SqliteStore {
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
        let (name, holder) = (name.to_owned(), holder.to_owned());
        self.write(Durability::WithTheNext, move |connection| {
            let mut acquire = connection.prepare_cached(jobs::ACQUIRE)?;
            let (now, until) = (now.as_millisecond(), until.as_millisecond());
            optional(&mut acquire, params![name, holder, now, until], lease)
        })
        .await
    }

    async fn renew_lease(
        &self,
        name: &str,
        holder: &str,
        now: Instant,
        until: Instant,
        state: Option<serde_json::Value>,
    ) -> Result<bool, StoreError> {
        let (name, holder) = (name.to_owned(), holder.to_owned());
        self.write(Durability::WithTheNext, move |connection| {
            let (now, until) = (now.as_millisecond(), until.as_millisecond());
            let state = state.map(|s| s.to_string());
            let parameters = params![name, holder, now, until, state];
            changed(connection, jobs::RENEW, parameters)
        })
        .await
    }

    async fn release_lease(
        &self,
        name: &str,
        holder: &str,
        state: Option<serde_json::Value>,
    ) -> Result<bool, StoreError> {
        let (name, holder) = (name.to_owned(), holder.to_owned());
        self.write(Durability::WithTheNext, move |connection| {
            let state = state.map(|s| s.to_string());
            changed(connection, jobs::RELEASE, params![name, holder, state])
        })
        .await
    }

    async fn list_leases(&self) -> Result<Vec<Lease>, StoreError> {
        self.read(|connection| {
            let mut list = connection.prepare_cached(jobs::LIST_LEASES)?;
            all(&mut list, [], lease)
        })
    }

    async fn start_import(&self, run: ImportRun) -> Result<ImportRun, StoreError> {
        self.write(Durability::Now, move |connection| {
            let mut find = connection.prepare_cached(jobs::FIND_UNFINISHED_IMPORT)?;
            let unfinished = params![run.kind.as_str(), run.file_hash.0];
            if let Some((_, found)) = optional(&mut find, unfinished, import)? {
                return Ok(found);
            }
            connection.prepare_cached(jobs::INSERT_IMPORT)?.execute(params![
                run.id.as_bytes(),
                run.kind.as_str(),
                run.file_hash.0,
                run.file_name.as_str(),
                run.started_at.as_millisecond(),
                int(run.rows_done),
                int(run.rows_failed),
            ])?;
            Ok(run)
        })
        .await
    }

    async fn record_import(
        &self,
        run: Uuid,
        rows_done: u64,
        rows_failed: u64,
        rows: Vec<ImportRow>,
    ) -> Result<(), StoreError> {
        self.write(Durability::WithTheNext, move |connection| {
            let mut insert = connection.prepare_cached(jobs::INSERT_IMPORT_ROW)?;
            for row in &rows {
                insert.execute(params![
                    run.as_bytes(),
                    int(row.row),
                    row.owner.id.as_bytes(),
                    kind_number(row.owner.kind),
                    int(row.seq),
                ])?;
            }
            let parameters = params![run.as_bytes(), int(rows_done), int(rows_failed)];
            changed(connection, jobs::RECORD_IMPORT, parameters).map(|_| ())
        })
        .await
    }

    async fn finish_import(&self, run: Uuid, at: Instant) -> Result<(), StoreError> {
        self.write(Durability::Now, move |connection| {
            let parameters = params![run.as_bytes(), at.as_millisecond()];
            changed(connection, jobs::FINISH_IMPORT, parameters).map(|_| ())
        })
        .await
    }

    async fn mark_import_undone(&self, run: Uuid, at: Instant) -> Result<(), StoreError> {
        self.write(Durability::Now, move |connection| {
            let parameters = params![run.as_bytes(), at.as_millisecond()];
            changed(connection, jobs::MARK_IMPORT_UNDONE, parameters).map(|_| ())
        })
        .await
    }

    async fn find_import(&self, run: Uuid) -> Result<Option<ImportRun>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(jobs::FIND_IMPORT)?;
            let found = optional(&mut find, params![run.as_bytes()], import)?;
            Ok(found.map(|(_, run)| run))
        })
    }

    async fn list_imports(&self, page: Page) -> Result<Listed<ImportRun>, StoreError> {
        self.read(|connection| {
            let (oldest, newest) = (jobs::LIST_IMPORTS_OLDEST, jobs::LIST_IMPORTS_NEWEST);
            let (sql, from) = place(&page, oldest, newest)?;
            let mut list = connection.prepare_cached(sql)?;
            let rows = all(&mut list, params![from, one_more(&page)], import)?;
            let cut = Listed::cut(rows, page.rows(), |r| r.0.to_string());
            Ok(Listed {
                items: cut.items.into_iter().map(|(_, run)| run).collect(),
                next: cut.next,
            })
        })
    }

    async fn list_import_rows(
        &self,
        run: Uuid,
        page: Page,
    ) -> Result<Listed<ImportRow>, StoreError> {
        self.read_long(move |connection| {
            let (oldest, newest) = (jobs::IMPORT_ROWS_OLDEST, jobs::IMPORT_ROWS_NEWEST);
            let (sql, from) = place(&page, oldest, newest)?;
            let mut list = connection.prepare_cached(sql)?;
            let parameters = params![run.as_bytes(), from, one_more(&page)];
            let rows = all(&mut list, parameters, import_row)?;
            Ok(Listed::cut(rows, page.rows(), |r| r.row.to_string()))
        })
        .await
    }
}

fn lease(row: &Row<'_>) -> rusqlite::Result<Lease> {
    // A lease that was given up ends before any moment that there is.
    let until: i64 = row.get(2)?;
    Ok(Lease {
        name: get_key(row, 0)?,
        holder: get_text(row, 1)?,
        until: Instant::from_millisecond(until).unwrap_or(Instant::MIN),
        state: get_json(row, 3)?,
    })
}

/// An import and its number in the list.
fn import(row: &Row<'_>) -> rusqlite::Result<(i64, ImportRun)> {
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
    Ok((row.get(0)?, run))
}

fn import_row(row: &Row<'_>) -> rusqlite::Result<ImportRow> {
    Ok(ImportRow { row: get_uint(row, 0)?, owner: get_owner(row, 1)?, seq: get_uint(row, 3)? })
}
