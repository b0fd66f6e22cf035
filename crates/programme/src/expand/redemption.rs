//! Paying for receipts with a unit.

use super::context::Expander;
use super::offers::WHOLE;
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::RedemptionSection;
use crate::rulebook::Redemption;
use crate::source::Path;
use model::{Key, Rate, Units};

impl Expander<'_> {
    /// The units that can pay.
    pub(super) fn redemption(&mut self) {
        let doc = self.doc;
        for (unit, section) in &doc.redemption {
            let at = Path::root().key("redemption").key(unit.as_str());
            if self.unit_key(unit, &at).is_some() {
                self.needs_worth(unit, &at);
            }
            let redemption = self.paying(unit, section, &at);
            self.book.redemptions.push(redemption);
        }
    }

    fn paying(&mut self, unit: &str, section: &RedemptionSection, at: &Path) -> Redemption {
        let minimum =
            section.minimum.as_ref().map(|least| self.units_of(unit, least, &at.key("minimum")));
        let block = section.block.as_ref().map(|block| {
            let path = at.key("block");
            let units = self.units_of(unit, block, &path);
            if units.is_zero() {
                self.error(code::OUT_OF_RANGE, &path, "a block is more than nothing");
            }
            units
        });
        let max_share =
            section.max_share.as_ref().map_or(WHOLE, |most| self.share(most, &at.key("max_share")));
        // Paying is no discount: sale items can be paid with units unless the document says no.
        let lines =
            self.selection(section.on.as_ref(), Some(section.sale_items.unwrap_or(true)), at);
        Redemption {
            unit: Key::new(unit),
            minimum: minimum.unwrap_or(Units::ZERO),
            block: block.filter(|block| !block.is_zero()).unwrap_or(Units(1)),
            max_share: Rate(max_share),
            max_value: section
                .max_value
                .as_ref()
                .map(|most| self.some_money(most, &at.key("max_value"))),
            lines,
            condition: self.condition(section.condition.as_ref(), &at.key("if"), Scope::Basket),
        }
    }
}
