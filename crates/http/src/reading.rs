//! Turning decimal texts of a request into exact amounts, with all mistakes at once.

use crate::problem::Problem;
use crate::scales::{LARGEST, Scales};
use crate::wire::problem::Place;
use crate::wire::text::Decimal;
use model::amount::{InvalidDecimal, parse_decimal};
use model::{Money, Quantity, Units};

/// The most mistakes that are listed.
const MOST_PLACES: usize = 100;

/// Reads amounts and gathers mistakes.
pub(crate) struct Reading<'a> {
    scales: &'a Scales,
    places: Vec<Place>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(scales: &'a Scales) -> Self {
        Self { scales, places: Vec::new() }
    }

    /// Money at a place.
    pub(crate) fn money(&mut self, text: &Decimal, at: impl FnOnce() -> String) -> Money {
        let read = self.scales.read_money(text);
        self.keep(read, at).unwrap_or_default()
    }

    /// Money that may be absent.
    pub(crate) fn money_if(
        &mut self,
        text: Option<&Decimal>,
        at: impl FnOnce() -> String,
    ) -> Option<Money> {
        text.map(|text| self.money(text, at))
    }

    /// Money above nothing.
    pub(crate) fn some_money(&mut self, text: &Decimal, at: impl FnOnce() -> String) -> Money {
        let read = self.scales.read_money(text).and_then(|m| positive(m.0, text).map(Money));
        self.keep(read, at).unwrap_or_default()
    }

    /// Units at a place.
    pub(crate) fn units(
        &mut self,
        unit: &str,
        text: &Decimal,
        at: impl FnOnce() -> String,
    ) -> Units {
        let read = self.scales.read_units(unit, text);
        self.keep(read, at).unwrap_or_default()
    }

    /// Units above nothing.
    pub(crate) fn some_units(
        &mut self,
        unit: &str,
        text: &Decimal,
        at: impl FnOnce() -> String,
    ) -> Units {
        let read = self.scales.read_units(unit, text);
        let read = read.and_then(|u| positive(u.0, text).map(Units));
        self.keep(read, at).unwrap_or_default()
    }

    /// A quantity at a place.
    pub(crate) fn quantity(&mut self, text: &Decimal, at: impl FnOnce() -> String) -> Quantity {
        let read = parse_decimal(&text.0, 3).and_then(|q| match q.abs() > LARGEST {
            true => Err(InvalidDecimal::TooLarge(text.0.to_string())),
            false => Ok(Quantity(q)),
        });
        self.keep(read, at).unwrap_or_default()
    }

    /// Notes a mistake.
    pub(crate) fn wrong(&mut self, at: String, message: impl Into<String>) {
        self.push(at, "invalid_value", message.into());
    }

    fn keep<T>(
        &mut self,
        read: Result<T, InvalidDecimal>,
        at: impl FnOnce() -> String,
    ) -> Option<T> {
        match read {
            Ok(value) => Some(value),
            Err(error) => {
                let code = match error {
                    InvalidDecimal::NotANumber(_) => "invalid_value",
                    InvalidDecimal::TooPrecise { .. } => "too_precise",
                    InvalidDecimal::TooLarge(_) => "too_large",
                };
                self.push(at(), code, error.to_string());
                None
            }
        }
    }

    fn push(&mut self, pointer: String, code: &'static str, message: String) {
        if self.places.len() < MOST_PLACES {
            self.places.push(Place { pointer, code: code.into(), message });
        }
    }

    /// All mistakes, or none.
    pub(crate) fn finish(self) -> Result<(), Problem> {
        if self.places.is_empty() { Ok(()) } else { Err(Problem::at(self.places)) }
    }
}

fn positive(value: i64, text: &Decimal) -> Result<i64, InvalidDecimal> {
    if value > 0 { Ok(value) } else { Err(InvalidDecimal::NotANumber(text.0.to_string())) }
}
