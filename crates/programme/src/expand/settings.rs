//! The programme itself and its explicit settings.

use super::context::Expander;
use super::parts::rounding;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::ShortageSection;
use crate::rulebook::Settings;
use crate::source::{Path, suggest};
use iso_currency::Currency;
use jiff::tz::TimeZone;
use model::calendar::Calendar;
use model::event::Shortage;
use model::{Key, Rate};

/// Receipts are not claimed later than this.
const MOST_LATE_DAYS: u16 = 366;

impl Expander<'_> {
    /// The programme's name, currency, time zone and locales: everything else depends on them.
    pub(super) fn header(&mut self) {
        let programme = &self.doc.programme;
        let at = Path::root().key("programme");
        if self.doc.tessera != 1 {
            let message =
                format!("version {} of the document language is not known", self.doc.tessera);
            self.error_with(
                code::UNSUPPORTED_VERSION,
                &Path::root().key("tessera"),
                message,
                Some("write `tessera: 1`".to_owned()),
            );
        }
        self.locales(&at.key("locales"));
        self.currency(&at.key("currency"));
        self.time_zone(&at.key("time_zone"));
        self.book.key = Key::new(&programme.key.0);
        self.book.name = self.name(&programme.name, &at.key("name"), &programme.key.0);
    }

    fn locales(&mut self, at: &Path) {
        let doc = self.doc;
        if doc.programme.locales.is_empty() {
            self.error(code::LOCALE_INVALID, at, "a programme needs at least one locale");
        }
        for (place, locale) in doc.programme.locales.iter().enumerate() {
            if !is_locale(locale) {
                let message = format!("`{locale}` is not a locale such as `en`, `ru` or `pt-BR`");
                self.error(code::LOCALE_INVALID, &at.index(place), message);
            } else if doc.programme.locales[..place].contains(locale) {
                self.error(
                    code::DUPLICATE_ITEM,
                    &at.index(place),
                    format!("`{locale}` is listed twice"),
                );
            }
            self.book.locales.push(Key::new(locale));
        }
    }

    fn currency(&mut self, at: &Path) {
        let written = self.doc.programme.currency.as_str();
        match Currency::from_code(written).and_then(|currency| currency.exponent()) {
            Some(scale) => {
                self.book.currency = Key::new(written);
                self.book.currency_scale = u8::try_from(scale.min(4)).unwrap_or(2);
            }
            None => {
                let upper = written.to_ascii_uppercase();
                let known = Currency::from_code(&upper).is_some();
                let everyday = ["RUB", "AZN", "IDR", "USD", "EUR", "GBP"];
                let near = suggest::nearest(written, everyday).map(str::to_owned);
                let meant = if known { Some(upper) } else { near };
                let hint = meant.map(|meant| format!("did you mean `{meant}`?"));
                self.error_with(
                    code::CURRENCY_UNKNOWN,
                    at,
                    format!("`{written}` is not an ISO 4217 currency"),
                    hint,
                );
            }
        }
    }

    fn time_zone(&mut self, at: &Path) {
        let written = self.doc.programme.time_zone.as_str();
        match (TimeZone::get(written), Calendar::new(written)) {
            (Ok(zone), Some(calendar)) => {
                self.zone = zone;
                self.book.calendar = calendar;
                self.book.time_zone = written.to_owned();
            }
            _ => {
                let names: Vec<String> =
                    jiff::tz::db().available().map(|name| name.to_string()).collect();
                let near = suggest::nearest(written, names.iter().map(String::as_str));
                let city = || {
                    let tail = |name: &&String| {
                        name.rsplit('/')
                            .next()
                            .is_some_and(|city| city.eq_ignore_ascii_case(written))
                    };
                    names.iter().find(tail).map(String::as_str)
                };
                let hint = near.or_else(city).map(|name| format!("did you mean `{name}`?"));
                self.error_with(
                    code::TIME_ZONE_UNKNOWN,
                    at,
                    format!("there is no time zone `{written}`"),
                    hint,
                );
            }
        }
    }

    /// The explicit settings, excluded goods and sale periods.
    pub(super) fn settings(&mut self) {
        let doc = self.doc;
        let section = &doc.settings;
        let at = Path::root().key("settings");
        let defaults = Settings::default();
        let max_discount =
            section.max_discount.as_ref().map(|p| Rate(self.share(p, &at.key("max_discount"))));
        let min_margin =
            section.min_margin.as_ref().map(|p| Rate(self.share(p, &at.key("min_margin"))));
        let late = section.late_identification_days;
        if late.is_some_and(|days| !(1..=MOST_LATE_DAYS).contains(&days)) {
            let message = format!("`late_identification_days` is 1 to {MOST_LATE_DAYS}");
            let hint = "leave it out when receipts cannot be claimed".to_owned();
            let at = at.key("late_identification_days");
            self.error_with(code::OUT_OF_RANGE, &at, message, Some(hint));
        }
        self.book.settings = Settings {
            earning_base: section.earning_base,
            earn_on_units_paid: section.earn_on_units_paid,
            earn_on_shipping: section.earn_on_shipping,
            sale_items: section.sale_items,
            money_rounding: section.money_rounding.map_or(defaults.money_rounding, rounding),
            round_per_line: section.round_per_line,
            judge_by_original: section.judge_by_original,
            shortage: section.spent_units_on_return.map_or(defaults.shortage, shortage),
            restored_validity_days: section
                .restored_validity_days
                .unwrap_or(defaults.restored_validity_days),
            late_identification_days: late,
            set_value: section.set_value,
            leap_birthday: section.leap_birthday,
            max_discount,
            min_margin,
            multiply_bonuses: section.multiply_bonuses,
        };
        self.book.excluded =
            self.condition(doc.excluded.as_ref(), &Path::root().key("excluded"), Scope::Line);
        for (place, period) in doc.sale_periods.iter().enumerate() {
            let at = Path::root().key("sale_periods").index(place);
            if let (Some(from), Some(until)) =
                self.stretch(Some(&period.from.0), Some(&period.until.0), &at)
            {
                self.book.sale_periods.push((from, until));
            }
        }
    }
}

fn shortage(section: ShortageSection) -> Shortage {
    match section {
        ShortageSection::Debt => Shortage::Debt,
        ShortageSection::Cap => Shortage::Cap,
        ShortageSection::Keep => Shortage::Keep,
        ShortageSection::Refuse => Shortage::Refuse,
    }
}

/// A language of two or three small letters, with an optional region of two capitals.
fn is_locale(text: &str) -> bool {
    let (language, region) = text.split_once('-').map_or((text, None), |(l, r)| (l, Some(r)));
    (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && region.is_none_or(|r| r.len() == 2 && r.bytes().all(|b| b.is_ascii_uppercase()))
}
