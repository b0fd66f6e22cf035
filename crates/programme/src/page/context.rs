//! What every section needs: the rulebook, the language, and amounts and names in it.

use super::words::{Words, filled};
use crate::format;
use crate::format::Language;
use crate::rulebook::{CalendarSpan, Plural, Rule, Rulebook, Text, Unit};
use model::calendar::Window;
use model::{Instant, Key, Money, Quantity, Units};
use std::collections::BTreeMap;

/// One page in the making.
pub(super) struct Page<'b> {
    pub(super) book: &'b Rulebook,
    pub(super) locale: &'b str,
    pub(super) language: Language,
    pub(super) words: &'static Words,
}

impl<'b> Page<'b> {
    pub(super) fn new(book: &'b Rulebook, locale: &'b str) -> Self {
        let language = Language::of(locale);
        Self { book, locale, language, words: Words::of(language) }
    }

    /// A sentence with its fields.
    pub(super) fn say<const N: usize>(
        &self,
        template: &str,
        fields: [(&str, String); N],
    ) -> String {
        filled(template, &fields)
    }

    /// A name for people.
    pub(super) fn name(&self, text: &Text) -> String {
        text.get(self.locale).to_owned()
    }

    /// `a, b and c`.
    pub(super) fn list(&self, parts: &[String]) -> String {
        format::list(self.language, parts)
    }

    /// `a, b or c`.
    pub(super) fn alternatives(&self, parts: &[String]) -> String {
        format::alternatives(self.language, parts)
    }

    /// A name as it is quoted in a sentence.
    pub(super) fn quoted(&self, name: &str) -> String {
        self.say(self.words.quoted, [("name", name.to_owned())])
    }

    pub(super) fn percent(&self, millionths: i64) -> String {
        format::percent(self.language, millionths)
    }

    pub(super) fn money(&self, amount: Money) -> String {
        let (currency, scale) = (self.book.currency.as_str(), self.book.currency_scale);
        format::money(self.language, currency, scale, amount.0)
    }

    /// Millionths of a minor unit, for what is worth less than the smallest coin.
    pub(super) fn money_micro(&self, micro: i128) -> String {
        let (currency, scale) = (self.book.currency.as_str(), self.book.currency_scale);
        // Two decimals beyond the smallest coin are enough, unless that would be nothing.
        let short = micro / 10_000 * 10_000;
        let micro = if short == 0 { micro } else { short };
        format::money_micro(self.language, currency, scale, micro)
    }

    pub(super) fn decimal(&self, value: i64, scale: u8) -> String {
        format::decimal(self.language, value, scale)
    }

    /// `450 points`, the amount at `scale` decimals.
    pub(super) fn amount_of(&self, unit: &Unit, amount: i64, scale: u8) -> String {
        let word = unit.name.counted(self.locale, amount, scale);
        format!("{} {word}", self.decimal(amount, scale))
    }

    /// `450 points`.
    pub(super) fn units(&self, unit: &Key, amount: Units) -> String {
        match self.book.unit(unit.as_str()) {
            Some(unit) => self.amount_of(unit, amount.0, unit.scale),
            None => amount.0.to_string(),
        }
    }

    /// The word for many: `points`. In Russian, and only there, it is a genitive: `баллов`.
    pub(super) fn unit_word(&self, unit: &Key) -> String {
        let Some(forms) =
            self.book.unit(unit.as_str()).and_then(|unit| unit.name.forms(self.locale))
        else {
            return unit.to_string();
        };
        let many = if self.language == Language::Ru { forms.many.as_ref() } else { None };
        many.unwrap_or(&forms.other).clone()
    }

    /// The word for one: `point`.
    pub(super) fn unit_name(&self, unit: &Unit) -> String {
        let forms = unit.name.forms(self.locale);
        forms.map_or_else(String::new, |f| f.one.as_ref().unwrap_or(&f.other).clone())
    }

    /// A counted word, such as `3 pieces`; the forms stand in the words, with `|` between them.
    pub(super) fn counted(&self, forms: &str, value: i64, scale: u8) -> String {
        let text = Text { locales: BTreeMap::from([(Key::default(), plural(forms))]) };
        let form = text.counted(self.language.code(), value, scale);
        self.say(form, [("n", self.decimal(value, scale))])
    }

    pub(super) fn times(&self, times: u32) -> String {
        self.counted(self.words.n_times, i64::from(times), 0)
    }

    /// How many times as many; the factor in millionths.
    pub(super) fn factor(&self, millionths: i64) -> String {
        match millionths {
            2_000_000 => self.words.twice.to_owned(),
            other => self.counted(self.words.n_times_as_many, other, 6),
        }
    }

    pub(super) fn pieces(&self, quantity: Quantity) -> String {
        self.counted(self.words.n_pieces, quantity.0, 3)
    }

    /// `2 years and 3 days`.
    pub(super) fn span(&self, span: CalendarSpan) -> String {
        let words = self.words;
        let parts = [
            (span.months / 12, words.n_years),
            (span.months % 12, words.n_months),
            (span.days, words.n_days),
            (span.hours, words.n_hours),
        ];
        let said = parts.iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> =
            said.map(|(count, forms)| self.counted(forms, i64::from(*count), 0)).collect();
        self.list(&parts)
    }

    /// `a month`, as in "3 times a month".
    pub(super) fn per(&self, window: Window) -> String {
        let words = self.words;
        match window {
            Window::Lifetime => words.per_lifetime.to_owned(),
            Window::Day => words.per_day.to_owned(),
            Window::Week => words.per_week.to_owned(),
            Window::Month => words.per_month.to_owned(),
            Window::Quarter => words.per_quarter.to_owned(),
            Window::Year => words.per_year.to_owned(),
            Window::AnniversaryYear => words.per_anniversary.to_owned(),
            Window::RollingDays(days) => {
                let days = self.counted(words.n_days, i64::from(days), 0);
                self.say(words.per_rolling, [("days", days)])
            }
        }
    }

    /// The local day of a moment, with the hour when it is not midnight.
    pub(super) fn moment(&self, at: Instant) -> String {
        let local = self.book.calendar.local(at);
        if self.book.calendar.start_of_day(local.date()) == at {
            format::day(self.language, local.date())
        } else {
            format::day_and_time(self.language, local)
        }
    }

    /// The last day of something that ends at a moment, or the moment itself within a day.
    pub(super) fn last_moment(&self, until: Instant) -> String {
        let day = self.book.calendar.day(until);
        match day.yesterday() {
            Ok(last) if self.book.calendar.start_of_day(day) == until => {
                format::day(self.language, last)
            }
            _ => self.moment(until),
        }
    }

    /// Names of rules with these keys, as quoted in a sentence.
    pub(super) fn rule_names(&self, keys: &[Key]) -> String {
        let names = keys.iter().filter_map(|key| self.book.rule(key.as_str()));
        let names: Vec<String> = names.map(|rule| self.quoted(&self.name(&rule.name))).collect();
        self.list(&names)
    }

    /// Rules of a section of the document.
    pub(super) fn rules_of(&self, section: &'static str) -> impl Iterator<Item = &'b Rule> {
        self.book.rules.iter().filter(move |rule| rule.section == *section)
    }

    /// The name of a rule that somebody gave it; nothing when it was made from its key.
    pub(super) fn given_name(&self, rule: &Rule) -> Option<String> {
        self.is_given(&rule.name, &rule.key).then(|| self.name(&rule.name))
    }

    /// With a capital at the beginning.
    pub(super) fn capital(&self, text: &str) -> String {
        let mut letters = text.chars();
        match letters.next() {
            Some('i') if self.language == Language::Az => format!("İ{}", letters.as_str()),
            Some(first) => first.to_uppercase().chain(letters).collect(),
            None => String::new(),
        }
    }

    /// Whether a name was written, and not made from the key.
    pub(super) fn is_given(&self, name: &Text, key: &Key) -> bool {
        !name.is_empty() && *name != Text::of_key(key.as_str())
    }
}

/// `other`, `one|other` or `one|few|many|other`.
fn plural(forms: &str) -> Plural {
    let parts: Vec<&str> = forms.split('|').collect();
    let owned = |part: &str| Some(part.to_owned());
    match parts.as_slice() {
        [one, few, many, other] => Plural {
            one: owned(one),
            few: owned(few),
            many: owned(many),
            other: (*other).to_owned(),
        },
        [one, other] => Plural { one: owned(one), other: (*other).to_owned(), ..Plural::default() },
        _ => Plural { other: forms.to_owned(), ..Plural::default() },
    }
}
