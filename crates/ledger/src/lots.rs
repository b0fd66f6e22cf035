//! Choosing lots: soonest-expiring first, never-expiring last, ties by age.

use model::holdings::{Terms, UnitHolding};
use model::{Instant, Lot, LotId, Units};

/// The active lots in the order in which they are spent.
pub fn in_spending_order(holding: &UnitHolding) -> Vec<&Lot> {
    let mut lots: Vec<&Lot> = holding.lots.iter().filter(|l| !l.pending).collect();
    lots.sort_unstable_by_key(|l| l.spending_rank());
    lots
}

/// A part that leaves one lot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) lot: LotId,
    pub(crate) amount: Units,
    pub(crate) terms: Terms,
}

/// Chooses `amount` from active lots; gives the parts and what is missing.
pub(crate) fn choose(holding: Option<&UnitHolding>, amount: Units) -> (Vec<Part>, Units) {
    let mut left = amount;
    let mut parts = Vec::new();
    for lot in holding.map(in_spending_order).unwrap_or_default() {
        if left.is_zero() {
            break;
        }
        let taken = left.min(lot.remaining);
        left -= taken;
        parts.push(Part { lot: lot.id, amount: taken, terms: lot.terms });
    }
    (parts, left)
}

/// The open lot of this id.
pub(crate) fn find(holding: &UnitHolding, id: LotId) -> Option<&Lot> {
    let at = holding.lots.binary_search_by_key(&id, |l| l.id).ok()?;
    Some(&holding.lots[at])
}

/// The later of two expiries; never is the latest.
pub(crate) fn later(a: Option<Instant>, b: Option<Instant>) -> Option<Instant> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.max(b)),
        _ => None,
    }
}
