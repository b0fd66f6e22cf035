//! Certificates and loyalty units as means of payment. They pay the discounted
//! total, whatever order the cashier entered them in, and change neither
//! discounts nor tax.

use super::Purchase;
use super::selection::{Chosen, Purpose};
use crate::facts::View;
use model::basket::{Burn, PresentedCertificate};
use model::event::Purpose as SpentOn;
use model::outcome::{Missing, Refusal};
use model::{Because, Code, Event, Key, LineKind, Money, Rounding, Units};
use programme::rulebook::{Redemption, Unit};

impl Purchase<'_, '_> {
    /// Pays what can be paid from certificates.
    pub(crate) fn pay_by_certificates(&mut self) {
        let basket = self.basket;
        for certificate in &basket.certificates {
            if let Err(code) = self.pay_by_certificate(certificate) {
                self.judge.decision.outcome.refusals.push(Refusal {
                    code,
                    subject: None,
                    shown: Some(certificate.shown.clone()),
                    missing: None,
                    fatal: true,
                });
            }
        }
    }

    fn pay_by_certificate(&mut self, presented: &PresentedCertificate) -> Result<(), Code> {
        let id = presented.id.ok_or(Code::CERTIFICATE_UNKNOWN)?;
        if presented.until.is_some_and(|until| self.judge.inputs.at >= until) {
            return Err(Code::CERTIFICATE_EXPIRED);
        }
        if presented.balance.0 <= 0 {
            return Err(Code::CERTIFICATE_EMPTY);
        }
        // A certificate buys anything but value of its own kind.
        let payable = |at: &usize| {
            let kind = self.basket.lines[*at].kind;
            !matches!(kind, LineKind::Certificate | LineKind::TopUp) && self.open(*at) > 0
        };
        let chosen: Vec<usize> = self.lines.canonical.iter().copied().filter(payable).collect();
        let open: i64 = chosen.iter().map(|&at| self.open(at)).sum();
        let wanted = presented.amount.unwrap_or(presented.balance).0;
        if presented.amount.is_some_and(|amount| amount > presented.balance) {
            return Err(Code::CERTIFICATE_EMPTY);
        }
        let whole_only = presented
            .certificate_type
            .as_ref()
            .and_then(|t| self.judge.book.certificate(t.as_str()))
            .is_some_and(|t| !t.partial);
        let amount = wanted.min(open);
        if whole_only && amount < presented.balance.0 {
            return Err(Code::CERTIFICATE_WHOLE_ONLY);
        }
        if amount <= 0 {
            return Ok(());
        }
        let room = |at: usize| self.open(at);
        let by_line = self.lines.allocate(amount, &chosen, room, Some(&room));
        for (paid, part) in self.by_certificates.iter_mut().zip(&by_line) {
            *paid += part;
        }
        let event = Event::CertificateUsed {
            certificate: id,
            amount: Money(amount),
            by_line: by_line.into_iter().map(Money).collect(),
        };
        self.judge.push(event, Because::default().with("certificate", &presented.shown));
        Ok(())
    }

    /// What is still to be paid on a line.
    pub(crate) fn open(&self, at: usize) -> i64 {
        self.lines.paid(at) - self.by_certificates[at] - self.by_units[at]
    }

    /// Pays what can be paid with units.
    pub(crate) fn pay_by_units(&mut self) {
        let basket = self.basket;
        for burn in &basket.burns {
            if let Err((code, missing)) = self.pay_by_unit(burn) {
                // Somebody who asked for an exact amount was told a total that
                // cannot be kept; one who asked for "as much as possible" was not.
                let fatal = burn.amount.is_some() || burn.hold.is_some();
                self.judge.decision.outcome.refusals.push(Refusal {
                    code,
                    subject: Some(burn.unit.clone()),
                    shown: None,
                    missing,
                    fatal,
                });
            }
        }
    }

    fn pay_by_unit(&mut self, burn: &Burn) -> Result<(), (Code, Option<Missing>)> {
        let book = self.judge.book;
        let plain = |code: Code| (code, None);
        if !self.judge.has_member() {
            let blocked = self.judge.member.blocked;
            return Err(plain(if blocked { Code::MEMBER_BLOCKED } else { Code::MEMBER_REQUIRED }));
        }
        let unit = book.unit(burn.unit.as_str()).ok_or(plain(Code::UNIT_UNKNOWN))?;
        let redemption = book
            .redemptions
            .iter()
            .find(|r| r.unit == burn.unit)
            .ok_or(plain(Code::BURN_NOT_ALLOWED))?;
        if !self.partner_accepts(&burn.unit) {
            return Err(plain(Code::BURN_NOT_ALLOWED));
        }
        let allowed = redemption.condition.as_ref().is_none_or(|condition| {
            condition.test(&View::of_basket(self.judge, self.basket, &self.lines))
        });
        if !allowed {
            return Err(plain(Code::BURN_NOT_ALLOWED));
        }
        let amount = self.units_to_spend(burn, redemption, unit)?;
        if amount.0 > 0 {
            self.spend(burn, redemption, unit, amount);
        }
        Ok(())
    }

    /// Partners of a coalition may issue a unit without accepting it.
    fn partner_accepts(&self, unit: &Key) -> bool {
        let book = self.judge.book;
        let partner = self.basket.store.partner.as_ref().and_then(|p| book.partner(p.as_str()));
        match (&book.coalition, partner) {
            (Some(coalition), Some(partner)) => coalition.unit != *unit || partner.accepts,
            _ => true,
        }
    }

    fn units_to_spend(
        &self,
        burn: &Burn,
        redemption: &Redemption,
        unit: &Unit,
    ) -> Result<Units, (Code, Option<Missing>)> {
        let missing =
            |amount: i64| Some(Missing::Units { unit: unit.key.clone(), amount: Units(amount) });
        let balance = self.available(burn)?;
        if let Some(wanted) = burn.amount
            && wanted > balance
        {
            return Err((Code::UNITS_INSUFFICIENT, missing(wanted.0 - balance.0)));
        }
        let most = self.most_payable(redemption);
        let by_receipt = unit.for_money(most, Rounding::Down).unwrap_or(Units::ZERO);
        let wanted = burn.amount.unwrap_or(balance);
        let block = redemption.block.0.max(1);
        let in_blocks = |amount: i64| amount.max(0) / block * block;
        let amount = in_blocks(wanted.min(balance).min(by_receipt).0);
        if burn.amount.is_some_and(|wanted| in_blocks(wanted.0) > amount) {
            return Err((Code::BURN_LIMIT_REACHED, None));
        }
        let minimum = redemption.minimum.0.max(1);
        if amount < minimum {
            // Too little is there, or too little was asked for; else the receipt is too small.
            let offered = burn.amount.map_or(balance.0, |wanted| wanted.0.min(balance.0));
            if offered < minimum {
                return Err((Code::BURN_BELOW_MINIMUM, missing(minimum - offered)));
            }
            return Err((Code::BURN_LIMIT_REACHED, None));
        }
        Ok(Units(amount))
    }

    fn available(&self, burn: &Burn) -> Result<Units, (Code, Option<Missing>)> {
        let Some(hold) = burn.hold else {
            return Ok(self.judge.spendable(&burn.unit) + self.judge.pooled(&burn.unit));
        };
        let holding = self.judge.inputs.snapshot.holdings.unit(burn.unit.as_str());
        holding
            .and_then(|h| h.holds.iter().find(|h| h.id == hold))
            .filter(|h| self.judge.inputs.at < h.until)
            .map(|h| h.parts.iter().map(|p| p.amount).sum())
            .ok_or((Code::HOLD_NOT_FOUND, None))
    }

    fn payable_lines(&self, redemption: &Redemption) -> Chosen {
        self.select(&redemption.lines, Purpose::Pay)
            .into_iter()
            .filter(|&at| self.open(at) > 0)
            .collect()
    }

    fn most_payable(&self, redemption: &Redemption) -> Money {
        let chosen = self.payable_lines(redemption);
        let open: i64 = chosen.iter().map(|&at| self.open(at)).sum();
        let paid: i64 = chosen.iter().map(|&at| self.lines.paid(at)).sum();
        let share = redemption.max_share.of(Money(paid), Rounding::Down).0;
        let most = redemption.max_value.map_or(i64::MAX, |m| m.0);
        Money(open.min(share).min(most))
    }

    fn spend(&mut self, burn: &Burn, redemption: &Redemption, unit: &Unit, amount: Units) {
        let chosen = self.payable_lines(redemption);
        let value = unit.money(amount);
        let room = |at: usize| self.open(at);
        let by_line = self.lines.allocate(value.0, &chosen, room, Some(&room));
        for (paid, part) in self.by_units.iter_mut().zip(&by_line) {
            *paid += part;
        }
        if burn.hold.is_none() {
            self.judge.draw_on_pool(&unit.key, amount);
        }
        let shares: Vec<i64> = by_line.to_vec();
        let event = Event::Spent {
            unit: unit.key.clone(),
            amount,
            purpose: SpentOn::Purchase,
            value: Some(value),
            by_line: by_line.into_iter().map(Money).collect(),
            hold: burn.hold,
        };
        let because = Because { text: Some(Key::new("spent.purchase")), ..Because::default() };
        self.judge.push(event, because);
        self.judge.count_units(&unit.key, amount.0, &shares, false);
    }
}
