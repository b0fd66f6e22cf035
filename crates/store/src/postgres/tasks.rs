//! What is under way in the office.

use super::PostgresStore;
use super::link::Params;
use super::row::{
    all, get, get_id, get_instant, get_json, get_key, get_uint, int, one_more, optional,
};
use super::sql::tasks as sql;
use crate::tasks::{TaskRow, Tasks, bound};
use crate::words::to_json;
use crate::{Listed, Page, StoreError};
use async_trait::async_trait;
use tokio_postgres::Row;
use uuid::Uuid;

#[async_trait]
impl Tasks for PostgresStore {
    async fn create_task(&self, task: TaskRow, file: Option<Vec<u8>>) -> Result<bool, StoreError> {
        let (kind, state, body) = (task.kind.as_str(), task.state.as_str(), to_json(&task.body)?);
        let (revision, at) = (int(task.revision), task.changed_at.as_millisecond());
        let params: Params<'_> = &[&task.id, &kind, &state, &revision, &at, &body, &file];
        Ok(self.change(sql::INSERT, params).await? > 0)
    }

    async fn change_task(&self, task: TaskRow, keeps_file: bool) -> Result<bool, StoreError> {
        let (state, body) = (task.state.as_str(), to_json(&task.body)?);
        let (revision, at) = (int(task.revision), task.changed_at.as_millisecond());
        let params: Params<'_> = &[&task.id, &revision, &state, &at, &body, &keeps_file];
        Ok(self.change(sql::UPDATE, params).await? > 0)
    }

    async fn find_task(&self, id: Uuid) -> Result<Option<TaskRow>, StoreError> {
        optional(self.row(sql::FIND, &[&id]).await?, task)
    }

    async fn find_task_file(&self, id: Uuid) -> Result<Option<Vec<u8>>, StoreError> {
        optional(self.row(sql::FIND_FILE, &[&id]).await?, |row| get(row, 0))
    }

    async fn list_tasks(
        &self,
        kind: &str,
        state: Option<&str>,
        page: Page,
    ) -> Result<Listed<TaskRow>, StoreError> {
        let from = bound(&page)?;
        let rows = self.rows(sql::LIST, &[&kind, &from, &state, &one_more(&page)]).await?;
        Ok(Listed::cut(all(&rows, task)?, page.rows(), |task| task.id.to_string()))
    }
}

fn task(row: &Row) -> Result<TaskRow, StoreError> {
    Ok(TaskRow {
        id: get_id(row, 0)?,
        kind: get_key(row, 1)?,
        state: get_key(row, 2)?,
        revision: get_uint(row, 3)?,
        changed_at: get_instant(row, 4)?,
        body: get_json(row, 5)?,
    })
}
