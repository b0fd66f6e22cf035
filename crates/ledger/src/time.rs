//! What becomes due: activation first, in order of time, then expiry.
//!
//! Moving the clock in one leap or in many steps ends in the same holdings:
//! while there is debt there is no active value that could expire, and a lot
//! whose expiry is not after its activation never becomes active.

use crate::book::Work;
use crate::error::BookError;
use crate::lots::Part;
use jiff::SignedDuration;
use model::holdings::{Account, Terms};
use model::{Holdings, Instant, Key, Lot};

/// How long an expired lot is remembered, so that its earning can be taken
/// back without charging the owner for what they never used. A year and a day.
pub const LAPSED_KEPT: SignedDuration = SignedDuration::from_hours(366 * 24);

/// Whether what expired at `at` is no longer remembered at `clock`.
pub(crate) fn is_forgotten(at: Instant, clock: Option<Instant>) -> bool {
    clock.is_some_and(|clock| at.duration_until(clock) >= LAPSED_KEPT)
}

/// Drops what expired too long ago to matter.
pub(crate) fn forget(holdings: &mut Holdings, clock: Instant) {
    for holding in holdings.units.values_mut() {
        holding.lapsed.retain(|l| !is_forgotten(l.at, Some(clock)));
    }
    holdings.units.retain(|_, holding| *holding != <_>::default());
}

/// What is due of one unit, in the order of booking.
#[derive(Default)]
struct Due {
    active: Vec<(Instant, Part)>,
    /// Expired, and whether while still pending.
    expired: Vec<(Instant, Part, bool)>,
}

impl Work<'_> {
    /// The owner's time moves on; it never moves back.
    pub(crate) fn advance(&mut self, index: u16, to: Instant) -> Result<(), BookError> {
        let clock = self.clock.map_or(to, |clock| clock.max(to));
        self.clock = Some(clock);
        let units = self.holdings.units.iter();
        let due: Vec<(Key, Due)> = units
            .filter_map(|(unit, holding)| Some((unit.clone(), find_due(&holding.lots, clock)?)))
            .collect();
        for (unit, due) in due {
            self.activate(index, &unit, due.active)?;
            for (_, part, pending) in due.expired {
                self.expire(index, &unit, part, pending)?;
            }
        }
        Ok(())
    }

    fn activate(
        &mut self,
        index: u16,
        unit: &Key,
        active: Vec<(Instant, Part)>,
    ) -> Result<(), BookError> {
        for (_, part) in active {
            self.post(part.movement(index, unit, Account::Pending, Account::Spendable))?;
            self.net_debt(index, unit, part.lot)?;
        }
        Ok(())
    }

    /// Sends what is left of a lot to breakage; debt may have taken some of it just now.
    fn expire(
        &mut self,
        index: u16,
        unit: &Key,
        part: Part,
        pending: bool,
    ) -> Result<(), BookError> {
        let holding = self.holdings.unit(unit.as_str());
        let Some(lot) = holding.and_then(|h| crate::lots::find(h, part.lot)) else {
            return Ok(());
        };
        let from = if pending { Account::Pending } else { Account::Spendable };
        let part = Part { amount: lot.remaining, ..part };
        self.post(part.movement(index, unit, from, Account::Breakage))
    }

    /// All active value of a unit expires now, whatever its terms say.
    pub(crate) fn lapse(&mut self, index: u16, unit: &Key) -> Result<(), BookError> {
        let (parts, _) = {
            let holding = self.holdings.unit(unit.as_str());
            crate::lots::choose(holding, model::Units(i64::MAX))
        };
        for part in parts {
            // The lot closes at this moment, which is what a later return needs to know.
            let terms = Terms { expires_at: self.clock.or(part.terms.expires_at), ..part.terms };
            let part = Part { terms, ..part };
            self.post(part.movement(index, unit, Account::Spendable, Account::Breakage))?;
        }
        Ok(())
    }
}

fn find_due(lots: &[Lot], clock: Instant) -> Option<Due> {
    let mut due = Due::default();
    for lot in lots {
        let part = Part { lot: lot.id, amount: lot.remaining, terms: lot.terms };
        let expiry = lot.terms.expires_at;
        let activation = lot.terms.active_at.filter(|_| lot.pending);
        let active = activation.filter(|at| *at <= clock && expiry.is_none_or(|e| e > *at));
        if let Some(at) = active {
            due.active.push((at, part));
        }
        if let Some(at) = expiry.filter(|at| *at <= clock) {
            due.expired.push((at, part, lot.pending && active.is_none()));
        }
    }
    if due.active.is_empty() && due.expired.is_empty() {
        return None;
    }
    due.active.sort_by_key(|(at, part)| (*at, part.lot));
    due.expired.sort_by_key(|(at, part, _)| (*at, part.lot));
    Some(due)
}
