//! What follows from something: units, coupons, free pieces, certificates, tags, surprises, memberships, tiers,
//! messages.

use super::context::Expander;
use super::offers::free_pieces;
use crate::condition::{Schema, Scope};
use crate::diagnostic_codes as code;
use crate::document::{FreeSection, GiveCertificate, GivesSection, Name};
use crate::rulebook::{CouponType, Effect, Selection, Text};
use crate::source::Path;
use model::Key;

/// Who gives.
pub(super) struct Giver<'g> {
    /// Its key; coupons made for it are called `KEY-reward`.
    pub(super) key: &'g str,
    /// Its section.
    pub(super) section: &'static str,
    /// Its name, also that of coupons made for it.
    pub(super) name: &'g Text,
    /// What a formula may read.
    pub(super) schema: &'g Schema,
    /// Whether a receipt is at hand.
    pub(super) receipt: bool,
    /// What is free when nothing else is said.
    pub(super) lines: Option<&'g Selection>,
}

impl Expander<'_> {
    /// The effects of a `gives`. `at` is its own path.
    pub(super) fn gives(
        &mut self,
        gives: &GivesSection,
        at: &Path,
        giver: &Giver<'_>,
    ) -> Vec<Effect> {
        let mut effects = Vec::new();
        if let Some(award) = &gives.award {
            effects.push(self.award(award, &at.key("award"), giver.schema, giver.receipt));
        }
        if let Some(coupon) = &gives.coupon {
            let known: Vec<&str> = self.doc.coupons.keys().map(String::as_str).collect();
            self.refers("coupon", &coupon.0, &at.key("coupon"), &known);
            effects.push(Effect::GrantCoupon(Key::new(&coupon.0)));
        }
        if let Some(free) = &gives.free {
            effects.push(self.free(free, &at.key("free"), giver));
        }
        if let Some(certificate) = &gives.certificate {
            effects.push(self.certificate_gift(certificate, &at.key("certificate")));
        }
        if let Some(tag) = &gives.tag {
            effects.push(Effect::Tag { tag: Key::new(&tag.0), on: true });
        }
        let doc = self.doc;
        if let Some(surprise) = &gives.surprise {
            let known: Vec<&str> = doc.surprises.keys().map(String::as_str).collect();
            self.refers("surprise", &surprise.0, &at.key("surprise"), &known);
            effects.push(Effect::Surprise(Key::new(&surprise.0)));
        }
        if let Some(plan) = &gives.membership {
            let known: Vec<&str> = doc.memberships.keys().map(String::as_str).collect();
            self.refers("membership", &plan.0, &at.key("membership"), &known);
            effects.push(Effect::StartMembership { plan: Key::new(&plan.0), sold: false });
        }
        if let Some(tier) = &gives.tier {
            effects.extend(self.tier_gift(tier, &at.key("tier")));
        }
        if let Some(message) = &gives.message {
            effects.push(Effect::Message(self.text_key(message, &at.key("message"))));
        }
        effects
    }

    /// The effects of a `gives` that must give something.
    pub(super) fn gives_something(
        &mut self,
        gives: &GivesSection,
        at: &Path,
        giver: &Giver<'_>,
    ) -> Vec<Effect> {
        let effects = self.gives(gives, at, giver);
        if effects.is_empty() {
            self.error(code::GIVES_NOTHING, at, "nothing is given");
        }
        effects
    }

    /// A reference to a text.
    pub(super) fn text_key(&mut self, name: &Name, path: &Path) -> Key {
        let doc = self.doc;
        let known: Vec<&str> = doc.texts.keys().map(String::as_str).collect();
        self.refers("text", &name.0, path, &known);
        Key::new(&name.0)
    }

    fn certificate_gift(&mut self, section: &GiveCertificate, at: &Path) -> Effect {
        let doc = self.doc;
        let known: Vec<&str> = doc.certificates.keys().map(String::as_str).collect();
        self.refers("certificate", &section.certificate_type.0, &at.key("type"), &known);
        Effect::IssueCertificate {
            certificate_type: Key::new(&section.certificate_type.0),
            value: self.some_money(&section.value, &at.key("value")),
        }
    }

    /// Makes a coupon for a free piece, and grants it.
    fn free(&mut self, section: &FreeSection, at: &Path, giver: &Giver<'_>) -> Effect {
        let key = format!("{}-reward", giver.key);
        let pieces = section.pieces.unwrap_or(1);
        if pieces == 0 {
            self.error(code::OUT_OF_RANGE, &at.key("pieces"), "at least one piece is given");
        }
        let mut free = free_pieces(pieces);
        free.cap_each = section.up_to.as_ref().map(|most| self.some_money(most, &at.key("up_to")));
        let mut rule = self.free_rule(&key, giver.section, giver.name.clone(), free);
        rule.lines = giver.lines.cloned().unwrap_or_default();
        if section.on.is_some() {
            rule.lines.condition = self.condition(section.on.as_ref(), &at.key("on"), Scope::Line);
        }
        self.add_rule(rule, at);
        let valid_for = self.span(section.valid_for.as_ref(), &at.key("valid_for"));
        self.book.coupons.push(CouponType {
            key: Key::new(&key),
            code: None,
            from: None,
            until: None,
            valid_for,
            uses: Some(1),
            transferable: false,
            same_receipt: false,
        });
        Effect::GrantCoupon(Key::new(key))
    }
}
