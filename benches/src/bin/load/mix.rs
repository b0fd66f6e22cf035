//! Workloads from files, one after the other on the same stage.

use crate::arguments::MixArguments;
use crate::bench::Bench;
use std::time::Duration;
use tessera_benches::Fault;
use tessera_benches::generator::{Arrivals, Workload};
use tessera_benches::report::Table;
use tessera_benches::stage::{Stage, StoreKind};

/// Seconds of the peak that a rate is a part of.
const PEAK_TIME: Duration = Duration::from_secs(10);

/// Prints the named workloads.
pub(crate) fn list() -> Result<(), Fault> {
    for name in Workload::names()? {
        println!("{name}: {}", Workload::find(&name)?.about);
    }
    Ok(())
}

pub(crate) fn run(bench: &Bench, mix: &MixArguments) -> Result<(), Fault> {
    for kind in bench.options.store.kinds() {
        let mut table = Table::new(format!("{}: workloads", kind.word()));
        for name in &mix.names {
            let workload = bench.workload(name)?;
            one(bench, *kind, name, &workload, mix, &mut table)?;
        }
        bench.show(table);
    }
    bench.finish("workload")
}

fn one(
    bench: &Bench,
    kind: StoreKind,
    name: &str,
    workload: &Workload,
    mix: &MixArguments,
    table: &mut Table,
) -> Result<(), Fault> {
    let programme = bench.programme(Some(workload));
    let mut stage = bench.stage(kind, &programme)?;
    let arrivals = arrivals(&mut stage, workload, mix)?;
    let time = bench.options.seconds.or(workload.seconds).unwrap_or(60);
    let measured = stage.measure(name, workload, arrivals, Duration::from_secs(time))?;
    bench.say_refused(&measured);
    table.rows.push(measured.row());
    table.rows.extend(measured.kinds());
    stage.stop()?.remove()
}

/// When requests are due: as the command line says, or as the workload does.
fn arrivals(stage: &mut Stage, workload: &Workload, mix: &MixArguments) -> Result<Arrivals, Fault> {
    let own = workload.rate.map(f64::from);
    if mix.peak {
        return Ok(Arrivals::Peak);
    }
    if let Some(rate) = mix.rate.or(own) {
        return Ok(workload.at(rate));
    }
    let Some(percent) = workload.percent_of_peak else { return Ok(Arrivals::Peak) };
    let peak = stage.measure("peak", workload, Arrivals::Peak, PEAK_TIME)?;
    let rate = peak.came.per_second() * f64::from(percent) / 100.0;
    println!("peak {:.0}/s; {percent} % of it: {rate:.0}/s", peak.came.per_second());
    Ok(workload.at(rate.max(1.0)))
}
