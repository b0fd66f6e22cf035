//! From events to movements, in order, on a working copy of the holdings, so
//! that later events of an entry see what earlier ones did.
//!
//! The owner's clock is the latest `TimeAdvanced` up to the event at hand. An
//! owner without a clock has seen no time: nothing is due for them.

use crate::apply::apply_movement;
use crate::error::BookError;
use crate::lots::{self, Part};
use model::activity::TransferPurpose;
use model::event::EventRef;
use model::holdings::{self, Account, MONEY_UNIT, Terms};
use model::{
    Entry, Event, Happening, Holdings, Instant, Key, LotId, Money, Movement, Snapshot, Units,
};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;

/// The entries that [`book`] must be given as `originals` to book these events
/// as entry `seq`: those whose earnings or spendings are reversed.
pub fn originals_needed(seq: u64, events: &[Happening]) -> BTreeSet<u64> {
    let reversed = events.iter().filter_map(|h| match &h.event {
        Event::Unearned { of, .. } | Event::Unspent { of, .. } => Some(of.seq),
        _ => None,
    });
    reversed.filter(|&of| of != seq).collect()
}

/// Books the events of the entry `seq` that follows `snapshot`.
///
/// `originals` holds at least the entries named by [`originals_needed`], of the
/// same owner. Errors with [`BookError::Insufficient`] or
/// [`BookError::AlreadySpent`] when the holdings do not allow the events.
pub fn book(
    snapshot: &Snapshot,
    seq: u64,
    events: &[Happening],
    originals: &[&Entry],
) -> Result<Vec<Movement>, BookError> {
    let mut work = Work {
        seq,
        clock: snapshot.member.clock,
        holdings: Cow::Borrowed(&snapshot.holdings),
        events,
        originals,
        movements: Vec::new(),
    };
    for (index, happening) in events.iter().enumerate() {
        let index = u16::try_from(index).map_err(|_| BookError::TooManyEvents(events.len()))?;
        work.book_event(index, &happening.event)?;
    }
    Ok(work.movements)
}

/// The holdings while an entry is booked.
pub(crate) struct Work<'a> {
    pub(crate) seq: u64,
    pub(crate) clock: Option<Instant>,
    pub(crate) holdings: Cow<'a, Holdings>,
    pub(crate) events: &'a [Happening],
    pub(crate) originals: &'a [&'a Entry],
    pub(crate) movements: Vec<Movement>,
}

impl Work<'_> {
    fn book_event(&mut self, index: u16, event: &Event) -> Result<(), BookError> {
        match event {
            Event::Earned { unit, amount, active_at, expires_at, .. } => {
                let terms = Terms { active_at: *active_at, expires_at: *expires_at };
                self.credit(index, unit, *amount, Account::Issued, terms)
            }
            Event::Restored { unit, amount, expires_at } => {
                self.credit(index, unit, *amount, Account::Redeemed, until(*expires_at))
            }
            Event::Adjusted { unit, amount, expires_at, .. } if *amount >= Units::ZERO => {
                let terms = until(*expires_at);
                self.credit(index, unit, *amount, Account::Adjustment, terms)
            }
            Event::Adjusted { unit, amount, .. } => {
                let debit = Units(amount.0.checked_neg().ok_or_else(|| bad(index, unit))?);
                self.spend(index, unit, debit, Account::Adjustment)
            }
            Event::Spent { unit, amount, hold, .. } => match hold {
                Some(hold) => self.capture(index, unit, *amount, *hold),
                None => self.spend(index, unit, *amount, Account::Redeemed),
            },
            Event::Unearned { .. } => self.unearn(index, event),
            Event::Unspent { .. } => self.unspend(index, event),
            Event::HoldPlaced { .. } => self.place_hold(index, event),
            Event::HoldReleased { hold, .. } => self.release_hold(index, *hold),
            Event::TimeAdvanced { to } => self.advance(index, *to),
            Event::Lapsed { unit } => self.lapse(index, unit),
            Event::TransferredOut { .. } => self.transfer_out(index, event),
            Event::TransferredIn { unit, amount, active_at, expires_at, .. } => {
                let terms = Terms { active_at: *active_at, expires_at: *expires_at };
                self.credit(index, unit, *amount, Account::Transit, terms)
            }
            Event::DebtPassedOn { unit, amount, .. } => self.pass_debt_on(index, unit, *amount),
            Event::DebtTakenOver { unit, amount, .. } => self.take_debt_over(index, unit, *amount),
            Event::Accrued { party, amount, .. } => self.accrue(index, party, *amount),
            _ => Ok(()),
        }
    }

    /// Carries a movement into the working copy and keeps it.
    pub(crate) fn post(&mut self, movement: Movement) -> Result<(), BookError> {
        apply_movement(self.holdings.to_mut(), &movement)?;
        self.movements.push(movement);
        Ok(())
    }

    /// Whether this moment has come on the owner's clock; a moment on the boundary has.
    pub(crate) fn is_due(&self, moment: Option<Instant>) -> bool {
        match (moment, self.clock) {
            (Some(moment), Some(clock)) => moment <= clock,
            _ => false,
        }
    }

    /// Active value that leaves for another owner, as the parts that the event names.
    fn transfer_out(&mut self, index: u16, event: &Event) -> Result<(), BookError> {
        let Event::TransferredOut { unit, amount, parts, purpose, .. } = event else {
            return Ok(());
        };
        if *amount < Units::ZERO {
            return Err(bad(index, unit));
        }
        if *purpose == TransferPurpose::Merge {
            return self.move_out(index, unit, parts);
        }
        let chosen = self.choose(unit, *amount)?;
        let leaving = chosen.iter().map(|p| (p.amount, p.terms.expires_at));
        if joined(leaving) != joined(parts.iter().map(|p| (p.amount, p.expires_at))) {
            return Err(BookError::OtherParts { event: index, unit: unit.clone() });
        }
        for part in chosen {
            self.post(part.movement(index, unit, Account::Spendable, Account::Transit))?;
        }
        Ok(())
    }

    /// Money that is due to somebody else, or below nothing: no longer due. It
    /// touches nothing that the owner holds.
    fn accrue(&mut self, index: u16, party: &Key, amount: Money) -> Result<(), BookError> {
        let unit = Key::new(MONEY_UNIT);
        let size = amount.0.checked_abs().ok_or_else(|| bad(index, &unit))?;
        let (from, to) = match amount.0.cmp(&0) {
            Ordering::Greater => (Account::Granted, Account::Payable),
            Ordering::Less => (Account::Payable, Account::Granted),
            Ordering::Equal => return Ok(()),
        };
        self.post(Movement {
            party: Some(party.clone()),
            ..plain(index, &unit, Units(size), from, to)
        })
    }

    /// New value, in a lot of its own; at once in breakage when it is late.
    fn credit(
        &mut self,
        index: u16,
        unit: &Key,
        amount: Units,
        from: Account,
        terms: Terms,
    ) -> Result<(), BookError> {
        if amount < Units::ZERO {
            return Err(bad(index, unit));
        }
        if amount.is_zero() {
            return Ok(());
        }
        let lot = LotId { seq: self.seq, index };
        let part = Part { lot, amount, terms };
        let expired = self.is_due(terms.expires_at);
        let pending = terms.active_at.is_some() && !self.is_due(terms.active_at) && !expired;
        let to = if pending { Account::Pending } else { Account::Spendable };
        self.post(Movement { from_lot: None, ..part.movement(index, unit, from, to) })?;
        match (expired, pending) {
            (true, _) => {
                self.post(part.movement(index, unit, Account::Spendable, Account::Breakage))
            }
            (false, true) => Ok(()),
            (false, false) => self.net_debt(index, unit, lot),
        }
    }

    /// Takes active value, soonest-expiring first.
    fn spend(
        &mut self,
        index: u16,
        unit: &Key,
        amount: Units,
        to: Account,
    ) -> Result<(), BookError> {
        if amount < Units::ZERO {
            return Err(bad(index, unit));
        }
        for part in self.choose(unit, amount)? {
            self.post(part.movement(index, unit, Account::Spendable, to))?;
        }
        Ok(())
    }

    /// Chooses exactly `amount` of active value, or tells what is missing.
    pub(crate) fn choose(&self, unit: &Key, amount: Units) -> Result<Vec<Part>, BookError> {
        let holding = self.holdings.unit(unit.as_str());
        let (parts, missing) = lots::choose(holding, amount);
        if missing.is_zero() {
            return Ok(parts);
        }
        let debt = holding.map_or(0, |h| h.debt.0);
        Err(BookError::Insufficient {
            unit: unit.clone(),
            missing: Units(missing.0.saturating_add(debt)),
        })
    }

    /// Pays debt out of a lot that just became active.
    pub(crate) fn net_debt(&mut self, index: u16, unit: &Key, lot: LotId) -> Result<(), BookError> {
        let Some(holding) = self.holdings.unit(unit.as_str()) else {
            return Ok(());
        };
        let Some(open) = lots::find(holding, lot).filter(|l| !l.pending) else {
            return Ok(());
        };
        let amount = holding.debt.min(open.remaining);
        if amount.is_zero() {
            return Ok(());
        }
        let terms = open.terms;
        let part = Part { lot, amount, terms };
        self.post(Movement {
            to_lot: None,
            ..part.movement(index, unit, Account::Spendable, Account::Spendable)
        })
    }

    /// The event that another one reverses, and the movements that it made.
    pub(crate) fn original(&self, of: EventRef) -> Result<(&Event, &[Movement]), BookError> {
        let (events, movements) = if of.seq == self.seq {
            (self.events, self.movements.as_slice())
        } else {
            let entry = self.originals.iter().find(|e| e.seq == of.seq);
            let entry = entry.ok_or(BookError::UnknownOriginal(of))?;
            (entry.events.as_slice(), entry.movements.as_slice())
        };
        let happening = events.get(usize::from(of.index));
        let happening = happening.ok_or(BookError::UnknownOriginal(of))?;
        Ok((&happening.event, movements))
    }
}

impl Part {
    /// This part going from one account to another, keeping its lot on the owner's side.
    pub(crate) fn movement(&self, event: u16, unit: &Key, from: Account, to: Account) -> Movement {
        Movement {
            event,
            unit: unit.clone(),
            amount: self.amount,
            from,
            to,
            from_lot: Some(self.lot),
            to_lot: to.is_owners().then_some(self.lot),
            hold: None,
            party: None,
            hold_until: None,
            terms: self.terms,
        }
    }
}

/// A movement without a lot.
pub(crate) fn plain(event: u16, unit: &Key, amount: Units, from: Account, to: Account) -> Movement {
    Movement {
        event,
        unit: unit.clone(),
        amount,
        from,
        to,
        from_lot: None,
        to_lot: None,
        hold: None,
        party: None,
        hold_until: None,
        terms: Terms::default(),
    }
}

/// Parts with those that expire together in one, so that two lists can be compared.
fn joined(parts: impl Iterator<Item = (Units, Option<Instant>)>) -> Vec<holdings::Part> {
    let mut joined = Vec::new();
    for (amount, expires_at) in parts {
        holdings::join(&mut joined, holdings::Part { amount, expires_at, active_at: None });
    }
    joined
}

pub(crate) fn bad(event: u16, unit: &Key) -> BookError {
    BookError::BadAmount { event, unit: unit.clone() }
}

fn until(expires_at: Option<Instant>) -> Terms {
    Terms { active_at: None, expires_at }
}
