//! The programme in short, and what joining brings.

use super::context::Page;
use super::html::{Block, Item, Section};
use crate::rulebook::{Rule, Trigger, UnitKind};

/// Names in one sentence, before it says that there are more.
const NAMES: usize = 5;

impl Page<'_> {
    /// The programme in a few sentences.
    pub(super) fn about(&self) -> Option<Section> {
        let mut points = self.units_in_short();
        let mut earning = self.rules_of("earning").map(|rule| self.earning_item(rule));
        let words = self.words;
        let told = |item: &Item| item.text.first().is_some_and(|text| *text != words.computed);
        if let Some(Item { title, text, .. }) = earning.find(told) {
            points.push(format!("{title}: {}", text[0]));
        }
        for track in self.tracks() {
            let levels: Vec<String> = track.levels.iter().map(|l| self.name(&l.name)).collect();
            let fields = [("track", self.name(&track.name)), ("levels", levels.join(" → "))];
            points.push(self.say(words.about_levels, fields));
        }
        let offers = ["offers", "ladders", "volume_steps"];
        let offers = offers.iter().flat_map(|section| self.rules_of(section));
        points.extend(self.named_in_short(words.about_offers, offers.map(|rule| &rule.name)));
        let cards = self.book.conversions.iter().filter(|conversion| self.is_stamps(conversion));
        points.extend(self.named_in_short(words.about_stamps, cards.map(|card| &card.name)));
        for (template, benefit) in [(words.about_rewards, false), (words.about_benefits, true)] {
            let rewards = self.book.catalogue.iter().filter(|r| r.benefit == benefit);
            points.extend(self.named_in_short(template, rewards.map(|reward| &reward.name)));
        }
        let kinds = self.book.certificates.iter().map(|kind| &kind.name);
        points.extend(self.named_in_short(words.about_certificates, kinds));
        if !self.book.affiliates.is_empty() {
            points.push(words.about_affiliates.to_owned());
        }
        self.section("about", words.h_about, vec![Block::Points(points)])
    }

    fn units_in_short(&self) -> Vec<String> {
        let words = self.words;
        let mut points = Vec::new();
        for unit in self.book.units.iter().filter(|unit| unit.kind != UnitKind::Stamps) {
            let mut text = self.say(words.about_unit, [("units", self.unit_word(&unit.key))]);
            let pays = self.book.redemptions.iter().any(|paying| paying.unit == unit.key);
            if let Some(worth) = unit.worth_micro.filter(|_| pays) {
                let fields = [
                    ("one", self.amount_of(unit, unit.one(), unit.scale)),
                    ("amount", self.money_micro(i128::from(worth))),
                ];
                text.push(' ');
                text.push_str(&self.say(words.about_worth, fields));
            }
            points.push(text);
        }
        points
    }

    /// A list of names; when there are many, only the first of them.
    pub(super) fn named_in_short<'t>(
        &self,
        template: &str,
        texts: impl Iterator<Item = &'t crate::rulebook::Text>,
    ) -> Option<String> {
        let mut names: Vec<String> = texts.map(|text| self.quoted(&self.name(text))).collect();
        if names.is_empty() {
            return None;
        }
        if names.len() > NAMES {
            names.truncate(NAMES - 1);
            names.push(self.words.and_more.to_owned());
        }
        Some(self.say(template, [("names", self.list(&names))]))
    }

    /// What joining gives at once, and what needs no joining.
    pub(super) fn joining(&self) -> Option<Section> {
        let words = self.words;
        let mut points = Vec::new();
        let mut items = Vec::new();
        for track in self.tracks() {
            if let Some(level) = track.levels.iter().find(|level| level.on_joining) {
                let fields = [("level", self.quoted(&self.name(&level.name)))];
                points.push(self.say(words.joining_level, fields));
            }
        }
        for plan in &self.book.plans {
            let fields = [("name", self.quoted(&self.name(&plan.name)))];
            points.push(self.say(words.joining_plan, fields));
        }
        if let Some(rule) = self.book.referral() {
            let gifts = self.gives(&rule.effects);
            if !gifts.is_empty() {
                let fields = [("gifts", self.list(&gifts))];
                points.push(self.say(words.joining_friend, fields));
            }
        }
        let offers = self.rules_of("offers").chain(self.rules_of("ladders"));
        let free = offers.filter(|rule| rule.public).map(|rule| &rule.name);
        points.extend(self.named_in_short(words.joining_public, free));
        let rules = self.book.rules.iter().filter(|rule| rule.trigger == Trigger::Enrolment);
        items.extend(rules.filter_map(|rule| self.gift_item(rule)));
        let mut blocks = Vec::new();
        if !points.is_empty() {
            blocks.push(Block::Points(points));
        }
        if !items.is_empty() {
            blocks.push(Block::Items(items));
        }
        self.section("joining", words.h_joining, blocks)
    }

    /// A rule that gives something by itself; nothing when nobody would see what it does.
    pub(super) fn gift_item(&self, rule: &Rule) -> Option<Item> {
        let mut item = Item::of_rule(rule);
        self.gives_into(&mut item, &rule.effects);
        let occasion = self.occasion(rule);
        let given = self.given_name(rule);
        let shows = !item.badge.is_empty() || !item.text.is_empty() || item.table.is_some();
        if !shows && given.is_none() {
            return None;
        }
        match given {
            Some(name) => {
                item.title = name;
                item.text.insert(0, self.sentence(&occasion));
            }
            None => item.title = self.capital(&occasion),
        }
        item.details.extend(self.terms(rule));
        Some(item)
    }

    /// When a rule works.
    fn occasion(&self, rule: &Rule) -> String {
        let words = self.words;
        let days = |days: u16| self.counted(words.n_days, i64::from(days), 0);
        match &rule.trigger {
            Trigger::Purchase(_) => words.t_purchase.to_owned(),
            Trigger::Enrolment => words.t_joining.to_owned(),
            Trigger::Birthday { days_before: 0 } => words.t_birthday.to_owned(),
            Trigger::Birthday { days_before } => {
                self.say(words.t_birthday_before, [("days", days(*days_before))])
            }
            Trigger::Event(event) => {
                let name = self.book.event(event.as_str()).map(|event| self.name(&event.name));
                self.say(words.t_event, [("event", name.unwrap_or_default())])
            }
            Trigger::TierReached { track, tier } => {
                let track = self.book.track(track.as_str());
                let level = tier.as_ref().and_then(|tier| {
                    track.and_then(|t| t.levels.iter().find(|level| level.key == *tier))
                });
                match (level, track) {
                    (Some(level), _) => {
                        let level = self.quoted(&self.name(&level.name));
                        self.say(words.t_level, [("level", level)])
                    }
                    (None, _) => words.t_any_level.to_owned(),
                }
            }
            Trigger::Recurring { every_days } => {
                self.say(words.t_every, [("days", days(*every_days))])
            }
            Trigger::Reached { .. } => words.t_reached.to_owned(),
            Trigger::Idle(span) => self.say(words.t_idle, [("span", self.span(*span))]),
            Trigger::Consequence => words.t_friend.to_owned(),
        }
    }
}
