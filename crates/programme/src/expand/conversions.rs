//! Units that turn into something else by themselves.

use super::context::Expander;
use super::gives::Giver;
use crate::diagnostic_codes as code;
use crate::rulebook::Conversion;
use crate::source::Path;
use model::{Key, Units};

impl Expander<'_> {
    /// The declared conversions.
    pub(super) fn conversions(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.conversions {
            let at = Path::root().key("conversions").key(key.as_str());
            if self.book.conversions.iter().any(|known| known.key == *key.as_str()) {
                self.error(
                    code::DUPLICATE_NAME,
                    &at,
                    format!("the name `{key}` is used by `stamps.{key}` already"),
                );
            }
            let unit = self.unit_key(&section.unit.0, &at.key("unit"));
            let path = at.key("every");
            let every = self.units_of(&section.unit.0, &section.every, &path);
            if every.is_zero() && super::scalar::decimal(&section.every.0, 9) == Ok(0) {
                self.error(code::OUT_OF_RANGE, &path, "at least something makes one");
            }
            let name = self.name(&section.name, &at.key("name"), key);
            let schema = self.schema.clone();
            let giver = Giver {
                key,
                section: "conversions",
                name: &name,
                schema: &schema,
                receipt: false,
                lines: None,
            };
            let effects = self.gives_something(&section.gives, &at.key("gives"), &giver);
            self.book.conversions.push(Conversion {
                key: Key::new(key),
                unit: unit.unwrap_or_default(),
                every: every.max(Units(1)),
                effects,
                name,
            });
        }
    }
}
