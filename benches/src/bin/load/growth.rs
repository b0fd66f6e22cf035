//! How the cost of a receipt grows with members, rules, lines and nodes.
//!
//! The cost is the processor time of server and database per receipt, at the peak: it does not
//! depend on what else the machine does as much as throughput. Each point is warmed up first.

use crate::arguments::{Curve, GrowthArguments};
use crate::bench::Bench;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;
use tessera_benches::generator::{Arrivals, Workload};
use tessera_benches::report::{Row, Table};
use tessera_benches::stage::{Backing, Manner, Measured, Stage, StoreKind};
use tessera_benches::{Fault, world};

/// Every point runs so long before it is measured.
const WARM: Duration = Duration::from_secs(3);

/// Members while something else grows.
const MEMBERS: u64 = 20_000;

/// The programme of the curve of members.
const RULES: usize = 20;

/// By how much the cost may differ between 10,000 and 10,000,000 members.
const FLAT_PERCENT: f64 = 20.0;

pub(crate) fn run(bench: &Bench, growth: &GrowthArguments) -> Result<(), Fault> {
    let all = [Curve::Members, Curve::Rules, Curve::Basket, Curve::Nodes];
    let curves = if growth.curves.is_empty() { &all[..] } else { &growth.curves };
    for kind in bench.options.store.kinds() {
        for curve in curves {
            match curve {
                Curve::Members => members(bench, *kind, growth.largest)?,
                Curve::Rules => rules(bench, *kind)?,
                Curve::Basket => basket(bench, *kind)?,
                Curve::Nodes if *kind == StoreKind::Postgres => nodes(bench)?,
                Curve::Nodes => println!("several nodes need --store postgres"),
            }
        }
    }
    bench.finish("growth")
}

fn members(bench: &Bench, kind: StoreKind, largest: u64) -> Result<(), Fault> {
    let programme = programme(bench, RULES)?;
    let receipts = bench.workload("peak-receipts")?;
    let mut table = Table::new(format!("{}: growth with members", kind.word()));
    let sizes = [10_000, 100_000, 1_000_000, 10_000_000];
    for members in sizes.into_iter().filter(|size| *size <= largest) {
        let backing = bench.filled(kind, members, &programme)?;
        let mut stage = start(bench, backing, &programme, 1, members)?;
        let ready = stage.servers.first().map_or(Duration::ZERO, |server| server.ready_after);
        let size = stage.backing.size();
        let mut row = point(bench, &mut stage, &receipts, ("members", json!(members)))?;
        row.push(("start ms", json!(ready.as_secs_f64() * 1e3)));
        row.push(("B per member", json!(size as f64 / members as f64)));
        table.rows.push(row);
        stage.stop()?.remove()?;
    }
    let spread = spread_percent(&table);
    println!("cost per receipt within {spread:.0} % (target {FLAT_PERCENT:.0} %)");
    bench.show(table);
    Ok(())
}

fn rules(bench: &Bench, kind: StoreKind) -> Result<(), Fault> {
    let receipts = bench.workload("peak-receipts")?;
    let mut table = Table::new(format!("{}: growth with rules", kind.word()));
    for rules in [1, 20, 100, 1_000] {
        let programme = programme(bench, rules)?;
        let backing = bench.filled(kind, few(bench), &programme)?;
        let mut stage = start(bench, backing, &programme, 1, few(bench))?;
        table.rows.push(point(bench, &mut stage, &receipts, ("rules", json!(rules)))?);
        stage.stop()?.remove()?;
    }
    bench.show(table);
    Ok(())
}

fn basket(bench: &Bench, kind: StoreKind) -> Result<(), Fault> {
    let programme = programme(bench, RULES)?;
    let receipts = bench.workload("peak-receipts")?;
    let backing = bench.filled(kind, few(bench), &programme)?;
    let mut stage = start(bench, backing, &programme, 1, few(bench))?;
    let mut table = Table::new(format!("{}: growth with lines", kind.word()));
    for lines in [1, 5, 100, 1_000] {
        let receipts = receipts.clone().with_lines(lines);
        table.rows.push(point(bench, &mut stage, &receipts, ("lines", json!(lines)))?);
    }
    bench.show(table);
    stage.stop()?.remove()
}

fn nodes(bench: &Bench) -> Result<(), Fault> {
    let programme = programme(bench, RULES)?;
    let receipts = bench.workload("peak-receipts")?;
    let mut backing = bench.filled(StoreKind::Postgres, few(bench), &programme)?;
    let mut table = Table::new("postgres: growth with nodes");
    for nodes in 1..=4 {
        let mut stage = start(bench, backing, &programme, nodes, few(bench))?;
        table.rows.push(point(bench, &mut stage, &receipts, ("nodes", json!(nodes)))?);
        backing = stage.stop()?;
    }
    bench.show(table);
    backing.remove()
}

fn start(
    bench: &Bench,
    backing: Backing,
    programme: &Path,
    nodes: u32,
    members: u64,
) -> Result<Stage, Fault> {
    Stage::start(&bench.binary, backing, programme, (nodes, Manner::Real), members)
}

/// Measures a point of a curve after warming up.
fn point(
    bench: &Bench,
    stage: &mut Stage,
    receipts: &Workload,
    at: (&'static str, Value),
) -> Result<Row, Fault> {
    let time = Duration::from_secs(bench.options.seconds.unwrap_or(20));
    stage.measure("warm", receipts, Arrivals::Peak, WARM)?;
    let measured = stage.measure("peak", receipts, Arrivals::Peak, time)?;
    bench.say_refused(&measured);
    let cost = cost_us(&measured);
    println!("{} {}: {:.0}/s, {cost:.0} us", at.0, at.1, measured.came.per_second());
    let mut row = vec![at, ("cost us", json!(cost))];
    row.extend(measured.row().into_iter().filter(|(name, _)| *name != "load"));
    Ok(row)
}

/// Processor time of server and database per receipt.
fn cost_us(measured: &Measured) -> f64 {
    (measured.server.cpu + measured.database.cpu) * 1e6 / measured.came.good.max(1) as f64
}

/// How much more the dearest row costs than the cheapest.
fn spread_percent(table: &Table) -> f64 {
    let costs = table.rows.iter().flatten().filter(|(name, _)| *name == "cost us");
    let costs: Vec<f64> = costs.filter_map(|(_, cost)| cost.as_f64()).collect();
    let most = costs.iter().copied().fold(0.0, f64::max);
    let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
    if least > 0.0 { (most / least - 1.0) * 100.0 } else { 0.0 }
}

/// A programme of so many rules, as a file.
fn programme(bench: &Bench, rules: usize) -> Result<PathBuf, Fault> {
    let path = bench.folder.path().join(format!("rules-{rules}.yaml"));
    std::fs::write(&path, world::document(rules)?)?;
    Ok(path)
}

fn few(bench: &Bench) -> u64 {
    bench.options.members.unwrap_or(MEMBERS)
}
