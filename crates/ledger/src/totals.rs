//! Sums over a whole book: what stands on every account, and what is owed to
//! the owners. One small record per unit, however many entries went in.

use crate::check::Violation;
use model::holdings::Account;
use model::{Key, Money, Movement, Rounding, Snapshot};
use std::collections::BTreeMap;

/// Every account, in the order of the sums.
pub const ACCOUNTS: [Account; 10] = [
    Account::Spendable,
    Account::Pending,
    Account::Held,
    Account::Issued,
    Account::Redeemed,
    Account::Breakage,
    Account::Adjustment,
    Account::Transit,
    Account::Granted,
    Account::Payable,
];

/// What one unit is worth: so much money for so many units (100 kopecks for 1
/// point at scale 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worth {
    /// Money in minor units.
    pub money: Money,
    /// For this many units at their scale; more than zero.
    pub units: i64,
}

/// The sums of one unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    accounts: [i128; ACCOUNTS.len()],
    /// What stands in open lots and holds.
    pub open: i128,
    /// What owners owe.
    pub debt: i128,
}

impl Tally {
    /// The balance of an account.
    pub fn balance(&self, account: Account) -> i128 {
        self.accounts[position(account)]
    }
}

fn position(account: Account) -> usize {
    match account {
        Account::Spendable => 0,
        Account::Pending => 1,
        Account::Held => 2,
        Account::Issued => 3,
        Account::Redeemed => 4,
        Account::Breakage => 5,
        Account::Adjustment => 6,
        Account::Transit => 7,
        Account::Granted => 8,
        Account::Payable => 9,
    }
}

/// The sums of a book, by unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Sorted by unit key.
    pub units: BTreeMap<Key, Tally>,
    /// How many movements went in; each is two postings.
    pub movements: u64,
}

impl Totals {
    fn tally(&mut self, unit: &Key) -> &mut Tally {
        if !self.units.contains_key(unit) {
            self.units.insert(unit.clone(), Tally::default());
        }
        self.units.get_mut(unit).expect("inserted above when it was missing")
    }

    /// Adds a signed posting; for books that are kept as postings.
    pub fn post(&mut self, unit: &Key, account: Account, amount: i64) {
        self.tally(unit).accounts[position(account)] += i128::from(amount);
    }

    /// Adds both legs of a movement.
    pub fn add(&mut self, movement: &Movement) {
        let amount = i128::from(movement.amount.0);
        let tally = self.tally(&movement.unit);
        tally.accounts[position(movement.from)] -= amount;
        tally.accounts[position(movement.to)] += amount;
        self.movements += 1;
    }

    /// Adds what an owner holds at the end of their chain.
    pub fn hold(&mut self, snapshot: &Snapshot) {
        for (unit, holding) in &snapshot.holdings.units {
            let lots = holding.lots.iter().map(|l| i128::from(l.remaining.0));
            let parts = holding.holds.iter().flat_map(|h| &h.parts);
            let open: i128 = lots.chain(parts.map(|p| i128::from(p.amount.0))).sum();
            let tally = self.tally(unit);
            tally.open += open;
            tally.debt += i128::from(holding.debt.0);
        }
    }

    /// Adds the sums of another part of the book.
    pub fn merge(&mut self, other: &Self) {
        for (unit, more) in &other.units {
            let tally = self.tally(unit);
            for (sum, part) in tally.accounts.iter_mut().zip(more.accounts) {
                *sum += part;
            }
            tally.open += more.open;
            tally.debt += more.debt;
        }
        self.movements += other.movements;
    }

    /// What the organisation owes for open lots, at these worths, rounded half
    /// up per unit. Debts of owners do not lower it.
    pub fn liability(&self, worth: &BTreeMap<Key, Worth>) -> Money {
        let values = self.units.iter().filter_map(|(unit, tally)| {
            let worth = worth.get(unit)?;
            let money = tally.open.saturating_mul(i128::from(worth.money.0));
            Some(Rounding::HalfUp.divide(money, i128::from(worth.units)))
        });
        Money(model::amount::narrow(values.sum()))
    }

    /// Whether the whole sums to zero, owners hold what the book says, and
    /// everything that left an owner for another one arrived there.
    pub fn check(&self) -> Vec<Violation> {
        let mut found = Vec::new();
        for (unit, tally) in &self.units {
            let sum: i128 = tally.accounts.iter().sum();
            if sum != 0 {
                let unit = unit.clone();
                found.push(Violation::Unbalanced { unit, sum });
            }
            let amount = tally.balance(Account::Transit);
            if amount != 0 {
                let unit = unit.clone();
                found.push(Violation::InTransit { unit, amount });
            }
            let owners = ACCOUNTS.iter().filter(|a| a.is_owners());
            let booked: i128 = owners.map(|a| tally.balance(*a)).sum();
            let held = tally.open - tally.debt;
            if booked != held {
                let unit = unit.clone();
                found.push(Violation::Liability { unit, booked, held });
            }
        }
        found
    }
}
