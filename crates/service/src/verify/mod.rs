//! Proves the whole book: every hash, every chain, every sum, and everything that is
//! kept beside the journal against the journal.
//!
//! COST: one pass over the journal in the order of owners, parsed a few pages ahead on
//! every core, and one over each table beside it. Memory does not grow with the journal: tables are compared by sums that do not
//! depend on order, and only a difference is looked for row by row.

mod chains;
mod limits;
pub mod nightly;
mod projections;
mod record;
mod sum;
mod tables;

use crate::Tessera;
use crate::error::Error;
use chains::Chains;
pub use record::{LastVerify, last, run_recorded};
use serde::Serialize;
use std::fmt;
use store::StoreError;
use tokio::task::JoinHandle;

/// Entries or rows read at a time.
const PAGE: u32 = 1_000;

/// What was proven, or where it is broken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Journal entries read.
    pub entries: u64,
    /// Postings read (two per movement).
    pub postings: u64,
    /// Owners' chains.
    pub owners: u64,
    /// Receipts.
    pub receipts: u64,
    /// Where something is broken, the first place first; empty when all is well.
    pub broken: Vec<Place>,
}

impl Verdict {
    /// Whether nothing is broken.
    pub fn is_sound(&self) -> bool {
        self.broken.is_empty()
    }
}

/// A broken place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The number of the invariant in the list of the design.
    pub invariant: u8,
    /// Whose chain, when it is one.
    pub owner: Option<model::Owner>,
    /// Which entry, when it is one.
    pub seq: Option<u64>,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.owner, self.seq) {
            (Some(owner), Some(seq)) => write!(f, "{owner} entry {seq}: {}", self.what),
            (Some(owner), None) => write!(f, "{owner}: {}", self.what),
            _ => f.write_str(&self.what),
        }
    }
}

impl Place {
    fn general(invariant: u8, what: impl Into<String>) -> Self {
        Self { invariant, owner: None, seq: None, what: what.into() }
    }
}

/// How many broken places are listed: the first one matters.
const MOST_PLACES: usize = 20;

/// Whether nothing was appended since the journal ended at `head`. Tables beside the
/// journal can be compared as a whole only then; a busy shop is compared row by row.
async fn is_quiet(tessera: &Tessera, head: u64) -> Result<bool, Error> {
    Ok(tessera.store().journal_head().await? == head)
}

/// Verifies everything. `progress` is told the number of entries read so far.
pub async fn run(
    tessera: &Tessera,
    mut progress: impl FnMut(u64) + Send,
) -> Result<Verdict, Error> {
    let store = tessera.store();
    let head = store.journal_head().await?;
    let projected = store.projection_position().await?.min(head);
    // Beside the chains, on other cores.
    let kept = tokio::spawn(projections::sum_postings(tessera.clone(), projected));
    let receipts = tokio::spawn(tables::sum_receipts(tessera.clone()));
    let nobody = tokio::spawn(tables::identities(tessera.clone()));
    let mut chains = Chains::new(head, projected);
    chains.read(tessera, &mut progress).await?;
    let (kept, receipts, nobody) =
        (end_of(kept).await?, end_of(receipts).await?, end_of(nobody).await?);
    let mut verdict = chains.verdict();
    if is_quiet(tessera, head).await? {
        verdict.broken.extend(chains.ahead.take());
    }
    tables::receipts(tessera, &chains, receipts, &mut verdict).await?;
    verdict.broken.extend(nobody);
    limits::counters(tessera, &chains, &mut verdict).await?;
    projections::postings(tessera, &chains, kept, &mut verdict).await?;
    projections::accounts(tessera, &chains, &mut verdict).await?;
    verdict.broken.truncate(MOST_PLACES);
    Ok(verdict)
}

/// What a part that ran beside the chains came to.
async fn end_of<T>(part: JoinHandle<Result<T, Error>>) -> Result<T, Error> {
    part.await.unwrap_or_else(|_| Err(StoreError::Closed.into()))
}
