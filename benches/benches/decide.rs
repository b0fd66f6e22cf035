//! One decision of the pure engine: five lines, four tiers, few and many rules.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a measurement prints its figures")]

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use tessera_benches::{Fault, world};

fn decide(criterion: &mut Criterion) {
    for rules in [20, 1_000] {
        if let Err(fault) = with(criterion, rules) {
            eprintln!("{rules} rules: {fault}");
        }
    }
}

fn with(criterion: &mut Criterion, rules: usize) -> Result<(), Fault> {
    let rulebook = world::rulebook(rules)?;
    let snapshot = world::member(&rulebook)?;
    let activity = world::purchase(5);
    let inputs = world::inputs(&rulebook, &snapshot, &activity, world::noon());
    let name = format!("decide/5 lines, {} rules, 4 tiers", rulebook.rules.len());
    criterion.bench_function(&name, |bencher| {
        bencher.iter(|| engine::decide(black_box(&inputs)));
    });
    let decision = engine::decide(&inputs);
    criterion.bench_function(&format!("book/{} events", decision.events.len()), |bencher| {
        bencher
            .iter(|| ledger::book(&snapshot, snapshot.seq + 1, black_box(&decision.events), &[]));
    });
    Ok(())
}

criterion_group!(benches, decide);
criterion_main!(benches);
