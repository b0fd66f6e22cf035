//! Taking earned units back, also when they are spent already.
//!
//! The event says what is really taken under the policy of the programme, so
//! that what people read about a return is true. The ledger takes it from the
//! earning's own lot first, then from what expired of that lot, then from
//! other lots.

use crate::judge::Judge;
use model::event::{EventRef, Shortage};
use model::id::HoldId;
use model::{Because, Code, Event, Key, LotId, Units};

/// What is left of one earning.
#[derive(Clone, Copy, Debug, Default)]
struct Left {
    /// Can be spent.
    active: i64,
    /// Is not active yet.
    pending: i64,
    /// Expired unused.
    lapsed: i64,
}

impl Left {
    /// The part of `taken` that never was in the spendable balance.
    fn outside_balance(self, taken: i64) -> i64 {
        let pending = taken.min(self.pending);
        pending + (taken - pending - self.active).clamp(0, self.lapsed)
    }
}

impl Judge<'_> {
    /// Takes earned units back. Unused coupons for which they were converted
    /// come first: those units are there, whatever the policy says about spent ones.
    pub(crate) fn take_back_units(&mut self, of: EventRef, unit: &Key, due: i64, because: Because) {
        let shortage = self.book.settings.shortage;
        let left = self.left_of(of, unit);
        let outside = left.pending + left.lapsed;
        let before = self.spendable(unit).0;
        if due - outside > before {
            self.unconvert_unit(unit, due - outside, self.restored_until());
        }
        let spendable = self.spendable(unit).0;
        let there = match shortage {
            Shortage::Keep => outside + left.active + (spendable - before),
            _ => outside + spendable.max(0),
        };
        if shortage == Shortage::Refuse && there < due {
            return self.refuse_all(Code::RETURN_POINTS_SPENT, Some(unit), None);
        }
        let taken = if shortage == Shortage::Debt { due } else { due.min(there) };
        if taken <= 0 {
            return;
        }
        let event = Event::Unearned { of, unit: unit.clone(), amount: Units(taken), shortage };
        self.push(event, because);
        let outside = left.outside_balance(taken);
        if outside > 0 {
            self.move_balance(unit, outside);
        }
    }

    /// What is left of an earning at this moment.
    fn left_of(&self, of: EventRef, unit: &Key) -> Left {
        let Some(holding) = self.inputs.snapshot.holdings.unit(unit.as_str()) else {
            return Left::default();
        };
        let id = LotId { seq: of.seq, index: of.index };
        let lapsed = holding.lapsed.iter().find(|l| l.lot == id).map_or(0, |l| l.amount.0);
        let mut left = Left { lapsed, ..Left::default() };
        if let Some(lot) = holding.lots.iter().find(|l| l.id == id) {
            let clock = self.clock;
            let is_over = lot.terms.expires_at.is_some_and(|at| at <= clock);
            let is_pending = lot.pending && lot.terms.active_at.is_some_and(|at| at > clock);
            let place = match (is_over, is_pending) {
                (true, _) => &mut left.lapsed,
                (false, true) => &mut left.pending,
                (false, false) => &mut left.active,
            };
            *place += lot.remaining.0;
        }
        for hold in holding.holds.iter().filter(|hold| self.has_released(hold.id)) {
            for part in hold.parts.iter().filter(|part| part.lot == id) {
                let is_fresh = self.is_fresh(holding, part);
                let place = if is_fresh { &mut left.active } else { &mut left.lapsed };
                *place += part.amount.0;
            }
        }
        left
    }

    /// Whether a hold ended in this decision.
    fn has_released(&self, hold: HoldId) -> bool {
        self.decision
            .events
            .iter()
            .any(|h| matches!(&h.event, Event::HoldReleased { hold: ended, .. } if *ended == hold))
    }
}
