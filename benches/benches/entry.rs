//! The entry of a purchase of five lines: to its bytes, back from them, and into the state of its owner.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a measurement prints its figures")]

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use model::entry::Hash;
use std::hint::black_box;
use tessera_benches::{Fault, world};

fn entry(criterion: &mut Criterion) {
    if let Err(fault) = measure(criterion) {
        eprintln!("entry: {fault}");
    }
}

fn measure(criterion: &mut Criterion) -> Result<(), Fault> {
    let rulebook = world::rulebook(20)?;
    let snapshot = world::member(&rulebook)?;
    let entry = world::entry(&rulebook, &snapshot, world::purchase(5), world::noon())?;
    let bytes = entry.to_bytes();
    let hash = Hash::of(&bytes);
    let size = bytes.len();
    criterion.bench_function(&format!("entry/to {size} bytes"), |bencher| {
        bencher.iter(|| black_box(&entry).to_bytes());
    });
    criterion.bench_function("entry/hash", |bencher| bencher.iter(|| Hash::of(black_box(&bytes))));
    criterion.bench_function("entry/proven and read", |bencher| {
        bencher.iter(|| ledger::read(entry.seq, black_box(&bytes), hash));
    });
    let state = serde_json::to_vec(&snapshot)?;
    criterion.bench_function(&format!("state/from {} bytes", state.len()), |bencher| {
        bencher.iter(|| model::Snapshot::from_bytes(black_box(&state)));
    });
    criterion.bench_function("state/to bytes", |bencher| {
        bencher.iter(|| serde_json::to_vec(black_box(&snapshot)));
    });
    criterion.bench_function("state/with the entry", |bencher| {
        let fold = |mut state| ledger::fold(&mut state, &entry, hash).map(|()| state);
        bencher.iter_batched(|| snapshot.clone(), fold, BatchSize::SmallInput);
    });
    Ok(())
}

criterion_group!(benches, entry);
criterion_main!(benches);
