//! Stamp cards: a unit of stamps, a rule that earns them, and a conversion of full cards.

use super::context::Expander;
use super::gives::Giver;
use super::parts::blank_rule;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_codes as code;
use crate::document::{StampPer, StampSection};
use crate::rulebook::{
    Conversion, Counting, Earning, Effect, Expiry, Phase, Text, Trigger, Unit, UnitKind, Value,
};
use crate::source::Path;
use model::{Key, Money, Rounding, Units};

/// One stamp in thousandths.
const ONE: i64 = 1_000;

impl Expander<'_> {
    /// The declared cards.
    pub(super) fn stamps(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.stamps {
            let at = Path::root().key("stamps").key(key.as_str());
            self.stamp_card(key, section, &at);
        }
    }

    fn stamp_card(&mut self, key: &str, section: &StampSection, at: &Path) {
        let name = self.name(&section.name, &at.key("name"), key);
        self.stamp_unit(key, section, &name, at);
        let lines = self.selection(section.on.as_ref(), section.sale_items, at);
        let mut rule = blank_rule(key, "stamps", name.clone(), Trigger::Purchase(Phase::Earning));
        rule.lines = lines.clone();
        let amount = self.stamp_counting(section, at);
        rule.effects.push(Effect::Earn(Earning {
            unit: Key::new(key),
            amount,
            rounding: None,
            expiry: None,
            pending: None,
        }));
        self.add_rule(rule, at);
        if section.card == 0 {
            self.error(code::OUT_OF_RANGE, &at.key("card"), "a card has at least one stamp");
        }
        let schema = self.schema.clone();
        let giver = Giver {
            key,
            section: "stamps",
            name: &name,
            schema: &schema,
            receipt: false,
            lines: Some(&lines),
        };
        let effects = self.gives_something(&section.gives, &at.key("gives"), &giver);
        let every = Units(i64::from(section.card.max(1)));
        self.book.conversions.push(Conversion {
            key: Key::new(key),
            name,
            unit: Key::new(key),
            every,
            effects,
        });
    }

    fn stamp_unit(&mut self, key: &str, section: &StampSection, name: &Text, at: &Path) {
        if self.doc.units.contains_key(key) {
            let message =
                format!("the card needs a unit `{key}`, which the document declares itself");
            let finding =
                Diagnostic::error(code::DUPLICATE_NAME, self.spans.place_of_key(at), message)
                    .at(at);
            self.findings.push(finding.hint("rename the card or the unit"));
            return;
        }
        let expiry = self.expiry(section.expires.as_ref(), at).unwrap_or(Expiry::Never);
        self.book.units.push(Unit {
            key: Key::new(key),
            name: name.clone(),
            kind: UnitKind::Stamps,
            scale: 0,
            rounding: Rounding::Down,
            worth_micro: None,
            expiry,
            pending: None,
        });
    }

    fn stamp_counting(&mut self, section: &StampSection, at: &Path) -> Counting {
        let give = Value::Fixed(ONE);
        let per = match (section.per, &section.amount) {
            (StampPer::Amount, Some(amount)) => self.some_money(amount, &at.key("amount")),
            (StampPer::Amount, None) => {
                self.error(
                    code::MISSING_KEY,
                    at,
                    "`per: amount` needs `amount`: so much money for a stamp",
                );
                Money(1)
            }
            (_, Some(_)) => {
                self.error(
                    code::NOT_ALLOWED,
                    &at.key("amount"),
                    "`amount` goes with `per: amount` only",
                );
                Money(1)
            }
            (_, None) => Money(1),
        };
        match section.per {
            StampPer::Piece => Counting::PerPiece { give, every: 1 },
            StampPer::Visit => Counting::Once(give),
            StampPer::Amount => Counting::PerAmount { give, per: per.max(Money(1)), whole: true },
        }
    }
}
