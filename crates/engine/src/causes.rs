//! Good causes, exchanges with partners' programmes, and money that becomes due
//! to others.

use crate::facts::View;
use crate::judge::Judge;
use model::activity::{Donate, Exchange, SettleExchange};
use model::event::{Asked, Ground, Purpose};
use model::outcome::Missing;
use model::{Because, Code, Event, Key, Money, Units};

impl<'a> Judge<'a> {
    /// Units become money for a cause.
    pub(crate) fn donate(&mut self, donate: &'a Donate) {
        let book = self.book;
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let Some(cause) = book.cause(donate.cause.as_str()) else {
            return self.refuse_all(Code::CAUSE_UNKNOWN, Some(&donate.cause), None);
        };
        let given = book.unit(donate.unit.as_str()).filter(|u| cause.units.contains(&u.key));
        let Some(unit) = given else {
            return self.refuse_all(Code::UNIT_UNKNOWN, Some(&donate.unit), None);
        };
        let value = unit.money(donate.amount);
        if !self.can_spend(&unit.key, donate.amount) {
            return;
        }
        self.spend_on(&unit.key, donate.amount, Purpose::Donation, Some(value), &cause.key);
        self.accrue(Ground::Donation, &cause.key, value, Vec::new(), Because::rule(&cause.key));
        self.settle_tiers();
        self.reach();
    }

    /// Money becomes due to somebody else, or, below nothing, from them.
    pub(crate) fn accrue(
        &mut self,
        ground: Ground,
        party: &Key,
        amount: Money,
        by_line: Vec<Money>,
        because: Because,
    ) {
        if amount.is_zero() {
            return;
        }
        if ground == Ground::Donation {
            // Only counted, for the public: a cause has no maximum.
            let counter = Key(smol_str::format_smolstr!("cause:{party}"));
            self.claim(counter, amount.0, None);
        }
        self.push(Event::Accrued { ground, party: party.clone(), amount, by_line }, because);
    }

    /// Refuses everything when the balance does not suffice.
    fn can_spend(&mut self, unit: &Key, amount: Units) -> bool {
        if amount.0 <= 0 {
            self.refuse_all(Code::REQUEST_INVALID, Some(unit), None);
            return false;
        }
        let left = amount.0 - self.spendable(unit).0;
        if left > 0 {
            let missing = Missing::Units { unit: unit.clone(), amount: Units(left) };
            self.refuse_all(Code::UNITS_INSUFFICIENT, Some(unit), Some(missing));
            return false;
        }
        true
    }

    fn spend_on(
        &mut self,
        unit: &Key,
        amount: Units,
        purpose: Purpose,
        value: Option<Money>,
        rule: &Key,
    ) {
        let event = Event::Spent {
            unit: unit.clone(),
            amount,
            purpose,
            value,
            by_line: Vec::new(),
            hold: None,
        };
        self.push(event, Because::rule(rule));
        self.count_units(unit, amount.0, &[], false);
    }

    /// A partner is asked to book units of its own programme.
    pub(crate) fn exchange(&mut self, ask: &'a Exchange) {
        let book = self.book;
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let Some(kind) = book.exchange(ask.kind.as_str()) else {
            return self.refuse_all(Code::EXCHANGE_UNKNOWN, Some(&ask.kind), None);
        };
        let closed = kind.condition.as_ref().is_some_and(|c| !c.test(&View::of_member(self)));
        if closed {
            return self.refuse_all(Code::OFFER_CONDITION, Some(&kind.key), None);
        }
        if ask.account.trim().is_empty() {
            return self.refuse_all(Code::EVIDENCE_MISSING, Some(&kind.key), None);
        }
        let every = kind.every.0.max(1);
        if ask.amount < kind.minimum || ask.amount.0 % every != 0 {
            return self.refuse_all(Code::EXCHANGE_AMOUNT, Some(&kind.key), None);
        }
        if !self.can_spend(&kind.unit, ask.amount) {
            return;
        }
        let paid_by = self.next_index();
        self.spend_on(&kind.unit, ask.amount, Purpose::Exchange, None, &kind.key);
        let asked = Event::ExchangeAsked(Asked {
            exchange: ask.exchange,
            kind: kind.key.clone(),
            account: ask.account.clone(),
            unit: kind.unit.clone(),
            amount: ask.amount,
            gives: (ask.amount.0 / every).saturating_mul(kind.gives),
            paid_by,
        });
        self.push(asked, Because::rule(&kind.key));
        self.settle_tiers();
    }

    /// The partner answered: booked there, or the units come back.
    pub(crate) fn settle_exchange(&mut self, answer: &'a SettleExchange) {
        let open = self.member.exchanges.iter().find(|e| e.id == answer.exchange);
        let Some(open) = open else {
            return self.refuse_all(Code::EXCHANGE_NOT_FOUND, None, None);
        };
        let because = Because::rule(&open.kind);
        let settled = Event::ExchangeSettled {
            exchange: open.id,
            confirmed: answer.confirmed,
            reference: answer.reference.clone(),
        };
        self.push(settled, because.clone());
        if answer.confirmed {
            return;
        }
        let back = Event::Unspent {
            of: open.source,
            unit: open.unit.clone(),
            amount: open.amount,
            before: Units::ZERO,
            at_least_until: self.restored_until(),
        };
        self.push(back, because);
        self.convert();
    }
}
