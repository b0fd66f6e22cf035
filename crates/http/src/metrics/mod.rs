//! Numbers for operators, as Prometheus reads them.
//!
//! INVARIANT: what is printed stands in [`CATALOGUE`], and everything in it is printed,
//! at least with its name; a test holds both. No label names a person.
//!
//! COST: a request costs a few atomic additions; everything else is read when somebody
//! asks for the page. A database that does not answer makes the page shorter, not late.

mod catalogue;
mod connections;
mod histogram;
mod page;
mod process;
mod requests;

pub use catalogue::{CATALOGUE, Kind, Metric};
pub(crate) use connections::Connections;
pub(crate) use histogram::Histogram;
pub use process::most_open_files;
pub(crate) use requests::Requests;

use crate::admission::{CLASSES, REASONS, WAITS};
use crate::app::App;
use catalogue as c;
use histogram::Reading;
use page::{MICROS, Page, decimal};
use service::background::JobRecord;
use service::verify::LastVerify;
use service::webhooks::{self, Numbers};
use service::{HistogramRead, Tessera, jobs, projector, verify};
use std::time::Duration;

/// The database is asked for so long.
const PATIENCE: Duration = Duration::from_secs(1);

/// Decimals of times that are counted in milliseconds.
const MILLIS: u8 = 3;

/// The whole page.
pub(crate) async fn text(app: &App) -> String {
    let stored = tokio::time::timeout(PATIENCE, Stored::read(&app.tessera)).await;
    let stored = stored.unwrap_or_default();
    let is_ready = app.readiness.check(&app.tessera).await.is_ok();
    let mut page = Page::new();
    page.family(&c::BUILD).sample(&[env!("CARGO_PKG_VERSION")], 1);
    page.one(&c::READY, u8::from(is_ready));
    app.requests.write(&mut page);
    write_admission(app, &mut page);
    app.connections.write(&mut page);
    write_store(&app.tessera, &mut page);
    stored.write_projection(&mut page);
    stored.write_hooks(&mut page);
    write_jobs(&app.tessera, &stored, &mut page);
    write_verify(stored.verify.as_ref(), &mut page);
    write_cache(&app.tessera, &mut page);
    process::write(&mut page);
    page.finish()
}

/// What only the database knows; nothing where it did not answer.
#[derive(Default)]
struct Stored {
    lag_entries: Option<u64>,
    /// Milliseconds.
    lag_time: Option<u64>,
    /// Milliseconds.
    overdue: Option<u64>,
    hooks: Option<Numbers>,
    verify: Option<LastVerify>,
}

impl Stored {
    async fn read(tessera: &Tessera) -> Self {
        let now = tessera.now();
        let age = |since: Option<model::Instant>| {
            let age = since.map_or(0, |since| now.as_millisecond() - since.as_millisecond());
            u64::try_from(age).unwrap_or(0)
        };
        Self {
            lag_entries: projector::lag(tessera).await.ok(),
            lag_time: projector::waiting_since(tessera).await.ok().map(age),
            overdue: jobs::due_since(tessera).await.ok().map(age),
            hooks: webhooks::numbers(tessera).await.ok(),
            verify: verify::last(tessera).await.ok().flatten(),
        }
    }

    fn write_projection(&self, page: &mut Page) {
        page.maybe(&c::LAG_ENTRIES, self.lag_entries);
        page.maybe(&c::LAG_SECONDS, self.lag_time.map(|age| decimal(age, MILLIS)));
    }

    fn write_hooks(&self, page: &mut Page) {
        let millis = |numbers: &Numbers| numbers.oldest_age.map_or(0, |age| age.as_millis());
        let age = self.hooks.as_ref().map(|n| u64::try_from(millis(n)).unwrap_or(0));
        page.maybe(&c::OUTBOX_AGE, age.map(|age| decimal(age, MILLIS)));
        let hooks = || self.hooks.iter().flat_map(|numbers| &numbers.webhooks);
        let mut family = page.family(&c::HOOK_WAITING);
        hooks().for_each(|hook| family.sample(&[&hook.id.to_string()], hook.load.waiting));
        let mut family = page.family(&c::HOOK_FAILED);
        hooks().for_each(|hook| family.sample(&[&hook.id.to_string()], hook.load.failed));
        let mut family = page.family(&c::HOOK_ENABLED);
        hooks().for_each(|h| family.sample(&[&h.id.to_string()], u8::from(h.enabled)));
    }
}

fn write_admission(app: &App, page: &mut Page) {
    let snapshot = app.gate.snapshot();
    page.one(&c::LIMIT, snapshot.limit);
    let mut family = page.family(&c::UNDER_WAY);
    for (class, count) in CLASSES.into_iter().zip(snapshot.under_way) {
        family.sample(&[class.word()], count);
    }
    let mut family = page.family(&c::WAITING);
    for (class, count) in CLASSES.into_iter().zip(snapshot.waiting) {
        family.sample(&[class.word()], count);
    }
    let mut family = page.family(&c::TURNED_AWAY);
    for (class, reasons) in CLASSES.into_iter().zip(app.gate.turned_away()) {
        for (reason, count) in REASONS.into_iter().zip(reasons) {
            family.sample(&[class.word(), reason], count);
        }
    }
    page.family(&c::WAIT).histogram(&[], &app.gate.waits.read(&WAITS), MICROS);
}

fn write_store(tessera: &Tessera, page: &mut Page) {
    let gauges = tessera.store().gauges().read();
    page.one(&c::APPENDS, gauges.appends);
    page.family(&c::GROUP_SIZE).histogram(&[], &Reading::from(gauges.sizes), 0);
    page.family(&c::COMMIT).histogram(&[], &Reading::from(gauges.commits), MICROS);
    page.one(&c::QUEUE, gauges.queued);
    page.one(&c::RECONNECTS, gauges.reconnects);
    page.one(&c::RETRIED, gauges.retried_groups);
    page.one(&c::STORE_UNKNOWN, gauges.unknown_outcomes);
}

impl From<HistogramRead> for Reading {
    fn from(read: HistogramRead) -> Self {
        Self { buckets: read.classes, count: read.count, sum: read.sum }
    }
}

fn write_jobs(tessera: &Tessera, stored: &Stored, page: &mut Page) {
    let records = tessera.background().records();
    let mut each = |metric, value: fn(&JobRecord) -> Option<String>| {
        let mut family = page.family(metric);
        for (job, record) in &records {
            if let Some(value) = value(record) {
                family.sample(&[job], value);
            }
        }
    };
    each(&c::JOB_RUNS, |record| Some(record.runs.to_string()));
    each(&c::JOB_FAILURES, |record| Some(record.failures.to_string()));
    each(&c::JOB_DONE, |record| Some(record.done.to_string()));
    each(&c::JOB_SUCCESS, |record| record.last_success.map(unix_time));
    each(&c::JOB_OURS, |record| Some(u8::from(record.is_ours).to_string()));
    let mut family = page.family(&c::JOB_OVERDUE);
    if let Some(overdue) = stored.overdue {
        family.sample(&[jobs::NAME], decimal(overdue, MILLIS));
    }
}

fn write_verify(last: Option<&LastVerify>, page: &mut Page) {
    page.maybe(&c::VERIFY_AT, last.map(|last| unix_time(last.at)));
    page.maybe(&c::VERIFY_BROKEN, last.map(|last| last.broken));
    page.maybe(&c::VERIFY_TIME, last.map(|last| decimal(last.took_millis, MILLIS)));
}

fn write_cache(tessera: &Tessera, page: &mut Page) {
    let cache = tessera.cache_numbers();
    page.one(&c::CACHE_HITS, cache.hits);
    page.one(&c::CACHE_MISSES, cache.misses);
    page.one(&c::CACHE_BYTES, cache.bytes);
    page.one(&c::CACHE_ENTRIES, cache.entries);
}

fn unix_time(moment: model::Instant) -> String {
    model::amount::format_decimal(moment.as_millisecond(), MILLIS).to_string()
}
