//! Movements as the two legs of double entry, for projections and reports.

use model::holdings::Account;
use model::{Key, LotId, Movement, Units};

/// One leg: an account goes up or down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The event of the entry that caused it.
    pub event: u16,
    /// Which account.
    pub account: Account,
    /// Which unit.
    pub unit: Key,
    /// Signed: less than zero where value leaves.
    pub amount: Units,
    /// The lot concerned, on the owner's side; absent for debt.
    pub lot: Option<LotId>,
}

/// The legs of movements: first where value leaves, then where it arrives.
/// Together they sum to zero per unit.
pub fn postings(movements: &[Movement]) -> Vec<Posting> {
    movements.iter().flat_map(legs).collect()
}

/// The two legs of one movement.
pub fn legs(movement: &Movement) -> [Posting; 2] {
    let leg = |account, amount, lot| Posting {
        event: movement.event,
        account,
        unit: movement.unit.clone(),
        amount,
        lot,
    };
    // Amounts are positive, so the negative always fits.
    [
        leg(movement.from, -movement.amount, movement.from_lot),
        leg(movement.to, movement.amount, movement.to_lot),
    ]
}
