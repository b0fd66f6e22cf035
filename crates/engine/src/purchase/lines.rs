//! The working prices of a basket.
//!
//! INVARIANT: `0 <= floor <= paid <= amount` for every line at every moment.

use super::prices::Proposal;
use model::allocation::PerLine;
use model::basket::Basket;
use model::{Key, LineKind, Money, Rounding};
use programme::rulebook::Settings;
use smallvec::smallvec;

/// The basket with what was taken off so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    /// In the order of the basket.
    pub(crate) lines: Vec<WorkLine>,
    /// Positions in canonical order: by product, price, line id. Ties in
    /// allocations follow it, so results do not depend on the order of lines.
    pub(crate) canonical: Vec<usize>,
    /// Coupons on the receipt that are valid.
    pub(crate) coupons: Vec<Key>,
}

/// One line with its working price.
#[derive(Clone, Debug, Default)]
pub(crate) struct WorkLine {
    /// Before any discount, minor units.
    pub(crate) amount: i64,
    /// Thousandths.
    pub(crate) quantity: i64,
    /// Taken off so far.
    pub(crate) discount: i64,
    /// It cannot be sold for less.
    pub(crate) floor: i64,
    /// Pieces (thousandths) that are part of a set and can be in no other.
    pub(crate) in_sets: i64,
    /// The part of `discount` that sets brought: it belongs to their pieces alone.
    pub(crate) set_discount: i64,
    /// Pieces (thousandths) given free.
    pub(crate) free: i64,
    /// Ordinary goods: what thresholds and totals look at by default.
    pub(crate) ordinary: bool,
    /// Excluded by the programme.
    pub(crate) excluded: bool,
    /// What sets of the group at work took of it.
    pub(crate) taken: Taken,
}

/// Pieces of a line that a set took from the other rules of its group.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Taken {
    /// Thousandths.
    pub(crate) quantity: i64,
    /// Those of them that are free.
    pub(crate) free: i64,
    /// What is paid for them.
    pub(crate) paid: i64,
}

/// Pieces of a line, in thousandths.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    /// What is paid for them.
    pub(crate) paid: i64,
    /// Those over which it is spread.
    pub(crate) carrying: i64,
    /// Those that are not free: a free piece is not discounted again.
    pub(crate) bought: i64,
}

impl Part {
    /// What an amount off each piece comes to, at most the price of the piece.
    pub(crate) fn off_each(&self, each: i128) -> i64 {
        let price = i128::from(self.paid) * i128::from(self.bought);
        let most = Rounding::Down.divide(price, i128::from(self.carrying.max(1)));
        model::amount::narrow((each * i128::from(self.bought) / 1_000).min(most))
    }

    /// What a price for each piece takes off.
    pub(crate) fn off_to(&self, each: i128) -> i64 {
        let target = model::amount::narrow(each * i128::from(self.carrying) / 1_000);
        (self.paid - target).max(0)
    }
}

impl Lines {
    pub(crate) fn new(basket: &Basket, settings: &Settings) -> Self {
        let mut canonical: Vec<usize> = (0..basket.lines.len()).collect();
        canonical.sort_by(|&a, &b| {
            let key = |i: usize| {
                let line = &basket.lines[i];
                (&line.sku, line.price, &line.id)
            };
            key(a).cmp(&key(b))
        });
        let lines = basket
            .lines
            .iter()
            .map(|line| WorkLine {
                amount: line.amount.0,
                quantity: line.quantity.0,
                floor: floor(line.amount, line.cost, settings).0,
                ordinary: line.kind == LineKind::Goods,
                ..WorkLine::default()
            })
            .collect();
        Self { lines, canonical, coupons: Vec::new() }
    }

    /// The working price of a line.
    pub(crate) fn paid(&self, at: usize) -> i64 {
        self.lines[at].amount - self.lines[at].discount
    }

    /// How much can still be taken off a line.
    pub(crate) fn room(&self, at: usize) -> i64 {
        (self.paid(at) - self.lines[at].floor).max(0)
    }

    /// The working price of a whole line as if none of its pieces were in a set.
    pub(crate) fn paid_outside_sets(&self, at: usize) -> i64 {
        self.paid(at) + self.lines[at].set_discount
    }

    /// What is paid for the pieces that no set of the group at work took.
    pub(crate) fn paid_open(&self, at: usize) -> i64 {
        (self.paid(at) - self.lines[at].taken.paid).max(0)
    }

    /// Pieces that no set of the group at work took, in thousandths.
    pub(crate) fn open(&self, at: usize) -> i64 {
        (self.lines[at].quantity - self.lines[at].taken.quantity).max(0)
    }

    /// The open pieces of a line by what was done to them: those outside of
    /// sets, and those that earlier groups put into sets. In a set that is
    /// `shared` the free piece carries its share of what is paid.
    pub(crate) fn parts(&self, at: usize, shared: bool) -> [Part; 2] {
        let line = &self.lines[at];
        let outside = (line.quantity - line.in_sets).max(0);
        let paid = i128::from(self.paid_outside_sets(at)) * i128::from(outside);
        let paid = Rounding::HalfUp.divide(paid, i128::from(line.quantity.max(1)));
        let paid = model::amount::narrow(paid);
        let sets = (line.in_sets - line.taken.quantity).max(0);
        let bought = (sets - line.free + line.taken.free).max(0);
        [
            Part { paid, carrying: outside, bought: outside },
            Part {
                paid: (self.paid_open(at) - paid).max(0),
                carrying: if shared { sets } else { bought },
                bought,
            },
        ]
    }

    /// Gives a set its pieces; the others stay open to the rules of its group.
    pub(crate) fn take(&mut self, at: usize, set: &Proposal) {
        let value = i128::from(self.paid_outside_sets(at)) * i128::from(set.in_sets[at]);
        let value = Rounding::HalfUp.divide(value, i128::from(self.lines[at].quantity.max(1)));
        let taken = &mut self.lines[at].taken;
        taken.quantity += set.in_sets[at];
        taken.free += set.free[at];
        taken.paid += model::amount::narrow(value) - set.by_line[at];
    }

    /// Another group begins: it sees whole lines.
    pub(crate) fn take_nothing(&mut self) {
        for line in &mut self.lines {
            line.taken = Taken::default();
        }
    }

    /// Pieces of a line that are not given free, in thousandths.
    pub(crate) fn bought(&self, at: usize) -> i64 {
        self.lines[at].quantity - self.lines[at].free
    }

    /// Goods after the discounts so far.
    pub(crate) fn goods_total(&self) -> i64 {
        self.lines.iter().filter(|l| l.ordinary).map(|l| l.amount - l.discount).sum()
    }

    /// Goods before any discount.
    pub(crate) fn goods_original(&self) -> i64 {
        self.lines.iter().filter(|l| l.ordinary).map(|l| l.amount).sum()
    }

    /// Pieces of goods, in thousandths.
    pub(crate) fn goods_quantity(&self) -> i64 {
        self.lines.iter().filter(|l| l.ordinary).map(|l| l.quantity).sum()
    }

    /// Splits an amount over lines in proportion to weights, within room.
    /// `chosen` are positions in canonical order; weights and rooms by position.
    pub(crate) fn allocate(
        &self,
        total: i64,
        chosen: &[usize],
        weight: impl Fn(usize) -> i64,
        room: Option<&dyn Fn(usize) -> i64>,
    ) -> PerLine {
        let weights: PerLine = chosen.iter().map(|&i| weight(i)).collect();
        let rooms: Option<PerLine> = room.map(|room| chosen.iter().map(|&i| room(i)).collect());
        let parts = model::allocation::allocate(total, &weights, rooms.as_deref());
        let mut by_line: PerLine = smallvec![0; self.lines.len()];
        for (&at, part) in chosen.iter().zip(parts) {
            by_line[at] = part;
        }
        by_line
    }
}

fn floor(amount: Money, cost: Option<Money>, settings: &Settings) -> Money {
    let one = model::Rate::ONE;
    let by_discount = settings
        .max_discount
        .map_or(Money::ZERO, |most| amount.scaled(one - most.0, one, Rounding::Up));
    let by_margin = match (settings.min_margin, cost) {
        (Some(margin), Some(cost)) => cost.scaled(one + margin.0, one, Rounding::Up),
        _ => Money::ZERO,
    };
    by_discount.max(by_margin).min(amount)
}
