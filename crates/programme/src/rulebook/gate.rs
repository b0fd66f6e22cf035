//! Which rules can matter to a basket at all, found by look-up instead of by
//! trying each rule.
//!
//! A rule whose lines must have one of a few products, categories, brands or
//! tags is looked at only when such a line is there; a rule bound to stores or
//! channels only there. All other rules are always looked at.
//!
//! Cost: one look-up per line and kind of gate, whatever the number of rules.

use super::{Phase, Rule, Trigger};
use crate::condition::{Condition, Fact};
use model::{Basket, Key, Line};
use std::collections::HashMap;

/// The gates of all rules.
#[derive(Clone, Debug, Default)]
pub struct Gates {
    /// Rules without a gate.
    always: Vec<u64>,
    /// Rules behind a gate, by what opens it.
    by_value: HashMap<Fact, HashMap<Key, Vec<u16>>>,
}

/// The rules that a basket opens, by position.
#[derive(Clone, Debug, Default)]
pub struct OpenRules(Vec<u64>);

impl OpenRules {
    /// Whether the rule at a position can matter.
    pub fn contains(&self, position: u16) -> bool {
        let position = usize::from(position);
        self.0.get(position / 64).is_some_and(|word| word >> (position % 64) & 1 == 1)
    }

    fn insert(&mut self, position: u16) {
        let position = usize::from(position);
        self.0[position / 64] |= 1 << (position % 64);
    }
}

impl Gates {
    /// Finds the gate of every rule.
    pub fn new(rules: &[Rule]) -> Self {
        let mut gates =
            Self { always: vec![0; rules.len().div_ceil(64)], by_value: HashMap::new() };
        let mut always = OpenRules(std::mem::take(&mut gates.always));
        for (position, rule) in (0u16..).zip(rules) {
            match gate(rule) {
                Some((fact, values)) => {
                    let by_value = gates.by_value.entry(fact).or_default();
                    for value in values {
                        by_value.entry(value).or_default().push(position);
                    }
                }
                None => always.insert(position),
            }
        }
        gates.always = always.0;
        gates
    }

    /// Opens the gates for a basket.
    pub fn open(&self, basket: &Basket) -> OpenRules {
        let mut open = OpenRules(self.always.clone());
        for (fact, by_value) in &self.by_value {
            let mut try_value = |value: &Key| {
                for position in by_value.get(value).into_iter().flatten() {
                    open.insert(*position);
                }
            };
            match fact {
                Fact::StoreId => try_value(&basket.store.id),
                Fact::BasketChannel => try_value(&basket.channel),
                _ => basket.lines.iter().for_each(|line| each_value(*fact, line, &mut try_value)),
            }
        }
        open
    }
}

fn each_value(fact: Fact, line: &Line, visit: &mut impl FnMut(&Key)) {
    match fact {
        Fact::LineSku => visit(&line.sku),
        Fact::LineCategory => line.category.iter().for_each(visit),
        Fact::LineCategories => line.category.iter().chain(&line.categories).for_each(visit),
        Fact::LineBrand => line.brand.iter().for_each(visit),
        Fact::LineTags => line.tags.iter().for_each(visit),
        _ => {}
    }
}

/// The texts of which one must be there for the rule to do anything.
///
/// INVARIANT: rules with coupons have none, because the reason why a coupon
/// gave nothing is told; shipping rules look at lines of their own.
fn gate(rule: &Rule) -> Option<(Fact, Vec<Key>)> {
    let is_free = rule.coupon.is_some()
        || !matches!(rule.trigger, Trigger::Purchase(phase) if phase != Phase::Shipping);
    if is_free {
        return None;
    }
    let pin = |condition: &Condition, facts: &[Fact]| {
        let pin = condition.pins().into_iter().find(|pin| facts.contains(&pin.fact))?;
        Some((pin.fact, pin.values.into_iter().map(Key).collect()))
    };
    let of_lines =
        [Fact::LineSku, Fact::LineCategory, Fact::LineCategories, Fact::LineBrand, Fact::LineTags];
    let lines = rule.lines.condition.as_ref().and_then(|c| pin(c, &of_lines));
    lines.or_else(|| {
        rule.condition.as_ref().and_then(|c| pin(c, &[Fact::StoreId, Fact::BasketChannel]))
    })
}
