//! How purchases earn units.

use super::context::Expander;
use super::parts::{blank_rule, rounding};
use super::value::{Measure, Place};
use crate::condition::{Scope, Type};
use crate::diagnostic_codes as code;
use crate::document::{EarningSection, ValueSection};
use crate::rulebook::{Counting, Earning, Effect, Phase, Trigger, Value};
use crate::source::Path;
use model::{Key, Money};

impl Expander<'_> {
    /// The declared earning rules.
    pub(super) fn earning(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.earning {
            let at = Path::root().key("earning").key(key.as_str());
            self.earning_rule(key, section, &at);
        }
    }

    fn earning_rule(&mut self, key: &str, section: &EarningSection, at: &Path) {
        let unit = self.unit_key(&section.unit.0, &at.key("unit"));
        let Some(amount) = self.counting(section, at) else { return };
        // What is given once, or multiplied, comes on top of what the base rules gave.
        let phase = match amount {
            Counting::Once(_) | Counting::Multiply(_) => Phase::Bonus,
            _ => Phase::Earning,
        };
        let name = self.name(&section.name, &at.key("name"), key);
        let mut rule = blank_rule(key, "earning", name, Trigger::Purchase(phase));
        rule.condition = self.condition(section.condition.as_ref(), &at.key("if"), Scope::Basket);
        rule.lines = self.selection(section.on.as_ref(), section.sale_items, at);
        rule.lines.include.kinds = Self::kinds(&section.kinds);
        rule.minimum = self.minimum(section.minimum.as_ref(), at);
        rule.schedule = self.schedule(&section.schedule, &at.key("schedule"));
        rule.limits = self.limits(&section.limits, at);
        rule.budget = self.budget(section.budget.as_ref(), at);
        rule.activate = section.activate;
        let expiry = self.expiry(section.expires.as_ref(), at);
        let pending = self.span(section.pending.as_ref(), &at.key("pending"));
        rule.effects.push(Effect::Earn(Earning {
            unit: unit.unwrap_or_default(),
            amount,
            rounding: section.rounding.map(rounding),
            expiry,
            pending,
        }));
        self.add_rule(rule, at);
    }

    fn counting(&mut self, section: &EarningSection, at: &Path) -> Option<Counting> {
        let keys = [
            ("give", section.give.is_some()),
            ("percent", section.percent.is_some()),
            ("each", section.each.is_some()),
            ("once", section.once.is_some()),
            ("multiply", section.multiply.is_some()),
            ("formula", section.formula.is_some()),
        ];
        let chosen = self.exactly_one(at, &keys)?;
        self.check_companions(section, chosen, at);
        let units = Measure::Units(self.unit_scale(&section.unit.0));
        if let Some(give) = &section.give {
            let Some(per) = &section.per else {
                self.error(
                    code::MISSING_KEY,
                    at,
                    "`give` needs `per`: so many units per so much money",
                );
                return None;
            };
            let per = self.some_money(per, &at.key("per"));
            let give = self.earned(give, &at.key("give"), units, false);
            let per = if per.is_zero() { Money(1) } else { per };
            return Some(Counting::PerAmount { give, per, whole: section.whole });
        }
        if let Some(percent) = &section.percent {
            self.needs_worth(&section.unit.0, &at.key("percent"));
            return Some(Counting::Percent(self.earned(
                percent,
                &at.key("percent"),
                Measure::Share,
                false,
            )));
        }
        if let Some(each) = &section.each {
            let every = section.pieces.unwrap_or(1);
            if every == 0 {
                self.error(code::OUT_OF_RANGE, &at.key("pieces"), "at least one piece makes one");
            }
            let give = self.earned(each, &at.key("each"), units, true);
            return Some(Counting::PerPiece { give, every: every.max(1) });
        }
        if let Some(once) = &section.once {
            return Some(Counting::Once(self.earned(once, &at.key("once"), units, false)));
        }
        if let Some(multiply) = &section.multiply {
            return Some(Counting::Multiply(self.earned(
                multiply,
                &at.key("multiply"),
                Measure::Factor,
                false,
            )));
        }
        let formula = section.formula.as_ref()?;
        let schema = self.schema.in_scope(Scope::Line);
        self.compile(formula, &at.key("formula"), &schema, Type::Number).map(Counting::Formula)
    }

    fn check_companions(&mut self, section: &EarningSection, chosen: &str, at: &Path) {
        for (key, given, belongs) in [
            ("per", section.per.is_some(), "give"),
            ("whole", section.whole, "give"),
            ("pieces", section.pieces.is_some(), "each"),
        ] {
            if given && chosen != belongs {
                self.error(
                    code::NOT_ALLOWED,
                    &at.key(key),
                    format!("`{key}` goes with `{belongs}` only"),
                );
            }
        }
    }

    fn earned(
        &mut self,
        section: &ValueSection,
        path: &Path,
        measure: Measure,
        of_lines: bool,
    ) -> Value {
        let schema = self.formula_schema(of_lines);
        self.value(section, path, &Place { measure, schema: &schema, receipt: true })
    }

    /// A unit must have a worth in money.
    pub(super) fn needs_worth(&mut self, unit: &str, path: &Path) {
        let known = self.book.units.iter().find(|known| known.key == *unit);
        let stamp = self.doc.stamps.contains_key(unit);
        if stamp || known.is_some_and(|unit| unit.worth_micro.is_none()) {
            let message = format!("the unit `{unit}` has no worth in money");
            let hint = "say in the unit what one is worth, such as `worth: 1`";
            self.error_with(code::UNIT_NO_WORTH, path, message, Some(hint.to_owned()));
        }
    }

    /// An effect that gives units at once.
    pub(super) fn award(
        &mut self,
        section: &crate::document::AwardSection,
        at: &Path,
        schema: &crate::condition::Schema,
        receipt: bool,
    ) -> Effect {
        let unit = self.unit_key(&section.unit.0, &at.key("unit"));
        let measure = Measure::Units(self.unit_scale(&section.unit.0));
        let amount =
            self.value(&section.amount, &at.key("amount"), &Place { measure, schema, receipt });
        Effect::Earn(Earning {
            unit: unit.unwrap_or_else(|| Key::new(&section.unit.0)),
            amount: Counting::Once(amount),
            rounding: None,
            expiry: self.expiry(section.expires.as_ref(), at),
            pending: None,
        })
    }
}
