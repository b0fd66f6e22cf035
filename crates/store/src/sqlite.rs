//! The embedded backend: SQLite with a write-ahead log and durable commits.
//!
//! One thread writes, in groups ([`writer`]); any number of connections read beside it;
//! a third party copies the log back ([`checkpoint`]). A store in memory is one
//! connection behind a lock and otherwise the same code.

mod append;
pub mod backup;
mod checkpoint;
mod configuration;
mod fault;
mod figures;
mod fold;
pub mod hold;
mod jobs;
mod journal;
mod lists;
mod look_up;
mod maintenance;
mod marks;
mod options;
mod pending;
mod people;
mod projection;
mod readers;
mod recent;
mod row;
mod schema;
mod search;
mod settle;
mod sql;
mod submissions;
mod tasks;
pub mod transfer;
mod webhook_rows;
mod webhooks;
mod writer;

pub use options::SqliteOptions;

use crate::{Append, Appended, StoreError};
use checkpoint::Checkpointer;
use readers::Readers;
use rusqlite::Connection;
use settle::Settler;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use tokio::sync::{Semaphore, mpsc, oneshot};
use writer::{Desk, Work, Writer};

/// Long reads that may run at once; more wait, so that they cannot starve short ones.
const LONG_READS: usize = 4;

/// A store in one SQLite file, or in memory.
pub struct SqliteStore {
    engine: Engine,
    desk: Desk,
}

enum Engine {
    File(FileEngine),
    Memory(Arc<Mutex<Connection>>),
}

struct FileEngine {
    path: PathBuf,
    readers: Arc<Readers>,
    long_reads: Semaphore,
    /// Taken away when closing, which ends the writer.
    queue: Option<mpsc::Sender<Work>>,
    writer: Option<JoinHandle<()>>,
}

/// Whether a write outlives a power failure as soon as it is answered.
#[derive(Clone, Copy)]
enum Durability {
    Now,
    WithTheNext,
}

impl SqliteStore {
    /// The number of the schema that this programme writes.
    pub const SCHEMA: u32 = schema::KNOWN;

    /// Opens a database file, or makes one.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::open_with(path, SqliteOptions::default())
    }

    /// Opens a database file with settings other than the usual ones.
    pub fn open_with(path: impl AsRef<Path>, options: SqliteOptions) -> Result<Self, StoreError> {
        options::check_engine()?;
        let path = path.as_ref().to_path_buf();
        let mut connection = options::open_writer(&path, &options)?;
        schema::migrate(&mut connection)?;
        let file = Arc::new(File::open(&path).map_err(StoreError::database)?);
        let checkpointer = Checkpointer::start(
            &mut connection,
            options::open_checkpointer(&path)?,
            file.clone(),
            options.checkpoint_pages,
        )?;
        let desk = Desk::default();
        pending::load(&connection, &desk.recent)?;
        let (queue, waiting) = mpsc::channel(options.queue.max(1));
        let gathered = options.gathered;
        let writer = Writer { connection, checkpointer, desk: desk.clone(), gathered };
        let writer = std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || writer.run(waiting))
            .map_err(|e| StoreError::Database(e.to_string().into()))?;
        let engine = Engine::File(FileEngine {
            readers: Arc::new(Readers::new(path.clone(), options.readers, file)),
            path,
            long_reads: Semaphore::new(LONG_READS),
            queue: Some(queue),
            writer: Some(writer),
        });
        Ok(Self { engine, desk })
    }

    /// An empty store that is gone when dropped. Made in a millisecond or two.
    pub fn in_memory() -> Result<Self, StoreError> {
        options::check_engine()?;
        let mut connection = options::open_memory()?;
        schema::migrate(&mut connection)?;
        Ok(Self { engine: Engine::Memory(Arc::new(Mutex::new(connection))), desk: Desk::default() })
    }

    /// A short read on the calling thread.
    fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.desk.failure.check()?;
        let result = match &self.engine {
            Engine::File(file) => file.readers.with(read),
            Engine::Memory(connection) => read(&lock(connection)),
        };
        self.desk.failure.note(result)
    }

    /// A read that may take long, on a thread that may block.
    async fn read_long<T: Send + 'static>(
        &self,
        read: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let Engine::File(file) = &self.engine else {
            return self.read(read);
        };
        self.desk.failure.check()?;
        let permit = file.long_reads.acquire().await;
        let _permit = permit.map_err(|_| StoreError::Closed)?;
        let readers = file.readers.clone();
        let result = tokio::task::spawn_blocking(move || readers.with(read)).await;
        self.desk
            .failure
            .note(result.unwrap_or_else(|e| Err(StoreError::Database(e.to_string().into()))))
    }

    /// A transaction of its own on the writer.
    async fn write<T: Send + 'static>(
        &self,
        durability: Durability,
        work: impl FnOnce(&Connection) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        self.desk.failure.check()?;
        match &self.engine {
            Engine::Memory(connection) => {
                let connection = lock(connection);
                writer::in_transaction(&connection, &self.desk.failure, || work(&connection))
            }
            Engine::File(file) => {
                let (answer, answered) = oneshot::channel();
                let failure = self.desk.failure.clone();
                let job: writer::Job = Box::new(move |connection| {
                    let result = writer::in_transaction(connection, &failure, || work(connection));
                    // The caller may have given up; the write stands all the same.
                    let _ = answer.send(result);
                });
                let work = match durability {
                    Durability::Now => Work::Durable(job),
                    Durability::WithTheNext => Work::Background(job),
                };
                file.send(work).await?;
                answered.await.unwrap_or(Err(StoreError::Closed))
            }
        }
    }

    /// Carries everything that was claimed so far over to its tables.
    async fn settle(&self) -> Result<(), StoreError> {
        match &self.engine {
            Engine::Memory(connection) => {
                let connection = lock(connection);
                let mut settler = Settler::default();
                while settler.begin(&self.desk.recent, 1) {
                    self.desk.settle(&connection, &mut settler, usize::MAX)?;
                }
                Ok(())
            }
            Engine::File(file) => {
                let (answer, answered) = oneshot::channel();
                file.send(Work::Settle(answer)).await?;
                answered.await.unwrap_or(Err(StoreError::Closed))
            }
        }
    }

    async fn append_grouped(&self, append: Append) -> Result<Appended, StoreError> {
        self.desk.failure.check()?;
        match &self.engine {
            Engine::Memory(connection) => {
                let connection = lock(connection);
                let outcomes = self.desk.append(&connection, std::iter::once(&append))?;
                let mut settler = Settler::default();
                while settler.begin(&self.desk.recent, options::GATHERED) {
                    self.desk.settle(&connection, &mut settler, usize::MAX)?;
                }
                outcomes.into_iter().next().ok_or(StoreError::Closed)
            }
            Engine::File(file) => {
                let (answer, answered) = oneshot::channel();
                self.desk.gauges.queue_entered();
                if let Err(error) = file.send(Work::Append(Box::new(append), answer)).await {
                    self.desk.gauges.queue_left();
                    return Err(error);
                }
                answered.await.unwrap_or(Err(StoreError::Closed))
            }
        }
    }
}

impl FileEngine {
    async fn send(&self, work: Work) -> Result<(), StoreError> {
        let queue = self.queue.as_ref().ok_or(StoreError::Closed)?;
        queue.send(work).await.map_err(|_| StoreError::Closed)
    }
}

impl Drop for FileEngine {
    /// Finishes what was accepted, and leaves the writer to close the file last, so that
    /// the log is copied back and removed.
    fn drop(&mut self) {
        self.readers.close();
        self.queue = None;
        if let Some(writer) = self.writer.take() {
            // A panic there was reported by its own thread.
            let _ = writer.join();
        }
    }
}

/// A poisoned lock is fine: an unfinished transaction is rolled back before the next.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
    if !connection.is_autocommit() {
        let _ = connection.execute_batch("ROLLBACK");
    }
    connection
}
