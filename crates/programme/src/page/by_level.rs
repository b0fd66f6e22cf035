//! The value of a rule that depends on the levels of a track, for its row in the benefits table.

use super::context::Page;
use crate::rulebook::{Counting, Earning, Effect, Price, Rule, Take, Track, Unit, Value};
use model::{Key, LineKind, Money};

/// How a number of a rule is to be read.
#[derive(Clone, Copy)]
enum Measure<'b> {
    Percent,
    /// Of the delivery: all of it is free.
    Delivery,
    Money,
    Units(&'b Unit),
    Factor,
}

/// A value by level.
pub(super) struct ByLevel<'r> {
    values: &'r [(Key, i64)],
    measure: Measure<'r>,
    /// For what it is given: `for every 10 RUB`.
    pub(super) basis: String,
}

impl<'b> Page<'b> {
    /// The first value of a rule that depends on the levels of this track.
    pub(super) fn by_level(&self, track: &Track, rule: &'b Rule) -> Option<ByLevel<'b>> {
        rule.effects.iter().find_map(|effect| match effect {
            Effect::Price(price) => price_by_level(track, rule, price),
            Effect::Earn(earning) => self.earning_by_level(track, earning),
            _ => None,
        })
    }

    fn earning_by_level(&self, track: &Track, earning: &'b Earning) -> Option<ByLevel<'b>> {
        let units = || self.book.unit(earning.unit.as_str()).map(Measure::Units);
        let (value, measure) = match &earning.amount {
            Counting::PerAmount { give, .. }
            | Counting::PerPiece { give, .. }
            | Counting::Once(give) => (give, units()?),
            Counting::Percent(value) => (value, Measure::Percent),
            Counting::Multiply(value) => (value, Measure::Factor),
            Counting::Formula(_) => return None,
        };
        let basis = match earning.amount {
            Counting::Once(_) => String::new(),
            _ => self.basis(&earning.amount),
        };
        Some(ByLevel { values: listed(track, value)?, measure, basis })
    }

    /// What a level has of it.
    pub(super) fn at_level(&self, by_level: &ByLevel<'_>, level: &Key) -> Vec<String> {
        let value = by_level.values.iter().find(|(key, number)| key == level && *number != 0);
        let Some((_, number)) = value else { return Vec::new() };
        vec![match by_level.measure {
            Measure::Delivery if *number == super::WHOLE => self.words.free.to_owned(),
            Measure::Percent | Measure::Delivery => self.percent(*number),
            Measure::Money => self.money(Money(*number)),
            Measure::Units(unit) => self.thousandths(unit, *number),
            Measure::Factor => self.factor(*number),
        }]
    }
}

fn price_by_level<'b>(track: &Track, rule: &Rule, price: &'b Price) -> Option<ByLevel<'b>> {
    let delivery = rule.lines.include.kinds == [LineKind::Shipping];
    let (value, measure) = match &price.take {
        Take::Percent(value) if delivery => (value, Measure::Delivery),
        Take::Percent(value) => (value, Measure::Percent),
        Take::Amount(value) | Take::AmountEach(value) | Take::FixedPrice(value) => {
            (value, Measure::Money)
        }
    };
    Some(ByLevel { values: listed(track, value)?, measure, basis: String::new() })
}

fn listed<'b>(track: &Track, value: &'b Value) -> Option<&'b [(Key, i64)]> {
    match value {
        Value::ByTier { track: key, values } if *key == track.key => Some(values),
        _ => None,
    }
}
