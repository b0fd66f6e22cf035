//! Buy so many, get so many for less.
//!
//! Only whole pieces take part, and a piece that is part of one set is in no
//! other: it is never both bought and got, and free pieces bring no further
//! free ones. Which pieces are got depends on their prices alone, so neither
//! the order of lines nor the way quantities are split over lines matters.

use super::Purchase;
use super::prices::Proposal;
use model::Rate;
use programme::rulebook::{BuyGet, SetValue};
use std::collections::BTreeMap;

/// Pieces of one line that are still in no set.
#[derive(Clone, Copy, Debug)]
struct Pieces {
    line: usize,
    /// Working price of one piece, in millionths of a minor unit.
    price: i128,
    count: i64,
}

pub(super) fn propose(
    purchase: &Purchase<'_, '_>,
    pattern: &BuyGet,
    chosen: &[usize],
    allowed: &dyn Fn(usize) -> bool,
    proposal: &mut Proposal,
) {
    let bought = free_pieces(purchase, chosen, pattern.dearest);
    if !pattern.same_product {
        return one_pool(purchase, pattern, &bought, allowed, proposal);
    }
    let mut products: BTreeMap<&model::Key, Vec<Pieces>> = BTreeMap::new();
    for pieces in bought {
        products.entry(&purchase.basket.lines[pieces.line].sku).or_default().push(pieces);
    }
    for pool in products.values() {
        one_pool(purchase, pattern, pool, allowed, proposal);
    }
}

fn one_pool(
    purchase: &Purchase<'_, '_>,
    pattern: &BuyGet,
    bought: &[Pieces],
    allowed: &dyn Fn(usize) -> bool,
    proposal: &mut Proposal,
) {
    let got = match &pattern.get_lines {
        None => bought.to_vec(),
        Some(_) => free_pieces(purchase, &purchase.got_lines(pattern, allowed), pattern.dearest),
    };
    if pattern.buy == 0 {
        // Nothing has to be bought for them: those that are there are free, also when fewer.
        let most = i64::from(pattern.get) * i64::from(pattern.repeat.unwrap_or(1));
        return give(purchase, pattern, &take(&got, most), &[], proposal);
    }
    let sets = most_sets(pattern, bought, &got);
    if sets == 0 {
        return;
    }
    let given = take(&got, sets * i64::from(pattern.get));
    let rest = without(bought, &given);
    let paid_for = take(&rest, sets * i64::from(pattern.buy));
    give(purchase, pattern, &given, &paid_for, proposal);
}

/// Pieces by price: the cheapest first, or the dearest.
fn free_pieces(purchase: &Purchase<'_, '_>, chosen: &[usize], dearest: bool) -> Vec<Pieces> {
    let mut pieces: Vec<Pieces> = chosen
        .iter()
        .filter_map(|&line| {
            let work = &purchase.lines.lines[line];
            let count = (work.quantity - work.in_sets).div_euclid(1_000);
            let price = i128::from(purchase.lines.paid_outside_sets(line)) * 1_000_000_000
                / i128::from(work.quantity.max(1));
            (count > 0).then_some(Pieces { line, price, count })
        })
        .collect();
    // Stable: equal prices stay in canonical order.
    pieces.sort_by(|a, b| if dearest { b.price.cmp(&a.price) } else { a.price.cmp(&b.price) });
    pieces
}

/// The largest number of sets for which there are enough pieces.
fn most_sets(pattern: &BuyGet, bought: &[Pieces], got: &[Pieces]) -> i64 {
    let (buy, get) = (i64::from(pattern.buy), i64::from(pattern.get));
    if get == 0 {
        return 0;
    }
    let enough = |sets: i64| {
        let given = take(got, sets * get);
        count(&given) == sets * get && count(&without(bought, &given)) >= sets * buy
    };
    let mut high = (count(got) / get).min(pattern.repeat.map_or(i64::MAX, i64::from));
    let mut low = 0;
    while low < high {
        let middle = low + (high - low + 1) / 2;
        if enough(middle) { low = middle } else { high = middle - 1 }
    }
    low
}

fn count(pieces: &[Pieces]) -> i64 {
    pieces.iter().map(|p| p.count).sum()
}

fn take(pieces: &[Pieces], mut wanted: i64) -> Vec<Pieces> {
    let mut taken = Vec::new();
    for piece in pieces {
        let count = piece.count.min(wanted);
        if count > 0 {
            taken.push(Pieces { count, ..*piece });
        }
        wanted -= count;
    }
    taken
}

fn without(pieces: &[Pieces], taken: &[Pieces]) -> Vec<Pieces> {
    pieces
        .iter()
        .map(|piece| {
            let gone: i64 = taken.iter().filter(|t| t.line == piece.line).map(|t| t.count).sum();
            Pieces { count: (piece.count - gone).max(0), ..*piece }
        })
        .collect()
}

fn give(
    purchase: &Purchase<'_, '_>,
    pattern: &BuyGet,
    given: &[Pieces],
    paid_for: &[Pieces],
    proposal: &mut Proposal,
) {
    let rounding = purchase.judge.book.settings.money_rounding;
    // Rounded once, so that it does not matter over how many lines the pieces are spread.
    let mut exact = vec![0i128; proposal.by_line.len()];
    for piece in given {
        let cap = pattern.cap_each.map_or(i128::MAX, |c| i128::from(c.0) * 1_000_000);
        let each = (piece.price * i128::from(pattern.off) / i128::from(Rate::ONE)).min(cap);
        exact[piece.line] += each * i128::from(piece.count);
        if pattern.off == Rate::ONE && pattern.cap_each.is_none() {
            proposal.free[piece.line] += piece.count * 1_000;
        }
    }
    let total = model::amount::narrow(rounding.divide(exact.iter().sum(), 1_000_000));
    let mut value = vec![0i64; exact.len()];
    for piece in given.iter().chain(paid_for) {
        proposal.in_sets[piece.line] += piece.count * 1_000;
        value[piece.line] +=
            model::amount::narrow(piece.price * i128::from(piece.count) / 1_000_000);
    }
    let by_line = match purchase.judge.book.settings.set_value {
        SetValue::OwnPrice => {
            let lines: Vec<usize> =
                purchase.lines.canonical.iter().copied().filter(|&at| exact[at] > 0).collect();
            let room = |at: usize| purchase.lines.room(at);
            let weight = |at: usize| model::amount::narrow(exact[at]);
            let off = purchase.lines.allocate(total, &lines, weight, None);
            off.into_iter().enumerate().map(|(at, off)| off.min(room(at))).collect()
        }
        SetValue::Share => {
            let lines: Vec<usize> =
                purchase.lines.canonical.iter().copied().filter(|&at| value[at] > 0).collect();
            let room = |at: usize| purchase.lines.room(at);
            purchase.lines.allocate(total, &lines, |at| value[at], Some(&room))
        }
    };
    for (sum, part) in proposal.by_line.iter_mut().zip(by_line) {
        *sum += part;
    }
}
