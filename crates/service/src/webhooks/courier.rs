//! Brings events to their endpoints.
//!
//! INVARIANT: of one owner one event at a time is on its way to an endpoint: the store
//! says which one is due, and what is on its way is remembered here. A courier that dies
//! loses nothing: what it had not written down is due still.

use super::attempt::{Failure, Tried, attempt};
use super::health::Health;
use super::outcomes::Outcomes;
use super::{pauses, topics};
use crate::Tessera;
use crate::error::Error;
use crate::outbound::Client;
use jiff::Timestamp;
use model::Owner;
use model::id::WebhookId;
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet};
use store::webhooks::{
    AfterAttempt, AttemptMade, AttemptRow, DeliveryRow, NewDelivery, Patience, WebhookRow,
};
use tokio::task::{Id, JoinError, JoinSet};
use tokio_rustls::rustls::pki_types::CertificateDer;

/// Events taken out of the outbox at a time.
const BATCH: u32 = 500;

/// What is kept of the reason of a failure.
const LONGEST_REASON: usize = 200;

/// By this status a receiver says that it wants nothing more.
const GONE: u16 = 410;

/// What was brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Events that receivers took.
    pub delivered: u64,
    /// Attempts that failed and will be repeated.
    pub again: u64,
    /// Events that were given up.
    pub failed: u64,
}

impl Done {
    pub(super) fn add(&mut self, other: Self) {
        self.delivered += other.delivered;
        self.again += other.again;
        self.failed += other.failed;
    }
}

/// Brings events to endpoints.
pub struct Courier {
    tessera: Tessera,
    client: Client,
    health: HashMap<WebhookId, Health>,
    running: JoinSet<Tried>,
    on_the_way: HashMap<Id, (WebhookId, Owner)>,
    outcomes: Outcomes,
    /// No attempt begins after this moment, so that it ends before the lease does.
    until: Option<std::time::Instant>,
}

/// Attempts that ended.
pub(super) type Ended = Vec<Result<(Id, Tried), JoinError>>;

/// What a courier waits for.
pub(super) enum Progress {
    Ended(Ended),
    Written(Result<(), Error>),
}

impl Courier {
    /// A courier that trusts the authorities of the system.
    pub fn new(tessera: &Tessera) -> Self {
        Self::trusting(tessera, &[])
    }

    /// One that trusts these certificates (DER) of authorities too.
    pub fn trusting(tessera: &Tessera, authorities: &[Vec<u8>]) -> Self {
        let more = authorities.iter().map(|der| CertificateDer::from(der.clone()));
        Self {
            client: Client::new(tessera.options.webhooks.limits(), &more.collect::<Vec<_>>()),
            tessera: tessera.clone(),
            health: HashMap::new(),
            running: JoinSet::new(),
            on_the_way: HashMap::new(),
            outcomes: Outcomes::new(tessera),
            until: None,
        }
    }

    pub(super) fn tessera(&self) -> &Tessera {
        &self.tessera
    }

    /// Until when attempts may begin.
    pub(super) fn until(&self) -> Option<std::time::Instant> {
        self.until
    }

    pub(super) fn stop_at(&mut self, until: std::time::Instant) {
        self.until = Some(until);
    }

    /// Writes the deliveries of everything that is in the outbox.
    pub(super) async fn dispatch(&self) -> Result<(), Error> {
        let store = self.tessera.store();
        loop {
            // The events first: an endpoint that was there before an event gets it.
            let events = store.list_outbox(0, BATCH).await?;
            if events.is_empty() {
                return Ok(());
            }
            let webhooks = super::list(&self.tessera).await?;
            let mut deliveries = Vec::new();
            for row in &events {
                let event = &row.event;
                let topic = event.topic.as_str();
                let wanting = webhooks.iter().filter(|w| topics::is_wanted(&w.topics, topic));
                deliveries.extend(wanting.map(|webhook| {
                    let event = store::webhooks::EventRef {
                        owner: event.owner,
                        seq: event.seq,
                        index: event.index,
                    };
                    let topic = row.event.topic.clone();
                    (row.number, NewDelivery { webhook: webhook.id, event, topic })
                }));
            }
            let numbers = events.iter().map(|row| row.number).collect();
            store.dispatch(numbers, deliveries, patience(&self.tessera)).await?;
        }
    }

    /// Begins as many attempts as there are places for.
    pub(super) async fn start_due(&mut self) -> Result<(), Error> {
        self.outcomes.begin();
        if !self.outcomes.have_room() {
            return Ok(());
        }
        let now = self.tessera.now();
        for webhook in super::list(&self.tessera).await? {
            let health = self.health.get(&webhook.id).copied().unwrap_or_default();
            let places = health.places(now, self.tessera.options.webhooks.concurrency);
            let running = self.on_the_way.values().filter(|(id, _)| *id == webhook.id).count();
            let free = places.saturating_sub(running);
            if !webhook.enabled || free == 0 || self.is_late() {
                continue;
            }
            let busy: HashSet<Owner> = self.busy(webhook.id).collect();
            // What is under way is due still.
            let limit = u32::try_from(free + busy.len()).unwrap_or(u32::MAX);
            let due = self.tessera.store().list_due_deliveries(webhook.id, now, limit).await?;
            let is_free = |row: &DeliveryRow| !busy.contains(&row.delivery.event.owner);
            for row in due.into_iter().filter(is_free).take(free) {
                self.start(&webhook, row);
            }
        }
        Ok(())
    }

    /// Owners of whom something is on its way to an endpoint, or of whom the store does not
    /// know yet that it came there.
    fn busy(&self, webhook: WebhookId) -> impl Iterator<Item = Owner> {
        let places = self.on_the_way.values().copied().chain(self.outcomes.places());
        places.filter(move |(id, _)| *id == webhook).map(|(_, owner)| owner)
    }

    /// Whether it is too late to begin anything under this lease.
    fn is_late(&self) -> bool {
        self.until.is_some_and(|until| std::time::Instant::now() >= until)
    }

    fn start(&mut self, webhook: &WebhookRow, row: DeliveryRow) {
        let place = (webhook.id, row.delivery.event.owner);
        let attempt = attempt(self.tessera.clone(), self.client.clone(), webhook.clone(), row);
        let task = self.running.spawn(attempt);
        self.on_the_way.insert(task.id(), place);
    }

    /// Whether nothing is on its way, to receivers or into the store.
    pub(super) fn is_idle(&self) -> bool {
        self.running.is_empty() && !self.outcomes.is_writing()
    }

    /// Waits for attempts to end or outcomes to be written; for ever when there are none.
    /// Loses nothing when it is dropped while it waits.
    pub(super) async fn progress(&mut self) -> Progress {
        let ended = async {
            match self.running.join_next_with_id().await {
                Some(first) => first,
                None => std::future::pending().await,
            }
        };
        let first = tokio::select! {
            written = self.outcomes.written() => return Progress::Written(written),
            first = ended => first,
        };
        let mut ended = vec![first];
        while let Some(more) = self.running.try_join_next_with_id() {
            ended.push(more);
        }
        Progress::Ended(ended)
    }

    /// Draws the conclusions from attempts that ended, and begins to write them down.
    pub(super) async fn settle(&mut self, ended: Ended) -> Result<Done, Error> {
        let (mut gone, mut done) = (Vec::new(), Done::default());
        for ended in ended {
            let tried = match ended {
                Ok((id, tried)) => {
                    self.on_the_way.remove(&id);
                    tried
                }
                Err(error) => {
                    // It is due still; nothing is known of what became of it.
                    self.on_the_way.remove(&error.id());
                    tracing::error!(%error, "an attempt to deliver did not end");
                    continue;
                }
            };
            let webhook = tried.row.delivery.webhook;
            if matches!(&tried.result, Ok(answer) if answer.status == GONE) {
                gone.push(webhook);
            }
            let one = self.judge(tried);
            match one.after {
                AfterAttempt::Delivered => done.delivered += 1,
                AfterAttempt::Again(_) => done.again += 1,
                AfterAttempt::GiveUp => done.failed += 1,
            }
            self.outcomes.push(one);
        }
        self.outcomes.begin();
        for webhook in gone {
            if super::get(&self.tessera, webhook).await.is_ok_and(|w| w.enabled) {
                super::disable(&self.tessera, webhook, "gone").await?;
            }
        }
        Ok(done)
    }

    /// What follows from an attempt.
    fn judge(&mut self, tried: Tried) -> AttemptMade {
        let now = self.tessera.now();
        let health = self.health.entry(tried.row.delivery.webhook).or_default();
        let (status, error, after) = match &tried.result {
            Ok(answer) if (200..300).contains(&answer.status) => {
                health.succeeded();
                (Some(answer.status), None, AfterAttempt::Delivered)
            }
            Err(Failure::Impossible(reason)) => (None, Some(reason.clone()), AfterAttempt::GiveUp),
            failed => {
                let (status, reason, retry_after) = match failed {
                    Ok(answer) => (Some(answer.status), None, answer.retry_after.as_deref()),
                    Err(Failure::Unanswered(reason) | Failure::Impossible(reason)) => {
                        (None, Some(reason.clone()), None)
                    }
                };
                let asked = retry_after.and_then(|text| pauses::asked(text, Timestamp::now()));
                health.failed(now, asked);
                let pause = pauses::after(tried.row.attempts + 1, &*self.tessera.entropy);
                let next = pauses::next(now, tried.row.patience.until, pause, asked);
                let after = next.map_or(AfterAttempt::GiveUp, AfterAttempt::Again);
                (status, reason, after)
            }
        };
        let error = error.map(|text| text.chars().take(LONGEST_REASON).collect::<SmolStr>());
        let attempt = AttemptRow {
            number: 0,
            delivery: tried.row.delivery,
            at: tried.at,
            duration_ms: u32::try_from(tried.took.as_millis()).unwrap_or(u32::MAX),
            status,
            error,
        };
        AttemptMade { attempt, after, ended_at: now }
    }
}

/// From now on, for as long as events are tried.
pub(super) fn patience(tessera: &Tessera) -> Patience {
    let from = tessera.now();
    let until = from.checked_add(tessera.options.webhooks.patience).unwrap_or(from);
    Patience { from, until }
}
