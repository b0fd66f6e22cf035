//! What the generator draws and notes: percentiles against a sorted list, members and choices
//! against their laws.

use std::time::Duration;
use tessera_benches::Fault;
use tessera_benches::generator::Latencies;
use tessera_benches::generator::draw::{Members, Random, Weighted, Zipf};

#[test]
fn percentiles_are_those_of_a_sorted_list() {
    let mut random = Random::new(1);
    let mut latencies = Latencies::default();
    // From a nanosecond to a quarter of an hour, all sizes alike.
    let mut all: Vec<u64> = (0..50_000).map(|_| random.bits() >> (24 + random.below(40))).collect();
    all.iter().for_each(|nanos| latencies.note(Duration::from_nanos(*nanos)));
    all.sort_unstable();
    for share in [0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 0.9999, 1.0] {
        let place = (all.len() as f64 * share).ceil() as usize - 1;
        let (exact, told) = (all[place] as f64 / 1e6, latencies.percentile_ms(share));
        assert!(told >= exact && told <= exact * 1.008, "{share}: {told} instead of {exact}");
    }
    assert_eq!(latencies.count(), 50_000);
    let mean = all.iter().map(|nanos| *nanos as f64).sum::<f64>() / 5e4 / 1e6;
    assert!((latencies.mean_ms() / mean - 1.0).abs() < 1e-9);
}

#[test]
fn merged_latencies_are_those_of_both_parts() {
    let (mut one, mut other, mut both) =
        (Latencies::default(), Latencies::default(), Latencies::default());
    for ms in 1..=1_000u64 {
        let part = if ms % 3 == 0 { &mut one } else { &mut other };
        part.note(Duration::from_millis(ms));
        both.note(Duration::from_millis(ms));
    }
    one.merge(&other);
    for share in [0.1, 0.5, 0.99, 1.0] {
        assert_eq!(one.percentile_ms(share).to_bits(), both.percentile_ms(share).to_bits());
    }
    assert_eq!((one.count(), one.longest_ms().to_bits()), (1_000, 1_000f64.to_bits()));
}

#[test]
fn members_by_zipf_come_as_often_as_the_law_says() -> Result<(), Fault> {
    const DRAWS: u32 = 400_000;
    for exponent in [0.8, 1.0, 1.2] {
        let zipf = Zipf::new(1_000, exponent)?;
        let mut random = Random::new(7);
        let mut counts = vec![0u32; 1_001];
        (0..DRAWS).for_each(|_| counts[usize::try_from(zipf.rank(&mut random)).unwrap_or(0)] += 1);
        let norm: f64 = (1..=1_000).map(|rank| f64::from(rank).powf(-exponent)).sum();
        assert_eq!(counts[0], 0);
        for rank in [1u32, 2, 3, 10, 100] {
            let wanted = f64::from(rank).powf(-exponent) / norm * f64::from(DRAWS);
            let seen = f64::from(counts[rank as usize]);
            // Six standard deviations.
            assert!(
                (seen - wanted).abs() < 6.0 * wanted.sqrt(),
                "{exponent} {rank}: {seen} {wanted}"
            );
        }
        let far: f64 = (501..=1_000).map(|rank| f64::from(rank).powf(-exponent) / norm).sum();
        let seen = f64::from(counts[501..].iter().sum::<u32>()) / f64::from(DRAWS);
        assert!((seen - far).abs() < 0.005, "{exponent}: {seen} of the far half, not {far}");
    }
    Ok(())
}

#[test]
fn uniform_members_are_all_alike_and_all_come() {
    let members = Members::Uniform(100);
    let mut random = Random::new(3);
    let mut counts = [0u32; 100];
    (0..100_000).for_each(|_| counts[usize::try_from(members.draw(&mut random)).unwrap_or(0)] += 1);
    assert!(counts.iter().all(|count| (810..1_190).contains(count)), "{counts:?}");
}

#[test]
fn choices_come_by_their_weight_and_never_with_weight_zero() -> Result<(), Fault> {
    let weighted = Weighted::new([("a", 1), ("b", 0), ("c", 3)])?;
    let mut random = Random::new(5);
    let drawn: Vec<&str> = (0..40_000).map(|_| weighted.draw(&mut random)).collect();
    let count = |word| drawn.iter().filter(|drawn| **drawn == word).count();
    assert_eq!(count("b"), 0);
    assert!((9_400..10_600).contains(&count("a")), "{}", count("a"));
    assert!(Weighted::new([("a", 0)]).is_err());
    Ok(())
}
