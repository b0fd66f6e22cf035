//! Discounts: offers, ladders, volume steps; coupons; certificates.

use super::context::Page;
use super::html::{Block, Item, Section, Table};
use crate::rulebook::{
    CertificateType, CouponType, Downgrade, Effect, Price, Rule, Take, Track, Value,
};
use model::calendar::Window;

impl Page<'_> {
    /// Everything that lowers prices by itself.
    pub(super) fn offers(&self) -> Option<Section> {
        let mut items: Vec<Item> = self.rules_of("offers").map(|rule| self.offer(rule)).collect();
        for section in ["ladders", "volume_steps"] {
            items.extend(self.rules_of(section).map(|rule| self.ladder(rule)));
        }
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("offers", self.words.h_offers, blocks)
    }

    fn offer(&self, rule: &Rule) -> Item {
        let mut item = Item { title: self.name(&rule.name), ..Item::of_rule(rule) };
        self.reductions(&mut item, rule);
        let mut terms = self.terms(rule);
        terms.append(&mut item.details);
        if item.badge.to_lowercase() == item.title.to_lowercase() {
            item.badge = String::new();
        }
        // The levels of a table, or of a value, may stand in the condition too.
        terms.dedup();
        item.details = terms;
        item
    }

    /// A discount in steps. One that steps down has a hidden track, whose levels are the steps.
    fn ladder(&self, rule: &Rule) -> Item {
        let mut item = self.offer(rule);
        if let [Effect::Price(Price { take: Take::Percent(Value::ByTier { track, values }), .. })] =
            rule.effects.as_slice()
            && let Some(track) = self.book.track(track.as_str()).filter(|t| t.key == rule.key)
        {
            item.table = Some(self.falling_steps(track, values));
            item.badge = String::new();
            item.details = self.terms(rule);
            if let Downgrade::OneStepPerIdlePeriod(window) = track.downgrade {
                item.details.push(self.idle(window));
            }
        }
        item
    }

    fn falling_steps(&self, track: &Track, values: &[(model::Key, i64)]) -> Table {
        let words = self.words;
        let row = |(level, share): &(model::Key, i64)| {
            let level = track.levels.iter().find(|known| known.key == *level)?;
            let from = level.thresholds.first().and_then(|threshold| {
                let metric = self.book.metric(threshold.metric.as_str())?;
                Some(self.metric_amount(metric, threshold.at))
            });
            let from = from.unwrap_or_else(|| self.money(model::Money::ZERO));
            let label = self.say(words.step_from, [("amount", from)]);
            Some((self.capital(&label), vec![vec![self.percent(*share)]]))
        };
        let source = words.src_spend.to_owned();
        Table {
            caption: self.say(words.grows_with, [("source", source.clone())]),
            head: vec![self.capital(&source), words.discount.to_owned()],
            rows: values.iter().filter_map(row).collect(),
        }
    }

    /// One level is lost in each period without a purchase.
    pub(super) fn idle(&self, window: Window) -> String {
        let words = self.words;
        let sentence = match window {
            Window::Day => words.idle_day,
            Window::Week => words.idle_week,
            Window::Quarter => words.idle_quarter,
            Window::Year | Window::AnniversaryYear => words.idle_year,
            _ => words.idle_month,
        };
        sentence.to_owned()
    }

    /// Coupons and codes that the document declares. Codes themselves are told by those who give them.
    pub(super) fn coupons(&self) -> Option<Section> {
        let items: Vec<Item> = self
            .rules_of("coupons")
            .filter_map(|rule| {
                let coupon = self.book.coupon(rule.coupon.as_ref()?.as_str())?;
                Some(self.coupon(rule, coupon))
            })
            .collect();
        let blocks = if items.is_empty() { Vec::new() } else { vec![Block::Items(items)] };
        self.section("coupons", self.words.h_coupons, blocks)
    }

    fn coupon(&self, rule: &Rule, coupon: &CouponType) -> Item {
        let words = self.words;
        let mut item = self.offer(rule);
        let details = &mut item.details;
        let from = coupon.from.map(|at| self.moment(at));
        details.extend(self.stretch(from, coupon.until.map(|at| self.last_moment(at))));
        if let Some(span) = coupon.valid_for {
            details.push(self.say(words.coupon_valid, [("span", self.span(span))]));
        }
        match (&coupon.code, coupon.uses) {
            (Some(_), None) => details.push(words.coupon_shared.to_owned()),
            (Some(_), Some(uses)) => {
                details.push(words.coupon_shared.to_owned());
                details.push(self.say(words.coupon_shared_uses, [("times", self.times(uses))]));
            }
            (None, None) => details.push(words.coupon_unlimited.to_owned()),
            (None, Some(1)) => details.push(words.coupon_once.to_owned()),
            (None, Some(uses)) => {
                details.push(self.say(words.coupon_uses, [("times", self.times(uses))]));
            }
        }
        if coupon.transferable {
            details.push(words.coupon_transferable.to_owned());
        } else if coupon.code.is_none() {
            details.push(words.coupon_personal.to_owned());
        }
        item
    }

    /// Gift certificates.
    pub(super) fn certificates(&self) -> Option<Section> {
        let words = self.words;
        let certificate = |kind: &CertificateType| {
            let values: Vec<String> = kind.values.iter().map(|value| self.money(*value)).collect();
            let text = match (kind.free, values.as_slice()) {
                (true, [from, to]) => {
                    let fields = [("from", from.clone()), ("to", to.clone())];
                    self.say(words.certificate_any, fields)
                }
                _ => self.say(words.certificate_values, [("values", self.alternatives(&values))]),
            };
            let valid = match kind.valid_for {
                Some(span) => self.say(words.certificate_valid, [("span", self.span(span))]),
                None => words.certificate_for_ever.to_owned(),
            };
            let parts =
                if kind.partial { words.certificate_parts } else { words.certificate_whole };
            Item {
                title: self.name(&kind.name),
                text: vec![text],
                details: vec![valid, parts.to_owned()],
                ..Item::of("certificates", &kind.key)
            }
        };
        let items: Vec<Item> = self.book.certificates.iter().map(certificate).collect();
        if items.is_empty() {
            return None;
        }
        let points = vec![words.certificate_money.to_owned()];
        let blocks = vec![Block::Items(items), Block::Points(points)];
        self.section("certificates", words.h_certificates, blocks)
    }
}
