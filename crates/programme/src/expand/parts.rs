//! Small parts that several sections share: money, units, schedules, limits, minimums, selections, rules.

use super::context::Expander;
use super::scalar::{self, Moment};
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::{
    Amount, Cel, Decimal, Every, LimitPer, LimitSection, LineKindSection, MinimumSection, Percent,
    RoundingSection, ScheduleSection, Weekday,
};
use crate::rulebook::{
    Include, Limit, Minimum, Rule, Schedule, Selection, Stacking, Text, Trigger,
};
use crate::source::Path;
use jiff::ToSpan;
use model::amount::InvalidDecimal;
use model::calendar::Window;
use model::{Instant, Key, LineKind, Money, Quantity, Rounding, Units};

/// The window of a period.
pub(super) fn window(every: Every) -> Window {
    match every {
        Every::Lifetime => Window::Lifetime,
        Every::Day => Window::Day,
        Every::Week => Window::Week,
        Every::Month => Window::Month,
        Every::Quarter => Window::Quarter,
        Every::Year => Window::Year,
        Every::AnniversaryYear => Window::AnniversaryYear,
    }
}

/// The rounding of a section.
pub(super) fn rounding(section: RoundingSection) -> Rounding {
    match section {
        RoundingSection::Down => Rounding::Down,
        RoundingSection::Up => Rounding::Up,
        RoundingSection::HalfUp => Rounding::HalfUp,
        RoundingSection::HalfEven => Rounding::HalfEven,
    }
}

fn line_kind(section: LineKindSection) -> LineKind {
    match section {
        LineKindSection::Goods => LineKind::Goods,
        LineKindSection::Shipping => LineKind::Shipping,
        LineKindSection::Fee => LineKind::Fee,
        LineKindSection::Deposit => LineKind::Deposit,
        LineKindSection::Tip => LineKind::Tip,
        LineKindSection::Certificate => LineKind::Certificate,
        LineKindSection::TopUp => LineKind::TopUp,
        LineKindSection::Donation => LineKind::Donation,
    }
}

/// A rule that does nothing yet.
pub(super) fn blank_rule(key: &str, section: &str, name: Text, trigger: Trigger) -> Rule {
    Rule {
        key: Key::new(key),
        name,
        section: Key::new(section),
        trigger,
        stacking: Stacking { group: 0, priority: 0, exclusive: false },
        schedule: Schedule::default(),
        condition: None,
        public: false,
        lines: Selection::default(),
        minimum: None,
        coupon: None,
        limits: Vec::new(),
        budget: None,
        activate: false,
        holdout: 0,
        effects: Vec::new(),
    }
}

impl Expander<'_> {
    /// Reports what is wrong with a number.
    pub(super) fn bad_number(
        &mut self,
        fault: &InvalidDecimal,
        too_precise: &'static str,
        path: &Path,
    ) {
        let code = match fault {
            InvalidDecimal::NotANumber(_) => code::BAD_FORMAT,
            InvalidDecimal::TooPrecise { .. } => too_precise,
            InvalidDecimal::TooLarge(_) => code::OUT_OF_RANGE,
        };
        self.error(code, path, fault.to_string());
    }

    /// A number at `scale` decimals, zero when it is wrong.
    pub(super) fn number(
        &mut self,
        text: &str,
        scale: u8,
        too_precise: &'static str,
        path: &Path,
    ) -> i64 {
        scalar::decimal(text, scale).unwrap_or_else(|fault| {
            self.bad_number(&fault, too_precise, path);
            0
        })
    }

    /// Money at the currency's scale.
    pub(super) fn money(&mut self, amount: &Amount, path: &Path) -> Money {
        Money(self.number(&amount.0, self.book.currency_scale, code::MONEY_TOO_PRECISE, path))
    }

    /// Money that may be absent.
    pub(super) fn money_if(&mut self, amount: Option<&Amount>, path: &Path) -> Option<Money> {
        amount.map(|amount| self.money(amount, path))
    }

    /// Money that is more than nothing.
    pub(super) fn some_money(&mut self, amount: &Amount, path: &Path) -> Money {
        let money = self.money(amount, path);
        if money.is_zero() && scalar::decimal(&amount.0, 9).is_ok() {
            self.error(code::OUT_OF_RANGE, path, "the amount must be more than zero");
        }
        money
    }

    /// An amount of a unit at its scale.
    pub(super) fn units_of(&mut self, unit: &str, amount: &Decimal, path: &Path) -> Units {
        let scale = self.names.units.get(unit).copied().unwrap_or(0);
        Units(self.number(&amount.0, scale, code::UNITS_TOO_PRECISE, path))
    }

    /// A share of at most the whole, in millionths.
    pub(super) fn share(&mut self, percent: &Percent, path: &Path) -> i64 {
        match scalar::percent(&percent.0) {
            Ok(share) if share > 1_000_000 => {
                self.error(
                    code::PERCENT_OVER_100,
                    path,
                    format!("`{percent}` is more than everything"),
                );
                0
            }
            Ok(share) => share,
            Err(fault) => {
                self.bad_number(&fault, code::BAD_FORMAT, path);
                0
            }
        }
    }

    /// A share that is more than nothing.
    pub(super) fn some_share(&mut self, percent: &Percent, path: &Path) -> i64 {
        let share = self.share(percent, path);
        if share == 0 && scalar::percent(&percent.0) == Ok(0) {
            self.error(code::OUT_OF_RANGE, path, "the share must be more than zero");
        }
        share
    }

    /// The first moment of a period that begins at `text`.
    pub(super) fn begins(&mut self, text: &str, path: &Path) -> Option<Instant> {
        let moment = self.moment(text, path)?;
        Some(match moment {
            Moment::Day(day) => self.book.calendar.start_of_day(day),
            Moment::At(at) => {
                at.to_zoned(self.zone.clone()).map_or(Instant::MAX, |zoned| zoned.timestamp())
            }
        })
    }

    /// The first moment after a period that ends with `text`: a day belongs to it wholly.
    pub(super) fn ends(&mut self, text: &str, path: &Path) -> Option<Instant> {
        let moment = self.moment(text, path)?;
        Some(match moment {
            Moment::Day(day) => {
                let next = day.checked_add(1.day()).unwrap_or(day);
                self.book.calendar.start_of_day(next)
            }
            Moment::At(at) => {
                at.to_zoned(self.zone.clone()).map_or(Instant::MAX, |zoned| zoned.timestamp())
            }
        })
    }

    fn moment(&mut self, text: &str, path: &Path) -> Option<Moment> {
        match scalar::moment(text) {
            Ok(moment) => Some(moment),
            Err(message) => {
                self.error(code::BAD_FORMAT, path, message);
                None
            }
        }
    }

    /// A stretch of time; the end must be after the beginning.
    pub(super) fn stretch(
        &mut self,
        from: Option<&str>,
        until: Option<&str>,
        at: &Path,
    ) -> (Option<Instant>, Option<Instant>) {
        let from = from.and_then(|text| self.begins(text, &at.key("from")));
        let until = until.and_then(|text| self.ends(text, &at.key("until")));
        if let (Some(begin), Some(end)) = (from, until)
            && begin >= end
        {
            self.error(code::SCHEDULE_EMPTY, &at.key("until"), "this ends before it begins");
        }
        (from, until)
    }

    /// When something runs. `at` is the path of the schedule itself.
    pub(super) fn schedule(&mut self, section: &ScheduleSection, at: &Path) -> Schedule {
        let from = section.from.as_ref().map(|moment| moment.0.as_str());
        let until = section.until.as_ref().map(|moment| moment.0.as_str());
        let (from, until) = self.stretch(from, until, at);
        let mut hours = Vec::new();
        for (place, text) in section.hours.iter().enumerate() {
            match scalar::hours(&text.0) {
                Ok(pair) => hours.push(pair),
                Err(message) => {
                    self.error(code::BAD_FORMAT, &at.key("hours").index(place), message)
                }
            }
        }
        let mut weekdays: Vec<i8> = section.weekdays.iter().map(|day| weekday(*day)).collect();
        weekdays.sort_unstable();
        weekdays.dedup();
        Schedule { from, until, weekdays, hours, outside_sale_periods: section.not_in_sale_periods }
    }

    /// How often. `at` is the path of the section that has the limits.
    pub(super) fn limits(&mut self, sections: &[LimitSection], at: &Path) -> Vec<Limit> {
        let mut limits = Vec::new();
        for (place, section) in sections.iter().enumerate() {
            let path = at.key("limits").index(place);
            if section.times == 0 {
                self.error(
                    code::OUT_OF_RANGE,
                    &path.key("times"),
                    "a limit of zero forbids everything",
                );
            }
            let in_all = section.per == LimitPer::All;
            if in_all && section.every == Every::AnniversaryYear {
                let message = "years from joining differ from member to member, so they cannot limit all together";
                self.error(code::NOT_ALLOWED, &path.key("every"), message);
            }
            limits.push(Limit { times: section.times, window: window(section.every), in_all });
        }
        limits
    }

    /// What must be on the receipt. `at` is the path of the section that has the minimum.
    pub(super) fn minimum(
        &mut self,
        section: Option<&MinimumSection>,
        at: &Path,
    ) -> Option<Minimum> {
        let section = section?;
        let path = at.key("minimum");
        let amount = self.money_if(section.amount.as_ref(), &path.key("amount"));
        let quantity = section.quantity.as_ref().map(|number| {
            Quantity(self.number(&number.0, 3, code::BAD_FORMAT, &path.key("quantity")))
        });
        if amount.is_none() && quantity.is_none() {
            self.error(code::MISSING_KEY, &path, "a minimum needs `amount` or `quantity`");
        } else if amount.is_none_or(|a| a.is_zero()) && quantity.is_none_or(|q| q.is_zero()) {
            self.warn(code::MINIMUM_ZERO, &path, "this minimum asks for nothing");
        }
        Some(Minimum { of: section.of, amount, quantity })
    }

    /// Which lines. `at` is the path of the section that has `on`.
    pub(super) fn selection(
        &mut self,
        on: Option<&Cel>,
        sale_items: Option<bool>,
        at: &Path,
    ) -> Selection {
        Selection {
            condition: self.condition(on, &at.key("on"), Scope::Line),
            include: Include { sale_items, ..Include::default() },
        }
    }

    /// The kinds of lines that take part.
    pub(super) fn kinds(sections: &[LineKindSection]) -> Vec<LineKind> {
        let mut kinds: Vec<LineKind> = Vec::new();
        for kind in sections.iter().map(|section| line_kind(*section)) {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        kinds
    }
}

fn weekday(day: Weekday) -> i8 {
    match day {
        Weekday::Monday => 1,
        Weekday::Tuesday => 2,
        Weekday::Wednesday => 3,
        Weekday::Thursday => 4,
        Weekday::Friday => 5,
        Weekday::Saturday => 6,
        Weekday::Sunday => 7,
    }
}
