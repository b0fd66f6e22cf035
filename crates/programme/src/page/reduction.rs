//! Lower prices in words.

use super::context::Page;
use super::html::Item;
use super::value::Of;
use crate::rulebook::{BuyGet, Effect, Price, Rule, Take};
use model::{LineKind, Money, Quantity};

/// All of it, in millionths.
const WHOLE: i64 = 1_000_000;

impl Page<'_> {
    /// Fills an item with what a rule takes off.
    pub(super) fn reductions(&self, item: &mut Item, rule: &Rule) {
        let shipping = rule.lines.include.kinds == [LineKind::Shipping];
        for effect in &rule.effects {
            match effect {
                Effect::Price(price) if shipping => self.shipping(item, price),
                Effect::Earn(_) => {
                    let gifts = self.gives(std::slice::from_ref(effect));
                    let template = self.words.and_gives;
                    item.text.push(self.say(template, [("gifts", self.list(&gifts))]));
                }
                other => self.reduction(item, other),
            }
        }
    }

    /// Fills an item with one price effect.
    pub(super) fn reduction(&self, item: &mut Item, effect: &Effect) {
        match effect {
            Effect::Price(price) => self.price(item, price),
            Effect::BuyGet(set) => self.buy_get(item, set),
            _ => {}
        }
    }

    fn price(&self, item: &mut Item, price: &Price) {
        let words = self.words;
        let percent = |number: i64| self.percent(number);
        let money = |number: i64| self.money(Money(number));
        let badge = |template: &'static str| {
            move |item: &mut Item, amount: String| {
                item.badge = self.say(template, [("amount", amount)]);
            }
        };
        let heading = words.discount.to_owned();
        match &price.take {
            Take::Percent(value) => {
                self.value(item, value, &Of { heading, show: &percent }, &badge(words.off));
            }
            Take::Amount(value) => {
                self.value(item, value, &Of { heading, show: &money }, &badge(words.off));
            }
            Take::AmountEach(value) => {
                self.value(item, value, &Of { heading, show: &money }, &badge(words.off_each));
            }
            Take::FixedPrice(value) => {
                let heading = words.price.to_owned();
                self.value(item, value, &Of { heading, show: &money }, &badge(words.fixed_price));
            }
        }
        if let Some(cap) = price.cap {
            item.details.push(self.say(words.cap, [("amount", self.money(cap))]));
        }
    }

    fn shipping(&self, item: &mut Item, price: &Price) {
        let words = self.words;
        let Take::Percent(value) = &price.take else { return self.price(item, price) };
        let free = self.percent(WHOLE);
        let show = |number: i64| self.percent(number);
        let of = Of { heading: words.discount.to_owned(), show: &show };
        self.value(item, value, &of, &|item, amount| {
            item.badge = if amount == free {
                words.free_delivery.to_owned()
            } else {
                self.say(words.off_delivery, [("amount", amount)])
            };
        });
        if let Some(cap) = price.cap {
            item.details.push(self.say(words.cap, [("amount", self.money(cap))]));
        }
    }

    fn buy_get(&self, item: &mut Item, set: &BuyGet) {
        let words = self.words;
        let number = |count: u32| self.decimal(i64::from(count), 0);
        let (buy, get, off) = (number(set.buy), number(set.get), self.percent(set.off));
        let pieces = self.pieces(Quantity::pieces(i64::from(set.get)));
        item.badge = match (set.buy, set.off) {
            (0, WHOLE) => self.say(words.free_pieces, [("pieces", pieces)]),
            (0, _) => self.say(words.cheaper_pieces, [("pieces", pieces), ("off", off)]),
            (_, WHOLE) => self.say(words.buy_get_free, [("buy", buy), ("get", get)]),
            _ => self.say(words.buy_get_off, [("buy", buy), ("get", get), ("off", off)]),
        };
        if set.buy > 0 {
            item.details.push(if set.dearest { words.dearest } else { words.cheapest }.to_owned());
            item.details.push(match set.repeat {
                None => words.repeats.to_owned(),
                Some(times) => self.say(words.repeat_times, [("times", self.times(times))]),
            });
        }
        if set.same_product {
            item.details.push(words.same_product.to_owned());
        }
        if let Some(lines) = &set.get_lines {
            let told = self.told(&[Some(lines)]);
            if !told.goods.is_empty() {
                let goods = told.goods.join("; ");
                item.details.push(self.say(words.get_goods, [("goods", goods)]));
            }
        }
        if let Some(cap) = set.cap_each {
            item.details.push(self.say(words.cap_each, [("amount", self.money(cap))]));
        }
    }
}
