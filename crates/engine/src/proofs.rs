//! What members prove, and what they register as theirs.

use crate::judge::Judge;
use model::activity::{RegisterProduct, Verify};
use model::{Because, Code, Event, Key};

impl<'a> Judge<'a> {
    /// Somebody proved what they are, or no longer is it.
    pub(crate) fn verify(&mut self, verify: &'a Verify) {
        let book = self.book;
        if self.member.enrolled_at.is_none() {
            return self.refuse_all(Code::MEMBER_REQUIRED, None, None);
        }
        let Some(kind) = book.verification(verify.kind.as_str()) else {
            return self.refuse_all(Code::VERIFICATION_UNKNOWN, Some(&verify.kind), None);
        };
        let because = Because::rule(&kind.key);
        if verify.revoked {
            let event = Event::VerificationEnded { kind: kind.key.clone(), expired: false };
            self.push(event, because);
            return self.after_member_changed();
        }
        if kind.evidence && is_blank(verify.evidence.as_deref()) {
            return self.refuse_all(Code::EVIDENCE_MISSING, Some(&kind.key), None);
        }
        let by_rule = kind.valid_for.map(|span| span.after(&book.calendar, self.inputs.at));
        let until = verify.until.or(by_rule);
        if until.is_some_and(|until| until <= self.inputs.at) {
            return self.refuse_all(Code::TIME_INVALID, Some(&kind.key), None);
        }
        self.push(Event::Verified { kind: kind.key.clone(), until }, because);
        self.after_member_changed();
    }

    /// The time of a verification is over.
    pub(crate) fn end_verification(&mut self, kind: &Key) {
        let event = Event::VerificationEnded { kind: kind.clone(), expired: true };
        self.push(event, Because::rule(kind));
        self.settle_tiers();
    }

    /// A product is registered under its serial number, or given up.
    pub(crate) fn register_product(&mut self, register: &'a RegisterProduct) {
        let book = self.book;
        if !self.has_member() {
            return self.refuse_nobody();
        }
        let Some(product) = book.product(register.product.as_str()) else {
            return self.refuse_all(Code::PRODUCT_UNKNOWN, Some(&register.product), None);
        };
        let which = smol_str::format_smolstr!("{}/{}", product.key, register.serial);
        let owned = Key(smol_str::format_smolstr!("serial:{which}"));
        let because = Because::rule(&product.key);
        if register.given_up {
            let held = self
                .member
                .products
                .iter()
                .any(|p| p.product == product.key && p.serial == register.serial);
            if !held {
                return self.refuse_all(Code::PRODUCT_NOT_YOURS, Some(&product.key), None);
            }
            self.claim(owned, -1, None);
            let event = Event::ProductReleased {
                product: product.key.clone(),
                serial: register.serial.clone(),
            };
            self.push(event, because);
            return self.after_member_changed();
        }
        if register.serial.as_str().trim().is_empty() {
            return self.refuse_all(Code::EVIDENCE_MISSING, Some(&product.key), None);
        }
        if !self.claim(owned, 1, Some(1)) {
            return self.refuse_all(Code::PRODUCT_TAKEN, Some(&product.key), None);
        }
        let event = Event::ProductRegistered {
            product: product.key.clone(),
            serial: register.serial.clone(),
            until: product.valid_for.map(|span| span.after(&book.calendar, self.inputs.at)),
        };
        self.push(event, because);
        // What registering gives comes once for each thing, whoever owns it later.
        let gift = Key(smol_str::format_smolstr!("serial-gift:{which}"));
        if !product.effects.is_empty() && self.claim(gift, 1, Some(1)) {
            self.give_effects(&product.key, None, &product.effects, None);
        }
        self.after_member_changed();
    }
}

/// Whether nothing was shown.
pub(crate) fn is_blank(evidence: Option<&str>) -> bool {
    evidence.is_none_or(|text| text.trim().is_empty())
}
