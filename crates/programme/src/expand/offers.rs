//! Discounts: the part that offers and coupons share, and the offers themselves.

use super::context::Expander;
use super::parts::blank_rule;
use super::value::{Measure, Place};
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::{Audience, BuyGetSection, OfferSection, ValueSection, Which};
use crate::rulebook::{BuyGet, Effect, MinimumOf, Phase, Price, Rule, Take, Text, Trigger, Value};
use crate::source::Path;
use model::LineKind;

/// What is free.
pub(super) const WHOLE: i64 = 1_000_000;

impl Expander<'_> {
    /// The declared offers.
    pub(super) fn offers(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.offers {
            let at = Path::root().key("offers").key(key.as_str());
            let name = self.name(&section.name, &at.key("name"), key);
            let Some(chosen) = self.exactly_one(&at, &reductions(section)) else { continue };
            let phase = if section.whole_basket || chosen == "amount" {
                Phase::Basket
            } else if chosen == "shipping" {
                Phase::Shipping
            } else {
                Phase::Lines
            };
            let mut rule = blank_rule(key, "offers", name, Trigger::Purchase(phase));
            rule.stacking.group = self.group(section.group.as_ref(), &at);
            self.fill_offer(&mut rule, section, Some(chosen), &at);
            rule.activate = section.activate;
            rule.holdout = self.holdout(section.holdout.as_ref(), &at);
            if rule.public && rule.activate {
                let message = "only members can activate an offer, and this one is for everybody";
                self.error(code::CONFLICTING_KEYS, &at.key("activate"), message);
            }
            self.add_rule(rule, &at);
        }
    }

    /// Everything that offers and coupons share: all but name, trigger, group, `activate` and `holdout`.
    pub(super) fn fill_offer(
        &mut self,
        rule: &mut Rule,
        section: &OfferSection,
        chosen: Option<&'static str>,
        at: &Path,
    ) {
        rule.stacking.priority = section.priority;
        rule.stacking.exclusive = section.exclusive;
        rule.schedule = self.schedule(&section.schedule, &at.key("schedule"));
        rule.condition = self.condition(section.condition.as_ref(), &at.key("if"), Scope::Basket);
        rule.public = section.audience == Audience::Everybody;
        rule.lines = self.selection(section.on.as_ref(), section.sale_items, at);
        rule.lines.include.excluded = section.excluded_goods;
        rule.minimum = self.minimum(section.minimum.as_ref(), at);
        rule.limits = self.limits(&section.limits, at);
        rule.budget = self.budget(section.budget.as_ref(), at);
        if chosen == Some("shipping") {
            rule.lines.include.kinds = vec![LineKind::Shipping];
            // The delivery itself says nothing about how much was bought.
            if let Some(minimum) = &mut rule.minimum {
                minimum.of = MinimumOf::Basket;
            }
        }
        if let Some(chosen) = chosen {
            self.check_offer_companions(section, chosen, at);
            let effect = self.reduction(section, at);
            rule.effects.extend(effect);
        }
    }

    fn check_offer_companions(&mut self, section: &OfferSection, chosen: &str, at: &Path) {
        if section.whole_basket && !matches!(chosen, "percent" | "amount") {
            let message = "`whole_basket` goes with `percent` and `amount` only";
            self.error(code::NOT_ALLOWED, &at.key("whole_basket"), message);
        }
        if section.cap.is_some() && matches!(chosen, "buy_get" | "free_pieces") {
            let message = "`cap` goes with discounts on prices; use `cap_each` in `buy_get`";
            self.error(code::NOT_ALLOWED, &at.key("cap"), message);
        }
    }

    fn reduction(&mut self, section: &OfferSection, at: &Path) -> Option<Effect> {
        let of_lines = !section.whole_basket;
        let take = if let Some(percent) = &section.percent {
            Take::Percent(self.reduced(percent, &at.key("percent"), Measure::Discount, of_lines))
        } else if let Some(amount) = &section.amount {
            Take::Amount(self.reduced(amount, &at.key("amount"), Measure::Money, false))
        } else if let Some(each) = &section.amount_each {
            Take::AmountEach(self.reduced(each, &at.key("amount_each"), Measure::Money, true))
        } else if let Some(price) = &section.price {
            Take::FixedPrice(self.reduced(price, &at.key("price"), Measure::Money, true))
        } else if let Some(shipping) = &section.shipping {
            Take::Percent(self.reduced(shipping, &at.key("shipping"), Measure::Discount, false))
        } else if let Some(section) = &section.buy_get {
            return Some(Effect::BuyGet(self.buy_get(section, &at.key("buy_get"))));
        } else {
            let pieces = section.free_pieces?;
            if pieces == 0 {
                self.error(
                    code::OUT_OF_RANGE,
                    &at.key("free_pieces"),
                    "at least one piece is given",
                );
            }
            return Some(Effect::BuyGet(free_pieces(pieces)));
        };
        let cap = section.cap.as_ref().map(|cap| self.some_money(cap, &at.key("cap")));
        Some(Effect::Price(Price { take, cap }))
    }

    fn reduced(
        &mut self,
        section: &ValueSection,
        path: &Path,
        measure: Measure,
        of_lines: bool,
    ) -> Value {
        let schema = self.formula_schema(of_lines);
        let errors = self.error_count();
        let value = self.value(section, path, &Place { measure, schema: &schema, receipt: true });
        let sound = self.error_count() == errors;
        // A fixed price of nothing is a gift, any other reduction of nothing is a slip.
        if sound && value.is_nothing() && !path.to_string().ends_with(".price") {
            self.warn(code::OFFER_GIVES_NOTHING, path, "nothing is taken off");
        }
        value
    }

    fn buy_get(&mut self, section: &BuyGetSection, at: &Path) -> BuyGet {
        for (key, count) in
            [("buy", Some(section.buy)), ("get", Some(section.get)), ("repeat", section.repeat)]
        {
            if count == Some(0) {
                self.error(code::OUT_OF_RANGE, &at.key(key), format!("`{key}` is at least 1"));
            }
        }
        BuyGet {
            buy: section.buy,
            get: section.get,
            off: section.off.as_ref().map_or(WHOLE, |off| self.share(off, &at.key("off"))),
            repeat: section.repeat,
            dearest: section.give == Which::Dearest,
            same_product: section.same_product,
            get_lines: self.condition(section.get_on.as_ref(), &at.key("get_on"), Scope::Line),
            cap_each: section
                .cap_each
                .as_ref()
                .map(|cap| self.some_money(cap, &at.key("cap_each"))),
        }
    }

    /// A rule that gives pieces free for a coupon.
    pub(super) fn free_rule(
        &mut self,
        key: &str,
        section: &str,
        name: Text,
        pieces: BuyGet,
    ) -> Rule {
        let mut rule = blank_rule(key, section, name, Trigger::Purchase(Phase::Coupons));
        rule.stacking.group = self.coupon_group();
        rule.coupon = Some(model::Key::new(key));
        rule.effects.push(Effect::BuyGet(pieces));
        rule
    }
}

/// The keys that say what is taken off, and which are given.
pub(super) fn reductions(section: &OfferSection) -> [(&'static str, bool); 7] {
    [
        ("percent", section.percent.is_some()),
        ("amount", section.amount.is_some()),
        ("amount_each", section.amount_each.is_some()),
        ("price", section.price.is_some()),
        ("buy_get", section.buy_get.is_some()),
        ("shipping", section.shipping.is_some()),
        ("free_pieces", section.free_pieces.is_some()),
    ]
}

/// So many pieces free, once, the cheapest first.
pub(super) fn free_pieces(pieces: u32) -> BuyGet {
    BuyGet {
        buy: 0,
        get: pieces,
        off: WHOLE,
        repeat: Some(1),
        dearest: false,
        same_product: false,
        get_lines: None,
        cap_each: None,
    }
}
