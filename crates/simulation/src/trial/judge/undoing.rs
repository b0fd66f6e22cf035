//! Deeds that undo others, and those that are about points alone.

use super::book::{Book, Change, Claimed, Facts, No, Person, Receipt};
use super::purse::{Held, Lot, Part};
use crate::trial::shop::{DAY, RESTORED_DAYS, Shortage};

/// The parts of a spending between two amounts, counted from its end.
fn from_the_end(parts: &[Part], before: i64, amount: i64) -> Vec<Part> {
    let (mut skip, mut left) = (before, amount);
    let mut chosen = Vec::new();
    for part in parts.iter().rev() {
        let skipped = skip.min(part.amount);
        skip -= skipped;
        let amount = left.min(part.amount - skipped);
        left -= amount;
        if amount > 0 {
            chosen.push(Part { amount, ..*part });
        }
    }
    chosen
}

fn one(member: usize, person: Person, facts: Facts) -> Change {
    Change { people: vec![(member, person)], facts, ..Change::default() }
}

impl Book {
    /// Goods come back.
    pub(crate) fn take_back(
        &self,
        of: usize,
        lines: &[(usize, i64)],
        at: i64,
    ) -> Result<Change, No> {
        let mut receipt = self.receipts.get(&of).cloned().ok_or("receipt.not_found")?;
        let before = receipt.back.clone();
        come_back(&mut receipt, lines)?;
        let is_complete = receipt.back == receipt.priced.pieces;
        let mut facts = Facts::default();
        let part = |by_line: &[i64], back: &[i64]| receipt.priced.shares(by_line, back);
        let (money, points) = (receipt.priced.in_money(), receipt.priced.by_points.clone());
        facts.refund = part(&money, &receipt.back) - part(&money, &before);
        facts.refund_by_points = part(&points, &receipt.back) - part(&points, &before);
        let mut change = Change::default();
        if let Some(member) = receipt.member {
            let mut person = self.person(member, at)?;
            facts.given_back = self.return_points(&mut person, &mut receipt, at);
            facts.taken_back = self.take_points(&mut person, &mut receipt)?;
            let counted = receipt.priced.shares(&receipt.priced.paid(), &receipt.back);
            person.spent -= counted - receipt.counted_back;
            receipt.counted_back = counted;
            if is_complete && receipt.code {
                person.code_uses -= 1;
            }
            facts.tier = self.lower(&mut person);
            change.people.push((member, person));
        }
        if is_complete && receipt.code {
            change.code_uses = -1;
        }
        change.receipt = Some((of, receipt));
        change.facts = facts;
        Ok(change)
    }

    fn return_points(&self, person: &mut Person, receipt: &mut Receipt, at: i64) -> i64 {
        let spent: i64 = receipt.points.iter().map(|part| part.amount).sum();
        let target = receipt.priced.shares(&receipt.priced.by_points, &receipt.back).min(spent);
        let due = target - receipt.points_back;
        let parts = from_the_end(&receipt.points, receipt.points_back, due);
        person.purse.give_back(&parts, at + RESTORED_DAYS * DAY);
        receipt.points_back = target;
        due
    }

    fn take_points(&self, person: &mut Person, receipt: &mut Receipt) -> Result<i64, No> {
        let target = receipt.priced.shares(&receipt.earned, &receipt.back);
        let due = target - receipt.earned_back;
        receipt.earned_back = target;
        if due == 0 {
            return Ok(0);
        }
        let left = person.purse.left_of(receipt.lot);
        let outside = left.pending + left.lapsed;
        let there = match self.shop.shortage {
            Shortage::Keep => outside + left.active,
            _ => outside + person.purse.spendable().max(0),
        };
        let taken = match self.shop.shortage {
            Shortage::Refuse if there < due => return Err("return.units_spent"),
            Shortage::Debt => due,
            _ => due.min(there),
        };
        let others = self.shop.shortage != Shortage::Keep;
        let owing = self.shop.shortage == Shortage::Debt;
        person.purse.take_back(receipt.lot, taken, others, owing);
        Ok(taken)
    }

    /// A level that is no longer reached goes, to the highest that is.
    fn lower(&self, person: &mut Person) -> Option<usize> {
        let to = self.reached(person.spent);
        if to >= person.tier {
            return None;
        }
        person.tier = to;
        Some(to)
    }

    pub(crate) fn hold(
        &self,
        request: usize,
        member: usize,
        amount: i64,
        until: i64,
        at: i64,
    ) -> Result<Change, No> {
        let mut person = self.person(member, at)?;
        if person.purse.clock.is_some_and(|clock| until <= clock) {
            return Err("request.invalid");
        }
        let parts = person.purse.take(amount).ok_or("units.insufficient")?;
        person.purse.holds.push(Held { request, until, parts });
        let hold = Some((request, member));
        Ok(Change { hold, ..one(member, person, Facts::default()) })
    }

    fn held(&self, of: usize, at: i64) -> Result<(usize, Person, Held), No> {
        let member = *self.holds.get(&of).ok_or("hold.not_found")?;
        let mut person = self.person(member, at)?;
        let open = person.purse.holds.iter().position(|hold| hold.request == of);
        let held = person.purse.holds.remove(open.ok_or("hold.not_found")?);
        Ok((member, person, held))
    }

    pub(crate) fn capture(&self, of: usize, amount: Option<i64>, at: i64) -> Result<Change, No> {
        let (member, mut person, held) = self.held(of, at)?;
        let whole: i64 = held.parts.iter().map(|part| part.amount).sum();
        let amount = amount.unwrap_or(whole);
        if amount > whole {
            return Err("hold.too_small");
        }
        let mut left = amount;
        let mut rest = Vec::new();
        for part in &held.parts {
            let taken = left.min(part.amount);
            left -= taken;
            if taken < part.amount {
                rest.push(Part { amount: part.amount - taken, ..*part });
            }
        }
        person.purse.put_back(&rest);
        Ok(one(member, person, Facts { spent: amount, ..Facts::default() }))
    }

    pub(crate) fn release(&self, of: usize, at: i64) -> Result<Change, No> {
        let (member, mut person, held) = self.held(of, at)?;
        person.purse.put_back(&held.parts);
        Ok(one(member, person, Facts::default()))
    }

    pub(crate) fn claim(&self, request: usize, member: usize, at: i64) -> Result<Change, No> {
        let mut person = self.person(member, at)?;
        let parts = person.purse.take(self.shop.mug_cost).ok_or("units.insufficient")?;
        if self.mugs >= self.shop.mug_stock {
            return Err("reward.out_of_stock");
        }
        let facts = Facts { spent: self.shop.mug_cost, ..Facts::default() };
        let claimed = Some((request, Claimed { member, parts }));
        Ok(Change { claimed, mugs: 1, ..one(member, person, facts) })
    }

    pub(crate) fn cancel(&self, of: usize, at: i64) -> Result<Change, No> {
        let claimed = self.claims.get(&of).ok_or("claim.not_found")?;
        let mut person = self.person(claimed.member, at)?;
        let parts: Vec<Part> = claimed.parts.iter().rev().copied().collect();
        person.purse.give_back(&parts, at + RESTORED_DAYS * DAY);
        let tier = self.lower(&mut person);
        let facts = Facts { given_back: self.shop.mug_cost, tier, ..Facts::default() };
        Ok(Change { unclaimed: Some(of), mugs: -1, ..one(claimed.member, person, facts) })
    }

    pub(crate) fn adjust(&self, member: usize, amount: i64, at: i64) -> Result<Change, No> {
        let mut person = self.person(member, at)?;
        if amount < 0 {
            person.purse.take(-amount).ok_or("units.insufficient")?;
        } else {
            let expires_at = self.shop.expires_days.map(|days| at + days * DAY);
            let id = (person.seq, 0);
            person.purse.earn(Lot { id, amount, pending: false, active_at: None, expires_at });
        }
        Ok(one(member, person, Facts { adjusted: amount, ..Facts::default() }))
    }

    pub(crate) fn give(&self, from: usize, to: usize, amount: i64, at: i64) -> Result<Change, No> {
        let mut giver = self.person(from, at)?;
        let mut getter = self.person(to, at)?;
        if from == to {
            return Err("transfer.self");
        }
        if amount < self.shop.least_gift {
            return Err("transfer.limit");
        }
        let parts = giver.purse.take(amount).ok_or("units.insufficient")?;
        // Points that expire together arrive together.
        let mut arriving: Vec<(Option<i64>, i64)> = Vec::new();
        for part in parts {
            match arriving.last_mut() {
                Some(last) if last.0 == part.expires_at => last.1 += part.amount,
                _ => arriving.push((part.expires_at, part.amount)),
            }
        }
        for (index, (expires_at, amount)) in (0..).zip(arriving) {
            let id = (getter.seq, index);
            let lot = Lot { id, amount, pending: false, active_at: None, expires_at };
            getter.purse.earn(lot);
        }
        let facts = Facts { given: amount, ..Facts::default() };
        Ok(Change { people: vec![(from, giver), (to, getter)], facts, ..Change::default() })
    }
}

/// Notes the pieces that come back, by place on the shelf.
fn come_back(receipt: &mut Receipt, lines: &[(usize, i64)]) -> Result<(), No> {
    let pieces = &receipt.priced.pieces;
    if receipt.back == *pieces {
        return Err("return.nothing_left");
    }
    if lines.is_empty() {
        receipt.back.clone_from(pieces);
    }
    for &(line, count) in lines {
        let at = receipt.priced.place[line];
        if receipt.back[at] >= pieces[at] {
            return Err("return.nothing_left");
        }
        receipt.back[at] += count;
        if receipt.back[at] > pieces[at] {
            return Err("return.too_much");
        }
    }
    Ok(())
}
