//! Positions of rules by what triggers them.

use super::context::Expander;
use crate::diagnostic_codes as code;
use crate::rulebook::{Gates, Phase, RuleIndex, Rulebook, Trigger};
use crate::source::Path;
use std::cmp::Reverse;

impl Expander<'_> {
    /// Builds the index, once all rules stand.
    pub(super) fn index(&mut self) {
        let count = self.book.rules.len();
        if count > usize::from(u16::MAX) {
            let message = format!("the document makes {count} rules");
            self.error(code::TOO_MANY, &Path::root(), message);
            return;
        }
        self.book.index = index(&self.book);
    }
}

/// Purchase rules stand in group order, then priority (higher first), then document order; the others in document
/// order.
fn index(book: &Rulebook) -> RuleIndex {
    let mut index = RuleIndex { gates: Gates::new(&book.rules), ..RuleIndex::default() };
    for (position, rule) in (0u16..).zip(&book.rules) {
        if rule.holdout > 0 && matches!(rule.trigger, Trigger::Purchase(_)) {
            index.held.push(position);
        }
        let has_steps = rule.effects.iter().any(|effect| effect.receipt_steps().is_some());
        let of_goods = matches!(rule.trigger, Trigger::Purchase(Phase::Lines | Phase::Basket));
        if of_goods && has_steps && rule.coupon.is_none() {
            index.stepped.push(position);
        }
        match &rule.trigger {
            Trigger::Purchase(phase) => index.purchase.entry(*phase).or_default().push(position),
            Trigger::Enrolment => index.enrolment.push(position),
            Trigger::Birthday { .. } => index.birthday.push(position),
            Trigger::Event(event) => index.events.entry(event.clone()).or_default().push(position),
            Trigger::TierReached { track, .. } => {
                index.tiers.entry(track.clone()).or_default().push(position)
            }
            Trigger::Recurring { .. } => index.recurring.push(position),
            Trigger::Reached { .. } => index.reached.push(position),
            Trigger::Idle(_) => index.idle.push(position),
            Trigger::Consequence => {}
        }
    }
    let place = |position: &u16| {
        let stacking = &book.rules[usize::from(*position)].stacking;
        (stacking.group, Reverse(stacking.priority), *position)
    };
    index.purchase.values_mut().for_each(|positions| positions.sort_by_key(place));
    index.stepped.sort_by_key(|position| {
        let in_basket =
            book.rules[usize::from(*position)].trigger != Trigger::Purchase(Phase::Lines);
        (in_basket, place(position))
    });
    index
}
