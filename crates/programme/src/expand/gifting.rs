//! Giving units to other members.

use super::context::Expander;
use super::parts::window;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::{Every, GiftingSection};
use crate::rulebook::Gifting;
use crate::source::Path;
use model::{Key, Units};

impl Expander<'_> {
    /// The units that can be given.
    pub(super) fn gifting(&mut self) {
        let doc = self.doc;
        for (unit, section) in &doc.gifting {
            let at = Path::root().key("gifting").key(unit.as_str());
            self.unit_key(unit, &at);
            let gifting = self.gift(unit, section, &at);
            self.book.gifting.push(gifting);
        }
    }

    fn gift(&mut self, unit: &str, section: &GiftingSection, at: &Path) -> Gifting {
        let minimum =
            section.minimum.as_ref().map(|least| self.units_of(unit, least, &at.key("minimum")));
        let minimum = minimum.unwrap_or_default().max(Units(1));
        let path = at.key("most");
        let most = section.most.as_ref().map(|most| self.units_of(unit, most, &path));
        if most.is_some_and(|most| most < minimum) {
            let message = "members could give nothing: this is less than the smallest gift";
            self.error(code::OUT_OF_RANGE, &path, message);
        }
        if most.is_none() {
            self.only_with("most", at, &[("every", section.every.is_some())]);
        }
        let every = window(section.every.unwrap_or(Every::Month));
        Gifting {
            unit: Key::new(unit),
            minimum,
            most: most.map(|most| (most, every)),
            condition: self.condition(section.condition.as_ref(), &at.key("if"), Scope::Member),
        }
    }
}
