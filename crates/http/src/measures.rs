//! Numbers about requests for Prometheus: counts by route and status, and how long they
//! took. The routes are known beforehand, so a request costs three atomic additions.

use crate::access::TABLE;
use std::fmt::Write;
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

#[derive(Default)]
struct Route {
    by_status: [AtomicU64; STATUSES.len() + 1],
    by_bucket: [AtomicU64; BUCKETS.len() + 1],
    micros: AtomicU64,
}

/// All numbers; the last route stands for addresses that are not routes.
pub(crate) struct Measures(Vec<Route>);

impl Measures {
    pub(crate) fn new(routes: usize) -> Self {
        Self((0..=routes).map(|_| Route::default()).collect())
    }

    /// Counts a request. `index` is the place in the access table.
    pub(crate) fn record(&self, index: Option<usize>, status: u16, took: Duration) {
        let route = index.and_then(|i| self.0.get(i)).or(self.0.last());
        let Some(route) = route else { return };
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let status = STATUSES.iter().position(|s| *s == status).unwrap_or(STATUSES.len());
        let bucket = BUCKETS.iter().position(|b| micros <= *b).unwrap_or(BUCKETS.len());
        route.by_status[status].fetch_add(1, Relaxed);
        route.by_bucket[bucket].fetch_add(1, Relaxed);
        route.micros.fetch_add(micros, Relaxed);
    }

    /// The text that Prometheus reads; `lag` is how many entries the projections are behind.
    pub(crate) fn text(&self, lag: Option<u64>) -> String {
        let mut text = String::with_capacity(4_096);
        text.push_str("# HELP tessera_http_requests_total Requests by route and status.\n");
        text.push_str("# TYPE tessera_http_requests_total counter\n");
        self.each(|labels, route| write_counts(&mut text, labels, route));
        text.push_str("# HELP tessera_http_request_duration_seconds Time to answer.\n");
        text.push_str("# TYPE tessera_http_request_duration_seconds histogram\n");
        self.each(|labels, route| write_histogram(&mut text, labels, route));
        if let Some(lag) = lag {
            text.push_str(
                "# HELP tessera_projection_lag_entries Journal entries not projected yet.\n",
            );
            text.push_str("# TYPE tessera_projection_lag_entries gauge\n");
            let _ = writeln!(text, "tessera_projection_lag_entries {lag}");
        }
        text
    }

    fn each(&self, mut write: impl FnMut(&str, &Route)) {
        for (index, route) in self.0.iter().enumerate() {
            if route.by_bucket.iter().all(|count| count.load(Relaxed) == 0) {
                continue;
            }
            let labels = match TABLE.get(index) {
                Some(row) => format!("method=\"{}\",route=\"{}\"", row.method, row.path),
                None => "method=\"\",route=\"\"".to_owned(),
            };
            write(&labels, route);
        }
    }
}

// Writing into a `String` cannot fail, so the results below say nothing.

fn write_counts(text: &mut String, labels: &str, route: &Route) {
    for (at, count) in route.by_status.iter().enumerate() {
        let count = count.load(Relaxed);
        if count > 0 {
            let status = STATUSES.get(at).map_or_else(|| "other".to_owned(), u16::to_string);
            let _ = writeln!(
                text,
                "tessera_http_requests_total{{{labels},status=\"{status}\"}} {count}"
            );
        }
    }
}

fn write_histogram(text: &mut String, labels: &str, route: &Route) {
    let name = "tessera_http_request_duration_seconds";
    let mut total = 0;
    for (at, count) in route.by_bucket.iter().enumerate() {
        total += count.load(Relaxed);
        match BUCKETS.get(at) {
            Some(end) => {
                let end = model::amount::format_decimal(i64::try_from(*end).unwrap_or(i64::MAX), 6);
                let _ = writeln!(text, "{name}_bucket{{{labels},le=\"{end}\"}} {total}");
            }
            None => {
                let _ = writeln!(text, "{name}_bucket{{{labels},le=\"+Inf\"}} {total}");
            }
        }
    }
    let sum = i64::try_from(route.micros.load(Relaxed)).unwrap_or(i64::MAX);
    let sum = model::amount::format_decimal(sum, 6);
    let _ = writeln!(text, "{name}_sum{{{labels}}} {sum}");
    let _ = writeln!(text, "{name}_count{{{labels}}} {total}");
}
