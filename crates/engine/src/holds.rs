//! Reservations of units: placed, captured, released.

use crate::judge::Judge;
use model::activity::{Capture, HoldUnits, Release};
use model::event::Purpose;
use model::outcome::Missing;
use model::{Because, Code, Event, Key, Units};

impl Judge<'_> {
    pub(crate) fn hold(&mut self, hold: &HoldUnits) {
        if !self.has_member() {
            return self.refuse_nobody();
        }
        if self.book.unit(hold.unit.as_str()).is_none() {
            return self.refuse_all(Code::UNIT_UNKNOWN, Some(&hold.unit), None);
        }
        if hold.amount.0 <= 0 || hold.until <= self.clock {
            return self.refuse_all(Code::REQUEST_INVALID, Some(&hold.unit), None);
        }
        let left = hold.amount.0 - self.spendable(&hold.unit).0;
        if left > 0 {
            let missing = Missing::Units { unit: hold.unit.clone(), amount: Units(left) };
            return self.refuse_all(Code::UNITS_INSUFFICIENT, Some(&hold.unit), Some(missing));
        }
        let event = Event::HoldPlaced {
            hold: hold.hold,
            unit: hold.unit.clone(),
            amount: hold.amount,
            until: hold.until,
        };
        self.push(event, Because::default());
    }

    fn open_hold(&self, id: model::id::HoldId) -> Option<(Key, i64)> {
        let ended = self
            .decision
            .events
            .iter()
            .any(|h| matches!(&h.event, Event::HoldReleased { hold, .. } if *hold == id));
        self.inputs.snapshot.holdings.units.iter().filter(|_| !ended).find_map(|(unit, holding)| {
            let hold = holding.holds.iter().find(|h| h.id == id)?;
            Some((unit.clone(), hold.parts.iter().map(|p| p.amount.0).sum()))
        })
    }

    pub(crate) fn capture(&mut self, capture: &Capture) {
        let Some((unit, held)) = self.open_hold(capture.hold) else {
            return self.refuse_all(Code::HOLD_NOT_FOUND, None, None);
        };
        let amount = capture.amount.map_or(held, |a| a.0);
        if amount <= 0 || amount > held {
            let missing =
                Missing::Units { unit: unit.clone(), amount: Units((amount - held).max(0)) };
            return self.refuse_all(Code::HOLD_TOO_SMALL, Some(&unit), Some(missing));
        }
        let value = self.book.unit(unit.as_str()).map(|u| u.money(Units(amount)));
        let event = Event::Spent {
            unit: unit.clone(),
            amount: Units(amount),
            purpose: Purpose::Purchase,
            value,
            by_line: Vec::new(),
            hold: Some(capture.hold),
        };
        self.push(event, Because::default());
        self.count_units(&unit, amount, &[], false);
    }

    pub(crate) fn release(&mut self, release: &Release) {
        let Some((unit, _)) = self.open_hold(release.hold) else {
            return self.refuse_all(Code::HOLD_NOT_FOUND, None, None);
        };
        let held = self.held(&unit, release.hold);
        self.push(Event::HoldReleased { hold: release.hold, lapsed: false }, Because::default());
        self.move_balance(&unit, held);
    }
}
