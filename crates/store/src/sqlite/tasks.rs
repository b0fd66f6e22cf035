//! What is under way in the office.

use super::configuration::changed;
use super::row::{all, get_id, get_instant, get_json, get_key, get_uint, int, optional};
use super::sql::tasks as sql;
use super::{Durability, SqliteStore};
use crate::tasks::{TaskRow, Tasks, bound};
use crate::words::to_json;
use crate::{Listed, Page, StoreError};
use async_trait::async_trait;
use rusqlite::{Row, params};
use uuid::Uuid;

#[async_trait]
impl Tasks for SqliteStore {
    async fn create_task(&self, task: TaskRow, file: Option<Vec<u8>>) -> Result<bool, StoreError> {
        let body = to_json(&task.body)?;
        self.write(Durability::Now, move |connection| {
            let parameters = params![
                task.id.as_bytes(),
                task.kind.as_str(),
                task.state.as_str(),
                int(task.revision),
                task.changed_at.as_millisecond(),
                body,
                file,
            ];
            changed(connection, sql::INSERT, parameters)
        })
        .await
    }

    async fn change_task(&self, task: TaskRow, keeps_file: bool) -> Result<bool, StoreError> {
        let body = to_json(&task.body)?;
        self.write(Durability::Now, move |connection| {
            let parameters = params![
                task.id.as_bytes(),
                int(task.revision),
                task.state.as_str(),
                task.changed_at.as_millisecond(),
                body,
                keeps_file,
            ];
            changed(connection, sql::UPDATE, parameters)
        })
        .await
    }

    async fn find_task(&self, id: Uuid) -> Result<Option<TaskRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(sql::FIND)?;
            optional(&mut find, params![id.as_bytes()], task)
        })
    }

    async fn find_task_file(&self, id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(sql::FIND_FILE)?;
            optional(&mut find, params![id.as_bytes()], |row| row.get(0))
        })
    }

    async fn list_tasks(
        &self,
        kind: &str,
        state: Option<&str>,
        page: Page,
    ) -> Result<Listed<TaskRow>, StoreError> {
        let from = bound(&page)?;
        self.read(|connection| {
            let mut list = connection.prepare_cached(sql::LIST)?;
            let limit = int(page.rows() as u64 + 1);
            let rows = all(&mut list, params![kind, from.as_bytes(), state, limit], task)?;
            Ok(Listed::cut(rows, page.rows(), |task| task.id.to_string()))
        })
    }
}

fn task(row: &Row<'_>) -> rusqlite::Result<TaskRow> {
    Ok(TaskRow {
        id: get_id(row, 0)?,
        kind: get_key(row, 1)?,
        state: get_key(row, 2)?,
        revision: get_uint(row, 3)?,
        changed_at: get_instant(row, 4)?,
        body: get_json(row, 5)?,
    })
}
