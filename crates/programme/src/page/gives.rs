//! What is given, in words that can stand in a list: `50 points`, `the coupon “Cake”`.

use super::context::Page;
use super::html::Item;
use super::value::Of;
use crate::rulebook::{Counting, Earning, Effect, Unit, Value};

impl Page<'_> {
    /// What effects give. Messages, and marks that nobody sees, are left out.
    pub(super) fn gives(&self, effects: &[Effect]) -> Vec<String> {
        effects.iter().flat_map(|effect| self.gift(effect)).collect()
    }

    fn gift(&self, effect: &Effect) -> Vec<String> {
        let words = self.words;
        let named = |template: &str, name: String| vec![self.say(template, [("name", name)])];
        match effect {
            Effect::Earn(earning) => vec![self.earned(earning)],
            Effect::GrantCoupon(key) => vec![self.coupon_gift(key.as_str())],
            Effect::IssueCertificate { certificate_type, value } => {
                let name = self.book.certificate(certificate_type.as_str());
                let name = name.map_or_else(String::new, |kind| self.name(&kind.name));
                let fields = [("name", self.quoted(&name)), ("amount", self.money(*value))];
                vec![self.say(words.gift_certificate, fields)]
            }
            Effect::Tag { tag, on: true } => match self.book.badge(tag.as_str()) {
                Some(badge) => named(words.gift_badge, self.quoted(&self.name(&badge.name))),
                None => Vec::new(),
            },
            Effect::Surprise(key) => match self.book.surprise(key.as_str()) {
                Some(surprise) => {
                    named(words.gift_surprise, self.quoted(&self.name(&surprise.name)))
                }
                None => Vec::new(),
            },
            Effect::StartMembership { plan, sold: false } => match self.book.plan(plan.as_str()) {
                Some(plan) => {
                    let name = self.quoted(&self.name(&plan.name));
                    let fields = [("name", name), ("span", self.span(plan.term))];
                    vec![self.say(words.gift_plan, fields)]
                }
                None => Vec::new(),
            },
            Effect::SetTier { track, tier } => {
                let track = self.book.track(track.as_str());
                let level = track.and_then(|t| t.levels.iter().find(|level| level.key == *tier));
                let name = level.map(|level| self.quoted(&self.name(&level.name)));
                name.map(|name| named(words.gift_level, name)).unwrap_or_default()
            }
            Effect::Later { after, effects, .. } => {
                let span = self.span(*after);
                let later =
                    |gift| self.say(words.gift_later, [("gift", gift), ("span", span.clone())]);
                self.gives(effects).into_iter().map(later).collect()
            }
            Effect::Price(_) | Effect::BuyGet(_) => vec![self.reduction_gift(effect)],
            Effect::Tag { .. }
            | Effect::StartMembership { .. }
            | Effect::Message(_)
            | Effect::Cause(_)
            | Effect::Accrue(_) => Vec::new(),
        }
    }

    /// The short form of a discount.
    fn reduction_gift(&self, effect: &Effect) -> String {
        let mut item = Item::default();
        self.reduction(&mut item, effect);
        if item.badge.is_empty() { self.words.gift_discount.to_owned() } else { item.badge }
    }

    /// Units that are earned at once: `50 points`, `20 to 50 points, by level`.
    fn earned(&self, earning: &Earning) -> String {
        let words = self.words;
        let Some(unit) = self.book.unit(earning.unit.as_str()) else { return String::new() };
        let (Counting::Once(value) | Counting::PerPiece { give: value, .. }) = &earning.amount
        else {
            return self.say(words.gift_units, [("units", self.unit_word(&unit.key))]);
        };
        let show = |thousandths: i64| self.thousandths(unit, thousandths);
        let numbers: Vec<i64> = match value {
            Value::Fixed(number) => return show(*number),
            Value::ByTier { values, .. } => values.iter().map(|(_, number)| *number).collect(),
            Value::Steps(steps) => steps.table.iter().map(|(_, number)| *number).collect(),
            Value::Formula { .. } => Vec::new(),
        };
        let given = || numbers.iter().filter(|number| **number != 0);
        match (given().min(), given().max()) {
            (Some(least), Some(most)) if least == most => show(*least),
            (Some(least), Some(most)) => {
                let least = self.decimal(*least, unit.scale + 3);
                self.say(words.gift_range, [("least", least), ("most", show(*most))])
            }
            _ => self.say(words.gift_units, [("units", self.unit_word(&unit.key))]),
        }
    }

    /// Thousandths of a unit's smallest step: `1.5 points`.
    pub(super) fn thousandths(&self, unit: &Unit, thousandths: i64) -> String {
        self.amount_of(unit, thousandths, unit.scale.saturating_add(3))
    }

    /// A coupon by its name; one that was made for a free piece by what is free.
    fn coupon_gift(&self, key: &str) -> String {
        let words = self.words;
        let Some(rule) = self.book.rule(key) else { return String::new() };
        let made = rule.section != *"coupons";
        let mut gift = if made {
            let goods = self.told(&[rule.lines.condition.as_ref()]).goods;
            let what = match rule.effects.first() {
                Some(effect) => self.reduction_gift(effect),
                None => String::new(),
            };
            match goods.is_empty() {
                true => what,
                false => self.say(words.gift_of, [("gift", what), ("goods", goods.join("; "))]),
            }
        } else {
            self.say(words.gift_coupon, [("name", self.quoted(&self.name(&rule.name)))])
        };
        if let Some(span) = self.book.coupon(key).and_then(|coupon| coupon.valid_for) {
            gift = self.say(words.gift_valid, [("gift", gift), ("span", self.span(span))]);
        }
        gift
    }

    /// Fills an item with what effects give: numbers by level as a table.
    pub(super) fn gives_into(&self, item: &mut Item, effects: &[Effect]) {
        if let [Effect::Earn(earning)] = effects
            && let Counting::Once(value @ (Value::ByTier { .. } | Value::Steps(_))) =
                &earning.amount
            && let Some(unit) = self.book.unit(earning.unit.as_str())
        {
            let show = |number: i64| self.thousandths(unit, number);
            let of = Of { heading: self.capital(&self.unit_name(unit)), show: &show };
            self.value(item, value, &of, &|item, amount| item.badge = amount);
            return;
        }
        if let [Effect::Earn(Earning { unit, amount: Counting::Once(Value::Formula { .. }), .. })] =
            effects
        {
            let fields = [("units", self.unit_word(unit))];
            item.text.push(self.say(self.words.gift_computed, fields));
            return;
        }
        let gifts = self.gives(effects);
        match gifts.as_slice() {
            [] => {}
            [one] if one.chars().count() <= super::LONGEST_BADGE => item.badge.clone_from(one),
            several => item.text.push(self.sentence(&self.list(several))),
        }
    }

    /// A phrase as a sentence.
    pub(super) fn sentence(&self, phrase: &str) -> String {
        let end = if phrase.ends_with(['.', '!', '?', ':']) { "" } else { "." };
        format!("{}{end}", self.capital(phrase))
    }
}
