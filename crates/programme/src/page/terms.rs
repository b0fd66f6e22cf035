//! The terms of rules: goods, minimum, who, when, how often.

use super::condition::Told;
use super::context::Page;
use crate::condition::Condition;
use crate::format;
use crate::rulebook::{Effect, Limit, Minimum, MinimumOf, Rule, SaleItems, Schedule, Selection};
use model::LineKind;
use model::calendar::Window;

impl Page<'_> {
    /// The terms of a rule, in short sentences.
    pub(super) fn terms(&self, rule: &Rule) -> Vec<String> {
        let words = self.words;
        let mut told = self.told(&[rule.condition.as_ref(), rule.lines.condition.as_ref()]);
        self.once_by_tag(rule, &mut told);
        let mut terms = self.goods_terms(&told, &rule.lines);
        terms.extend(self.sale_term(&rule.lines));
        let named = !told.goods.is_empty();
        terms.extend(rule.minimum.as_ref().into_iter().flat_map(|m| self.minimum(m, named)));
        terms.extend(told.sentences);
        if rule.public {
            terms.push(words.everybody.to_owned());
        }
        terms.extend(self.schedule(&rule.schedule));
        terms.extend(self.limits(&rule.limits));
        for (said, sentence) in [
            (rule.activate, words.activate),
            (rule.stacking.exclusive, words.exclusive),
            (rule.budget.is_some(), words.budget),
            (rule.holdout > 0, words.holdout),
            (told.more, words.more),
        ] {
            if said {
                terms.push(sentence.to_owned());
            }
        }
        terms
    }

    /// A rule that gives a mark, and only to those who do not have it, works once.
    fn once_by_tag(&self, rule: &Rule, told: &mut Told) {
        for effect in &rule.effects {
            let Effect::Tag { tag, on: true } = effect else { continue };
            let not = self.say(self.words.c_have_not, [("names", self.tag(tag.as_str()))]);
            for sentence in told.sentences.iter_mut().filter(|sentence| **sentence == not) {
                self.words.once.clone_into(sentence);
            }
        }
    }

    /// Which goods.
    pub(super) fn goods_terms(&self, told: &Told, lines: &Selection) -> Vec<String> {
        let words = self.words;
        let mut goods = told.goods.clone();
        let kinds = &lines.include.kinds;
        if !kinds.is_empty() && *kinds != [LineKind::Shipping] {
            let kinds: Vec<String> =
                kinds.iter().map(|kind| self.kind(kind.word()).to_owned()).collect();
            goods.push(self.list(&kinds));
        }
        let mut terms = Vec::new();
        if !goods.is_empty() {
            terms.push(self.say(words.on_goods, [("goods", goods.join("; "))]));
        }
        if !told.except.is_empty() {
            terms.push(self.say(words.not_on_goods, [("goods", told.except.join("; "))]));
        }
        terms
    }

    /// Goods of a selection and who may, for what has no rule.
    pub(super) fn who_and_what(
        &self,
        condition: Option<&Condition>,
        lines: Option<&Selection>,
    ) -> Vec<String> {
        let told = self.told(&[condition, lines.and_then(|lines| lines.condition.as_ref())]);
        let mut terms = self.goods_terms(&told, lines.unwrap_or(&Selection::default()));
        terms.extend(told.sentences);
        if told.more {
            terms.push(self.words.more.to_owned());
        }
        terms
    }

    /// What differs from the programme's rule about goods that are reduced already.
    fn sale_term(&self, lines: &Selection) -> Option<String> {
        let usual = self.book.settings.sale_items;
        match lines.include.sale_items? {
            true if usual != SaleItems::Include => Some(self.words.sale_too.to_owned()),
            false if usual != SaleItems::Exclude => Some(self.words.c_not_on_sale.to_owned()),
            _ => None,
        }
    }

    /// What must be on the receipt.
    pub(super) fn minimum(&self, minimum: &Minimum, goods_are_named: bool) -> Vec<String> {
        let words = self.words;
        let matching = goods_are_named && minimum.of == MinimumOf::Matching;
        let template = if matching { words.from_goods } else { words.from_receipt };
        let amount = minimum.amount.map(|amount| self.money(amount));
        let quantity = minimum.quantity.map(|quantity| self.pieces(quantity));
        let said = amount.into_iter().chain(quantity);
        said.map(|amount| self.say(template, [("amount", amount)])).collect()
    }

    /// When something runs.
    pub(super) fn schedule(&self, schedule: &Schedule) -> Vec<String> {
        let words = self.words;
        let mut terms = Vec::new();
        let from = schedule.from.map(|at| self.moment(at));
        let until = schedule.until.map(|at| self.last_moment(at));
        terms.extend(self.stretch(from, until));
        if !schedule.weekdays.is_empty() {
            let day = |day: &i8| format::weekday(self.language, i64::from(*day)).to_owned();
            let days: Vec<String> = schedule.weekdays.iter().map(day).collect();
            terms.push(self.say(words.weekdays, [("days", self.list(&days))]));
        }
        if !schedule.hours.is_empty() {
            let clock = |minute: u16| format::clock(self.language, minute);
            let pair = |(from, until): &(u16, u16)| format!("{}–{}", clock(*from), clock(*until));
            let hours: Vec<String> = schedule.hours.iter().map(pair).collect();
            terms.push(self.say(words.hours, [("hours", self.list(&hours))]));
        }
        if schedule.outside_sale_periods {
            terms.push(words.not_in_sale_periods.to_owned());
        }
        terms
    }

    /// From, until, or both.
    pub(super) fn stretch(&self, from: Option<String>, until: Option<String>) -> Option<String> {
        let words = self.words;
        match (from, until) {
            (Some(from), Some(until)) if from == until => {
                Some(self.say(words.on_day, [("day", from)]))
            }
            (Some(from), Some(until)) => {
                Some(self.say(words.from_until, [("from", from), ("until", until)]))
            }
            (Some(from), None) => Some(self.say(words.from, [("from", from)])),
            (None, Some(until)) => Some(self.say(words.until, [("until", until)])),
            (None, None) => None,
        }
    }

    /// How often.
    pub(super) fn limits(&self, limits: &[Limit]) -> Vec<String> {
        let words = self.words;
        let limit = |limit: &Limit| {
            let template = match (limit.in_all, limit.window, limit.times) {
                (true, ..) => words.limit_all,
                (false, Window::Lifetime, 1) => return words.once.to_owned(),
                (false, ..) => words.limit,
            };
            let fields = [("times", self.times(limit.times)), ("per", self.per(limit.window))];
            self.say(template, fields)
        };
        limits.iter().map(limit).collect()
    }
}
