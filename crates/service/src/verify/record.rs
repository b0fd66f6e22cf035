//! When the book was last verified, and what was found: written down in the database, so
//! that every node and every restart knows.

use super::{Verdict, run};
use crate::error::Error;
use crate::{Tessera, clock};
use model::Instant;
use serde::{Deserialize, Serialize};

/// Name of the setting.
const SETTING: &str = "last_verify";

/// A verification that came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastVerify {
    /// When it ended, by the machine's clock.
    pub at: Instant,
    /// How long it took.
    pub took_millis: u64,
    /// Journal entries read.
    pub entries: u64,
    /// Postings read.
    pub postings: u64,
    /// Broken places that were listed; 0 when the book is sound.
    pub broken: u64,
}

/// Verifies everything, and writes down what was found.
pub async fn run_recorded(
    tessera: &Tessera,
    progress: impl FnMut(u64) + Send,
) -> Result<Verdict, Error> {
    let started = std::time::Instant::now();
    let verdict = run(tessera, progress).await?;
    let last = LastVerify {
        at: clock::machine_now(),
        took_millis: u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        entries: verdict.entries,
        postings: verdict.postings,
        broken: verdict.broken.len() as u64,
    };
    let text = serde_json::to_string(&last).unwrap_or_default();
    tessera.store().put_setting(SETTING, &text).await?;
    Ok(verdict)
}

/// The last verification of this database; nothing when there was none.
pub async fn last(tessera: &Tessera) -> Result<Option<LastVerify>, Error> {
    let text = tessera.store().find_setting(SETTING).await?;
    // What an other version wrote differently counts as never.
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}
