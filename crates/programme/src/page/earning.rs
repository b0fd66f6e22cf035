//! How units are earned: by buying, by other deeds, and what comes by itself.

use super::context::Page;
use super::html::{Block, Item, Section};
use super::value::Of;
use crate::rulebook::{Counting, Earning, Effect, EventType, Phase, Rule, Trigger};

impl Page<'_> {
    /// Earning by buying, and by what members do besides.
    pub(super) fn earning(&self) -> Option<Section> {
        let words = self.words;
        let mut blocks = Vec::new();
        let bonus = self.rules_of("rules");
        let bonus = bonus.filter(|rule| rule.trigger == Trigger::Purchase(Phase::Bonus));
        let buying: Vec<Item> =
            self.rules_of("earning").chain(bonus).map(|rule| self.earning_item(rule)).collect();
        if !buying.is_empty() {
            blocks.push(Block::Items(buying));
        }
        let deeds: Vec<Item> = self.book.events.iter().filter_map(|e| self.deed(e)).collect();
        if !deeds.is_empty() {
            blocks.push(Block::Heading(words.h_deeds.to_owned()));
            blocks.push(Block::Items(deeds));
        }
        self.section("earning", words.h_earning, blocks)
    }

    /// A rule by which purchases earn.
    pub(super) fn earning_item(&self, rule: &Rule) -> Item {
        let mut item = Item { title: self.name(&rule.name), ..Item::of_rule(rule) };
        for effect in &rule.effects {
            if let Effect::Earn(earning) = effect {
                self.earns(&mut item, earning);
            }
        }
        item.details.extend(self.terms(rule));
        for effect in &rule.effects {
            let Effect::Earn(earning) = effect else { continue };
            if matches!(earning.amount, Counting::PerAmount { whole: true, .. }) {
                item.details.push(self.words.whole_only.to_owned());
            }
        }
        item
    }

    fn earns(&self, item: &mut Item, earning: &Earning) {
        let words = self.words;
        let Some(unit) = self.book.unit(earning.unit.as_str()) else { return };
        let units = self.unit_word(&unit.key);
        let amount = |number: i64| self.thousandths(unit, number);
        let percent = |number: i64| self.percent(number);
        let factor = |number: i64| self.factor(number);
        let basis = self.basis(&earning.amount);
        let heading = match basis.is_empty() {
            true => self.capital(&self.unit_name(unit)),
            false => self.capital(&basis),
        };
        let with_basis = |item: &mut Item, amount: String| {
            let fields = [("amount", amount), ("basis", basis.clone())];
            item.text.push(self.sentence(&self.say(words.earn_amount, fields)));
        };
        match &earning.amount {
            Counting::PerAmount { give, .. }
            | Counting::PerPiece { give, .. }
            | Counting::Once(give) => {
                self.value(item, give, &Of { heading, show: &amount }, &with_basis);
            }
            Counting::Percent(value) => {
                let heading = words.share.to_owned();
                self.value(item, value, &Of { heading, show: &percent }, &|item, amount| {
                    let fields = [("amount", amount), ("units", units.clone())];
                    item.text.push(self.say(words.earn_percent, fields));
                });
                if item.text.is_empty() {
                    item.text.push(self.say(words.earn_share, [("units", units.clone())]));
                }
            }
            Counting::Multiply(value) => {
                let of = Of { heading: words.multiplier.to_owned(), show: &factor };
                self.value(item, value, &of, &|item, times| {
                    let fields = [("times", times), ("units", units.clone())];
                    item.text.push(self.sentence(&self.say(words.earn_times, fields)));
                });
            }
            Counting::Formula(_) => {
                item.text.push(self.say(words.earn_computed, [("units", units.clone())]));
            }
        }
    }

    /// For what an amount is earned: `for every 10 RUB`.
    pub(super) fn basis(&self, counting: &Counting) -> String {
        let words = self.words;
        match counting {
            Counting::PerAmount { per, .. } => {
                self.say(words.basis_amount, [("amount", self.money(*per))])
            }
            Counting::PerPiece { every, .. } => {
                self.counted(words.basis_pieces, i64::from(*every), 0)
            }
            Counting::Once(_) => words.basis_receipt.to_owned(),
            _ => String::new(),
        }
    }

    /// A custom action: what it earns and how often it counts.
    fn deed(&self, event: &EventType) -> Option<Item> {
        let words = self.words;
        let mut item = Item { title: self.name(&event.name), ..Item::of("events", &event.key) };
        for rule in self.book.rules.iter() {
            if rule.trigger == Trigger::Event(event.key.clone()) {
                self.gives_into(&mut item, &rule.effects);
                item.details.extend(self.terms(rule));
            }
        }
        let counts = !item.badge.is_empty() || !item.text.is_empty() || item.table.is_some();
        if !counts && !event.votes {
            return None;
        }
        item.details.extend(self.limits(&event.limits));
        for (said, sentence) in [
            (event.approval, words.approval),
            (event.evidence, words.evidence),
            (event.votes, words.votes),
        ] {
            if said {
                item.details.push(sentence.to_owned());
            }
        }
        Some(item)
    }

    /// What comes by itself on the way: birthdays, levels, dates, purchases.
    pub(super) fn gifts(&self) -> Option<Section> {
        let in_earning = |rule: &Rule| {
            matches!(
                rule.trigger,
                Trigger::Purchase(Phase::Bonus) | Trigger::Event(_) | Trigger::Enrolment
            )
        };
        let rules = self.rules_of("birthday").chain(self.rules_of("rules"));
        let rules = rules.filter(|rule| rule.coupon.is_none() && !in_earning(rule));
        let items: Vec<Item> = rules.filter_map(|rule| self.gift_item(rule)).collect();
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("gifts", self.words.h_gifts, blocks)
    }
}
