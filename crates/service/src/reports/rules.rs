//! How often each rule acted, and what that cost.

use super::{RULE_DISCOUNT, RULE_TIMES, RULE_UNITS, Span};
use crate::Tessera;
use crate::error::Error;
use model::{Key, Money, Units};
use programme::rulebook::Text;
use std::collections::BTreeMap;
use store::TotalsBy;

/// What stands for the section of a rule that the programme no longer has.
const GONE: &str = "gone";

/// A rule in numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleFigures {
    /// Which.
    pub rule: Key,
    /// Its name, when the programme still has it.
    pub name: Option<Text>,
    /// The section of the document that it comes from; `gone` when the programme no longer
    /// has it.
    pub kind: Key,
    /// Entries in which it did something.
    pub times: i64,
    /// Its discounts.
    pub discount: Money,
    /// Units that it gave, less what was taken back.
    pub units: BTreeMap<Key, Units>,
}

impl RuleFigures {
    fn new(rule: Key, name: Option<Text>, kind: Key) -> Self {
        let (discount, units) = (Money::ZERO, BTreeMap::new());
        Self { rule, name, kind, times: 0, discount, units }
    }
}

/// Rules of the programme in its order, those that never acted as well; then others that
/// acted in these days.
pub async fn rules(tessera: &Tessera, span: Span) -> Result<Vec<RuleFigures>, Error> {
    let current = tessera.rules_at(tessera.now()).await?;
    let declared = current.rulebook.rules.iter();
    let mut figures: Vec<RuleFigures> = declared
        .map(|r| RuleFigures::new(r.key.clone(), Some(r.name.clone()), r.section.clone()))
        .collect();
    let places = figures.iter().enumerate().map(|(at, figures)| (figures.rule.clone(), at));
    let mut places: BTreeMap<Key, usize> = places.collect();
    let measures = vec![RULE_TIMES, RULE_DISCOUNT, RULE_UNITS];
    let Span { from, until } = span;
    let store = tessera.store();
    for total in store.sum_totals(from, until, measures, TotalsBy::Subject).await? {
        let (unit, rule) = match total.measure == *RULE_UNITS {
            true => total.subject.as_str().split_once(':').unwrap_or(("", "")),
            false => ("", total.subject.as_str()),
        };
        let at = *places.entry(Key::new(rule)).or_insert_with(|| {
            figures.push(RuleFigures::new(Key::new(rule), None, Key::new(GONE)));
            figures.len() - 1
        });
        let figures = &mut figures[at];
        match total.measure.as_str() {
            RULE_TIMES => figures.times += total.value,
            RULE_DISCOUNT => figures.discount += Money(total.value),
            _ => *figures.units.entry(Key::new(unit)).or_default() += Units(total.value),
        }
    }
    Ok(figures)
}
