//! One connection, with the statements that were prepared on it.
//!
//! COST: a statement is prepared at its first use on a connection, one round trip; later
//! uses are one round trip each, and several at once share it when they are polled
//! together.

use super::fault::is_lost;
use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::task::Poll;
use std::time::Instant;
use tokio_postgres::tls::TlsStream;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Config, Connection, Error, NoTls, Row, Socket, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

/// Lets a connection carry what its client asks, until one of them ends.
fn carried<S>((client, connection): (Client, Connection<Socket, S>)) -> Client
where
    S: TlsStream + Unpin + Send + 'static,
{
    tokio::spawn(async move {
        // Whoever waits for an answer is told; this only ends the connection's own task.
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection to the database ended");
        }
    });
    client
}

/// Parameters of a statement.
pub(super) type Params<'a> = &'a [&'a (dyn ToSql + Sync)];

/// A connection. Dropping it cuts it; the server rolls back what was not committed.
pub(super) struct Link {
    client: Client,
    statements: Mutex<HashMap<&'static str, Statement>>,
    lost: AtomicBool,
}

/// One statement of several that are sent at once.
pub(super) struct Step<'a> {
    pub(super) sql: &'static str,
    pub(super) params: Vec<&'a (dyn ToSql + Sync)>,
}

/// What a statement of several gave, and when it was done.
pub(super) struct Answer {
    pub(super) rows: Vec<Row>,
    pub(super) at: Instant,
}

/// The first statement of several that failed; those after it failed with it. `is_sent`
/// says whether all of them reached the connection.
pub(super) struct Broken {
    pub(super) error: Error,
    pub(super) is_sent: bool,
}

type Asked<'a> = Pin<Box<dyn Future<Output = Result<Answer, Error>> + Send + 'a>>;

/// Waits for all, polling them in order, so that they are sent in order. One that fails
/// before it is sent keeps those after it from being sent: there are fewer answers then.
async fn together(mut asked: Vec<Asked<'_>>) -> Vec<Result<Answer, Error>> {
    let mut answers: Vec<Option<Result<Answer, Error>>> = Vec::new();
    let mut is_first = true;
    poll_fn(|context| {
        for (index, one) in asked.iter_mut().enumerate() {
            if is_first {
                answers.push(None);
            }
            let Some(answer @ None) = answers.get_mut(index) else { continue };
            if let Poll::Ready(ready) = one.as_mut().poll(context) {
                let is_unsent = is_first && ready.is_err();
                *answer = Some(ready);
                if is_unsent {
                    break;
                }
            }
        }
        is_first = false;
        let is_done = answers.iter().all(Option::is_some);
        if is_done { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    answers.into_iter().flatten().collect()
}

impl Link {
    /// Connects, encrypted when there is something to encrypt with.
    pub(super) async fn open(
        config: &Config,
        tls: Option<&MakeRustlsConnect>,
    ) -> Result<Self, Error> {
        let client = match tls {
            Some(tls) => carried(config.connect(tls.clone()).await?),
            None => carried(config.connect(NoTls).await?),
        };
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

    /// Sends several statements at once and waits for all answers: one round trip.
    ///
    /// INVARIANT: a statement is sent only when all before it were.
    pub(super) async fn pipeline(&self, steps: &[Step<'_>]) -> Result<Vec<Answer>, Broken> {
        let mut statements = Vec::with_capacity(steps.len());
        for step in steps {
            let statement = self.statement(step.sql).await;
            statements.push(statement.map_err(|error| Broken { error, is_sent: false })?);
        }
        let asked = steps.iter().zip(&statements).map(|(step, statement)| {
            let answer = self.client.query(statement, &step.params);
            let answer = async { answer.await.map(|rows| Answer { rows, at: Instant::now() }) };
            Box::pin(answer) as Asked<'_>
        });
        let answers = together(asked.collect()).await;
        let is_sent = answers.len() == steps.len();
        let first = answers.into_iter().collect::<Result<Vec<_>, _>>();
        self.note(first).map_err(|error| Broken { error, is_sent })
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
