//! A year that ends for all members at once, while tills go on: the close of a tier period, and a
//! year later the expiry of what the import brought along.
//!
//! The servers run as sandboxes; the clock is moved past the moment. Seconds count from there
//! until reports show that the last member is done, with the wait until the job looks again.

use crate::bench::Bench;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tessera_benches::Fault;
use tessera_benches::generator::{Arrivals, Workload};
use tessera_benches::report::Table;
use tessera_benches::stage::server::request;
use tessera_benches::stage::{Filling, Manner, Measured, Stage, StoreKind};

/// What every member brings along.
const CREDIT: u32 = 100;

/// Reports are asked so often.
const LOOK: Duration = Duration::from_secs(1);

/// Nobody waits longer for a job.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// Seconds of the peak that the rate of the tills is a part of.
const PEAK_TIME: Duration = Duration::from_secs(10);

/// What time brings.
#[derive(Clone, Copy, Debug)]
enum Turn {
    PeriodClose,
    Expiry,
}

impl Turn {
    fn word(self) -> &'static str {
        match self {
            Self::PeriodClose => "period close",
            Self::Expiry => "expiry",
        }
    }

    /// Whether a report shows that every member is done.
    fn is_done(self, summary: &Value, members: u64) -> bool {
        let number = |value: &Value| value.as_str().and_then(|text| text.parse::<f64>().ok());
        match self {
            Self::PeriodClose => {
                let tiers = summary["tiers"].as_array().map_or(&[][..], Vec::as_slice);
                let honoured = tiers.iter().filter(|it| it["tier"] == "honoured");
                honoured.filter_map(|it| it["members"].as_u64()).sum::<u64>() == 0
            }
            Self::Expiry => {
                let units = summary["units"].as_array().map_or(&[][..], Vec::as_slice);
                let credit = units.iter().find(|it| it["unit"] == "credit");
                let expired = credit.and_then(|it| number(&it["expired"])).unwrap_or(0.0);
                expired >= members as f64 * f64::from(CREDIT)
            }
        }
    }
}

pub(super) fn run(bench: &Bench, kind: StoreKind, percent: u32) -> Result<(), Fault> {
    let members = bench.members();
    let programme = Path::new(env!("CARGO_MANIFEST_DIR")).join("programmes/jobs.yaml");
    let tills = bench.workload("tills")?;
    let backing = bench.backing(kind, "jobs")?;
    let balance = Some(("credit".to_owned(), CREDIT));
    let cache = bench.options.cache.clone();
    let filling = Filling { members, programme: programme.clone(), balance, cache };
    filling.fill(&bench.binary, &backing)?;
    let manner = (bench.options.nodes, Manner::Sandbox);
    let mut stage = Stage::start(&bench.binary, backing, &programme, manner, members)?;
    let peak = stage.measure("peak", &tills, Arrivals::Peak, PEAK_TIME)?;
    let rate = (peak.came.per_second() * f64::from(percent) / 100.0).max(1.0);
    println!("tills: {rate:.0}/s, {percent} % of their peak");
    let mut table = Table::new(format!("{}: jobs at scale", kind.word()));
    for turn in [Turn::PeriodClose, Turn::Expiry] {
        let before = stage.measure("without", &tills, tills.at(rate), bench.time())?;
        let (during, seconds) = while_it_runs(&mut stage, &tills, rate, turn)?;
        bench.say_refused(&during);
        let p99 = |measured: &Measured| measured.came.latencies.percentile_ms(0.99);
        table.rows.push(vec![
            ("job", json!(turn.word())),
            ("members", json!(members)),
            ("seconds", json!(seconds)),
            ("target s", json!(60)),
            ("members/s", json!(members as f64 / seconds)),
            ("tills/s", json!(rate)),
            ("p99 ms without", json!(p99(&before))),
            ("p99 ms with", json!(p99(&during))),
            ("slower %", json!((p99(&during) / p99(&before).max(1e-9) - 1.0) * 100.0)),
            ("target %", json!(10)),
            ("failed", json!(during.came.failed())),
            ("lag s", json!(during.lag.seconds)),
            ("memory MB", json!(during.server.memory)),
        ]);
    }
    bench.show(table);
    stage.stop()?.remove()
}

/// Tills go on while time brings its work; gives what they came to and the seconds of the work.
fn while_it_runs(
    stage: &mut Stage,
    tills: &Workload,
    rate: f64,
    turn: Turn,
) -> Result<(Measured, f64), Fault> {
    let (addresses, members) = (stage.addresses(), stage.members);
    let stop = Arc::new(AtomicBool::new(false));
    std::thread::scope(|scope| {
        let moving = scope.spawn(|| {
            let seconds = bring(&addresses, turn, members);
            stop.store(true, Ordering::Relaxed);
            seconds
        });
        let measured = stage.measure_until("with", tills, tills.at(rate), PATIENCE, &stop);
        let seconds = moving.join().map_err(|_| "the clock could not be moved")?;
        Ok((measured?, seconds?))
    })
}

/// Moves the clocks into the next year and waits until all members are done.
fn bring(addresses: &[SocketAddr], turn: Turn, members: u64) -> Result<f64, Fault> {
    let first = *addresses.first().ok_or("no server")?;
    let clock = request(first, "GET", "/v1/sandbox/clock", "")?;
    let now = clock["now"].as_str().ok_or("the clock tells no time")?;
    if turn.is_done(&request(first, "GET", "/v1/summary", "")?, members) {
        return Err(format!("{}: nothing is left to do", turn.word()).into());
    }
    let year: u32 = now.get(..4).ok_or("the clock tells no year")?.parse()?;
    let next = json!({ "now": format!("{}-01-01T00:00:05Z", year + 1) }).to_string();
    for address in addresses {
        request(*address, "PUT", "/v1/sandbox/clock", &next)?;
    }
    let started = Instant::now();
    while started.elapsed() < PATIENCE {
        std::thread::sleep(LOOK);
        if turn.is_done(&request(first, "GET", "/v1/summary", "")?, members) {
            return Ok(started.elapsed().as_secs_f64());
        }
    }
    Err(format!("{} did not end within an hour", turn.word()).into())
}
