//! Exclusive offers that can meet on one receipt although nothing says which goes first.

use super::Lint;
use crate::diagnostic_codes as code;
use crate::rulebook::{Phase, Rule, Schedule, Scope, Trigger};

/// Exclusive offers compared with each other; beyond it the finding would be the same.
const COMPARED: usize = 200;

impl Lint<'_> {
    pub(super) fn exclusive_offers(&mut self) {
        let exclusive: Vec<&Rule> = self
            .book
            .rules
            .iter()
            .filter(|rule| rule.stacking.exclusive && rule.coupon.is_none())
            .take(COMPARED)
            .collect();
        for (position, later) in exclusive.iter().enumerate() {
            let clash = exclusive[..position]
                .iter()
                .find(|earlier| same_rank(earlier, later) && can_meet(earlier, later));
            let Some(earlier) = clash else { continue };
            let group = self.book.groups.get(usize::from(later.stacking.group));
            let outcome = match group.map(|group| group.choose) {
                Some(Scope::Best) => "only the better one for the member will apply",
                _ => "only the first in the document will apply",
            };
            let message = format!(
                "`{}` and `{}` are both exclusive and can meet on one receipt: {outcome}",
                earlier.key, later.key
            );
            let path = self.place(&later.key).key("exclusive");
            self.warn(
                code::OFFER_OVERLAP,
                &path,
                message,
                "give them different priorities, or conditions that exclude each other",
            );
        }
    }
}

fn phase(rule: &Rule) -> Option<Phase> {
    if let Trigger::Purchase(phase) = rule.trigger { Some(phase) } else { None }
}

fn same_rank(one: &Rule, two: &Rule) -> bool {
    phase(one) == phase(two)
        && one.stacking.group == two.stacking.group
        && one.stacking.priority == two.stacking.priority
}

/// Whether both can apply to one receipt, as far as can be told.
fn can_meet(one: &Rule, two: &Rule) -> bool {
    let apart = one.condition.iter().flat_map(|condition| condition.pins()).any(|pin| {
        two.condition.iter().flat_map(|condition| condition.pins()).any(|other| {
            pin.fact == other.fact
                && is_single(pin.fact)
                && !pin.values.iter().any(|value| other.values.contains(value))
        })
    });
    !apart && schedules_meet(&one.schedule, &two.schedule)
}

/// Facts with one value at a time: other lists can hold both values.
fn is_single(fact: crate::condition::Fact) -> bool {
    use crate::condition::{Fact, Type, schema::NAMES};
    match fact {
        Fact::Tier(_) => true,
        _ => NAMES.iter().any(|name| name.fact == fact && name.kind == Type::Text),
    }
}

fn schedules_meet(one: &Schedule, two: &Schedule) -> bool {
    let ends_before = |first: &Schedule, second: &Schedule| matches!((first.until, second.from), (Some(until), Some(from)) if until <= from);
    let days = one.weekdays.is_empty()
        || two.weekdays.is_empty()
        || one.weekdays.iter().any(|day| two.weekdays.contains(day));
    let hours = one.hours.is_empty()
        || two.hours.is_empty()
        || one.hours.iter().any(|first| two.hours.iter().any(|second| hours_meet(*first, *second)));
    !ends_before(one, two) && !ends_before(two, one) && days && hours
}

/// Parts of the day, half-open; those that pass midnight are taken to meet everything.
fn hours_meet(one: (u16, u16), two: (u16, u16)) -> bool {
    one.0 > one.1 || two.0 > two.1 || (one.0 < two.1 && two.0 < one.1)
}
