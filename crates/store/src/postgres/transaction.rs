//! Short transactions of configuration and jobs, and reads that may take long.
//!
//! INVARIANT: a transaction that is dropped before [`Writing::commit`] leaves nothing
//! behind: its connection is cut.

use super::PostgresStore;
use super::connect::{Borrowed, Connections, Patience, Pool};
use super::link::Params;
use crate::StoreError;
use tokio_postgres::Row;

/// Whether a write outlives a failure of the server as soon as it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// It does.
    Now,
    /// It may be lost, because it can be done again; it is durable a moment later, or
    /// together with the next transaction that waits for the disk.
    WithTheNext,
}

/// A transaction under way.
pub(super) struct Writing<'a>(Borrowed<'a>);

impl Writing<'_> {
    /// Rows of a statement.
    pub(super) async fn rows(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        self.0.rows(sql, params).await
    }

    /// The row of a statement that has one or none.
    pub(super) async fn row(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.0.rows(sql, params).await?.into_iter().next())
    }

    /// Carries a statement out; says how many rows it touched.
    pub(super) async fn execute(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<u64, StoreError> {
        self.0.execute(sql, params).await
    }

    /// Carries several statements without parameters out.
    pub(super) async fn batch(&self, sql: &str) -> Result<(), StoreError> {
        self.0.batch(sql).await
    }

    /// Makes it all durable. [`StoreError::OutcomeUnknown`] when the connection is lost
    /// meanwhile.
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        let result = self.0.batch("COMMIT").await;
        match result {
            Err(_) if self.0.is_lost() => Err(StoreError::OutcomeUnknown),
            Err(error) => Err(error),
            Ok(()) => {
                self.0.done();
                Ok(())
            }
        }
    }

    /// Gives it up, keeping the connection.
    pub(super) async fn rollback(self) -> Result<(), StoreError> {
        self.0.batch("ROLLBACK").await?;
        self.0.done();
        Ok(())
    }
}

impl PostgresStore {
    /// Rows of a point read, on a connection that many reads share.
    pub(super) async fn rows(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        self.short.rows(sql, params).await
    }

    /// The row of a point read that finds one or none.
    pub(super) async fn row(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<Option<Row>, StoreError> {
        Ok(self.short.rows(sql, params).await?.into_iter().next())
    }

    /// Rows of a list or a scan, on a connection of its own. Repeated when the connection
    /// is lost.
    pub(super) async fn rows_long(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        self.long.rows(sql, params).await
    }

    /// Begins a transaction (read committed).
    pub(super) async fn begin(&self) -> Result<Writing<'_>, StoreError> {
        begin(&self.writes).await
    }

    /// Begins a transaction that may be lost when the server fails soon after, because it
    /// can be done again.
    pub(super) async fn begin_relaxed(&self) -> Result<Writing<'_>, StoreError> {
        let writing = self.begin().await?;
        writing.batch("SET LOCAL synchronous_commit = off").await?;
        Ok(writing)
    }

    /// Runs `work` in a transaction of its own: all of it is committed, or nothing.
    pub(super) async fn write<T>(
        &self,
        durability: Durability,
        work: impl AsyncFnOnce(&Writing<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let transaction = match durability {
            Durability::Now => self.begin().await?,
            Durability::WithTheNext => self.begin_relaxed().await?,
        };
        match work(&transaction).await {
            Ok(value) => {
                transaction.commit().await?;
                Ok(value)
            }
            Err(error) => {
                // The connection is cut when this fails, which rolls back as well.
                let _ = transaction.rollback().await;
                Err(error)
            }
        }
    }
}

/// A connection that was idle may have been cut meanwhile: nothing was written yet, so
/// another one does.
async fn begin(pool: &Pool) -> Result<Writing<'_>, StoreError> {
    let mut patience = Patience::until(pool.deadline());
    loop {
        let writer = pool.take(patience.deadline).await?;
        match writer.batch("BEGIN ISOLATION LEVEL READ COMMITTED").await {
            Ok(()) => return Ok(Writing(writer)),
            Err(StoreError::Unavailable(_)) if patience.another().await => {}
            Err(error) => return Err(error),
        }
    }
}
