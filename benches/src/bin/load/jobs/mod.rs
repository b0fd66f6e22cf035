//! Jobs at scale: what time brings to all members at once while tills go on, the import of many
//! members, the proof of the whole book.

mod import;
mod time;

use crate::arguments::{Job, JobsArguments};
use crate::bench::Bench;
use serde_json::json;
use tessera_benches::Fault;
use tessera_benches::generator::Arrivals;
use tessera_benches::report::Table;
use tessera_benches::stage::StoreKind;

pub(crate) fn run(bench: &Bench, jobs: &JobsArguments) -> Result<(), Fault> {
    let all = [Job::Import, Job::Time, Job::Verify];
    let chosen = if jobs.jobs.is_empty() { &all[..] } else { &jobs.jobs };
    for kind in bench.options.store.kinds() {
        for job in chosen {
            match job {
                Job::Import => import::run(bench, *kind)?,
                Job::Time => time::run(bench, *kind, jobs.percent)?,
                Job::Verify => verify(bench, *kind)?,
            }
        }
    }
    bench.finish("jobs")
}

/// The proof of a book that has members and receipts in it.
fn verify(bench: &Bench, kind: StoreKind) -> Result<(), Fault> {
    let receipts = bench.workload("peak-receipts")?;
    let mut stage = bench.stage(kind, &bench.programme(None))?;
    let measured = stage.measure("receipts", &receipts, Arrivals::Peak, bench.time())?;
    bench.say_refused(&measured);
    let backing = stage.stop()?;
    let verified = bench.verify(&backing.database())?;
    let mut table = Table::new(format!("{}: verify", kind.word()));
    table.rows.push(vec![
        ("members", json!(bench.members())),
        ("receipts", json!(measured.came.good)),
        ("postings", json!(verified.postings)),
        ("seconds", json!(verified.ran.seconds)),
        ("postings/s", json!(verified.per_second())),
        ("target", json!(200_000)),
        ("memory MB", json!(verified.ran.most_memory)),
    ]);
    bench.show(table);
    backing.remove()
}
