//! Money that a purchase makes due to others: affiliates' commissions, shares
//! for good causes, and what coalition partners owe and are owed.

use super::Purchase;
use super::value::Matching;
use model::event::{Ground, Purpose};
use model::{Because, Event, Key, Money, Rate, Rounding};
use programme::rulebook::{Accrual, Party, Rule};

impl<'a> Purchase<'_, 'a> {
    /// A share of the chosen lines becomes due to somebody.
    pub(crate) fn accrue_share(&mut self, rule: &'a Rule, accrual: &'a Accrual, chosen: &[usize]) {
        let Some(party) = self.party(&accrual.party) else { return };
        let mut weights = vec![0i64; self.lines.lines.len()];
        for &at in chosen {
            weights[at] = self.lines.paid(at);
        }
        let base: i64 = weights.iter().sum();
        let quantity = chosen.iter().map(|&at| self.lines.lines[at].quantity).sum();
        let matching = Matching { total: base, quantity };
        let rate = Rate(self.value(&accrual.share, matching, None).clamp(0, Rate::ONE));
        let mut amount = rate.of(Money(base), self.judge.book.settings.money_rounding);
        let mut series = None;
        if let Some((most, window)) = accrual.cap {
            let key = Key(smol_str::format_smolstr!("accrued:{}/{}", rule.key, window.code()));
            let left = most.0 - self.judge.used_of(key.as_str(), window);
            amount = amount.min(Money(left.max(0)));
            series = Some((key, window));
        }
        if amount.0 <= 0 {
            return;
        }
        let by_line = self.over_lines(amount.0, &weights);
        if let Some((key, window)) = series {
            self.judge.push_count(key, window, amount.0, by_line.clone());
        }
        let because = Because::rule(&rule.key)
            .with("base", crate::format::money(self.judge.book, Money(base)))
            .with("rate", crate::format::percent(rate));
        let by_line = by_line.into_iter().map(Money).collect();
        self.judge.accrue(accrual.ground, &party, amount, by_line, because);
        self.applied.push(rule.key.clone());
    }

    fn party(&self, party: &Party) -> Option<Key> {
        match party {
            Party::Named(key) => Some(key.clone()),
            Party::Affiliate { terms } => {
                let affiliate = self.judge.member.affiliate.as_ref()?;
                (affiliate.terms == *terms).then(|| affiliate.partner.clone())
            }
        }
    }

    /// At a coalition partner: it owes the value of what its own rule issued, and
    /// is owed the value of what it accepted. What other rules give on top is not its own.
    pub(crate) fn accrue_coalition(&mut self) {
        let book = self.judge.book;
        let (Some(coalition), Some(partner)) = (&book.coalition, &self.basket.store.partner) else {
            return;
        };
        let Some(partner) = book.partner(partner.as_str()) else { return };
        let Some(unit) = book.unit(coalition.unit.as_str()) else { return };
        let lines = self.lines.lines.len();
        let (mut issued, mut accepted) = (0i64, 0i64);
        let (mut issued_by, mut accepted_by) = (vec![0i64; lines], vec![0i64; lines]);
        for happening in self.judge.decision.events.iter().skip(self.first_event) {
            match &happening.event {
                Event::Earned { unit: of, amount, by_line, .. }
                    if *of == unit.key && happening.because.rule == partner.rule =>
                {
                    issued += amount.0;
                    let parts = by_line.iter().zip(&mut issued_by);
                    parts.for_each(|(part, sum)| *sum += part.0);
                }
                Event::Spent { unit: of, purpose, value, by_line, .. }
                    if *of == unit.key && *purpose == Purpose::Purchase =>
                {
                    accepted += value.map_or(0, |value| value.0);
                    let parts = by_line.iter().zip(&mut accepted_by);
                    parts.for_each(|(part, sum)| *sum += part.0);
                }
                _ => {}
            }
        }
        let worth = unit.money(model::Units(issued));
        let owes = Rate(partner.pays).of(worth, Rounding::HalfUp);
        let gets = Rate(partner.gets).of(Money(accepted), Rounding::HalfUp);
        for (ground, amount, weights) in
            [(Ground::Issuing, Money(-owes.0), issued_by), (Ground::Accepting, gets, accepted_by)]
        {
            let by_line = self.over_lines(amount.0, &weights).into_iter().map(Money).collect();
            self.judge.accrue(ground, &partner.key, amount, by_line, Because::default());
        }
    }

    /// An amount over lines by weights; nothing when no line did it.
    fn over_lines(&self, amount: i64, weights: &[i64]) -> Vec<i64> {
        if weights.iter().all(|weight| *weight <= 0) {
            return Vec::new();
        }
        self.lines.allocate(amount, &self.lines.canonical, |at| weights[at], None).to_vec()
    }

    /// What a member's own group or the one who brought them gets by the money
    /// on the chosen lines.
    pub(crate) fn cause_by_amount(
        &mut self,
        rule: &Key,
        cause: &programme::rulebook::Cause,
        chosen: &[usize],
    ) {
        let mut by_line = vec![0i64; self.lines.lines.len()];
        for &at in chosen {
            by_line[at] = self.lines.paid(at) - self.by_units[at];
        }
        self.judge.cause(rule, cause, by_line.iter().sum(), by_line);
    }
}
