//! The course that the targets speak of: start, peak beside pgbench, half the peak, quotes, the
//! sustained load, verify.

use crate::bench::Bench;
use serde_json::json;
use std::time::{Duration, Instant};
use tessera_benches::Fault;
use tessera_benches::generator::Arrivals;
use tessera_benches::report::{Row, Table};
use tessera_benches::stage::server::tessera;
use tessera_benches::stage::{Measured, StoreKind};

/// What the targets ask for: times pgbench at the peak and sustained.
fn wanted(kind: StoreKind) -> (f64, f64) {
    match kind {
        StoreKind::Sqlite => (6.0, 4.0),
        StoreKind::Postgres => (5.0, 3.0),
    }
}

pub(crate) fn run(bench: &Bench) -> Result<(), Fault> {
    for kind in bench.options.store.kinds() {
        course(bench, *kind)?;
    }
    bench.finish("course")
}

fn course(bench: &Bench, kind: StoreKind) -> Result<(), Fault> {
    let programme = bench.programme(None);
    let (receipts, quotes) = (bench.workload("peak-receipts")?, bench.workload("quotes")?);
    let mut stage = bench.stage(kind, &programme)?;
    let ready_after = stage.servers.first().map(|server| server.ready_after).unwrap_or_default();
    let mut loads = Table::new(format!("{}: loads", kind.word()));
    let mut note = |measured: &Measured| {
        if let Some(answer) = &measured.came.first_bad {
            eprintln!("{}: the first that was refused: {answer}", measured.name);
        }
        loads.rows.push(measured.row());
    };
    let time = bench.time();
    let peak = stage.measure("peak", &receipts, Arrivals::Peak, time)?;
    note(&peak);
    let tps = bench.beside(time)?;
    let half = peak.came.per_second() / 2.0;
    let half = stage.measure("half the peak", &receipts, Arrivals::Even(half.max(1.0)), time)?;
    note(&half);
    let rate = f64::from(quotes.rate.unwrap_or(1_000));
    let quoted = stage.measure("quotes", &quotes, quotes.at(rate), time)?;
    note(&quoted);
    let sustained = match bench.options.sustained.unwrap_or(600) {
        0 => None,
        seconds => {
            let time = Duration::from_secs(seconds);
            Some(stage.measure("sustained", &receipts, Arrivals::Peak, time)?)
        }
    };
    sustained.iter().for_each(&mut note);
    let memory = quoted.server.most_memory.max(half.server.most_memory);
    let backing = stage.stop()?;
    let verified = verify(bench, &backing.database())?;
    bench.show(loads);
    let (at_peak, for_long) = wanted(kind);
    let mut targets = Table::new(format!("{}: targets", kind.word()));
    let mut row = |what: &str, figure: f64, target: &str, reached: bool| {
        let reached = if reached { "yes" } else { "no" };
        let row: Row = vec![
            ("what", json!(what)),
            ("figure", json!(figure)),
            ("target", json!(target)),
            ("reached", json!(reached)),
        ];
        targets.rows.push(row);
    };
    let start = ready_after.as_secs_f64() * 1e3;
    row("start, ms to the first request", start, "1,000", start <= 1_000.0);
    if let Some(tps) = tps {
        let ratio = peak.came.per_second() / tps;
        row("pgbench TPC-B/s", tps, "", true);
        row("peak, times pgbench", ratio, &format!("{at_peak}"), ratio >= at_peak);
        if let Some(sustained) = &sustained {
            let ratio = sustained.came.per_second() / tps;
            row("sustained, times pgbench", ratio, &format!("{for_long}"), ratio >= for_long);
        }
    }
    if let Some(Measured { lag, .. }) = &sustained {
        row("projections behind, s", lag.seconds, "2", lag.looks > 0 && lag.seconds <= 2.0);
    }
    let p99 = half.came.latencies.percentile_ms(0.99);
    row("receipts at half the peak, p99 ms", p99, "25", p99 <= 25.0);
    let p99 = quoted.came.latencies.percentile_ms(0.99);
    row("quotes, p99 ms", p99, "10", p99 <= 10.0);
    row("memory at most, MB", memory as f64, "512", memory <= 512);
    row("verify, postings/s", verified, "200,000", verified >= 200_000.0);
    bench.show(targets);
    backing.remove()
}

/// Postings per second of `tessera verify`, opening the database included.
pub(crate) fn verify(bench: &Bench, database: &str) -> Result<f64, Fault> {
    let started = Instant::now();
    let said = tessera(&bench.binary, &["verify", "--database", database, "--json"])?;
    let seconds = started.elapsed().as_secs_f64();
    let verdict: serde_json::Value = serde_json::from_str(&said)?;
    let postings = verdict["postings"].as_f64().ok_or("verify tells no postings")?;
    println!("verify: {postings} postings in {seconds:.1} s");
    Ok(postings / seconds.max(1e-9))
}
