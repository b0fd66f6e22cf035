//! Connections: a few that point reads share, and a bounded number for everything else.
//!
//! INVARIANTS: nobody waits beyond the deadline of the store; a connection on which
//! something was left unfinished is never used again; only reads are repeated without
//! being asked.

use super::fault::is_lost;
use super::link::{Link, Params};
use super::options::{Address, PostgresOptions, Use, session};
use crate::{StoreError, StoreGauges};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::error::Elapsed;
use tokio::time::{Instant, sleep, timeout, timeout_at};
use tokio_postgres::{Error, Row};

/// The pause before a second try; it doubles from try to try.
const FIRST_PAUSE: Duration = Duration::from_millis(10);
const LONGEST_PAUSE: Duration = Duration::from_millis(500);

/// Growing pauses that end at a deadline.
pub(super) struct Patience {
    pub(super) deadline: Instant,
    pause: Duration,
}

impl Patience {
    pub(super) fn until(deadline: Instant) -> Self {
        Self { deadline, pause: FIRST_PAUSE }
    }

    /// Waits before the next try; `false` when there is no time for one.
    pub(super) async fn another(&mut self) -> bool {
        if Instant::now() + self.pause >= self.deadline {
            return false;
        }
        sleep(self.pause).await;
        self.pause = (self.pause * 2).min(LONGEST_PAUSE);
        true
    }
}

/// How the connections of a store are made.
pub(super) struct Connector {
    address: Address,
    pub(super) options: PostgresOptions,
    gauges: Arc<StoreGauges>,
}

impl Connector {
    pub(super) fn new(
        address: Address,
        options: PostgresOptions,
        gauges: Arc<StoreGauges>,
    ) -> Self {
        Self { address, options, gauges }
    }

    /// Makes a connection, trying again until the deadline. `again` says that one of the
    /// same kind was lost before.
    pub(super) async fn open(
        &self,
        purpose: Use,
        deadline: Instant,
        again: bool,
    ) -> Result<Link, StoreError> {
        let config = session(&self.address.config, &self.options, purpose);
        let mut patience = Patience::until(deadline);
        loop {
            let opening = Link::open(&config, self.address.tls.as_ref());
            let error = match timeout_at(deadline, opening).await {
                Ok(Ok(link)) => {
                    if again {
                        self.gauges.reconnected();
                    }
                    return Ok(link);
                }
                Ok(Err(error)) => error,
                Err(_) => return Err(late()),
            };
            if !is_lost(&error) || !patience.another().await {
                return Err(error.into());
            }
        }
    }

    pub(super) fn deadline(&self) -> Instant {
        Instant::now() + self.options.deadline
    }
}

/// The answer when time ran out and nothing was written.
pub(super) fn late() -> StoreError {
    StoreError::Unavailable("it does not answer within the deadline".into())
}

/// Connections that reads can be made on.
pub(super) trait Connections: Sync {
    /// Rows of a read; repeated on a new connection when the old one is lost.
    fn rows(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> impl Future<Output = Result<Vec<Row>, StoreError>> + Send;
}

/// Connections that many point reads share at once.
pub(super) struct Shared {
    connector: Arc<Connector>,
    slots: Vec<Slot>,
    next: AtomicUsize,
}

#[derive(Default)]
struct Slot {
    link: Mutex<Option<Arc<Link>>>,
    /// Held while a connection is made, so that one makes it and the others wait.
    making: tokio::sync::Mutex<()>,
}

impl Slot {
    fn current(&self) -> Option<Arc<Link>> {
        self.link.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Shared {
    pub(super) fn new(connector: Arc<Connector>) -> Self {
        let slots = (0..connector.options.short_reads.max(1)).map(|_| Slot::default());
        Self { slots: slots.collect(), connector, next: AtomicUsize::new(0) }
    }

    /// A sound connection, the next one in turn.
    async fn link(&self, deadline: Instant) -> Result<Arc<Link>, StoreError> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed);
        let slot = &self.slots[turn % self.slots.len()];
        let usable = |slot: &Slot| slot.current().filter(|link| link.is_sound());
        if let Some(link) = usable(slot) {
            return Ok(link);
        }
        let making = timeout_at(deadline, slot.making.lock()).await;
        let _making = making.map_err(|_| late())?;
        if let Some(link) = usable(slot) {
            return Ok(link);
        }
        let again = slot.current().is_some();
        let link = Arc::new(self.connector.open(Use::Short, deadline, again).await?);
        *slot.link.lock().unwrap_or_else(PoisonError::into_inner) = Some(link.clone());
        Ok(link)
    }
}

impl Connections for Shared {
    async fn rows(&self, sql: &'static str, params: Params<'_>) -> Result<Vec<Row>, StoreError> {
        let deadline = self.connector.deadline();
        let mut patience = Patience::until(deadline);
        loop {
            let link = self.link(deadline).await?;
            match timeout_at(deadline, link.rows(sql, params)).await {
                Err(_) => {
                    link.give_up();
                    return Err(late());
                }
                Ok(Err(error)) if is_lost(&error) => {
                    if !patience.another().await {
                        return Err(error.into());
                    }
                }
                Ok(answer) => return Ok(answer?),
            }
        }
    }
}

/// A bounded number of connections, each used by one at a time.
pub(super) struct Pool {
    connector: Arc<Connector>,
    purpose: Use,
    permits: Semaphore,
    idle: Mutex<Vec<Link>>,
}

impl Pool {
    pub(super) fn new(connector: Arc<Connector>, purpose: Use, size: usize) -> Self {
        let permits = Semaphore::new(size.max(1));
        Self { connector, purpose, permits, idle: Mutex::default() }
    }

    /// Takes a connection, waiting for one up to the deadline.
    pub(super) async fn take(&self, deadline: Instant) -> Result<Borrowed<'_>, StoreError> {
        let permit = timeout_at(deadline, self.permits.acquire()).await;
        let permit = permit.map_err(|_| StoreError::Busy)?.map_err(|_| StoreError::Closed)?;
        let (mut kept, mut again) = (None, false);
        while let Some(link) = self.pop() {
            if link.is_sound() {
                kept = Some(link);
                break;
            }
            again = true;
        }
        let link = match kept {
            Some(link) => link,
            None => self.connector.open(self.purpose, deadline, again).await?,
        };
        Ok(Borrowed { pool: self, link: Some(link), _permit: permit })
    }

    /// How long a statement may take here before the caller gives up: longer than the
    /// server is told.
    pub(super) fn patience(&self) -> Duration {
        self.connector.options.patience + self.connector.options.deadline
    }

    pub(super) fn deadline(&self) -> Instant {
        self.connector.deadline()
    }

    fn pop(&self) -> Option<Link> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }
}

impl Connections for Pool {
    async fn rows(&self, sql: &'static str, params: Params<'_>) -> Result<Vec<Row>, StoreError> {
        let mut patience = Patience::until(self.deadline());
        loop {
            let reader = self.take(patience.deadline).await?;
            match reader.rows(sql, params).await {
                Err(StoreError::Unavailable(reason)) => {
                    if !patience.another().await {
                        return Err(StoreError::Unavailable(reason));
                    }
                }
                answer => {
                    reader.done();
                    return answer;
                }
            }
        }
    }
}

/// A connection on loan. It goes back when [`Self::done`] says that nothing is unfinished
/// on it, and is cut otherwise.
pub(super) struct Borrowed<'a> {
    pool: &'a Pool,
    link: Option<Link>,
    _permit: SemaphorePermit<'a>,
}

impl Borrowed<'_> {
    /// Rows of a statement.
    pub(super) async fn rows(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<Vec<Row>, StoreError> {
        let link = self.link()?;
        self.judge(timeout(self.pool.patience(), link.rows(sql, params)).await)
    }

    /// Carries a statement out; says how many rows it touched.
    pub(super) async fn execute(
        &self,
        sql: &'static str,
        params: Params<'_>,
    ) -> Result<u64, StoreError> {
        let link = self.link()?;
        self.judge(timeout(self.pool.patience(), link.execute(sql, params)).await)
    }

    /// Carries statements without parameters out.
    pub(super) async fn batch(&self, sql: &str) -> Result<(), StoreError> {
        let link = self.link()?;
        self.judge(timeout(self.pool.patience(), link.batch(sql)).await)
    }

    /// Gives the connection back to the pool.
    pub(super) fn done(mut self) {
        if let Some(link) = self.link.take().filter(Link::is_sound) {
            self.pool.idle.lock().unwrap_or_else(PoisonError::into_inner).push(link);
        }
    }

    /// Whether the connection was lost.
    pub(super) fn is_lost(&self) -> bool {
        self.link.as_ref().is_none_or(|link| !link.is_sound())
    }

    fn link(&self) -> Result<&Link, StoreError> {
        self.link.as_ref().ok_or(StoreError::Closed)
    }

    fn judge<T>(&self, answer: Result<Result<T, Error>, Elapsed>) -> Result<T, StoreError> {
        match answer {
            Ok(answer) => Ok(answer?),
            Err(_) => {
                self.link()?.give_up();
                Err(late())
            }
        }
    }
}
