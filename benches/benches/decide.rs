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
    measure(criterion, "", world::rulebook(rules)?)
}

fn measure(
    criterion: &mut Criterion,
    of: &str,
    rulebook: programme::rulebook::Rulebook,
) -> Result<(), Fault> {
    let snapshot = world::member(&rulebook)?;
    let activity = world::purchase(5);
    let inputs = world::inputs(&rulebook, &snapshot, &activity, world::noon());
    let (rules, tiers) = (rulebook.rules.len(), rulebook.tracks.iter().map(|t| t.levels.len()));
    let name = format!("decide/5 lines, {rules} rules, {} tiers{of}", tiers.sum::<usize>());
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

/// The programme of the gallery with most rules.
fn gallery(criterion: &mut Criterion) {
    let largest = world::gallery().and_then(|books| {
        let largest = books.into_iter().max_by_key(|(_, book)| book.rules.len());
        largest.ok_or_else(|| "the gallery is empty".into())
    });
    let measured = largest.and_then(|(name, book)| measure(criterion, &format!(", {name}"), book));
    if let Err(fault) = measured {
        eprintln!("gallery: {fault}");
    }
}

criterion_group!(benches, decide, gallery);
criterion_main!(benches);
