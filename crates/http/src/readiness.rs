//! Whether the server should get requests: not when it is about to stop, and not while
//! the database does not answer.
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
    /// The database does not answer, or takes no more work.
    Database,
}

impl NotReady {
    /// For people.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Self::Stopping => "the server is about to stop",
            Self::Database => "the database does not answer",
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Readiness {
    stopping: AtomicBool,
    /// When the database was asked, and whether it answered.
    asked: Mutex<Option<(Instant, bool)>>,
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
        let answered = match *asked {
            Some((at, answered)) if at.elapsed() < FRESH => answered,
            _ => {
                let answered = ask(tessera).await;
                *asked = Some((Instant::now(), answered));
                answered
            }
        };
        if answered { Ok(()) } else { Err(NotReady::Database) }
    }
}

async fn ask(tessera: &Tessera) -> bool {
    match tokio::time::timeout(PATIENCE, tessera.store().journal_head()).await {
        Ok(Ok(_)) => true,
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            false
        }
        Err(_) => {
            tracing::warn!("not ready: the database does not answer in time");
            false
        }
    }
}
