//! Terms for partners who bring customers: a rule that accrues their commission.

use super::context::Expander;
use super::parts::{blank_rule, window};
use super::value::{Measure, Place};
use crate::condition::Scope;
use crate::diagnostic_codes as code;
use crate::document::{AffiliateSection, Every, ValueSection};
use crate::rulebook::{Accrual, Effect, Party, Phase, Trigger, Value};
use crate::source::Path;
use model::Key;
use model::event::Ground;

impl Expander<'_> {
    /// The declared terms.
    pub(super) fn affiliates(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.affiliates {
            let at = Path::root().key("affiliates").key(key.as_str());
            self.affiliate(key, section, &at);
            self.book.affiliates.push(Key::new(key));
        }
    }

    fn affiliate(&mut self, key: &str, section: &AffiliateSection, at: &Path) {
        let name = self.name(&section.name, &at.key("name"), key);
        let mut rule = blank_rule(key, "affiliates", name, Trigger::Purchase(Phase::After));
        rule.lines = self.selection(section.on.as_ref(), None, at);
        let within = self.joined_within(section.within.as_ref(), &at.key("within"));
        let basket = self.schema.in_scope(Scope::Basket);
        let own = (None, at.clone());
        rule.condition = self.combined(within.into_iter().collect(), &own, at, &basket);
        let share = self.some_part(&section.commission, &at.key("commission"));
        let cap = section.cap.as_ref().map(|cap| {
            let every = section.every.unwrap_or(Every::Month);
            (self.some_money(cap, &at.key("cap")), window(every))
        });
        if cap.is_none() {
            self.only_with("cap", at, &[("every", section.every.is_some())]);
        }
        rule.effects.push(Effect::Accrue(Accrual {
            ground: Ground::Commission,
            party: Party::Affiliate { terms: Key::new(key) },
            share,
            cap,
        }));
        self.add_rule(rule, at);
    }

    /// A share of what is paid, of at most everything, that is not nothing for everybody.
    pub(super) fn some_part(&mut self, section: &ValueSection, path: &Path) -> Value {
        let schema = self.formula_schema(false);
        let place = Place { measure: Measure::Discount, schema: &schema, receipt: true };
        let errors = self.error_count();
        let value = self.value(section, path, &place);
        if self.error_count() == errors && value.is_nothing() {
            self.error(code::OUT_OF_RANGE, path, "the share must be more than zero");
        }
        value
    }
}
