//! One connection, with the statements that were prepared on it.
//!
//! COST: a statement is prepared at its first use on a connection, one round trip; later
//! uses are one round trip each, and several at once share it when they are polled
//! together.

use super::fault::is_lost;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, Error, NoTls, Row, Statement};

/// Parameters of a statement.
pub(super) type Params<'a> = &'a [&'a (dyn ToSql + Sync)];

/// A connection. Dropping it cuts it; the server rolls back what was not committed.
pub(super) struct Link {
    client: Client,
    statements: Mutex<HashMap<&'static str, Statement>>,
    lost: AtomicBool,
}

impl Link {
    /// Connects.
    pub(super) async fn open(config: &Config) -> Result<Self, Error> {
        let (client, connection) = config.connect(NoTls).await?;
        tokio::spawn(async move {
            // Whoever waits for an answer is told; this only ends the connection's own task.
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to the database ended");
            }
        });
        Ok(Self { client, statements: Mutex::default(), lost: AtomicBool::new(false) })
    }

    /// Whether it can be used again.
    pub(super) fn is_sound(&self) -> bool {
        !self.lost.load(Ordering::Relaxed) && !self.client.is_closed()
    }

    /// Takes it out of use: what was sent on it may be stuck.
    pub(super) fn give_up(&self) {
        self.lost.store(true, Ordering::Relaxed);
    }

    /// Rows of a statement.
    pub(super) async fn rows(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<Vec<Row>, Error> {
        let statement = self.statement(sql).await?;
        self.note(self.client.query(&statement, params).await)
    }

    /// Carries a statement out; says how many rows it touched.
    pub(super) async fn execute(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<u64, Error> {
        let statement = self.statement(sql).await?;
        self.note(self.client.execute(&statement, params).await)
    }

    /// Carries several statements without parameters out.
    pub(super) async fn batch(&self, sql: &str) -> Result<(), Error> {
        self.note(self.client.batch_execute(sql).await)
    }

    /// Prepares a statement, so that its first use is one round trip too.
    pub(super) async fn statement(&self, sql: &'static str) -> Result<Statement, Error> {
        let known = self.statements().get(sql).cloned();
        if let Some(statement) = known {
            return Ok(statement);
        }
        let statement = self.note(self.client.prepare(sql).await)?;
        self.statements().insert(sql, statement.clone());
        Ok(statement)
    }

    fn note<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        if result.as_ref().is_err_and(is_lost) {
            self.give_up();
        }
        result
    }

    /// A poisoned lock is fine: the map is whole between any two of its operations.
    fn statements(&self) -> std::sync::MutexGuard<'_, HashMap<&'static str, Statement>> {
        self.statements.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
