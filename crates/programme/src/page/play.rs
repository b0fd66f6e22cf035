//! What is played for: quests, streaks, badges, leaderboards, surprises, raffles.

use super::context::Page;
use super::html::{Block, Item, Section, Table};
use crate::condition::{Fact, Shape, Subject};
use crate::rulebook::{Badge, Leaderboard, MetricKind, Prize, Quest, Raffle, Rule, Surprise};
use model::calendar::Window;
use model::{Key, Money};

impl Page<'_> {
    /// Quests, streaks, badges and leaderboards.
    pub(super) fn play(&self) -> Option<Section> {
        let words = self.words;
        let mut blocks = Vec::new();
        let quests = self.book.quests.iter().map(|quest| self.quest(quest)).collect();
        let streaks = self.rules_of("streaks").filter(|rule| rule.coupon.is_none());
        let streaks = streaks.filter_map(|rule| self.streak(rule)).collect();
        let badges = self.book.badges.iter().map(|badge| self.badge(badge)).collect();
        let boards = self.book.leaderboards.iter().map(|board| self.leaderboard(board)).collect();
        let parts: [(&str, Vec<Item>); 4] = [
            (words.h_quests, quests),
            (words.h_streaks, streaks),
            (words.h_badges, badges),
            (words.h_leaderboards, boards),
        ];
        for (heading, items) in parts {
            if !items.is_empty() {
                blocks.push(Block::Heading(heading.to_owned()));
                blocks.push(Block::Items(items));
            }
        }
        self.section("play", words.h_play, blocks)
    }

    fn quest(&self, quest: &Quest) -> Item {
        let words = self.words;
        let mut item = Item { title: self.name(&quest.name), ..Item::of("quests", &quest.key) };
        let step = |(name, metric, number): &(crate::rulebook::Text, Key, i64)| {
            let metric = self.book.metric(metric.as_str());
            let scale = if metric.is_some_and(|m| m.kind == MetricKind::Number) { 3 } else { 0 };
            let times = self.counted(words.n_times, *number, scale);
            self.say(words.quest_step, [("step", self.name(name)), ("times", times)])
        };
        let steps: Vec<String> = quest.steps.iter().map(step).collect();
        item.text.push(self.say(words.quest_steps, [("steps", steps.join("; "))]));
        if let Some(rule) = self.book.rule(quest.key.as_str()) {
            self.prize_into(&mut item, rule);
        }
        item.details.push(match quest.window {
            Window::Lifetime => words.quest_once.to_owned(),
            window => self.say(words.quest_again, [("per", self.per(window))]),
        });
        item
    }

    /// What is won, and the terms of the rule that gives it.
    fn prize_into(&self, item: &mut Item, rule: &Rule) {
        let gifts: Vec<String> = self.gives(&rule.effects);
        if !gifts.is_empty() {
            item.text.push(self.say(self.words.you_win, [("gifts", self.list(&gifts))]));
        }
        item.details.extend(self.terms(rule));
    }

    fn streak(&self, rule: &Rule) -> Option<Item> {
        let words = self.words;
        let (metric, number) = rule.condition.as_ref()?.shapes().iter().find_map(|shape| {
            let Shape::Numbers { of: Subject::Fact(Fact::Metric(place)), any_of } = shape else {
                return None;
            };
            let metric = self.book.metrics.get(usize::from(*place))?;
            Some((metric, self.metric_value(metric, *any_of.first()?)))
        })?;
        let forms = match metric.streak {
            Some(Window::Day) => words.n_days,
            Some(Window::Week) => words.n_weeks,
            _ => words.n_months,
        };
        let periods = self.counted(forms, number, 3);
        let mut item = Item { title: self.name(&rule.name), ..Item::of_rule(rule) };
        item.text.push(self.say(words.streak, [("periods", periods)]));
        self.prize_into(&mut item, rule);
        Some(item)
    }

    fn badge(&self, badge: &Badge) -> Item {
        let mut item = Item { title: self.name(&badge.name), ..Item::of("badges", &badge.key) };
        if !badge.about.is_empty() {
            item.text.push(self.name(&badge.about));
        }
        if let Some(rule) = self.book.rule(badge.key.as_str()) {
            let mark = |effect: &&crate::rulebook::Effect| !matches!(effect, crate::rulebook::Effect::Tag { tag, .. } if *tag == badge.key);
            let effects: Vec<_> = rule.effects.iter().filter(mark).cloned().collect();
            let gifts = self.gives(&effects);
            if !gifts.is_empty() {
                item.text.push(self.say(self.words.comes_with, [("gifts", self.list(&gifts))]));
            }
            item.details.extend(self.terms(rule));
        }
        item
    }

    fn leaderboard(&self, board: &Leaderboard) -> Item {
        let words = self.words;
        let metric = self.book.metric(board.metric.as_str());
        let metric = metric.map_or_else(String::new, |metric| self.metric_name(metric));
        let top = self.counted(words.n_places, i64::from(board.top), 0);
        Item {
            title: self.name(&board.name),
            text: vec![self.say(words.leaderboard, [("metric", metric), ("places", top)])],
            details: vec![words.leaderboard_consent.to_owned()],
            ..Item::of("leaderboards", &board.key)
        }
    }

    /// Rewards that nobody knows until they are given.
    pub(super) fn surprises(&self) -> Option<Section> {
        let items: Vec<Item> = self.book.surprises.iter().map(|s| self.surprise(s)).collect();
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("surprises", self.words.h_surprises, blocks)
    }

    fn surprise(&self, surprise: &Surprise) -> Item {
        let words = self.words;
        let total: u64 = surprise.entries.iter().map(|entry| u64::from(entry.weight)).sum();
        let rows = surprise.entries.iter().map(|entry| {
            let name = if self.is_given(&entry.name, &entry.key) {
                self.name(&entry.name)
            } else {
                let gifts = self.gives(&entry.effects);
                if gifts.is_empty() { self.name(&entry.name) } else { self.list(&gifts) }
            };
            // To a hundredth of a percent.
            let share = u64::from(entry.weight) * 10_000 / total.max(1);
            let share = self.percent(i64::try_from(share).unwrap_or(0) * 100);
            (self.capital(&name), vec![vec![share]])
        });
        let mut item = Item {
            title: self.name(&surprise.name),
            text: vec![words.surprise.to_owned()],
            table: Some(Table {
                caption: words.surprise_chances.to_owned(),
                head: vec![words.surprise_what.to_owned(), words.surprise_chance.to_owned()],
                rows: rows.collect(),
            }),
            ..Item::of("surprises", &surprise.key)
        };
        if surprise.entries.iter().any(|entry| entry.condition.is_some()) {
            item.details.push(words.surprise_some.to_owned());
        }
        if let Some((draws, worth)) = surprise.floor {
            let draws = self.counted(words.n_draws, i64::from(draws), 0);
            let fields = [("draws", draws), ("amount", self.money(worth))];
            item.details.push(self.say(words.surprise_floor, fields));
        }
        item
    }

    /// Raffles among those who hold tickets.
    pub(super) fn raffles(&self) -> Option<Section> {
        let items: Vec<Item> = self.book.raffles.iter().map(|raffle| self.raffle(raffle)).collect();
        if items.is_empty() {
            return None;
        }
        let check = vec![Block::Text(self.words.raffle_check.to_owned())];
        let blocks = [Block::Items(items)].into_iter().chain(check).collect();
        self.section("raffles", self.words.h_raffles, blocks)
    }

    fn raffle(&self, raffle: &Raffle) -> Item {
        let words = self.words;
        let prize = |prize: &Prize| {
            let mut cell = vec![self.decimal(i64::from(prize.count), 0)];
            cell.extend(
                prize
                    .worth
                    .filter(|worth| *worth > Money::ZERO)
                    .map(|worth| self.say(words.prize_worth, [("amount", self.money(worth))])),
            );
            (self.name(&prize.name), vec![vec![cell.join(", ")]])
        };
        let units = self.unit_word(&raffle.tickets);
        Item {
            title: self.name(&raffle.name),
            text: vec![
                self.say(words.raffle_draw, [("at", self.moment(raffle.draw_at))]),
                self.say(words.raffle_tickets, [("units", units)]),
            ],
            table: Some(Table {
                caption: words.prizes.to_owned(),
                head: vec![words.prize.to_owned(), words.prize_count.to_owned()],
                rows: raffle.prizes.iter().map(prize).collect(),
            }),
            details: vec![
                if raffle.several { words.raffle_several } else { words.raffle_one }.to_owned(),
            ],
            ..Item::of("raffles", &raffle.key)
        }
    }
}
