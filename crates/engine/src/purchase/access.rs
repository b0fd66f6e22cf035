//! Goods that not everybody may buy, receipts that belong to earlier ones, and
//! rules that were kept from the control group.

use super::Purchase;
use super::selection::Purpose;
use crate::facts::View;
use model::id::ReceiptId;
use model::outcome::Refusal;
use model::{Code, Key};
use programme::rulebook::{Effect, Rule};

/// The global counter of receipts that belong to another one.
pub(crate) fn linked_counter(receipt: ReceiptId) -> Key {
    Key(smol_str::format_smolstr!("linked:{receipt}"))
}

impl<'a> Purchase<'_, 'a> {
    /// Refuses lines that this customer may not buy; the till decides what to do.
    pub(crate) fn check_access(&mut self) {
        let book = self.judge.book;
        for access in &book.access {
            let runs = access.schedule.covers(&book.calendar, self.judge.inputs.at);
            let may = self.judge.has_member()
                && access.condition.as_ref().is_none_or(|c| c.test(&View::of_member(self.judge)));
            if !runs || may {
                continue;
            }
            for at in self.select(&access.lines, Purpose::Pay) {
                self.judge.decision.outcome.refusals.push(Refusal {
                    code: Code::ACCESS_DENIED,
                    subject: Some(access.key.clone()),
                    shown: Some(self.basket.lines[at].id.0.clone()),
                    missing: None,
                    fatal: false,
                });
            }
        }
    }

    /// An earlier receipt takes one later one along.
    pub(crate) fn claim_link(&mut self) {
        let linked = self.basket.linked.as_ref().filter(|linked| linked.at.is_some());
        if let Some(linked) = linked {
            self.judge.claim(linked_counter(linked.receipt), 1, Some(1));
        }
    }

    /// Notes which rules would have given something, had the member not been in
    /// their control group.
    pub(crate) fn note_held_out(&mut self) {
        let book = self.judge.book;
        let held: Vec<&'a Rule> = book
            .index
            .held
            .iter()
            .map(|position| &book.rules[usize::from(*position)])
            .filter(|rule| self.would_give(rule))
            .collect();
        for rule in held {
            self.judge.hold_out(rule);
        }
    }

    fn would_give(&self, rule: &Rule) -> bool {
        if !self.judge.is_held_out(rule) || self.refused_by_terms(rule).is_some() {
            return false;
        }
        // Nobody gets another price for what was paid before.
        let prices = |effect: &Effect| matches!(effect, Effect::Price(_) | Effect::BuyGet(_));
        if self.claimed.is_some() && rule.effects.iter().any(prices) {
            return false;
        }
        let chosen = self.select(&rule.lines, Purpose::Discount);
        !chosen.is_empty() && self.missing(rule, &chosen).is_none()
    }
}
