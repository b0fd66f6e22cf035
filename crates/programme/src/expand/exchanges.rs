//! Units that become units of a partner's own programme.

use super::context::Expander;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::ExchangeSection;
use crate::rulebook::Exchange;
use crate::source::Path;
use model::{Key, Units};

impl Expander<'_> {
    /// The declared exchanges.
    pub(super) fn exchanges(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.exchanges {
            let at = Path::root().key("exchanges").key(key.as_str());
            let exchange = self.exchange(key, section, &at);
            self.book.exchanges.push(exchange);
        }
    }

    fn exchange(&mut self, key: &str, section: &ExchangeSection, at: &Path) -> Exchange {
        let unit = self.unit_key(&section.unit.0, &at.key("unit"));
        let ours = at.key("every");
        let every = self.units_of(&section.unit.0, &section.every, &ours);
        let theirs = at.key("gives");
        let gives = self.number(&section.gives.0, 3, code::BAD_FORMAT, &theirs);
        for (path, text) in [(&ours, &section.every), (&theirs, &section.gives)] {
            if super::scalar::decimal(&text.0, 9) == Ok(0) {
                self.error(code::OUT_OF_RANGE, path, "the number must be more than zero");
            }
        }
        let minimum = section
            .minimum
            .as_ref()
            .map(|least| self.units_of(&section.unit.0, least, &at.key("minimum")));
        Exchange {
            key: Key::new(key),
            name: self.name(&section.name, &at.key("name"), key),
            unit: unit.unwrap_or_default(),
            every: every.max(Units(1)),
            gives,
            of: self.text(&section.of, &at.key("of"), true),
            minimum: minimum.unwrap_or(every),
            condition: self.condition(section.condition.as_ref(), &at.key("if"), Scope::Member),
        }
    }
}
