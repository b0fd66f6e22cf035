//! The list of all metrics: what `/metrics` prints, what the reference page says, what
//! dashboards and alerts may name.

/// What kind of number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Only grows, until the process starts again.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Counts by size, with the suffixes `_bucket`, `_sum` and `_count`.
    Histogram,
}

impl Kind {
    /// The word of the exposition format.
    pub fn word(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// One metric.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// Its kind.
    pub kind: Kind,
    /// Names of its labels.
    pub labels: &'static [&'static str],
    /// What it says, in one sentence.
    pub help: &'static str,
}

macro_rules! metrics {
    ($($id:ident = $name:literal, $kind:ident, [$($label:literal),*], $help:literal;)*) => {
        $(pub(super) const $id: Metric = Metric {
            name: $name,
            kind: Kind::$kind,
            labels: &[$($label),*],
            help: $help,
        };)*

        /// All metrics in the order in which they are printed.
        pub const CATALOGUE: &[Metric] = &[$($id),*];
    };
}

metrics! {
    BUILD = "tessera_build_info", Gauge, ["version"], "Always 1; the label tells which program runs.";
    READY = "tessera_ready", Gauge, [], "1 when the server takes requests, 0 when it stops or the database does not answer.";
    REQUESTS = "tessera_http_requests_total", Counter, ["method", "route", "status"], "Requests by route and status.";
    DURATION = "tessera_http_request_duration_seconds", Histogram, ["method", "route"], "Time until the answer was ready, waiting for a turn included.";
    REPLAYS = "tessera_http_replays_total", Counter, [], "Writes that had been carried out before and got the same answer again.";
    UNKNOWN = "tessera_http_unknown_outcomes_total", Counter, [], "Writes that were answered before it was known what became of them; the same key resolves each.";
    UNFINISHED = "tessera_http_unfinished_requests", Gauge, [], "Writes that go on although their deadline has passed and they were answered.";
    LIMIT = "tessera_admission_limit", Gauge, [], "Requests that may be under way; falls when tills would wait.";
    UNDER_WAY = "tessera_admission_under_way", Gauge, ["class"], "Requests under way.";
    WAITING = "tessera_admission_waiting", Gauge, ["class"], "Requests that wait for their turn.";
    TURNED_AWAY = "tessera_admission_turned_away_total", Counter, ["class", "reason"], "Requests that were turned away because there was too much to do.";
    WAIT = "tessera_admission_wait_seconds", Histogram, [], "How long requests waited for their turn, those that were turned away then included.";
    CONNECTIONS = "tessera_connections_open", Gauge, [], "Open connections.";
    ACCEPTED = "tessera_connections_accepted_total", Counter, [], "Connections that were taken.";
    REFUSED = "tessera_connections_refused_total", Counter, [], "Connections that were closed at once because too many were open.";
    APPENDS = "tessera_store_appends_total", Counter, [], "Appends that were written or refused by the store.";
    GROUP_SIZE = "tessera_store_group_size", Histogram, [], "Appends that were committed together.";
    COMMIT = "tessera_store_commit_seconds", Histogram, [], "How long the database took to make a group durable: the fsync.";
    QUEUE = "tessera_store_queue_length", Gauge, [], "Appends that wait for a writer.";
    RECONNECTS = "tessera_store_reconnects_total", Counter, [], "Connections to the database that were made anew after one was lost.";
    RETRIED = "tessera_store_retried_groups_total", Counter, [], "Groups of appends that had to be tried again.";
    STORE_UNKNOWN = "tessera_store_unknown_outcomes_total", Counter, [], "Appends of which the store could not find out whether they were written.";
    LAG_ENTRIES = "tessera_projection_lag_entries", Gauge, [], "Journal entries that lists and reports do not show yet.";
    LAG_SECONDS = "tessera_projection_lag_seconds", Gauge, [], "Age of the oldest entry that lists and reports do not show yet.";
    OUTBOX_AGE = "tessera_outbox_oldest_seconds", Gauge, [], "Age of the oldest event that was neither delivered nor given up; 0 when there is none.";
    HOOK_WAITING = "tessera_webhook_waiting", Gauge, ["webhook"], "Deliveries that wait for an endpoint.";
    HOOK_FAILED = "tessera_webhook_failed", Gauge, ["webhook"], "Deliveries that were given up and are kept still.";
    HOOK_ENABLED = "tessera_webhook_enabled", Gauge, ["webhook"], "1 when events are sent to the endpoint, 0 when it is switched off.";
    JOB_RUNS = "tessera_job_runs_total", Counter, ["task"], "Runs of a job on this node that ended well.";
    JOB_FAILURES = "tessera_job_failures_total", Counter, ["task"], "Runs of a job on this node that failed.";
    JOB_DONE = "tessera_job_done_total", Counter, ["task"], "What a job did on this node: entries, owners, deliveries, broken places.";
    JOB_SUCCESS = "tessera_job_last_success_timestamp_seconds", Gauge, ["task"], "When a job last ended well on this node.";
    JOB_OURS = "tessera_job_is_ours", Gauge, ["task"], "1 when this node does the job, 0 when another one does.";
    JOB_OVERDUE = "tessera_job_overdue_seconds", Gauge, ["task"], "For how long the longest waiting work of a job is due and not done.";
    VERIFY_AT = "tessera_verify_last_timestamp_seconds", Gauge, [], "When the book was last verified; absent when never.";
    VERIFY_BROKEN = "tessera_verify_broken_places", Gauge, [], "Broken places that the last verification listed; 0 when the book is sound.";
    VERIFY_TIME = "tessera_verify_duration_seconds", Gauge, [], "How long the last verification took.";
    CACHE_HITS = "tessera_state_cache_hits_total", Counter, [], "States of members that were found in memory.";
    CACHE_MISSES = "tessera_state_cache_misses_total", Counter, [], "States of members that had to be read from the database.";
    CACHE_BYTES = "tessera_state_cache_bytes", Gauge, [], "Estimated memory of the states that are kept.";
    CACHE_ENTRIES = "tessera_state_cache_entries", Gauge, [], "States that are kept in memory.";
    MEMORY = "process_resident_memory_bytes", Gauge, [], "Memory of the process.";
    CPU = "process_cpu_seconds_total", Counter, [], "Processor time of the process.";
    STARTED = "process_start_time_seconds", Gauge, [], "When the process started, in Unix time.";
    OPEN_FILES = "process_open_fds", Gauge, [], "Open files and connections of the process.";
    MOST_FILES = "process_max_fds", Gauge, [], "Files and connections that the process may open.";
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_are_unique_and_follow_the_conventions() {
        let names: BTreeSet<_> = CATALOGUE.iter().map(|metric| metric.name).collect();
        assert_eq!(names.len(), CATALOGUE.len());
        for metric in CATALOGUE {
            let is_total = metric.name.ends_with("_total");
            assert_eq!(is_total, metric.kind == Kind::Counter, "{}", metric.name);
            assert!(metric.help.ends_with('.'), "{}", metric.name);
        }
    }
}
