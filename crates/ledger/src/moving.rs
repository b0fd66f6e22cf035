//! Holdings that go from one account of a person to another as they are: lots with their
//! dates, be they active or not, and debt.

use crate::book::{Work, bad, plain};
use crate::error::BookError;
use crate::lots::{self, Part};
use model::holdings::{self, Account};
use model::{Key, Lot, Units};

impl Work<'_> {
    /// Value of exactly these dates leaves for another owner, the oldest lots first.
    pub(crate) fn move_out(
        &mut self,
        index: u16,
        unit: &Key,
        parts: &[holdings::Part],
    ) -> Result<(), BookError> {
        for wanted in parts {
            let mut left = wanted.amount;
            for lot in self.lots_like(unit, wanted) {
                let part = Part { lot: lot.id, amount: left.min(lot.remaining), terms: lot.terms };
                if part.amount.is_zero() {
                    break;
                }
                let from = if lot.pending { Account::Pending } else { Account::Spendable };
                self.post(part.movement(index, unit, from, Account::Transit))?;
                left -= part.amount;
            }
            if !left.is_zero() {
                return Err(BookError::OtherParts { event: index, unit: unit.clone() });
            }
        }
        Ok(())
    }

    fn lots_like(&self, unit: &Key, wanted: &holdings::Part) -> Vec<Lot> {
        let holding = self.holdings.unit(unit.as_str());
        let lots = holding.map_or(&[][..], |holding| &holding.lots);
        lots.iter().filter(|lot| holdings::is_like(lot, wanted)).cloned().collect()
    }

    /// Debt that another owner takes over is owed here no longer.
    pub(crate) fn pass_debt_on(
        &mut self,
        index: u16,
        unit: &Key,
        amount: Units,
    ) -> Result<(), BookError> {
        if amount <= Units::ZERO {
            return Err(bad(index, unit));
        }
        self.post(plain(index, unit, amount, Account::Transit, Account::Spendable))
    }

    /// Debt of another owner: what is active pays it, the rest is owed here.
    pub(crate) fn take_debt_over(
        &mut self,
        index: u16,
        unit: &Key,
        amount: Units,
    ) -> Result<(), BookError> {
        if amount <= Units::ZERO {
            return Err(bad(index, unit));
        }
        let (parts, missing) = lots::choose(self.holdings.unit(unit.as_str()), amount);
        for part in parts {
            self.post(part.movement(index, unit, Account::Spendable, Account::Transit))?;
        }
        if missing.is_zero() {
            return Ok(());
        }
        self.post(plain(index, unit, missing, Account::Spendable, Account::Transit))
    }
}
