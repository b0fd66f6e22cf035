//! Truths and numbers of conditions in words.

use super::condition::Told;
use super::context::Page;
use super::metric::scaled;
use crate::condition::{Bound, Fact};
use model::Money;

const ONE: i128 = 1_000_000;

impl Page<'_> {
    /// Something that is so, or is not.
    pub(super) fn truth(&self, fact: Fact, holds: bool, told: &mut Told) -> bool {
        let words = self.words;
        let sentence = match (fact, holds) {
            (Fact::MemberKnown, true) | (Fact::MemberBlocked, false) => return true,
            (Fact::LineOnSale, false) => words.c_not_on_sale,
            (Fact::LineOnSale, true) => words.c_on_sale,
            (Fact::BasketFirst, true) => words.c_first,
            (Fact::BasketFirst, false) => return self.purchases(1, told),
            (Fact::BasketLinked, true) => words.c_linked,
            (Fact::MemberBirthdayToday, true) => words.c_birthday,
            (Fact::MemberBirthdayMonth, true) => words.c_birthday_month,
            (Fact::MemberReferred, true) => words.c_referred,
            (Fact::TimeSalePeriod, true) => words.c_sale_period,
            (Fact::TimeSalePeriod, false) => words.not_in_sale_periods,
            _ => return false,
        };
        told.sentences.push(sentence.to_owned());
        true
    }

    fn purchases(&self, least: i64, told: &mut Told) -> bool {
        told.sentences.push(self.counted(self.words.c_purchases, least, 0));
        true
    }

    /// A number that is one of a few.
    pub(super) fn numbers(&self, fact: Fact, any_of: &[i128], told: &mut Told) -> bool {
        let words = self.words;
        match fact {
            Fact::MemberPurchases if any_of == [0] => told.sentences.push(words.c_first.to_owned()),
            Fact::TimeWeekday => {
                let days = any_of.iter().map(|day| {
                    let day = model::amount::narrow(day / ONE);
                    crate::format::weekday(self.language, day).to_owned()
                });
                let days: Vec<String> = days.collect();
                told.sentences.push(self.say(words.weekdays, [("days", self.list(&days))]));
            }
            Fact::BasketQuantity if any_of.len() == 1 => {
                let number = model::amount::narrow(any_of[0] / ONE);
                told.sentences.push(self.counted(words.c_quantity_is, number, 0));
            }
            // What quests and streaks count is told where they are.
            Fact::Metric(place) if self.is_step(place) => {}
            Fact::MemberDaysToBirthday if any_of == [0] => {
                told.sentences.push(words.c_birthday.to_owned());
            }
            _ => return false,
        }
        true
    }

    /// A number within a bound.
    pub(super) fn number(&self, fact: Fact, bound: Bound, than: i128, told: &mut Told) -> bool {
        let sentence = match fact {
            Fact::LinePrice => {
                let goods = self.priced(bound, than);
                told.goods.push(goods);
                return true;
            }
            Fact::BasketTotal | Fact::BasketOriginalTotal if bound == Bound::AtLeast => {
                let money = self.major(than);
                Some(self.say(self.words.from_receipt, [("amount", money)]))
            }
            Fact::Metric(place) if self.is_step(place) => return true,
            Fact::Metric(place) | Fact::MetricPrevious(place) => {
                let Some(metric) = self.book.metrics.get(usize::from(place)) else { return false };
                let amount = self.metric_amount(metric, self.metric_value(metric, than));
                let mut name = self.capital(&self.metric_name(metric));
                if matches!(fact, Fact::MetricPrevious(_)) {
                    name = self.say(self.words.m_before, [("metric", name)]);
                }
                Some(format!("{}.", self.bounded(name, bound, amount)))
            }
            Fact::Balance(place) => {
                let Some(unit) = self.book.units.get(usize::from(place)) else { return false };
                let amount = self.amount_of(unit, scaled(than, unit.scale), unit.scale);
                let name = self.words.balance.to_owned();
                Some(format!("{}.", self.bounded(name, bound, amount)))
            }
            _ => self.whole_number(fact, bound, than),
        };
        let known = sentence.is_some();
        told.sentences.extend(sentence);
        known
    }

    /// Whether a metric counts a step of a quest, or a streak.
    fn is_step(&self, place: u16) -> bool {
        let metric = self.book.metrics.get(usize::from(place));
        metric.is_some_and(|metric| {
            metric.streak.is_some()
                || self
                    .book
                    .quests
                    .iter()
                    .any(|quest| quest.steps.iter().any(|(_, counted, _)| *counted == metric.key))
        })
    }

    /// Facts that are counted: the bound becomes an inclusive one.
    fn whole_number(&self, fact: Fact, bound: Bound, than: i128) -> Option<String> {
        let words = self.words;
        let below: i64 = model::amount::narrow(than.div_euclid(ONE));
        let above = below + i64::from(than.rem_euclid(ONE) > 0);
        let (least, most) = match bound {
            Bound::AtLeast => (Some(above), None),
            Bound::MoreThan => (Some(below + 1), None),
            Bound::AtMost => (None, Some(below)),
            Bound::LessThan => (None, Some(above - 1)),
        };
        let (forms, number) = match (fact, least, most) {
            (Fact::MemberPurchases, None, Some(0)) => return Some(words.c_first.to_owned()),
            (Fact::MemberPurchases, Some(least), _) => (words.c_purchases, least),
            (Fact::MemberTenureDays, Some(least), _) => (words.c_tenure_from, least),
            (Fact::MemberTenureDays, _, Some(most)) => (words.c_tenure_to, most),
            (Fact::MemberTenureYears, Some(least), _) => (words.c_years_from, least),
            (Fact::MemberAgeYears, Some(least), _) => (words.c_age_from, least),
            (Fact::MemberAgeYears, _, Some(most)) => (words.c_age_to, most),
            (Fact::MemberDaysToBirthday, _, Some(most)) => (words.c_birthday_near, most),
            (Fact::BasketLinkedDays, _, Some(most)) => (words.c_linked_days, most),
            (Fact::BasketQuantity, Some(least), _) => (words.c_quantity, least),
            (Fact::EventQuantity, Some(least), _) => (words.c_event_least, least),
            (Fact::EventQuantity, _, Some(most)) => (words.c_event_most, most),
            (Fact::TimeHour, Some(least), _) => return Some(self.hour(words.c_hour_from, least)),
            (Fact::TimeHour, _, Some(most)) => return Some(self.hour(words.c_hour_to, most + 1)),
            _ => return None,
        };
        Some(self.counted(forms, number, 0))
    }

    fn hour(&self, template: &str, hour: i64) -> String {
        let minute = u16::try_from(hour * 60).unwrap_or(0);
        self.say(template, [("hour", crate::format::clock(self.language, minute))])
    }

    fn priced(&self, bound: Bound, than: i128) -> String {
        let template = match bound {
            Bound::AtLeast => self.words.priced_from,
            Bound::MoreThan => self.words.priced_over,
            Bound::AtMost => self.words.priced_to,
            Bound::LessThan => self.words.priced_under,
        };
        self.say(template, [("amount", self.major(than))])
    }

    /// Money given in millionths of the major unit.
    fn major(&self, millionths: i128) -> String {
        self.money(Money(scaled(millionths, self.book.currency_scale)))
    }
}
