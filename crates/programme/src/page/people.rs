//! What concerns several people or firms: friends, groups, giving, exchanging, causes, partners, prices elsewhere.

use super::context::Page;
use super::html::{Block, Item, Section, Table};
use crate::rulebook::{
    Cause, Counting, Effect, Exchange, Gifting, GoodCause, GroupKind, Party, Rule, Value, Whom,
};
use model::Units;
use model::event::Ground;

impl Page<'_> {
    /// Bringing friends.
    pub(super) fn referral(&self) -> Option<Section> {
        let words = self.words;
        let rule = self.book.referral()?;
        let mut item = Item { title: self.name(&rule.name), ..Item::of_rule(rule) };
        let friend = self.gives(&rule.effects);
        if !friend.is_empty() {
            item.text.push(self.say(words.friend_gets, [("gifts", self.list(&friend))]));
        }
        let advocate = self.book.rule("referral-advocate");
        if let Some(advocate) = advocate {
            let gifts = self.gives(&advocate.effects);
            if !gifts.is_empty() {
                item.text.push(self.say(words.you_get, [("gifts", self.list(&gifts))]));
            }
        }
        item.details.push(words.friend_buys.to_owned());
        let told = self.terms(rule);
        let known = [words.c_referred, words.once];
        item.details.extend(told.into_iter().filter(|term| !known.contains(&term.as_str())));
        if let Some(advocate) = advocate {
            let terms = self.who_and_what(advocate.condition.as_ref(), None);
            if !terms.is_empty() {
                item.details.push(self.say(words.you_need, [("terms", terms.join(" "))]));
            }
            item.details.extend(self.limits(&advocate.limits));
        }
        item.details.extend(rule.effects.iter().find_map(|effect| match effect {
            Effect::Later { after, .. } => {
                Some(self.say(words.friend_later, [("span", self.span(*after))]))
            }
            _ => None,
        }));
        let milestones: Vec<String> =
            self.book.rules.iter().filter_map(|rule| self.milestone(rule)).collect();
        let mut blocks = vec![Block::Items(vec![item])];
        if !milestones.is_empty() {
            blocks.push(Block::Heading(words.h_milestones.to_owned()));
            blocks.push(Block::Points(milestones));
        }
        self.section("referral", words.h_referral, blocks)
    }

    fn milestone(&self, rule: &Rule) -> Option<String> {
        let number = rule.key.as_str().strip_prefix("referral-milestone-")?.parse().ok()?;
        let friends = self.counted(self.words.n_friends, number, 0);
        let gifts = self.gives(&rule.effects);
        if gifts.is_empty() {
            return None;
        }
        let gifts = self.list(&gifts);
        Some(self.say(self.words.milestone, [("friends", friends), ("gifts", gifts)]))
    }

    /// Households, circles of friends, firms.
    pub(super) fn groups(&self) -> Option<Section> {
        let items: Vec<Item> = self.book.group_kinds.iter().map(|kind| self.group(kind)).collect();
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("groups", self.words.h_groups, blocks)
    }

    fn group(&self, kind: &GroupKind) -> Item {
        let words = self.words;
        let mut item = Item { title: self.name(&kind.name), ..Item::of("groups", &kind.key) };
        item.text.push(self.counted(words.group_seats, i64::from(kind.seats), 0));
        if !kind.pool.is_empty() {
            let units: Vec<String> = kind.pool.iter().map(|unit| self.unit_word(unit)).collect();
            item.text.push(self.say(words.group_pool, [("units", self.list(&units))]));
        }
        if kind.approval {
            item.details.push(words.group_approval.to_owned());
        }
        let collects = self.book.rules.iter().find_map(|rule| {
            rule.effects.iter().find_map(|effect| match effect {
                Effect::Cause(Cause { whom: Whom::Group(key), rule: other, .. })
                    if *key == kind.key =>
                {
                    Some((rule, self.book.rule(other.as_str())?))
                }
                _ => None,
            })
        });
        if let Some((bought, collected)) = collects {
            for effect in &collected.effects {
                let Effect::Earn(earning) = effect else { continue };
                let Counting::PerAmount { give: Value::Fixed(give), .. } = &earning.amount else {
                    continue;
                };
                let Some(unit) = self.book.unit(earning.unit.as_str()) else { continue };
                let fields = [
                    ("amount", self.thousandths(unit, *give)),
                    ("basis", self.basis(&earning.amount)),
                ];
                item.text.push(self.say(words.group_collects, fields));
            }
            item.details.extend(self.terms(bought));
        }
        item
    }

    /// Giving units to others, and exchanging them.
    pub(super) fn giving(&self) -> Option<Section> {
        let mut items: Vec<Item> = self.book.gifting.iter().map(|g| self.gifting(g)).collect();
        items.extend(self.book.exchanges.iter().map(|exchange| self.exchange(exchange)));
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("giving", self.words.h_giving, blocks)
    }

    fn gifting(&self, gifting: &Gifting) -> Item {
        let words = self.words;
        let unit = &gifting.unit;
        let title = self.say(words.gifting, [("units", self.unit_word(unit))]);
        let mut item =
            Item { title, text: vec![words.gifting_text.to_owned()], ..Item::of("gifting", unit) };
        if gifting.minimum > Units(1) {
            let fields = [("amount", self.units(unit, gifting.minimum))];
            item.details.push(self.say(words.gifting_minimum, fields));
        }
        if let Some((most, window)) = gifting.most {
            let fields = [("amount", self.units(unit, most)), ("per", self.per(window))];
            item.details.push(self.say(words.gifting_most, fields));
        }
        item.details.extend(self.who_and_what(gifting.condition.as_ref(), None));
        item
    }

    fn exchange(&self, exchange: &Exchange) -> Item {
        let words = self.words;
        let theirs = exchange.of.counted(self.locale, exchange.gives, 3);
        let theirs = format!("{} {theirs}", self.decimal(exchange.gives, 3));
        let fields = [("ours", self.units(&exchange.unit, exchange.every)), ("theirs", theirs)];
        let mut item = Item {
            title: self.name(&exchange.name),
            badge: self.say(words.exchange, fields),
            ..Item::of("exchanges", &exchange.key)
        };
        if exchange.minimum > exchange.every {
            let fields = [("amount", self.units(&exchange.unit, exchange.minimum))];
            item.details.push(self.say(words.exchange_minimum, fields));
        }
        item.details.extend(self.who_and_what(exchange.condition.as_ref(), None));
        item
    }

    /// Good causes.
    pub(super) fn causes(&self) -> Option<Section> {
        let items: Vec<Item> = self.book.causes.iter().map(|cause| self.cause(cause)).collect();
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("causes", self.words.h_causes, blocks)
    }

    fn cause(&self, cause: &GoodCause) -> Item {
        let words = self.words;
        let mut item = Item { title: self.name(&cause.name), ..Item::of("causes", &cause.key) };
        for rule in &self.book.rules {
            for effect in &rule.effects {
                let Effect::Accrue(accrual) = effect else { continue };
                if accrual.ground != Ground::Donation
                    || accrual.party != Party::Named(cause.key.clone())
                {
                    continue;
                }
                item.text.push(match &accrual.share {
                    Value::Fixed(share) => {
                        self.say(words.cause_share, [("share", self.percent(*share))])
                    }
                    _ => words.cause_part.to_owned(),
                });
                item.details.extend(self.terms(rule));
            }
        }
        if !cause.units.is_empty() {
            let units: Vec<String> = cause.units.iter().map(|unit| self.unit_word(unit)).collect();
            item.text.push(self.say(words.cause_units, [("units", self.list(&units))]));
        }
        if let Some(goal) = cause.goal {
            item.details.push(self.say(words.cause_goal, [("amount", self.money(goal))]));
        }
        item
    }

    /// Partners of a coalition, with what each gives.
    pub(super) fn partners(&self) -> Option<Section> {
        let words = self.words;
        let coalition = self.book.coalition.as_ref()?;
        let units = self.unit_word(&coalition.unit);
        let rows = coalition.partners.iter().map(|partner| {
            let rule = partner.rule.as_ref().and_then(|key| self.book.rule(key.as_str()));
            let mut gives = rule.map(|rule| self.partner_gives(rule)).unwrap_or_default();
            if !gives.is_empty() {
                let told = self.told(&[partner.lines.condition.as_ref()]);
                gives.extend(self.goods_terms(&told, &partner.lines));
            }
            let pays = if partner.accepts { vec![words.yes.to_owned()] } else { Vec::new() };
            (self.name(&partner.name), vec![gives, pays])
        });
        let rows: Vec<(String, Vec<Vec<String>>)> = rows.collect();
        let gives = self.say(words.partner_gives, [("units", units.clone())]);
        let text = self.say(words.partners_text, [("units", units)]);
        let table = Table {
            caption: words.h_partners.to_owned(),
            head: vec![words.partner.to_owned(), gives, words.partner_accepts.to_owned()],
            rows,
        };
        self.section("partners", words.h_partners, vec![Block::Text(text), Block::Table(table)])
    }

    /// The share that comes back at a partner, by level where it depends.
    fn partner_gives(&self, rule: &Rule) -> Vec<String> {
        let shares = rule.effects.iter().filter_map(|effect| match effect {
            Effect::Earn(earning) => Some(&earning.amount),
            _ => None,
        });
        shares
            .flat_map(|amount| match amount {
                Counting::Percent(Value::Fixed(share)) => vec![self.percent(*share)],
                Counting::Percent(Value::ByTier { track, values }) => {
                    let track = self.book.track(track.as_str());
                    let level = |key: &model::Key| {
                        track.and_then(|track| track.levels.iter().find(|l| l.key == *key))
                    };
                    let share = |(key, share): &(model::Key, i64)| {
                        let name = level(key).map_or_else(String::new, |l| self.name(&l.name));
                        format!("{name}: {}", self.percent(*share))
                    };
                    values.iter().map(share).collect()
                }
                _ => self.earning_item(rule).text,
            })
            .collect()
    }

    /// The promise about prices elsewhere.
    pub(super) fn guarantee(&self) -> Option<Section> {
        let words = self.words;
        let promise = self.book.price_guarantee.as_ref()?;
        let span = self.span(promise.within);
        let share = self.percent(promise.share);
        let text = match &promise.unit {
            None => self.say(words.guarantee, [("span", span), ("share", share)]),
            Some(unit) => {
                let fields = [("span", span), ("share", share), ("units", self.unit_word(unit))];
                self.say(words.guarantee_units, fields)
            }
        };
        let mut item =
            Item { title: self.name(&promise.name), text: vec![text], ..Item::default() };
        item.details.extend(self.who_and_what(promise.lines.as_ref(), None));
        if promise.evidence {
            item.details.push(words.guarantee_evidence.to_owned());
        }
        item.details.push(words.guarantee_decided.to_owned());
        item.details.extend(self.limits(&promise.limits));
        self.section("guarantee", words.h_guarantee, vec![Block::Items(vec![item])])
    }
}
