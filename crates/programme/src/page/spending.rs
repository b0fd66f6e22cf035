//! How units are spent: paying, turning into something, the catalogue.

use super::context::Page;
use super::html::{Block, Item, Section};
use crate::rulebook::{Conversion, Handover, Redemption, Reward, SaleItems, UnitKind};
use model::{Rate, Units};

impl Page<'_> {
    /// Paying with units, and what they turn into by themselves.
    pub(super) fn spending(&self) -> Option<Section> {
        let conversions = self.book.conversions.iter();
        let conversions = conversions.filter(|conversion| !self.is_stamps(conversion));
        let mut items: Vec<Item> = self.book.redemptions.iter().map(|r| self.paying(r)).collect();
        items.extend(conversions.map(|conversion| self.turning(conversion)));
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("spending", self.words.h_spending, blocks)
    }

    /// Whether it is a full stamp card.
    pub(super) fn is_stamps(&self, conversion: &Conversion) -> bool {
        let unit = self.book.unit(conversion.unit.as_str());
        unit.is_some_and(|unit| unit.kind == UnitKind::Stamps)
    }

    fn paying(&self, redemption: &Redemption) -> Item {
        let words = self.words;
        let units = self.unit_word(&redemption.unit);
        let title = self.say(words.paying, [("units", units)]);
        let mut item = Item { title, ..Item::of("redemption", &redemption.unit) };
        let Some(unit) = self.book.unit(redemption.unit.as_str()) else { return item };
        let amount = |units: Units| self.units(&unit.key, units);
        let worth = self.money_micro(i128::from(unit.worth_micro.unwrap_or(0)));
        let one = self.amount_of(unit, unit.one(), unit.scale);
        item.text.push(self.say(words.pay_worth, [("one", one), ("amount", worth)]));
        item.text.push(if redemption.max_share.0 >= Rate::ONE {
            words.pay_all.to_owned()
        } else {
            self.say(words.pay_share, [("share", self.percent(redemption.max_share.0))])
        });
        let details = &mut item.details;
        if !redemption.minimum.is_zero() {
            details.push(self.say(words.pay_minimum, [("amount", amount(redemption.minimum))]));
        }
        if redemption.block > Units(1) {
            details.push(self.say(words.pay_block, [("amount", amount(redemption.block))]));
        }
        if let Some(most) = redemption.max_value {
            details.push(self.say(words.pay_most, [("amount", self.money(most))]));
        }
        details.extend(self.who_and_what(redemption.condition.as_ref(), Some(&redemption.lines)));
        let sale = redemption.lines.include.sale_items;
        let include = self.book.settings.sale_items == SaleItems::Include;
        if !sale.unwrap_or(include) {
            details.push(words.c_not_on_sale.to_owned());
        }
        if redemption.lines.include.kinds.is_empty() {
            details.push(words.pay_goods_only.to_owned());
        }
        details.push(words.pay_later.to_owned());
        item
    }

    fn turning(&self, conversion: &Conversion) -> Item {
        let fields = [
            ("amount", self.units(&conversion.unit, conversion.every)),
            ("gifts", self.list(&self.gives(&conversion.effects))),
        ];
        Item {
            title: self.name(&conversion.name),
            text: vec![self.say(self.words.turns_into, fields)],
            ..Item::of("conversions", &conversion.key)
        }
    }

    /// Stamp cards.
    pub(super) fn stamps(&self) -> Option<Section> {
        let words = self.words;
        let cards = self.book.conversions.iter().filter(|c| self.is_stamps(c));
        let card = |conversion: &Conversion| {
            let stamps = |number: i64| self.stamps_of(&conversion.unit, number);
            let number = stamps(conversion.every.0);
            let gifts = self.list(&self.gives(&conversion.effects));
            let mut item =
                Item { title: self.name(&conversion.name), ..Item::of("stamps", &conversion.key) };
            if let Some(rule) = self.book.rule(conversion.key.as_str()) {
                for effect in &rule.effects {
                    if let crate::rulebook::Effect::Earn(earning) = effect {
                        let basis = self.basis(&earning.amount);
                        let fields = [("amount", stamps(1)), ("basis", basis)];
                        let text = self.sentence(&self.say(words.earn_amount, fields));
                        item.text.push(text);
                    }
                }
                item.details.extend(self.terms(rule));
            }
            item.text.push(self.say(words.card_full, [("number", number)]));
            if !gifts.is_empty() {
                item.text.push(self.say(words.you_win, [("gifts", gifts)]));
            }
            item
        };
        let items: Vec<Item> = cards.map(card).collect();
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("stamps", words.h_stamps, blocks)
    }

    /// `10 stamps`, or what the programme itself calls them.
    fn stamps_of(&self, unit: &model::Key, number: i64) -> String {
        let unit = self.book.unit(unit.as_str());
        let forms = unit.and_then(|unit| unit.name.forms(self.locale));
        match unit {
            Some(unit) if forms.is_some_and(|forms| forms.one.is_some()) => {
                self.amount_of(unit, number, 0)
            }
            _ => self.counted(self.words.n_stamps, number, 0),
        }
    }

    /// The catalogue.
    pub(super) fn rewards(&self) -> Option<Section> {
        let rewards = self.book.catalogue.iter().filter(|reward| !reward.benefit);
        let items: Vec<Item> = rewards.map(|reward| self.reward(reward)).collect();
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("rewards", self.words.h_rewards, blocks)
    }

    fn reward(&self, reward: &Reward) -> Item {
        let cost: Vec<String> =
            reward.cost.iter().map(|(unit, amount)| self.units(unit, *amount)).collect();
        let mut item = Item {
            title: self.name(&reward.name),
            badge: if cost.is_empty() { self.words.free.to_owned() } else { cost.join(" + ") },
            ..Item::of("catalogue", &reward.key)
        };
        self.reward_terms(&mut item, reward);
        item
    }

    /// What rewards and benefits have in common.
    pub(super) fn reward_terms(&self, item: &mut Item, reward: &Reward) {
        let words = self.words;
        let gifts = self.gives(&reward.effects);
        if !gifts.is_empty() {
            item.text.push(self.say(words.comes_with, [("gifts", self.list(&gifts))]));
        }
        if !reward.options.is_empty() {
            let option = |option: &crate::rulebook::RewardOption| {
                let name = self.name(&option.name);
                match option.at {
                    Some(at) => {
                        let fields = [("name", name), ("at", self.moment(at))];
                        self.say(words.option_at, fields)
                    }
                    None => name,
                }
            };
            let options: Vec<String> = reward.options.iter().map(option).collect();
            item.details.push(self.say(words.options, [("options", options.join("; "))]));
        }
        item.details.extend(self.who_and_what(reward.condition.as_ref(), None));
        item.details.extend(self.schedule(&reward.schedule));
        item.details.extend(self.limits(&reward.limits));
        match reward.handover {
            Handover::AtOnce => {}
            Handover::Pickup => item.details.push(words.pickup.to_owned()),
            Handover::Digital => item.details.push(words.digital.to_owned()),
        }
        if reward.stock.is_some() || reward.options.iter().any(|o| o.places.is_some()) {
            item.details.push(words.while_stock.to_owned());
        }
    }
}
