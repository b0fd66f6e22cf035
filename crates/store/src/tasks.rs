//! What is under way in the office: decisions that wait for a second person, replays of the
//! history, imports from the console. Any node may look at it or go on with it.
//!
//! INVARIANT: a task is changed only by who has seen its last change: each change names the
//! revision that it replaces, so of two at once one wins.

use crate::{Listed, Page, StoreError};
use async_trait::async_trait;
use model::{Instant, Key};
use uuid::Uuid;

/// One task.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRow {
    /// Its id; newer ones are larger.
    pub id: Uuid,
    /// What it is: `approval`, `replay`, `import`.
    pub kind: Key,
    /// How far it is; what that is depends on the kind.
    pub state: Key,
    /// Grows with every change.
    pub revision: u64,
    /// When it was last changed.
    pub changed_at: Instant,
    /// Everything else.
    pub body: serde_json::Value,
}

/// Reading and writing tasks.
#[async_trait]
pub trait Tasks: Send + Sync + 'static {
    /// Keeps a new task, with a file when it has one. `false` when the id is taken.
    async fn create_task(&self, task: TaskRow, file: Option<Vec<u8>>) -> Result<bool, StoreError>;
    /// Replaces a task whose revision still is that of `task`, and gives it the next one; its
    /// file goes unless it is kept. `false` when somebody else was faster.
    async fn change_task(&self, task: TaskRow, keeps_file: bool) -> Result<bool, StoreError>;
    /// One task.
    async fn find_task(&self, id: Uuid) -> Result<Option<TaskRow>, StoreError>;
    /// The file of a task.
    async fn find_task_file(&self, id: Uuid) -> Result<Option<Vec<u8>>, StoreError>;
    /// Tasks of a kind, in one state when that is given, newest first.
    async fn list_tasks(
        &self,
        kind: &str,
        state: Option<&str>,
        page: Page,
    ) -> Result<Listed<TaskRow>, StoreError>;
}

/// Where a page of tasks begins: after this id.
pub(crate) fn bound(page: &Page) -> Result<Uuid, StoreError> {
    match &page.cursor {
        None => Ok(Uuid::max()),
        Some(cursor) => cursor.0.parse().map_err(|_| StoreError::InvalidCursor),
    }
}
