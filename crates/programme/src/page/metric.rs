//! Running numbers in words: what they count, how far, in which period.

use super::context::Page;
use crate::condition::Bound;
use crate::rulebook::{Measure, Metric, MetricKind, Occasion, StepSource, Threshold};
use model::calendar::Window;
use model::{Key, Money, Quantity, Units};

impl Page<'_> {
    /// What a metric counts, with its period: `nights (a year)`.
    pub(super) fn metric_name(&self, metric: &Metric) -> String {
        let given = self.is_given(&metric.name, &metric.key);
        let name = if given { self.name(&metric.name) } else { self.measured(metric) };
        if metric.window == Window::Lifetime || given && self.says_period(&name, metric.window) {
            return name;
        }
        self.say(self.words.m_windowed, [("metric", name), ("per", self.per(metric.window))])
    }

    /// Whether a name says its period already, by the words of the language for it.
    fn says_period(&self, name: &str, window: Window) -> bool {
        let words = self.words;
        let stems = match window {
            Window::Lifetime => return true,
            Window::Day | Window::RollingDays(_) => words.stems_day,
            Window::Week => words.stems_week,
            Window::Month => words.stems_month,
            Window::Quarter => words.stems_quarter,
            Window::Year | Window::AnniversaryYear => words.stems_year,
        };
        let name = name.to_lowercase();
        let mut said = name.split(|letter: char| !letter.is_alphanumeric());
        said.any(|word| {
            stems
                .split(' ')
                .any(|stem| word == stem || stem.chars().count() > 2 && word.starts_with(stem))
        })
    }

    /// What a metric without a name counts.
    fn measured(&self, metric: &Metric) -> String {
        let words = self.words;
        match &metric.measure {
            Measure::Spend(_) => words.m_spend.to_owned(),
            Measure::Visits => match &metric.occasion {
                Occasion::Purchase => words.m_purchases.to_owned(),
                Occasion::Event(event) => match self.book.event(event.as_str()) {
                    Some(event) => self.name(&event.name),
                    None => words.m_times.to_owned(),
                },
                Occasion::Consequence(_) => words.m_friends.to_owned(),
            },
            Measure::Quantity => words.m_pieces.to_owned(),
            Measure::Earned(unit) => self.say(words.m_earned, [("units", self.unit_word(unit))]),
            Measure::Spent(unit) => self.say(words.m_spent, [("units", self.unit_word(unit))]),
            Measure::Saved(_) => words.m_saved.to_owned(),
            Measure::Formula(_) => self.name(&metric.name),
        }
    }

    /// A value of a metric: money, or a number.
    pub(super) fn metric_amount(&self, metric: &Metric, value: i64) -> String {
        match &metric.kind {
            MetricKind::Money => self.money(Money(value)),
            MetricKind::Number => self.decimal(value, 3),
            // A metric with a name says by itself what it counts.
            MetricKind::Units(unit) if !self.is_given(&metric.name, &metric.key) => {
                self.units(unit, Units(value))
            }
            MetricKind::Units(unit) => {
                self.decimal(value, self.book.unit(unit.as_str()).map_or(0, |unit| unit.scale))
            }
        }
    }

    /// A value given in millionths, as conditions have it, in the metric's own measure.
    pub(super) fn metric_value(&self, metric: &Metric, millionths: i128) -> i64 {
        let scale = match &metric.kind {
            MetricKind::Money => self.book.currency_scale,
            MetricKind::Number => 3,
            MetricKind::Units(unit) => self.book.unit(unit.as_str()).map_or(0, |unit| unit.scale),
        };
        scaled(millionths, scale)
    }

    /// `points accumulated: from 500`.
    pub(super) fn threshold(&self, threshold: &Threshold) -> String {
        match self.book.metric(threshold.metric.as_str()) {
            Some(metric) => {
                let amount = self.metric_amount(metric, threshold.at);
                self.bounded(self.metric_name(metric), Bound::AtLeast, amount)
            }
            None => String::new(),
        }
    }

    /// `nights: from 15`.
    pub(super) fn bounded(&self, metric: String, bound: Bound, amount: String) -> String {
        let words = self.words;
        let template = match bound {
            Bound::AtLeast => words.m_from,
            Bound::MoreThan => words.m_more,
            Bound::AtMost => words.m_up_to,
            Bound::LessThan => words.m_less,
        };
        self.say(template, [("metric", metric), ("amount", amount)])
    }

    /// What a table of steps looks at.
    pub(super) fn source(&self, of: &StepSource) -> String {
        let words = self.words;
        match of {
            StepSource::MatchingTotal => words.src_goods.to_owned(),
            StepSource::MatchingQuantity => words.src_pieces.to_owned(),
            StepSource::BasketTotal => words.src_receipt.to_owned(),
            StepSource::Metric(key) => self.source_metric(key, false),
            StepSource::MetricPrevious(key) => self.source_metric(key, true),
        }
    }

    /// What was spent has words of its own, by its period; other metrics have their names.
    fn source_metric(&self, key: &Key, before: bool) -> String {
        let words = self.words;
        let Some(metric) = self.book.metric(key.as_str()) else { return String::new() };
        let own = self.is_made(metric);
        let spent = matches!(metric.measure, Measure::Spend(_)) && own;
        let sentence = match (metric.window, before) {
            (Window::Lifetime, _) => words.src_spend,
            (Window::Month, false) => words.src_spend_month,
            (Window::Month, true) => words.src_spend_last_month,
            (Window::Quarter, false) => words.src_spend_quarter,
            (Window::Quarter, true) => words.src_spend_last_quarter,
            (Window::Year, false) => words.src_spend_year,
            (Window::Year, true) => words.src_spend_last_year,
            _ => "",
        };
        if spent && !sentence.is_empty() {
            return sentence.to_owned();
        }
        let name = match (&metric.measure, own) {
            (Measure::Quantity, true) if metric.window == Window::Lifetime => {
                words.m_pieces.to_owned()
            }
            (Measure::Quantity, true) => {
                let fields =
                    [("metric", words.m_pieces.to_owned()), ("per", self.per(metric.window))];
                self.say(words.m_windowed, fields)
            }
            _ => self.metric_name(metric),
        };
        if before { self.say(words.m_before, [("metric", name)]) } else { name }
    }

    /// Whether a section made the metric for itself, so that its name is that of the section.
    fn is_made(&self, metric: &Metric) -> bool {
        let key = metric.key.as_str();
        let section = key.strip_suffix("-spend").or_else(|| key.strip_suffix("-volume"));
        section
            .and_then(|key| self.book.rule(key))
            .is_some_and(|rule| ["ladders", "volume_steps"].contains(&rule.section.as_str()))
    }

    /// Where a step begins.
    pub(super) fn step_amount(&self, of: &StepSource, from: i64) -> String {
        match of {
            StepSource::MatchingTotal | StepSource::BasketTotal => self.money(Money(from)),
            StepSource::MatchingQuantity => self.pieces(Quantity(from)),
            StepSource::Metric(key) | StepSource::MetricPrevious(key) => {
                match self.book.metric(key.as_str()) {
                    Some(metric) if matches!(metric.measure, Measure::Quantity) => {
                        self.pieces(Quantity(from))
                    }
                    Some(metric) => self.metric_amount(metric, from),
                    None => String::new(),
                }
            }
        }
    }
}

/// Millionths as an integer at `scale` decimals.
pub(super) fn scaled(millionths: i128, scale: u8) -> i64 {
    let value = millionths * 10i128.pow(u32::from(scale.min(9))) / 1_000_000;
    model::amount::narrow(value)
}
