//! Outcomes of attempts on their way into the store.
//!
//! While some are written others gather: events are brought at the pace of their receivers
//! and not of the disk, and the busier they are the more go into one transaction.
//!
//! INVARIANT: what is in here is due in the store still, so nothing of the same owner may
//! begin at the same endpoint.

use crate::Tessera;
use crate::error::Error;
use model::Owner;
use model::id::WebhookId;
use store::StoreError;
use store::webhooks::AttemptMade;
use tokio::task::JoinHandle;

/// So many may wait to be written: as much is sent again when the process dies.
const MOST: usize = 1_000;

/// Outcomes that are not in the store yet.
pub(super) struct Outcomes {
    tessera: Tessera,
    waiting: Vec<AttemptMade>,
    being_written: Vec<AttemptMade>,
    writing: Option<JoinHandle<Result<(), StoreError>>>,
    has_failed: bool,
}

impl Outcomes {
    pub(super) fn new(tessera: &Tessera) -> Self {
        Self {
            tessera: tessera.clone(),
            waiting: Vec::new(),
            being_written: Vec::new(),
            writing: None,
            has_failed: false,
        }
    }

    pub(super) fn push(&mut self, made: AttemptMade) {
        self.waiting.push(made);
    }

    /// Begins to write what waits, unless something is being written.
    pub(super) fn begin(&mut self) {
        if self.writing.is_some() || self.waiting.is_empty() {
            return;
        }
        self.being_written = std::mem::take(&mut self.waiting);
        let (store, made) = (self.tessera.store().clone(), self.being_written.clone());
        self.writing = Some(tokio::spawn(async move { store.record_attempts(made).await }));
    }

    /// Waits until what is being written is in the store, and begins with what gathered
    /// meanwhile. Waits for ever when nothing is being written. What could not be written
    /// waits again. Loses nothing when it is dropped while it waits.
    pub(super) async fn written(&mut self) -> Result<(), Error> {
        let Some(writing) = &mut self.writing else { return std::future::pending().await };
        let result = writing.await;
        self.writing = None;
        let result = result.unwrap_or(Err(StoreError::OutcomeUnknown));
        self.has_failed = result.is_err();
        let mut made = std::mem::take(&mut self.being_written);
        match self.has_failed {
            true => {
                made.append(&mut self.waiting);
                self.waiting = made;
            }
            false => self.begin(),
        }
        Ok(result?)
    }

    pub(super) fn is_writing(&self) -> bool {
        self.writing.is_some()
    }

    /// Whether attempts may begin: when the store is full, receivers would get the same
    /// events again and again.
    pub(super) fn have_room(&self) -> bool {
        !self.has_failed && self.waiting.len() < MOST
    }

    /// Endpoints and owners of what is not in the store yet.
    pub(super) fn places(&self) -> impl Iterator<Item = (WebhookId, Owner)> {
        let all = self.waiting.iter().chain(&self.being_written);
        all.map(|made| &made.attempt.delivery).map(|d| (d.webhook, d.event.owner))
    }
}
