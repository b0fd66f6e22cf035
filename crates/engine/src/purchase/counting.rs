//! Running numbers that a purchase moves.

use super::Purchase;
use super::selection::Purpose;
use crate::facts::View;
use model::amount::narrow;
use model::calendar::Window;
use model::{Event, Key};
use programme::condition::MICRO;
use programme::rulebook::{Downgrade, Measure, Metric, Occasion, SpendBase};

impl Purchase<'_, '_> {
    /// Counts the purchase in every metric that looks at purchases.
    pub(crate) fn count_metrics(&mut self) {
        if self.judge.member.enrolled_at.is_none() {
            return;
        }
        let book = self.judge.book;
        self.count_builtin(Key::new(crate::PURCHASES), Window::Lifetime);
        self.judge.mark_purchase();
        for track in &book.tracks {
            if let Downgrade::OneStepPerIdlePeriod(window) = track.downgrade {
                self.count_builtin(crate::purchases_in(window), window);
            }
        }
        for metric in book.metrics.iter().filter(|m| m.occasion == Occasion::Purchase) {
            if let Some(by_line) = self.contribution(metric) {
                let sum = by_line.1.unwrap_or_else(|| by_line.0.iter().sum());
                self.judge.count_metric(metric, sum, by_line.0);
            }
        }
    }

    fn count_builtin(&mut self, series: Key, window: Window) {
        let already = self.judge.decision.events.iter().any(
            |h| matches!(&h.event, Event::Counted { series: counted, .. } if *counted == series),
        );
        if !already {
            self.judge.push_count(series, window, 1, Vec::new());
        }
    }

    /// Contribution per line, and the total where lines do not make it.
    fn contribution(&self, metric: &Metric) -> Option<(Vec<i64>, Option<i64>)> {
        let view = View::of_basket(self.judge, self.basket, &self.lines);
        if metric.condition.as_ref().is_some_and(|condition| !condition.test(&view)) {
            return None;
        }
        let chosen = match &metric.measure {
            // Earned and spent units are counted where they happen.
            Measure::Earned(_) | Measure::Spent(_) => return None,
            Measure::Saved(rules) => return self.saved_by(rules),
            _ => self.select(&metric.lines, Purpose::Count),
        };
        if chosen.is_empty() {
            return None;
        }
        let mut by_line = vec![0i64; self.lines.lines.len()];
        for &at in &chosen {
            by_line[at] = match &metric.measure {
                Measure::Spend(SpendBase::Paid) => self.lines.paid(at),
                Measure::Spend(SpendBase::Money) => self.lines.paid(at) - self.by_units[at],
                Measure::Spend(SpendBase::BeforeDiscounts) => self.lines.lines[at].amount,
                Measure::Quantity => self.lines.bought(at),
                Measure::Formula(formula) => {
                    let view = View {
                        line: Some(at),
                        ..View::of_basket(self.judge, self.basket, &self.lines)
                    };
                    narrow(formula.number(&view).unwrap_or(0) * 1_000 / MICRO)
                }
                Measure::Visits | Measure::Earned(_) | Measure::Spent(_) | Measure::Saved(_) => 0,
            };
        }
        if matches!(metric.measure, Measure::Visits) {
            return Some((Vec::new(), Some(1_000)));
        }
        Some((by_line, None))
    }

    /// What these rules took off on this receipt.
    fn saved_by(&self, rules: &[Key]) -> Option<(Vec<i64>, Option<i64>)> {
        let mut by_line = vec![0i64; self.lines.lines.len()];
        for happening in &self.judge.decision.events {
            if let Event::Discounted { by_line: parts, .. } = &happening.event
                && happening.because.rule.as_ref().is_some_and(|rule| rules.contains(rule))
            {
                parts.iter().zip(&mut by_line).for_each(|(part, sum)| *sum += part.0);
            }
        }
        Some((by_line, None))
    }
}
