//! Splitting a whole into exact parts.

use smallvec::{SmallVec, smallvec};

/// One value per line. Baskets of up to eight lines need no memory of their own.
pub type PerLine<T = i64> = SmallVec<[T; 8]>;

/// Splits `total` over `weights` by largest remainder: parts are proportional,
/// sum to `total` exactly, and none exceeds its capacity where one is given.
/// Ties go to the earlier position, so callers put lines in canonical order.
///
/// When capacities cannot take everything, the parts sum to what they can take.
/// Cost: O(n log n) a round, one round unless capacities bind.
pub fn allocate(total: i64, weights: &[i64], capacities: Option<&[i64]>) -> PerLine {
    let mut parts: PerLine = smallvec![0; weights.len()];
    let negative = total < 0;
    let mut left = total.unsigned_abs();
    let capacity = |index: usize| -> u64 {
        capacities.map_or(u64::MAX, |c| u64::try_from(c[index]).unwrap_or(0))
    };
    let mut open: PerLine<usize> =
        (0..weights.len()).filter(|&i| weights[i] > 0 && capacity(i) > 0).collect();
    let mut given: PerLine<u64> = smallvec![0; weights.len()];
    while left > 0 && !open.is_empty() {
        let shares = proportional(left, weights, &open);
        for (&index, share) in open.iter().zip(shares) {
            let taken = share.min(capacity(index) - given[index]);
            given[index] += taken;
            left -= taken;
        }
        open.retain(|i| given[*i] < capacity(*i));
        if capacities.is_none() {
            break;
        }
    }
    for (part, amount) in parts.iter_mut().zip(given) {
        let amount = i64::try_from(amount).unwrap_or(i64::MAX);
        *part = if negative { -amount } else { amount };
    }
    parts
}

fn proportional(total: u64, weights: &[i64], open: &[usize]) -> PerLine<u64> {
    let sum: u128 = open.iter().map(|&i| u128::from(weights[i].unsigned_abs())).sum();
    let mut shares: PerLine<u64> = SmallVec::with_capacity(open.len());
    let mut remainders: PerLine<(u128, usize)> = SmallVec::with_capacity(open.len());
    let mut given = 0u64;
    for (order, &index) in open.iter().enumerate() {
        let product = u128::from(total) * u128::from(weights[index].unsigned_abs());
        let share = u64::try_from(product / sum).unwrap_or(u64::MAX);
        given += share;
        shares.push(share);
        remainders.push((product % sum, order));
    }
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let rest = usize::try_from(total - given).unwrap_or(0);
    for &(_, order) in remainders.iter().take(rest) {
        shares[order] += 1;
    }
    shares
}

/// The part of `amount` that belongs to `part` out of `whole`, counted from the
/// beginning: rounded towards zero, and everything once `part` reaches `whole`.
/// Differences of this function over growing `part` always add up to `amount`.
pub fn cumulative(amount: i64, part: i64, whole: i64) -> i64 {
    if whole == 0 || part >= whole {
        return amount;
    }
    if part <= 0 {
        return 0;
    }
    crate::amount::narrow(i128::from(amount) * i128::from(part) / i128::from(whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_last_penny_goes_to_the_largest_remainder() {
        assert_eq!(allocate(100, &[1, 1, 1], None).as_slice(), [34, 33, 33]);
        assert_eq!(allocate(-100, &[1, 1, 1], None).as_slice(), [-34, -33, -33]);
        assert_eq!(allocate(5, &[0, 10], None).as_slice(), [0, 5]);
        assert_eq!(allocate(5, &[0, 0], None).as_slice(), [0, 0]);
    }

    #[test]
    fn what_a_full_line_cannot_take_goes_to_the_others() {
        assert_eq!(allocate(100, &[50, 50], Some(&[10, 1000])).as_slice(), [10, 90]);
        assert_eq!(allocate(100, &[50, 50], Some(&[10, 20])).as_slice(), [10, 20]);
    }

    proptest! {
        #[test]
        fn parts_always_sum_to_the_whole(total in -1_000_000i64..1_000_000, weights in prop::collection::vec(0i64..10_000, 1..20)) {
            let parts = allocate(total, &weights, None);
            let expected = if weights.iter().all(|w| *w == 0) { 0 } else { total };
            prop_assert_eq!(parts.iter().sum::<i64>(), expected);
        }

        #[test]
        fn parts_stay_within_capacity_and_fill_it(total in 0i64..100_000, lines in prop::collection::vec((1i64..1_000, 0i64..5_000), 1..12)) {
            let (weights, capacities): (Vec<i64>, Vec<i64>) = lines.into_iter().unzip();
            let parts = allocate(total, &weights, Some(&capacities));
            prop_assert!(parts.iter().zip(&capacities).all(|(p, c)| p <= c));
            prop_assert_eq!(parts.iter().sum::<i64>(), total.min(capacities.iter().sum()));
        }

        #[test]
        fn cumulative_parts_add_up(amount in -10_000i64..10_000, whole in 1i64..50, cuts in prop::collection::vec(1i64..10, 1..20)) {
            let (mut at, mut sum) = (0, 0);
            for cut in cuts.into_iter().chain([whole]) {
                let next = (at + cut).min(whole);
                sum += cumulative(amount, next, whole) - cumulative(amount, at, whole);
                at = next;
            }
            prop_assert_eq!(sum, amount);
        }
    }
}
