//! Coupons and promo codes: how they may be used, and a rule for what they give.

use super::context::Expander;
use super::offers::reductions;
use super::parts::blank_rule;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::CouponSection;
use crate::rulebook::{CouponType, Limit, Phase, Trigger};
use crate::source::Path;
use model::Key;
use model::calendar::Window;

impl Expander<'_> {
    /// The declared coupons.
    pub(super) fn coupons(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.coupons {
            let at = Path::root().key("coupons").key(key.as_str());
            self.coupon(key, section, &at);
        }
    }

    fn coupon(&mut self, key: &str, section: &CouponSection, at: &Path) {
        let coupon = self.coupon_type(key, section, at);
        self.book.coupons.push(coupon);
        let offer = at.key("offer");
        let given = reductions(&section.offer);
        let chosen = if given.iter().any(|(_, given)| *given) {
            self.exactly_one(&offer, &given)
        } else {
            if section.award.is_none() {
                self.error(code::EXACTLY_ONE, at, "a coupon needs an `offer` or an `award`");
            }
            None
        };
        for (key, given) in
            [("activate", section.offer.activate), ("holdout", section.offer.holdout.is_some())]
        {
            if given {
                let message = format!("whoever holds the coupon gets the offer: no `{key}` here");
                self.error(code::NOT_ALLOWED, &offer.key(key), message);
            }
        }
        let mut limits = self.limits(&section.offer.limits, &offer);
        if let Some(times) = section.uses_per_member {
            if times == 0 {
                self.error(
                    code::OUT_OF_RANGE,
                    &at.key("uses_per_member"),
                    "at least one use is needed",
                );
            }
            limits.push(Limit { times, window: Window::Lifetime, in_all: false });
        }
        let name = self.name(&section.offer.name, &offer.key("name"), key);
        let mut rule = blank_rule(key, "coupons", name, Trigger::Purchase(Phase::Coupons));
        rule.stacking.group = match &section.offer.group {
            Some(group) => self.group(Some(group), &offer),
            None => self.coupon_group(),
        };
        self.fill_offer(&mut rule, &section.offer, chosen, &offer);
        rule.coupon = Some(Key::new(key));
        rule.limits = limits;
        if let Some(award) = &section.award {
            let schema = self.schema.in_scope(Scope::Basket);
            let effect = self.award(award, &at.key("award"), &schema, true);
            rule.effects.push(effect);
        }
        self.add_rule(rule, at);
    }

    fn coupon_type(&mut self, key: &str, section: &CouponSection, at: &Path) -> CouponType {
        let from = section.from.as_ref().map(|moment| moment.0.as_str());
        let until = section.until.as_ref().map(|moment| moment.0.as_str());
        let (from, until) = self.stretch(from, until, at);
        let code = section.code.as_ref().and_then(|code| self.promo_code(code, at));
        if section.uses == Some(0) {
            self.error(code::OUT_OF_RANGE, &at.key("uses"), "at least one use is needed");
        }
        if section.unlimited && (section.uses.is_some() || section.code.is_some()) {
            let other = if section.uses.is_some() { "uses" } else { "code" };
            let message = format!(
                "`unlimited` is for single coupons without `uses`, not together with `{other}`"
            );
            self.error(code::CONFLICTING_KEYS, &at.key("unlimited"), message);
        }
        let single = section.code.is_none() && !section.unlimited;
        CouponType {
            key: Key::new(key),
            code,
            from,
            until,
            valid_for: self.span(section.valid_for.as_ref(), &at.key("valid_for")),
            uses: section.uses.or(single.then_some(1)),
            transferable: section.transferable,
            same_receipt: false,
        }
    }

    fn promo_code(&mut self, written: &str, at: &Path) -> Option<String> {
        let path = at.key("code");
        let code = written.trim().to_uppercase();
        let typed = |c: char| c.is_alphanumeric() || c == '-';
        if !(3..=32).contains(&code.chars().count()) || !code.chars().all(typed) {
            self.error(
                code::COUPON_BAD_CODE,
                &path,
                "a promo code has 3 to 32 letters, digits and `-`",
            );
            return None;
        }
        let same = self.book.coupons.iter().find(|known| known.code.as_deref() == Some(&code));
        if let Some(other) = same.map(|known| known.key.clone()) {
            self.error(
                code::COUPON_DUPLICATE_CODE,
                &path,
                format!("the coupon `{other}` has this code already"),
            );
        }
        Some(code)
    }
}
