//! Loyalty units.

use super::context::Expander;
use super::parts::rounding;
use super::scalar;
use crate::diagnostic_codes as code;
use crate::document::{ExpiryText, Span, UnitSection};
use crate::rulebook::{CalendarSpan, Expiry, Unit};
use crate::source::Path;
use model::{Key, Rounding};

/// Decimals that a unit may keep. Amounts in thousandths of the smallest step must stay far inside `i64`.
const MAX_SCALE: u8 = 4;

impl Expander<'_> {
    /// The declared units.
    pub(super) fn units(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.units {
            let at = Path::root().key("units").key(key.as_str());
            let unit = self.unit(key, section, &at);
            self.book.units.push(unit);
        }
    }

    fn unit(&mut self, key: &str, section: &UnitSection, at: &Path) -> Unit {
        if section.scale > MAX_SCALE {
            let message = format!("a unit keeps at most {MAX_SCALE} decimals");
            self.error(code::OUT_OF_RANGE, &at.key("scale"), message);
        }
        let name = self.text(&section.name, &at.key("name"), true);
        let worth = section.worth.as_ref().map(|worth| {
            let path = at.key("worth");
            let micro =
                self.number(&worth.0, self.book.currency_scale + 6, code::BAD_FORMAT, &path);
            if micro == 0 && scalar::decimal(&worth.0, 9) == Ok(0) {
                self.error(
                    code::OUT_OF_RANGE,
                    &path,
                    "a worth is more than zero; leave it out when there is none",
                );
            }
            micro
        });
        Unit {
            key: Key::new(key),
            name,
            kind: section.kind,
            scale: section.scale.min(MAX_SCALE),
            rounding: section.rounding.map_or(Rounding::Down, rounding),
            worth_micro: worth.filter(|micro| *micro > 0),
            expiry: self.expiry(Some(&section.expires), at).unwrap_or_default(),
            pending: self.span(section.pending.as_ref(), &at.key("pending")),
        }
    }

    /// When value lapses. `at` is the path of the section that has `expires`.
    pub(super) fn expiry(&mut self, text: Option<&ExpiryText>, at: &Path) -> Option<Expiry> {
        match scalar::expiry(&text?.0) {
            Ok(expiry) => Some(expiry),
            Err(message) => {
                self.error(code::BAD_FORMAT, &at.key("expires"), message);
                None
            }
        }
    }

    /// A span of time.
    pub(super) fn span(&mut self, text: Option<&Span>, path: &Path) -> Option<CalendarSpan> {
        match scalar::span(&text?.0) {
            Ok(span) => Some(span),
            Err(message) => {
                self.error(code::BAD_FORMAT, path, message);
                None
            }
        }
    }

    /// A reference to a unit.
    pub(super) fn unit_key(&mut self, name: &str, path: &Path) -> Option<Key> {
        let units: Vec<String> = self.names.units.keys().cloned().collect();
        let known: Vec<&str> = units.iter().map(String::as_str).collect();
        self.refers("unit", name, path, &known).then(|| Key::new(name))
    }

    /// The decimals of a unit.
    pub(super) fn unit_scale(&self, name: &str) -> u8 {
        self.names.units.get(name).copied().unwrap_or(0).min(MAX_SCALE)
    }
}
