//! The course that the targets speak of: start, peak beside pgbench, half the peak, quotes, the
//! sustained load, verify.

use crate::bench::{Bench, Verified};
use serde_json::json;
use std::time::Duration;
use tessera_benches::Fault;
use tessera_benches::generator::Arrivals;
use tessera_benches::report::Table;
use tessera_benches::stage::{Beside, Measured, StoreKind};

/// What the targets ask for: times pgbench at the peak and sustained.
fn wanted(kind: StoreKind) -> (f64, f64) {
    match kind {
        StoreKind::Sqlite => (6.0, 4.0),
        StoreKind::Postgres => (5.0, 3.0),
    }
}

/// What the course came to.
struct Course {
    kind: StoreKind,
    start: Duration,
    peak: Measured,
    beside: Option<Beside>,
    half: Measured,
    quotes: Measured,
    sustained: Option<Measured>,
    verified: Verified,
}

pub(crate) fn run(bench: &Bench) -> Result<(), Fault> {
    for kind in bench.options.store.kinds() {
        let course = course(bench, *kind)?;
        bench.show(course.loads());
        bench.show(course.targets());
    }
    bench.finish("course")
}

fn course(bench: &Bench, kind: StoreKind) -> Result<Course, Fault> {
    let (receipts, quotes) = (bench.workload("peak-receipts")?, bench.workload("quotes")?);
    let mut stage = bench.stage(kind, &bench.programme(None))?;
    let start = stage.servers.first().map(|server| server.ready_after).unwrap_or_default();
    let time = bench.time();
    let peak = stage.measure("peak", &receipts, Arrivals::Peak, time)?;
    let beside = bench.beside(time)?;
    let half = receipts.at((peak.came.per_second() / 2.0).max(1.0));
    let half = stage.measure("half the peak", &receipts, half, time)?;
    let rate = f64::from(quotes.rate.unwrap_or(1_000));
    let quotes = stage.measure("quotes", &quotes, quotes.at(rate), time)?;
    let sustained = match bench.options.sustained.unwrap_or(600) {
        0 => None,
        seconds => {
            let time = Duration::from_secs(seconds);
            Some(stage.measure("sustained", &receipts, Arrivals::Peak, time)?)
        }
    };
    let backing = stage.stop()?;
    let verified = bench.verify(&backing.database())?;
    backing.remove()?;
    let course = Course { kind, start, peak, beside, half, quotes, sustained, verified };
    course.all().for_each(|measured| bench.say_refused(measured));
    Ok(course)
}

impl Course {
    fn all(&self) -> impl Iterator<Item = &Measured> {
        [&self.peak, &self.half, &self.quotes].into_iter().chain(&self.sustained)
    }

    fn loads(&self) -> Table {
        let mut table = Table::new(format!("{}: loads", self.kind.word()));
        table.rows.extend(self.all().map(Measured::row));
        if let Some(Beside { per_second, written }) = self.beside {
            table.rows.push(vec![
                ("load", json!("pgbench TPC-B")),
                ("answers/s", json!(per_second)),
                ("written B", json!(written)),
            ]);
        }
        table
    }

    fn targets(&self) -> Table {
        let mut table = Table::new(format!("{}: targets", self.kind.word()));
        let mut row = |what: &str, figure: f64, target: f64, is_reached: bool| {
            table.rows.push(vec![
                ("what", json!(what)),
                ("figure", json!(figure)),
                ("target", json!(target)),
                ("reached", json!(if is_reached { "yes" } else { "no" })),
            ]);
        };
        let (at_peak, for_long) = wanted(self.kind);
        if let Some(Beside { per_second, .. }) = self.beside {
            let ratio = self.peak.came.per_second() / per_second;
            row("peak, times pgbench", ratio, at_peak, ratio >= at_peak);
            if let Some(sustained) = &self.sustained {
                let ratio = sustained.came.per_second() / per_second;
                row("sustained, times pgbench", ratio, for_long, ratio >= for_long);
            }
        }
        if let Some(Measured { lag, .. }) = &self.sustained {
            row("projections behind, s", lag.seconds, 2.0, lag.looks > 0 && lag.seconds <= 2.0);
        }
        let mut at_most = |what: &str, figure: f64, target: f64| {
            row(what, figure, target, figure <= target);
        };
        at_most("start, ms", self.start.as_secs_f64() * 1e3, 1_000.0);
        at_most("half the peak, p99 ms", self.half.came.latencies.percentile_ms(0.99), 25.0);
        at_most("quotes, p99 ms", self.quotes.came.latencies.percentile_ms(0.99), 10.0);
        let memory = self.all().map(|measured| measured.server.most_memory).max();
        at_most("memory at most, MB", memory.unwrap_or(0) as f64, 512.0);
        let verified = self.verified.per_second();
        row("verify, postings/s", verified, 200_000.0, verified >= 200_000.0);
        table
    }
}
