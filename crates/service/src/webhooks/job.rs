//! The job that delivers: one of all nodes has its lease.
//!
//! INVARIANT: no attempt begins that might outlast the lease, so that another node that
//! takes it over does not send beside us. Leases live by the machine's clock.

use super::courier::{Courier, Done, Progress};
use crate::error::Error;
use crate::{Tessera, jobs};
use jiff::SignedDuration;
use model::Instant;
use std::time::Duration;

/// Name of the job and its lease.
pub const NAME: &str = "webhooks";

/// So long after the lease was taken attempts may begin. The lease goes on for as long as
/// an attempt may take, and [`MARGIN`]; so long a courier that died is waited for.
const REACH: Duration = Duration::from_secs(10);

/// The lease is renewed when so much of it is used up.
const RENEW_AFTER: Duration = Duration::from_secs(5);

/// Left of the lease when the longest attempt has ended.
const MARGIN: Duration = Duration::from_secs(5);

/// How often is looked when nobody says that something is to be done.
const IDLE: Duration = Duration::from_millis(500);

/// While events arrive one after the other, the outbox is looked at so often at most.
const GATHER: Duration = Duration::from_millis(50);

/// How often old deliveries are cleared away.
const TIDY_EVERY: Duration = Duration::from_secs(60);

/// Delivered events and attempts are kept for three days.
const DELIVERED_KEPT: SignedDuration = SignedDuration::from_hours(3 * 24);

/// Events that were given up are kept for thirty days.
const FAILED_KEPT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Rows per transaction when tidying: commits wait a few milliseconds behind it.
const PAGE: u32 = 1_000;

impl Courier {
    /// Delivers until nothing more is due now. Nothing when another node does it.
    pub async fn deliver_now(&mut self) -> Result<Option<Done>, Error> {
        if !self.take().await? {
            return Ok(None);
        }
        let mut done = Done::default();
        self.dispatch().await?;
        loop {
            self.start_due().await?;
            if self.is_idle() {
                return Ok(Some(done));
            }
            match self.progress().await {
                Progress::Ended(ended) => done.add(self.settle(ended).await?),
                Progress::Written(written) => written?,
            }
            // Lost, nothing more begins.
            self.take().await?;
        }
    }

    /// Takes the lease or keeps it.
    async fn take(&mut self) -> Result<bool, Error> {
        let now = std::time::Instant::now();
        if self.until().is_some_and(|until| now + (REACH - RENEW_AFTER) < until) {
            return Ok(true);
        }
        let time = REACH + self.tessera().options.webhooks.timeout + MARGIN;
        let time = SignedDuration::try_from(time).unwrap_or(SignedDuration::MAX);
        let is_ours = jobs::take(self.tessera(), NAME, time).await?;
        // Counted from before the question: the answer may have taken its time.
        self.stop_at(if is_ours { now + REACH } else { now });
        Ok(is_ours)
    }
}

/// When something was last done.
#[derive(Default)]
struct Last {
    dispatched: Option<std::time::Instant>,
    tidied: Option<std::time::Instant>,
}

/// Delivers events until the service is told to stop. One of all nodes does it.
pub async fn run(tessera: Tessera) {
    let mut courier = courier_of(&tessera).await;
    let mut last = Last::default();
    loop {
        let worked = match round(&mut courier, &mut last).await {
            Ok(is_ours) => wait(&tessera, &mut courier, &mut last, is_ours).await,
            Err(error) => Err(error),
        };
        if let Err(error) = worked {
            if error.is_fatal() {
                return;
            }
            tracing::error!(%error, "delivering events failed");
            tessera.background.failed(NAME);
            tokio::select! {
                () = tokio::time::sleep(IDLE) => last.dispatched = None,
                () = tessera.background.stopped() => {}
            }
        }
        if tessera.background.is_stopping() {
            return end(&tessera, &mut courier).await;
        }
    }
}

/// Authorities are read from files.
async fn courier_of(tessera: &Tessera) -> Courier {
    let own = tessera.clone();
    let made = tokio::task::spawn_blocking(move || Courier::new(&own)).await;
    made.unwrap_or_else(|_| Courier::new(tessera))
}

/// Begins what is due. Says whether this node has the lease.
async fn round(courier: &mut Courier, last: &mut Last) -> Result<bool, Error> {
    if !courier.take().await? {
        courier.tessera().background.left_to_others(NAME);
        return Ok(false);
    }
    let is_old = |at: Option<std::time::Instant>, time| at.is_none_or(|at| at.elapsed() > time);
    if is_old(last.dispatched, GATHER) {
        courier.dispatch().await?;
        last.dispatched = Some(std::time::Instant::now());
    }
    courier.start_due().await?;
    if is_old(last.tidied, TIDY_EVERY) {
        tidy(courier.tessera()).await?;
        last.tidied = Some(std::time::Instant::now());
    }
    courier.tessera().background.succeeded(NAME, 0);
    Ok(true)
}

/// Waits until something is to be done, and sees to what ended meanwhile.
async fn wait(
    tessera: &Tessera,
    courier: &mut Courier,
    last: &mut Last,
    is_ours: bool,
) -> Result<(), Error> {
    let progress = tokio::select! {
        progress = courier.progress() => Some(progress),
        () = tessera.deliverable.notified(), if is_ours => None,
        () = tokio::time::sleep(IDLE) => None,
        () = tessera.background.stopped() => None,
    };
    match progress {
        Some(progress) => see_to(tessera, courier, progress).await,
        None => {
            last.dispatched = None;
            Ok(())
        }
    }
}

async fn see_to(tessera: &Tessera, courier: &mut Courier, progress: Progress) -> Result<(), Error> {
    match progress {
        Progress::Ended(ended) => {
            let done = courier.settle(ended).await?;
            tessera.background.succeeded(NAME, done.delivered);
            Ok(())
        }
        Progress::Written(written) => written,
    }
}

/// Lets what is on its way arrive and be written down, so that it is not sent twice.
async fn end(tessera: &Tessera, courier: &mut Courier) {
    while !courier.is_idle() {
        let progress = courier.progress().await;
        if let Err(error) = see_to(tessera, courier, progress).await {
            tracing::error!(%error, "deliveries could not be written down");
        }
    }
    jobs::give_up(tessera, NAME).await;
}

/// Gives up what waits for endpoints that are disabled for too long, and forgets what is
/// old.
pub async fn tidy(tessera: &Tessera) -> Result<(), Error> {
    let store = tessera.store();
    let now = tessera.now();
    let before = |time: SignedDuration| now.checked_sub(time).unwrap_or(Instant::MIN);
    let (delivered, failed) = (before(DELIVERED_KEPT), before(FAILED_KEPT));
    for webhook in store.list_webhooks().await? {
        if webhook.deleted_at.is_some() {
            while store.clear_webhook(webhook.id, PAGE).await? > 0 {}
            continue;
        }
        if !webhook.enabled {
            while store.give_up_deliveries(webhook.id, now, PAGE).await? > 0 {}
        }
        while store.forget_deliveries(webhook.id, delivered, failed, PAGE).await? > 0 {}
    }
    Ok(())
}
