//! Amounts, days and terms as people read them in one language.

use super::days;
use super::sentences::{Fields, fill};
use crate::format;
use model::outcome::Missing;
use model::{Instant, Key, Money, Units};
use programme::rulebook::{Rulebook, Text};

/// The words of one document in one language.
pub(super) struct Words<'a> {
    pub(super) book: &'a Rulebook,
    pub(super) locale: &'a str,
}

impl Words<'_> {
    pub(super) fn money(&self, amount: Money) -> String {
        format!("{} {}", format::money(self.book, amount), self.book.currency)
    }

    /// `450 points`, in the right plural form.
    pub(super) fn units(&self, unit: &Key, amount: Units) -> String {
        match self.book.unit(unit.as_str()) {
            Some(unit) => {
                let word = unit.name.counted(self.locale, amount.0, unit.scale);
                format!("{} {word}", format::units(unit, amount))
            }
            None if unit == model::holdings::MONEY_UNIT => self.money(Money(amount.0)),
            None => format!("{} {unit}", amount.0),
        }
    }

    /// `12.5 miles`, of something that is counted in thousandths.
    pub(super) fn counted(&self, of: &Text, milli: i64) -> String {
        let word = of.counted(self.locale, milli, 3);
        format!("{} {word}", format::trimmed(milli, 3))
    }

    pub(super) fn missing(&self, missing: &Missing) -> String {
        match missing {
            Missing::Money(amount) => self.money(*amount),
            Missing::Units { unit, amount } => self.units(unit, *amount),
            Missing::Quantity(quantity) => format::trimmed(quantity.0, 3).to_string(),
            Missing::Number(number) => format::trimmed(*number, 3).to_string(),
        }
    }

    pub(super) fn day(&self, at: Instant) -> String {
        days::day(self.book.calendar.day(at), self.locale)
    }

    pub(super) fn moment(&self, at: Instant) -> String {
        days::moment(self.book.calendar.local(at), self.locale)
    }

    /// Sets `terms`: from when something can be used, and until when.
    pub(super) fn terms(
        &self,
        active: Option<Instant>,
        expires: Option<Instant>,
        fields: &mut Fields,
    ) {
        let mut terms = String::new();
        let mut add = |key: &str, at: Instant| {
            let mut day = Fields::default();
            day.set("day", self.day(at));
            terms.push_str(&fill(key, self.locale, &day));
        };
        if let Some(at) = active {
            add("terms.active", at);
        }
        if let Some(at) = expires {
            add("terms.expires", at);
        }
        fields.set("terms", terms);
    }
}
