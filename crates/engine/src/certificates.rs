//! The chain of a certificate: issued, spent, refunded.

use crate::judge::Judge;
use model::activity::{IssueCertificate, MoveCertificate};
use model::event::{Purpose, Shortage};
use model::holdings::MONEY_UNIT;
use model::id::CertificateId;
use model::outcome::Missing;
use model::{Because, Code, Event, Key, Money, Units};

impl Judge<'_> {
    /// What is left on a certificate that may be taken back, where that is known.
    pub(crate) fn left_on(&self, certificate: CertificateId) -> Option<Money> {
        let mut known = self.inputs.certificates.iter();
        let left = known.find(|known| known.0 == certificate).map(|known| known.1);
        left.filter(|_| !self.fresh.withdrawn.contains(&certificate))
    }

    /// A certificate that a rule gave goes back. Money has no debts: what was spent of it is
    /// gone, unless the programme refuses that.
    pub(crate) fn withdraw_certificate(&mut self, issued: &Event, because: Because) {
        let Event::CertificateIssued { certificate, certificate_type, value, until, paid_by: None } =
            issued
        else {
            return;
        };
        let Some(left) = self.left_on(*certificate) else { return };
        let is_over = left.is_zero() && until.is_some_and(|until| until <= self.clock);
        let amount = match self.book.settings.shortage {
            _ if is_over || left >= *value => left,
            Shortage::Debt | Shortage::Cap => left,
            Shortage::Keep => return,
            Shortage::Refuse => {
                return self.refuse_all(Code::RETURN_POINTS_SPENT, Some(certificate_type), None);
            }
        };
        if amount > Money::ZERO {
            self.push(Event::CertificateWithdrawn { certificate: *certificate, amount }, because);
        }
    }

    pub(crate) fn issue_certificate(&mut self, issue: &IssueCertificate) {
        let Some(kind) = self.book.certificate(issue.certificate_type.as_str()) else {
            return self.refuse_all(Code::CERTIFICATE_UNKNOWN, Some(&issue.certificate_type), None);
        };
        let (low, high) = (kind.values.iter().min(), kind.values.iter().max());
        let in_range = kind.free
            && low.is_some_and(|l| *l <= issue.value)
            && high.is_some_and(|h| *h >= issue.value);
        if issue.value.0 <= 0 || !(in_range || kind.values.contains(&issue.value)) {
            return self.refuse_all(Code::CERTIFICATE_VALUE, Some(&kind.key), None);
        }
        let Some(certificate) = self.inputs.snapshot.owner.as_certificate() else {
            return self.refuse_all(Code::CERTIFICATE_UNKNOWN, None, None);
        };
        let until = kind.valid_for.map(|span| span.after(&self.book.calendar, self.inputs.at));
        let issued = Event::CertificateIssued {
            certificate,
            certificate_type: kind.key.clone(),
            value: issue.value,
            until,
            paid_by: None,
        };
        self.push(issued, Because::default());
        let earned = Event::Earned {
            unit: Key::new(MONEY_UNIT),
            amount: Units(issue.value.0),
            by_line: Vec::new(),
            active_at: None,
            expires_at: until,
        };
        self.push(earned, Because::default());
    }

    pub(crate) fn spend_certificate(&mut self, spend: &MoveCertificate) {
        let unit = Key::new(MONEY_UNIT);
        let Some(state) = &self.member.certificate else {
            return self.refuse_all(Code::CERTIFICATE_UNKNOWN, None, None);
        };
        let balance = self.spendable(&unit).0;
        if balance <= 0 {
            let expired = state.until.is_some_and(|until| self.clock >= until);
            let code = if expired { Code::CERTIFICATE_EXPIRED } else { Code::CERTIFICATE_EMPTY };
            return self.refuse_all(code, None, None);
        }
        if spend.amount.0 <= 0 || spend.amount.0 > balance {
            let missing = Missing::Money(Money((spend.amount.0 - balance).max(0)));
            return self.refuse_all(Code::CERTIFICATE_EMPTY, None, Some(missing));
        }
        let event = Event::Spent {
            unit,
            amount: Units(spend.amount.0),
            purpose: Purpose::Certificate,
            value: Some(spend.amount),
            by_line: Vec::new(),
            hold: None,
        };
        self.push(event, Because::default());
    }

    pub(crate) fn refund_certificate(&mut self, refund: &MoveCertificate) {
        let Some(state) = &self.member.certificate else {
            return self.refuse_all(Code::CERTIFICATE_UNKNOWN, None, None);
        };
        let unit = Key::new(MONEY_UNIT);
        let room = state.value.0 - self.spendable(&unit).0;
        if refund.amount.0 <= 0 || refund.amount.0 > room {
            return self.refuse_all(Code::CERTIFICATE_VALUE, None, None);
        }
        let expires_at = match (state.until, self.restored_until()) {
            (Some(until), Some(least)) => Some(until.max(least)),
            (until, _) => until,
        };
        let event = Event::Restored { unit, amount: Units(refund.amount.0), expires_at };
        self.push(event, Because::default());
    }
}
