//! Verifying every night, on one of all nodes.
//!
//! INVARIANT: a night's verification is done once, because the holder of the lease
//! leaves the day behind. When it dies the lease runs out and another node begins anew.
//!
//! COST: that of [`super::run`]; it reads everything, so choose a quiet hour.

use super::record;
use crate::error::Error;
use crate::{Tessera, clock, jobs};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, ToSpan};
use model::Instant;
use std::time::Duration;

/// Name of the job and its lease.
pub const JOB: &str = "verify";

/// How long a node that died is waited for.
const LEASE_TIME: SignedDuration = SignedDuration::from_secs(60);

/// How often the lease is prolonged while verifying.
const RENEW: Duration = Duration::from_secs(20);

/// How often is looked whether the time has come.
const EVERY: Duration = Duration::from_secs(20);

/// A verification that was missed is made up for so long; after that the next night.
const LATEST: SignedDuration = SignedDuration::from_hours(6);

/// Verifies at this time of the day (UTC) until the service is told to stop.
pub async fn run(tessera: Tessera, at: Time) {
    let background = &tessera.background;
    loop {
        match run_if_due(&tessera, at, clock::machine_now()).await {
            Ok(Some(broken)) => background.succeeded(JOB, broken),
            Ok(None) => {}
            Err(error) if error.is_fatal() => return,
            Err(error) => {
                tracing::error!(%error, "the nightly verification failed");
                background.failed(JOB);
            }
        }
        if !background.pause(EVERY).await {
            return;
        }
    }
}

/// Verifies when the time has come and no node did it before; says how many places are
/// broken.
pub async fn run_if_due(tessera: &Tessera, at: Time, now: Instant) -> Result<Option<u64>, Error> {
    let Some(day) = due_day(at, now) else {
        return Ok(None);
    };
    let store = tessera.store();
    let until = now.checked_add(LEASE_TIME).unwrap_or(now);
    let Some(lease) = store.acquire_lease(JOB, &tessera.node, now, until).await? else {
        return Ok(None);
    };
    if lease.state["day"].as_str() == Some(day.to_string().as_str()) {
        jobs::give_up(tessera, JOB).await;
        return Ok(None);
    }
    let verdict = tokio::select! {
        verdict = record::run_recorded(tessera, |_| {}) => verdict?,
        () = keep_lease(tessera) => return Ok(None),
        () = tessera.background.stopped() => {
            jobs::give_up(tessera, JOB).await;
            return Ok(None);
        }
    };
    if let Some(place) = verdict.broken.first() {
        tracing::error!(invariant = place.invariant, %place, "the book does not verify");
    }
    let state = serde_json::json!({ "day": day.to_string() });
    store.release_lease(JOB, &tessera.node, Some(state)).await?;
    Ok(Some(verdict.broken.len() as u64))
}

/// Prolongs the lease until it is lost.
async fn keep_lease(tessera: &Tessera) {
    loop {
        tokio::time::sleep(RENEW).await;
        let now = clock::machine_now();
        let until = now.checked_add(LEASE_TIME).unwrap_or(now);
        let kept = tessera.store().renew_lease(JOB, &tessera.node, now, until, None).await;
        match kept {
            Ok(true) => {}
            Ok(false) => return,
            // The next try may succeed while the lease still runs.
            Err(error) => tracing::warn!(%error, "the lease of the verification"),
        }
    }
}

/// The day whose verification should be done by now.
fn due_day(at: Time, now: Instant) -> Option<Date> {
    let today = now.to_zoned(TimeZone::UTC).date();
    let days = [today, today.saturating_sub(1.day())];
    days.into_iter().find(|day| {
        let due = day.to_datetime(at).to_zoned(TimeZone::UTC).map(|due| due.timestamp());
        due.is_ok_and(|due| due <= now && now.duration_since(due) < LATEST)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day_at(now: &str) -> Option<String> {
        let at = "22:30".parse().expect("a time");
        due_day(at, now.parse().expect("a moment")).map(|day| day.to_string())
    }

    #[test]
    fn a_verification_is_due_from_its_time_on_for_some_hours() {
        assert_eq!(day_at("2026-03-02T22:29:59Z"), None);
        assert_eq!(day_at("2026-03-02T22:30:00Z").as_deref(), Some("2026-03-02"));
        assert_eq!(day_at("2026-03-03T04:29:59Z").as_deref(), Some("2026-03-02"));
        assert_eq!(day_at("2026-03-03T04:30:00Z"), None);
    }
}
