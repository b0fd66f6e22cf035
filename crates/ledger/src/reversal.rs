//! Exact undo: what an earlier event of the same owner did goes back, lot by
//! lot, without asking today's rules.
//!
//! An earning is taken back from its own lot first; then what expired from
//! that lot counts as taken back (it leaves breakage, so the owner never owes
//! what they never used); only the rest was really spent and falls under the
//! shortage policy. Lots that expired more than [`LAPSED_KEPT`] ago are no
//! longer remembered: of them nothing beyond their own lot is taken back.
//!
//! Partial reversals add up: balances after all parts do not depend on their
//! order. Where a shortage takes value of other lots, which of those lots it
//! takes may depend on it.
//!
//! [`LAPSED_KEPT`]: crate::time::LAPSED_KEPT

use crate::book::{Work, bad, plain};
use crate::error::BookError;
use crate::lots::{self, Part};
use crate::time::is_forgotten;
use model::event::{EventRef, Shortage};
use model::holdings::{Account, Terms};
use model::{Event, Instant, Key, LotId, Movement, Units};

impl Work<'_> {
    /// Takes (part of) an earning back.
    pub(crate) fn unearn(&mut self, index: u16, event: &Event) -> Result<(), BookError> {
        let Event::Unearned { of, unit, amount, shortage } = event else {
            return Ok(());
        };
        let (whole, expires_at) = self.original_earning(*of, unit)?;
        if *amount < Units::ZERO {
            return Err(bad(index, unit));
        }
        if *amount > whole {
            return Err(BookError::Overreturned(*of));
        }
        let lot = LotId { seq: of.seq, index: of.index };
        let left = self.unearn_from_own_lot(index, unit, lot, *amount)?;
        let left = match self.lapsed_of(unit, lot) {
            Some(lapsed) => self.unearn_from_lapsed(index, unit, lot, left, lapsed)?,
            None if expires_at.is_some_and(|at| is_forgotten(at, self.clock)) => Units::ZERO,
            None => left,
        };
        if left.is_zero() || *shortage == Shortage::Keep {
            return Ok(());
        }
        self.unearn_from_others(index, unit, left, *shortage)
    }

    fn original_earning(
        &self,
        of: EventRef,
        unit: &Key,
    ) -> Result<(Units, Option<Instant>), BookError> {
        match self.original(of)?.0 {
            Event::Earned { unit: earned, amount, expires_at, .. } if earned == unit => {
                Ok((*amount, *expires_at))
            }
            _ => Err(BookError::UnknownOriginal(of)),
        }
    }

    /// Takes what the lot still has; gives what it has not.
    fn unearn_from_own_lot(
        &mut self,
        index: u16,
        unit: &Key,
        id: LotId,
        amount: Units,
    ) -> Result<Units, BookError> {
        let holding = self.holdings.unit(unit.as_str());
        let Some(lot) = holding.and_then(|h| lots::find(h, id)) else {
            return Ok(amount);
        };
        let part = Part { lot: id, amount: amount.min(lot.remaining), terms: lot.terms };
        let from = if lot.pending { Account::Pending } else { Account::Spendable };
        if part.amount.is_zero() {
            return Ok(amount);
        }
        self.post(part.movement(index, unit, from, Account::Issued))?;
        Ok(amount - part.amount)
    }

    fn lapsed_of(&self, unit: &Key, lot: LotId) -> Option<Units> {
        let lapsed = &self.holdings.unit(unit.as_str())?.lapsed;
        let at = lapsed.binary_search_by_key(&lot, |l| l.lot).ok()?;
        Some(lapsed[at].amount)
    }

    /// Undoes the expiry together with the earning; gives what is left.
    fn unearn_from_lapsed(
        &mut self,
        index: u16,
        unit: &Key,
        lot: LotId,
        amount: Units,
        lapsed: Units,
    ) -> Result<Units, BookError> {
        let part = Part { lot, amount: amount.min(lapsed), terms: Terms::default() };
        if part.amount.is_zero() {
            return Ok(amount);
        }
        self.post(part.movement(index, unit, Account::Breakage, Account::Issued))?;
        Ok(amount - part.amount)
    }

    /// Takes what was spent from other active lots, then as debt.
    fn unearn_from_others(
        &mut self,
        index: u16,
        unit: &Key,
        amount: Units,
        shortage: Shortage,
    ) -> Result<(), BookError> {
        let (parts, missing) = lots::choose(self.holdings.unit(unit.as_str()), amount);
        if shortage == Shortage::Refuse && !missing.is_zero() {
            let unit = unit.clone();
            return Err(BookError::AlreadySpent { unit, missing });
        }
        for part in parts {
            self.post(part.movement(index, unit, Account::Spendable, Account::Issued))?;
        }
        if shortage != Shortage::Debt || missing.is_zero() {
            return Ok(());
        }
        self.post(plain(index, unit, missing, Account::Spendable, Account::Issued))
    }

    /// Gives (part of) a spending back, the last consumed lot first.
    pub(crate) fn unspend(&mut self, index: u16, event: &Event) -> Result<(), BookError> {
        let Event::Unspent { of, unit, amount, before, at_least_until } = event else {
            return Ok(());
        };
        if *amount < Units::ZERO || *before < Units::ZERO {
            return Err(bad(index, unit));
        }
        for part in self.spent_parts(*of, unit, *before, *amount)? {
            self.give_back(index, unit, part, *at_least_until)?;
        }
        Ok(())
    }

    /// The parts of a spending between `before` and `before + amount`, counted
    /// from its end.
    fn spent_parts(
        &self,
        of: EventRef,
        unit: &Key,
        before: Units,
        amount: Units,
    ) -> Result<Vec<Part>, BookError> {
        let (_, movements) = self.original(of)?;
        let spent = movements
            .iter()
            .filter(|m| m.event == of.index && m.unit == *unit && m.to == Account::Redeemed);
        let (mut skip, mut left) = (before, amount);
        let mut parts = Vec::new();
        for movement in spent.rev() {
            let skipped = skip.min(movement.amount);
            skip -= skipped;
            let amount = left.min(movement.amount - skipped);
            left -= amount;
            if let (Some(lot), false) = (movement.from_lot, amount.is_zero()) {
                let terms = movement.terms;
                parts.push(Part { lot, amount, terms });
            }
        }
        if left.is_zero() { Ok(parts) } else { Err(BookError::Overreturned(of)) }
    }

    /// Puts a part back into its lot. An expired lot opens again until
    /// `at_least_until`; without one the value expires again, visibly, and
    /// pays no debt.
    fn give_back(
        &mut self,
        index: u16,
        unit: &Key,
        part: Part,
        at_least_until: Option<Instant>,
    ) -> Result<(), BookError> {
        let holding = self.holdings.unit(unit.as_str());
        let open = holding.and_then(|h| lots::find(h, part.lot));
        let own = part.terms.expires_at;
        let current = open.map_or(own, |lot| lots::later(own, lot.terms.expires_at));
        let grace = at_least_until.filter(|_| self.is_due(own));
        let expires_at = current.map(|at| grace.map_or(at, |grace| grace.max(at)));
        let terms = Terms { expires_at, ..part.terms };
        let part = Part { terms, ..part };
        self.post(Movement {
            from_lot: None,
            ..part.movement(index, unit, Account::Redeemed, Account::Spendable)
        })?;
        if self.is_due(expires_at) {
            self.post(part.movement(index, unit, Account::Spendable, Account::Breakage))
        } else {
            self.net_debt(index, unit, part.lot)
        }
    }
}
