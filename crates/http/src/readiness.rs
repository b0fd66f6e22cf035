//! Whether the server should get requests: not when it is about to stop, not while the
//! database does not answer, and never again once the database has failed for good.
//!
//! COST: the database is asked at most four times a second, however often probes come.

use service::Tessera;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// An answer counts for so long.
const FRESH: Duration = Duration::from_millis(250);

/// A database that takes longer is as good as gone.
const PATIENCE: Duration = Duration::from_secs(1);

/// Why the server should get no requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotReady {
    /// It was told to stop.
    Stopping,
    /// The database does not answer now.
    Database,
    /// The database failed for good: the store takes nothing more.
    Failed,
}

impl NotReady {
    /// For people.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Self::Stopping => "the server is about to stop",
            Self::Database => "the database does not answer",
            Self::Failed => "the database failed and takes no more work",
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Readiness {
    stopping: AtomicBool,
    /// When the database was asked, and what came of it.
    asked: Mutex<Option<(Instant, Result<(), NotReady>)>>,
}

impl Readiness {
    /// From now on the server is not ready.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Relaxed);
    }

    /// Whether the server should get requests.
    pub(crate) async fn check(&self, tessera: &Tessera) -> Result<(), NotReady> {
        if self.stopping.load(Relaxed) {
            return Err(NotReady::Stopping);
        }
        // Probes that come at the same time wait for one answer.
        let mut asked = self.asked.lock().await;
        match *asked {
            Some((at, answer)) if at.elapsed() < FRESH => answer,
            _ => {
                let answer = ask(tessera).await;
                *asked = Some((Instant::now(), answer));
                answer
            }
        }
    }
}

async fn ask(tessera: &Tessera) -> Result<(), NotReady> {
    match tokio::time::timeout(PATIENCE, tessera.store().journal_head()).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            Err(if error.is_fatal() { NotReady::Failed } else { NotReady::Database })
        }
        Err(_) => {
            tracing::warn!("not ready: the database does not answer in time");
            Err(NotReady::Database)
        }
    }
}
