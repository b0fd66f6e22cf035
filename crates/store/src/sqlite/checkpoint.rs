//! Copying the write-ahead log back into the database without stopping the writer.
//!
//! A thread of its own copies while the writer goes on. When little is left it says so,
//! and the writer copies that rest between two groups: only then is the log empty for a
//! moment and starts over instead of growing.
//!
//! Whoever empties the log has to make everything durable that was copied, so the thread has
//! most of it on the disk before it says so. Cost for the writer: a few hundred pages.

use rusqlite::Connection;
use rusqlite::hooks::Wal;
use rusqlite::wal::CheckpointMode;
use std::fs::File;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use crate::StoreError;

/// The writer may copy so many pages itself.
const LITTLE: i32 = 400;

/// Rounds in which the thread tries to catch up with the writer.
const ROUNDS: u32 = 6;

#[derive(Default)]
struct Progress {
    /// Pages in the log after the latest commit.
    pages: AtomicI32,
    /// The thread has done what it can; the writer may finish.
    caught_up: AtomicBool,
}

/// The writer's side.
pub(super) struct Checkpointer {
    progress: Arc<Progress>,
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    threshold: i32,
}

impl Checkpointer {
    /// Starts the thread and watches the commits of `writer`.
    pub(super) fn start(
        writer: &mut Connection,
        background: Connection,
        file: Arc<File>,
        threshold: u32,
    ) -> Result<Self, StoreError> {
        let progress = Arc::new(Progress::default());
        let seen = progress.clone();
        // Replaces the built-in checkpoint that would run inside a commit.
        writer.wal_hook(Some(move |_: &mut Wal, pages| {
            seen.pages.store(pages, Ordering::Relaxed);
            Ok(())
        }))?;
        let (wake, woken) = sync_channel(1);
        let shared = progress.clone();
        let thread = std::thread::Builder::new()
            .name("checkpoint".to_owned())
            .spawn(move || copy_when_woken(&background, &file, &woken, &shared))
            .map_err(|e| StoreError::Database(e.to_string().into()))?;
        Ok(Self {
            progress,
            wake: Some(wake),
            thread: Some(thread),
            threshold: i32::try_from(threshold).unwrap_or(i32::MAX),
        })
    }

    /// Called by the writer between two transactions.
    pub(super) fn after_commit(&self, writer: &Connection) -> Result<(), StoreError> {
        if self.progress.caught_up.swap(false, Ordering::Acquire) {
            copy(writer)?;
        } else if self.progress.pages.load(Ordering::Relaxed) >= self.threshold
            && let Some(wake) = &self.wake
        {
            // Full means that the thread knows already.
            let _ = wake.try_send(());
        }
        Ok(())
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            // A panic there was reported by its own thread.
            let _ = thread.join();
        }
    }
}

fn copy_when_woken(
    connection: &Connection,
    file: &File,
    woken: &Receiver<()>,
    progress: &Progress,
) {
    while woken.recv().is_ok() {
        for _ in 0..ROUNDS {
            let left = copy(connection).and_then(|left| {
                file.sync_data().map_err(StoreError::database)?;
                Ok(left)
            });
            match left {
                Ok(left) if left <= LITTLE => break,
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(%error, "the log could not be copied back");
                    break;
                }
            }
        }
        progress.caught_up.store(true, Ordering::Release);
    }
}

/// Copies what can be copied without waiting; says how many pages are left.
fn copy(connection: &Connection) -> Result<i32, StoreError> {
    let (log, copied) = connection.wal_checkpoint_v2(None::<&str>, CheckpointMode::PASSIVE)?;
    Ok(log - copied)
}
