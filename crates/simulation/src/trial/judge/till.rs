//! What a basket costs, and what parts of it are worth when they come back.

use crate::trial::deed::{Basket, Burn};
use crate::trial::shop::Shop;

/// Splits a whole over weights by largest remainder; equal remainders go to the earlier one.
pub(crate) fn split(whole: i64, weights: &[i64]) -> Vec<i64> {
    let sum: i64 = weights.iter().sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let mut parts: Vec<i64> = weights.iter().map(|weight| whole * weight / sum).collect();
    let mut rest = whole - parts.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..weights.len()).filter(|&at| weights[at] > 0).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(whole * weights[at] % sum));
    for at in order {
        if rest > 0 {
            parts[at] += 1;
            rest -= 1;
        }
    }
    parts
}

/// The part of an amount that belongs to so many of all pieces.
pub(crate) fn share(amount: i64, pieces: i64, of: i64) -> i64 {
    if pieces >= of { amount } else { amount * pieces / of }
}

/// A basket with its lines in the order of the shelf, and what became of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Priced {
    /// For each line of the basket, its place in the other lists.
    pub(crate) place: Vec<usize>,
    pub(crate) pieces: Vec<i64>,
    pub(crate) amount: Vec<i64>,
    pub(crate) discount: Vec<i64>,
    pub(crate) by_points: Vec<i64>,
}

impl Priced {
    pub(crate) fn of(basket: &Basket) -> Self {
        let mut shelf: Vec<usize> = (0..basket.len()).collect();
        shelf.sort_by_key(|&at| (basket[at].thing, basket[at].price, at));
        let mut place = vec![0; basket.len()];
        for (to, &from) in shelf.iter().enumerate() {
            place[from] = to;
        }
        let nothing = vec![0; basket.len()];
        Self {
            place,
            pieces: shelf.iter().map(|&at| basket[at].pieces).collect(),
            amount: shelf.iter().map(|&at| basket[at].amount()).collect(),
            discount: nothing.clone(),
            by_points: nothing,
        }
    }

    pub(crate) fn total(&self) -> i64 {
        self.amount.iter().sum()
    }

    /// After discounts.
    pub(crate) fn paid(&self) -> Vec<i64> {
        self.amount.iter().zip(&self.discount).map(|(amount, off)| amount - off).collect()
    }

    /// What is left to pay in money.
    pub(crate) fn in_money(&self) -> Vec<i64> {
        self.paid().iter().zip(&self.by_points).map(|(paid, points)| paid - points).collect()
    }

    /// How many points pay, or why not. A point is a cent.
    pub(crate) fn burn(&self, shop: &Shop, burn: Burn, balance: i64) -> Result<i64, &'static str> {
        let exactly = match burn {
            Burn::Most => None,
            Burn::Exactly(wanted) => Some(wanted),
        };
        if exactly.is_some_and(|wanted| wanted > balance) {
            return Err("units.insufficient");
        }
        let most = self.paid().iter().sum::<i64>() * shop.max_share / 100;
        let blocks = |amount: i64| amount.max(0) / shop.block * shop.block;
        let amount = blocks(exactly.unwrap_or(balance).min(balance).min(most));
        if exactly.is_some_and(|wanted| blocks(wanted) > amount) {
            return Err("burn.limit");
        }
        if amount < shop.minimum {
            let offered = exactly.map_or(balance, |wanted| wanted.min(balance));
            return Err(if offered < shop.minimum { "burn.below_minimum" } else { "burn.limit" });
        }
        Ok(amount)
    }

    /// The part of amounts by line that belongs to the pieces that are back.
    pub(crate) fn shares(&self, by_line: &[i64], back: &[i64]) -> i64 {
        (0..by_line.len()).map(|at| share(by_line[at], back[at], self.pieces[at])).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::{share, split};

    #[test]
    fn parts_sum_to_the_whole_and_the_first_gets_the_odd_cent() {
        assert_eq!(split(100, &[1, 1, 1]), [34, 33, 33]);
        assert_eq!(split(100, &[1, 0, 2]), [33, 0, 67]);
        assert_eq!(split(5, &[0, 0]), [0, 0]);
    }

    #[test]
    fn the_last_piece_brings_the_rest() {
        assert_eq!([share(100, 1, 3), share(100, 2, 3), share(100, 3, 3)], [33, 66, 100]);
    }
}
