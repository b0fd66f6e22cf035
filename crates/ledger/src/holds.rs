//! Reservations: placed on the lots that would be spent first, captured in the
//! same order, released back into their lots.
//!
//! Held value does not expire while it is held: a capture honours it, a
//! release sends what expired meanwhile to breakage.

use crate::book::{Work, bad};
use crate::error::BookError;
use crate::lots::{self, Part};
use model::holdings::{Account, Hold, Terms};
use model::id::HoldId;
use model::{Event, Key, Movement, Units};

impl Work<'_> {
    /// Reserves active value, soonest-expiring first.
    pub(crate) fn place_hold(&mut self, index: u16, event: &Event) -> Result<(), BookError> {
        let Event::HoldPlaced { hold, unit, amount, until } = event else {
            return Ok(());
        };
        if *amount <= Units::ZERO {
            return Err(bad(index, unit));
        }
        if self.find_hold(*hold).is_some() {
            return Err(BookError::DuplicateHold(*hold));
        }
        for part in self.choose(unit, *amount)? {
            self.post(Movement {
                hold: Some(*hold),
                hold_until: Some(*until),
                ..part.movement(index, unit, Account::Spendable, Account::Held)
            })?;
        }
        Ok(())
    }

    /// Spends out of a hold and releases the rest of it.
    pub(crate) fn capture(
        &mut self,
        index: u16,
        unit: &Key,
        amount: Units,
        id: HoldId,
    ) -> Result<(), BookError> {
        if amount < Units::ZERO {
            return Err(bad(index, unit));
        }
        let found = self.find_hold(id).filter(|(of, _)| *of == unit);
        let (_, hold) = found.ok_or(BookError::UnknownHold(id))?;
        let parts = hold.parts.clone();
        let mut left = amount;
        for held in &parts {
            let taken = left.min(held.amount);
            if taken.is_zero() {
                break;
            }
            left -= taken;
            let part = Part { lot: held.lot, amount: taken, terms: held.terms };
            self.post(Movement {
                hold: Some(id),
                ..part.movement(index, unit, Account::Held, Account::Redeemed)
            })?;
        }
        if !left.is_zero() {
            return Err(BookError::Insufficient { unit: unit.clone(), missing: left });
        }
        match self.find_hold(id) {
            Some(_) => self.release_hold(index, id),
            None => Ok(()),
        }
    }

    /// Gives a reservation up.
    pub(crate) fn release_hold(&mut self, index: u16, id: HoldId) -> Result<(), BookError> {
        let (unit, hold) = self.find_hold(id).ok_or(BookError::UnknownHold(id))?;
        let unit = unit.clone();
        for held in hold.parts.clone() {
            let holding = self.holdings.unit(unit.as_str());
            let open = holding.and_then(|h| lots::find(h, held.lot));
            // The lot may have been opened again for longer by a return meanwhile.
            let expires_at = open.map_or(held.terms.expires_at, |lot| {
                lots::later(held.terms.expires_at, lot.terms.expires_at)
            });
            let terms = Terms { expires_at, ..held.terms };
            let part = Part { lot: held.lot, amount: held.amount, terms };
            let to = if self.is_due(expires_at) { Account::Breakage } else { Account::Spendable };
            self.post(Movement {
                hold: Some(id),
                ..part.movement(index, &unit, Account::Held, to)
            })?;
            if to == Account::Spendable {
                self.net_debt(index, &unit, held.lot)?;
            }
        }
        Ok(())
    }

    fn find_hold(&self, id: HoldId) -> Option<(&Key, &Hold)> {
        self.holdings.units.iter().find_map(|(unit, holding)| {
            let hold = holding.holds.iter().find(|h| h.id == id)?;
            Some((unit, hold))
        })
    }
}
