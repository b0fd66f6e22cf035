//! The invariants of the book for one owner, as one checker for tests,
//! simulation, verification and production.

use crate::error::FoldError;
use crate::totals::Totals;
use model::holdings::{Account, UnitHolding};
use model::{Instant, Key, LotId, Snapshot, Units};

/// A broken invariant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// Transactions do not sum to zero.
    #[error("the postings of `{unit}` sum to {sum} instead of zero")]
    Unbalanced {
        /// Which unit.
        unit: Key,
        /// To what they sum.
        sum: i128,
    },
    /// What left one owner did not reach another.
    #[error("{amount} of `{unit}` left one owner and reached no other")]
    InTransit {
        /// Which unit.
        unit: Key,
        /// How much; less than zero when more arrived than left.
        amount: i128,
    },
    /// Something holds nothing, or less than nothing.
    #[error("`{unit}` has a {what} of {amount:?}")]
    BelowFloor {
        /// Which unit.
        unit: Key,
        /// What: lot, hold, debt, lapse.
        what: &'static str,
        /// How much it holds.
        amount: Units,
    },
    /// Active value and debt at the same time.
    #[error("`{unit}` has active value beside a debt of {debt:?}")]
    UnpaidDebt {
        /// Which unit.
        unit: Key,
        /// How much is owed.
        debt: Units,
    },
    /// Lots are doubled or out of order.
    #[error("lots of `{unit}` are doubled or out of order")]
    Disordered {
        /// Which unit.
        unit: Key,
    },
    /// A balance is not the sum of its postings.
    #[error("{account:?} of `{unit}` is {held} but its postings sum to {booked}")]
    WrongBalance {
        /// Which unit.
        unit: Key,
        /// Which account.
        account: Account,
        /// Sum of the postings.
        booked: i128,
        /// Balance that is kept.
        held: i128,
    },
    /// A stored snapshot is not the fold of the journal.
    #[error("the snapshot stored at entry {0} differs from the journal")]
    StaleSnapshot(u64),
    /// The chain of entries is broken.
    #[error("the journal is broken")]
    Chain(#[from] FoldError),
    /// A lot is due on the owner's clock but was not booked.
    #[error("lot {lot} of `{unit}` is overdue")]
    Overdue {
        /// Which unit.
        unit: Key,
        /// Which lot.
        lot: LotId,
    },
    /// What is owed to owners is not what stands in their lots.
    #[error("owners' accounts of `{unit}` sum to {booked} but their lots less debts to {held}")]
    Liability {
        /// Which unit.
        unit: Key,
        /// Sum of the postings.
        booked: i128,
        /// Sum of lots and holds less debts.
        held: i128,
    },
}

impl Violation {
    /// The number of the invariant in the list of the design.
    pub fn invariant(&self) -> u8 {
        match self {
            Self::Unbalanced { .. } | Self::InTransit { .. } => 1,
            Self::BelowFloor { .. } | Self::UnpaidDebt { .. } => 2,
            Self::Disordered { .. } | Self::WrongBalance { .. } | Self::StaleSnapshot(_) => 5,
            Self::Chain(_) => 6,
            Self::Overdue { .. } => 10,
            Self::Liability { .. } => 11,
        }
    }
}

/// Checks what one owner holds by itself: floors, order of lots, debt without
/// active value, nothing overdue. Empty when all is well.
pub fn check_owner(snapshot: &Snapshot) -> Vec<Violation> {
    let mut found = Vec::new();
    for (unit, holding) in &snapshot.holdings.units {
        check_floors(unit, holding, &mut found);
        check_lots(unit, holding, snapshot.member.clock, &mut found);
    }
    found
}

fn check_floors(unit: &Key, holding: &UnitHolding, found: &mut Vec<Violation>) {
    let lots = holding.lots.iter().map(|l| ("lot", l.remaining));
    let parts = holding.holds.iter().flat_map(|h| &h.parts);
    let parts = parts.map(|p| ("hold", p.amount));
    let lapsed = holding.lapsed.iter().map(|l| ("lapse", l.amount));
    for (what, amount) in lots.chain(parts).chain(lapsed) {
        if amount <= Units::ZERO {
            let unit = unit.clone();
            found.push(Violation::BelowFloor { unit, what, amount });
        }
    }
    if holding.debt < Units::ZERO {
        found.push(Violation::BelowFloor {
            unit: unit.clone(),
            what: "debt",
            amount: holding.debt,
        });
    }
    if !holding.debt.is_zero() && holding.lots.iter().any(|l| !l.pending) {
        found.push(Violation::UnpaidDebt { unit: unit.clone(), debt: holding.debt });
    }
}

fn check_lots(
    unit: &Key,
    holding: &UnitHolding,
    clock: Option<Instant>,
    found: &mut Vec<Violation>,
) {
    if !holding.lots.is_sorted_by(|a, b| a.id < b.id)
        || !holding.lapsed.is_sorted_by(|a, b| a.lot < b.lot)
        || holding.holds.iter().any(|h| h.parts.is_empty())
    {
        found.push(Violation::Disordered { unit: unit.clone() });
    }
    let due = |at: Option<Instant>| at.zip(clock).is_some_and(|(at, clock)| at <= clock);
    for lot in &holding.lots {
        if due(lot.terms.expires_at) || lot.pending && due(lot.terms.active_at) {
            found.push(Violation::Overdue { unit: unit.clone(), lot: lot.id });
        }
    }
}

/// Checks that what an owner holds is the sum of all their postings.
pub fn check_balances(snapshot: &Snapshot, totals: &Totals) -> Vec<Violation> {
    let mut found = Vec::new();
    let nothing = UnitHolding::default();
    let empty = crate::totals::Tally::default();
    let held_units = snapshot.holdings.units.keys();
    let units: std::collections::BTreeSet<&Key> = held_units.chain(totals.units.keys()).collect();
    for unit in units {
        let holding = snapshot.holdings.units.get(unit).unwrap_or(&nothing);
        let tally = totals.units.get(unit).unwrap_or(&empty);
        for (account, held) in [
            (Account::Spendable, holding.spendable()),
            (Account::Pending, holding.pending()),
            (Account::Held, holding.held()),
        ] {
            let (booked, held) = (tally.balance(account), i128::from(held.0));
            if booked != held {
                found.push(Violation::WrongBalance { unit: unit.clone(), account, booked, held });
            }
        }
    }
    found
}

/// Compares a stored snapshot with the journal folded to the same entry.
pub fn check_stored(stored: &Snapshot, folded: &Snapshot) -> Option<Violation> {
    (stored != folded).then_some(Violation::StaleSnapshot(stored.seq))
}
