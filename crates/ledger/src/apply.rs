//! What one movement does to what an owner holds. Booking and folding share
//! it, so a snapshot folded from the journal is the one that was booked on.
//!
//! INVARIANT: a movement that does not fit is refused and changes nothing that
//! is kept, because callers drop the holdings on the first error.

use crate::error::ApplyError;
use model::holdings::{Account, HeldPart, Hold, Lapsed, UnitHolding};
use model::{Holdings, Lot, LotId, Movement, Units};

/// The largest value, and the largest debt, that an owner may have of one unit.
/// Differences and sums of two of them stay within `i64`.
pub const LARGEST_BALANCE: i64 = i64::MAX / 4;

/// Carries one movement into the holdings.
///
/// Errors when the movement takes more than is there; the holdings are then
/// not to be used any more.
pub fn apply_movement(holdings: &mut Holdings, movement: &Movement) -> Result<(), ApplyError> {
    if movement.amount <= Units::ZERO {
        return Err(ApplyError::NotPositive(movement.unit.clone()));
    }
    if !holdings.units.contains_key(&movement.unit) {
        holdings.units.insert(movement.unit.clone(), UnitHolding::default());
    }
    let holding =
        holdings.units.get_mut(&movement.unit).expect("inserted above when it was missing");
    take(holding, movement)?;
    give(holding, movement)?;
    // Value enters, or debt grows, only where no lot is left.
    if movement.from_lot.is_none() {
        stay_in_range(holding, movement)?;
    }
    if is_nothing(holding) {
        holdings.units.remove(&movement.unit);
    }
    Ok(())
}

fn is_nothing(holding: &UnitHolding) -> bool {
    holding.lots.is_empty()
        && holding.debt.is_zero()
        && holding.holds.is_empty()
        && holding.lapsed.is_empty()
}

fn take(holding: &mut UnitHolding, movement: &Movement) -> Result<(), ApplyError> {
    match (movement.from, movement.from_lot) {
        (Account::Spendable, Some(lot)) => take_from_lot(holding, movement, lot, false),
        (Account::Spendable, None) => {
            let debt = holding.debt.0.checked_add(movement.amount.0);
            holding.debt = Units(debt.ok_or_else(|| too_large(movement))?);
            Ok(())
        }
        (Account::Pending, Some(lot)) => take_from_lot(holding, movement, lot, true),
        (Account::Held, Some(lot)) => take_from_hold(holding, movement, lot),
        (Account::Pending | Account::Held, None) => Err(unnamed(movement)),
        (Account::Breakage, Some(lot)) => take_from_lapsed(holding, movement, lot),
        _ => Ok(()),
    }
}

fn take_from_lot(
    holding: &mut UnitHolding,
    movement: &Movement,
    id: LotId,
    pending: bool,
) -> Result<(), ApplyError> {
    let at = holding.lots.binary_search_by_key(&id, |l| l.id);
    let found = at.ok().filter(|&at| {
        holding.lots[at].pending == pending && holding.lots[at].remaining >= movement.amount
    });
    let at = found.ok_or_else(|| lot_too_small(movement, id))?;
    holding.lots[at].remaining -= movement.amount;
    if holding.lots[at].remaining.is_zero() {
        holding.lots.remove(at);
    }
    Ok(())
}

fn take_from_hold(
    holding: &mut UnitHolding,
    movement: &Movement,
    lot: LotId,
) -> Result<(), ApplyError> {
    let id = movement.hold.ok_or_else(|| unnamed(movement))?;
    let too_small = || ApplyError::HoldTooSmall {
        unit: movement.unit.clone(),
        hold: id,
        amount: movement.amount,
    };
    let at = holding.holds.iter().position(|h| h.id == id);
    let at = at.ok_or_else(too_small)?;
    let parts = &mut holding.holds[at].parts;
    let part = parts.iter().position(|p| p.lot == lot && p.amount >= movement.amount);
    let part = part.ok_or_else(too_small)?;
    parts[part].amount -= movement.amount;
    if parts[part].amount.is_zero() {
        parts.remove(part);
    }
    if parts.is_empty() {
        holding.holds.remove(at);
    }
    Ok(())
}

fn take_from_lapsed(
    holding: &mut UnitHolding,
    movement: &Movement,
    lot: LotId,
) -> Result<(), ApplyError> {
    let at = holding.lapsed.binary_search_by_key(&lot, |l| l.lot);
    let found = at.ok().filter(|&at| holding.lapsed[at].amount >= movement.amount);
    let at = found.ok_or_else(|| lot_too_small(movement, lot))?;
    holding.lapsed[at].amount -= movement.amount;
    if holding.lapsed[at].amount.is_zero() {
        holding.lapsed.remove(at);
    }
    Ok(())
}

fn give(holding: &mut UnitHolding, movement: &Movement) -> Result<(), ApplyError> {
    match (movement.to, movement.to_lot) {
        (Account::Spendable, Some(lot)) => give_to_lot(holding, movement, lot, false),
        (Account::Spendable, None) => {
            if holding.debt < movement.amount {
                return Err(ApplyError::DebtTooSmall(movement.unit.clone()));
            }
            holding.debt -= movement.amount;
            Ok(())
        }
        (Account::Pending, Some(lot)) => give_to_lot(holding, movement, lot, true),
        (Account::Held, Some(lot)) => give_to_hold(holding, movement, lot),
        (Account::Pending | Account::Held, None) => Err(unnamed(movement)),
        (Account::Breakage, _) => give_to_lapsed(holding, movement),
        _ => Ok(()),
    }
}

fn give_to_lot(
    holding: &mut UnitHolding,
    movement: &Movement,
    id: LotId,
    pending: bool,
) -> Result<(), ApplyError> {
    match holding.lots.binary_search_by_key(&id, |l| l.id) {
        Ok(at) => {
            let lot = &mut holding.lots[at];
            if lot.pending != pending {
                let unit = movement.unit.clone();
                return Err(ApplyError::MixedLot { unit, lot: id });
            }
            let remaining = lot.remaining.0.checked_add(movement.amount.0);
            lot.remaining = Units(remaining.ok_or_else(|| too_large(movement))?);
            lot.terms = movement.terms;
        }
        Err(at) => holding
            .lots
            .insert(at, Lot { id, remaining: movement.amount, pending, terms: movement.terms }),
    }
    Ok(())
}

fn give_to_hold(
    holding: &mut UnitHolding,
    movement: &Movement,
    lot: LotId,
) -> Result<(), ApplyError> {
    let (Some(id), Some(until)) = (movement.hold, movement.hold_until) else {
        return Err(unnamed(movement));
    };
    let at = match holding.holds.iter().position(|h| h.id == id) {
        Some(at) => at,
        None => {
            let parts = Vec::new();
            holding.holds.push(Hold { id, until, parts });
            holding.holds.len() - 1
        }
    };
    holding.holds[at].parts.push(HeldPart { lot, amount: movement.amount, terms: movement.terms });
    Ok(())
}

/// Remembers what expired from a lot, so that it is never owed.
fn give_to_lapsed(holding: &mut UnitHolding, movement: &Movement) -> Result<(), ApplyError> {
    let (Some(lot), Some(at)) = (movement.from_lot, movement.terms.expires_at) else {
        return Ok(());
    };
    match holding.lapsed.binary_search_by_key(&lot, |l| l.lot) {
        Ok(place) => {
            let lapsed = &mut holding.lapsed[place];
            let amount = lapsed.amount.0.checked_add(movement.amount.0);
            lapsed.amount = Units(amount.ok_or_else(|| too_large(movement))?);
            lapsed.at = lapsed.at.max(at);
        }
        Err(place) => {
            let amount = movement.amount;
            holding.lapsed.insert(place, Lapsed { lot, amount, at });
        }
    }
    Ok(())
}

fn stay_in_range(holding: &UnitHolding, movement: &Movement) -> Result<(), ApplyError> {
    let lots = holding.lots.iter().map(|l| i128::from(l.remaining.0));
    let parts = holding.holds.iter().flat_map(|h| &h.parts);
    let held = parts.map(|p| i128::from(p.amount.0));
    let limit = i128::from(LARGEST_BALANCE);
    if lots.chain(held).sum::<i128>() > limit || i128::from(holding.debt.0) > limit {
        return Err(too_large(movement));
    }
    Ok(())
}

fn lot_too_small(movement: &Movement, lot: LotId) -> ApplyError {
    ApplyError::LotTooSmall { unit: movement.unit.clone(), lot, amount: movement.amount }
}

fn unnamed(movement: &Movement) -> ApplyError {
    ApplyError::Unnamed(movement.unit.clone())
}

fn too_large(movement: &Movement) -> ApplyError {
    ApplyError::TooLarge(movement.unit.clone())
}
