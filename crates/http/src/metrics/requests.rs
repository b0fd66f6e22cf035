//! Numbers about requests. The routes are known beforehand, so a request costs three
//! atomic additions.

use super::catalogue as c;
use super::histogram::Histogram;
use super::page::{MICROS, Page};
use crate::access::TABLE;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// Statuses that are counted one by one; everything else counts as the last.
const STATUSES: [u16; 15] =
    [200, 201, 204, 400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429, 503];

/// Upper ends of the buckets in microseconds.
const BUCKETS: [u64; 12] = [
    500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000,
    3_000_000,
];

#[derive(Debug, Default)]
struct Route {
    by_status: [AtomicU64; STATUSES.len() + 1],
    took: Histogram<{ BUCKETS.len() }>,
}

/// All numbers about requests; the last route stands for addresses that are not routes.
#[derive(Debug)]
pub(crate) struct Requests {
    routes: Vec<Route>,
    /// Writes that got the answer of an earlier one.
    pub(crate) replays: AtomicU64,
    /// Writes that were answered before their outcome was known.
    pub(crate) unknown: AtomicU64,
    /// Writes that go on after their deadline.
    pub(crate) unfinished: AtomicU64,
}

impl Requests {
    pub(crate) fn new() -> Self {
        Self {
            routes: (0..=TABLE.len()).map(|_| Route::default()).collect(),
            replays: AtomicU64::new(0),
            unknown: AtomicU64::new(0),
            unfinished: AtomicU64::new(0),
        }
    }

    /// Counts a request. `index` is the place in the access table.
    pub(crate) fn record(&self, index: Option<usize>, status: u16, took: Duration) {
        let route = index.and_then(|i| self.routes.get(i)).or(self.routes.last());
        let Some(route) = route else { return };
        let status = STATUSES.iter().position(|s| *s == status).unwrap_or(STATUSES.len());
        route.by_status[status].fetch_add(1, Relaxed);
        route.took.add(&BUCKETS, took);
    }

    pub(super) fn write(&self, page: &mut Page) {
        let mut family = page.family(&c::REQUESTS);
        self.each(|labels, route| {
            for (at, count) in route.by_status.iter().enumerate() {
                let count = count.load(Relaxed);
                if count > 0 {
                    let status = STATUSES.get(at).map_or("other".to_owned(), u16::to_string);
                    family.sample(&[labels[0], labels[1], &status], count);
                }
            }
        });
        let mut family = page.family(&c::DURATION);
        self.each(|labels, route| {
            family.histogram(&labels, &route.took.read(&BUCKETS), MICROS);
        });
        page.one(&c::REPLAYS, self.replays.load(Relaxed));
        page.one(&c::UNKNOWN, self.unknown.load(Relaxed));
        page.one(&c::UNFINISHED, self.unfinished.load(Relaxed));
    }

    /// Routes that were asked for, with method and path.
    fn each(&self, mut write: impl FnMut([&str; 2], &Route)) {
        for (index, route) in self.routes.iter().enumerate() {
            if route.by_status.iter().all(|count| count.load(Relaxed) == 0) {
                continue;
            }
            match TABLE.get(index) {
                Some(row) => write([row.method.as_str(), row.path], route),
                None => write(["", ""], route),
            }
        }
    }
}
