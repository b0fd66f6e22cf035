//! What the cashier could say: what is missing for the next benefit.

use super::Purchase;
use super::selection::Purpose;
use super::value::Matching;
use model::outcome::{Hint, Missing};
use model::{Code, Key, Money, Rate, Units};
use programme::rulebook::{Effect, MetricKind, Price, Rule, Selection, Take, Value};
use smol_str::{SmolStr, format_smolstr};

/// A cashier reads no more than so many.
const MOST_HINTS: usize = 4;

impl<'a> Purchase<'_, 'a> {
    /// Collects the hints for this receipt, the nearest first.
    pub(crate) fn give_hints(&mut self) {
        self.hint_next_steps();
        self.hint_minimums();
        if self.judge.has_member() {
            self.hint_next_tiers();
            self.hint_conversions();
            self.hint_waiting_coupons();
            self.hint_activations();
            self.hint_quests();
            self.hint_memberships();
        }
        self.judge.decision.outcome.hints.truncate(MOST_HINTS);
    }

    fn hint(
        &mut self,
        text: &str,
        subject: &Key,
        missing: Option<Missing>,
        gives: Option<SmolStr>,
    ) {
        self.judge.decision.outcome.hints.push(Hint {
            text: Key::new(text),
            subject: subject.clone(),
            missing,
            gives,
        });
    }

    /// The next step of every ladder by this receipt.
    fn hint_next_steps(&mut self) {
        let book = self.judge.book;
        for &position in &book.index.stepped {
            if !self.judge.inputs.detailed && !self.open.contains(position) {
                continue;
            }
            let rule: &'a Rule = &book.rules[usize::from(position)];
            let Some((steps, percent)) = receipt_steps(rule) else {
                continue;
            };
            if !self.could_apply(rule) {
                continue;
            }
            let chosen = self.select(&rule.lines, Purpose::Discount);
            let matching = Matching {
                total: chosen.iter().map(|&i| self.lines.lines[i].amount).sum(),
                quantity: chosen.iter().map(|&i| self.lines.lines[i].quantity).sum(),
            };
            let position = match steps.of {
                programme::rulebook::StepSource::MatchingTotal => matching.total,
                programme::rulebook::StepSource::BasketTotal => self.original_total(),
                _ => matching.quantity,
            };
            let (_, Some((next, value))) = steps.at(position) else {
                continue;
            };
            if next - position <= next / 2 {
                let missing = self.missing_to(steps, next - position);
                let gives = percent.then(|| crate::format::percent(Rate(value)));
                self.hint("hint.spend_more", &rule.key, missing, gives);
            }
        }
    }

    /// Goods that count, before any discount.
    fn original_total(&self) -> i64 {
        let chosen = self.select(&Selection::default(), Purpose::Count);
        chosen.iter().map(|&i| self.lines.lines[i].amount).sum()
    }

    /// Whether a rule would be open to this customer at this time.
    fn could_apply(&self, rule: &Rule) -> bool {
        !matches!(
            self.objection(rule),
            Some(
                Code::MEMBER_REQUIRED
                    | Code::OFFER_NOT_NOW
                    | Code::OFFER_CONDITION
                    | Code::OFFER_LIMIT
                    | Code::OFFER_BUDGET
            )
        )
    }

    /// Offers whose minimum is near.
    fn hint_minimums(&mut self) {
        let near: Vec<(Key, Missing, Option<SmolStr>)> = self
            .objections
            .iter()
            .filter_map(|(rule, (code, missing))| {
                let missing = missing.as_ref().filter(|_| *code == Code::OFFER_MINIMUM)?;
                let minimum = rule.minimum.as_ref()?;
                if rule.coupon.is_some() || receipt_steps(rule).is_some() {
                    return None;
                }
                let is_near = match (missing, minimum.amount, minimum.quantity) {
                    (Missing::Money(m), Some(amount), _) => m.0 <= amount.0 / 2,
                    (Missing::Quantity(m), _, Some(pieces)) => m.0 <= pieces.0 / 2,
                    _ => false,
                };
                is_near.then(|| (rule.key.clone(), missing.clone(), gives(rule)))
            })
            .take(MOST_HINTS)
            .collect();
        for (rule, missing, gives) in near {
            self.hint("hint.spend_more", &rule, Some(missing), gives);
        }
    }

    fn hint_next_tiers(&mut self) {
        let book = self.judge.book;
        for track in &book.tracks {
            let rank = self.judge.rank(track);
            let next = track.levels.iter().enumerate().find(|(index, level)| {
                rank.is_none_or(|r| *index > r) && !level.thresholds.is_empty()
            });
            let Some((_, level)) = next else { continue };
            let nearest = level
                .thresholds
                .iter()
                .filter_map(|threshold| {
                    let metric = book.metric(threshold.metric.as_str())?;
                    let left = threshold.at - self.judge.metric(metric, self.judge.inputs.at);
                    Some((left, threshold.at, &metric.kind))
                })
                .filter(|(left, at, _)| *left > 0 && *left <= at / 2)
                .min_by_key(|(left, at, _)| i128::from(*left) * 1_000 / i128::from((*at).max(1)));
            if let Some((left, _, kind)) = nearest {
                let missing = match kind {
                    MetricKind::Money => Missing::Money(Money(left)),
                    MetricKind::Number => Missing::Number(left),
                    MetricKind::Units(unit) => {
                        Missing::Units { unit: unit.clone(), amount: Units(left) }
                    }
                };
                self.hint("hint.next_tier", &level.key, Some(missing), None);
            }
        }
    }

    fn hint_conversions(&mut self) {
        let book = self.judge.book;
        for conversion in &book.conversions {
            let balance = self.judge.spendable(&conversion.unit).0;
            let left = conversion.every.0 - balance;
            if balance > 0 && left > 0 {
                let is_stamps = book
                    .unit(conversion.unit.as_str())
                    .is_some_and(|u| u.kind == programme::rulebook::UnitKind::Stamps);
                let text = if is_stamps { "hint.stamps_left" } else { "hint.next_reward" };
                let missing = Missing::Units { unit: conversion.unit.clone(), amount: Units(left) };
                self.hint(text, &conversion.key, Some(missing), None);
            }
        }
    }

    /// Offers that would apply, had the member activated them.
    fn hint_activations(&mut self) {
        let waiting: Vec<(Key, Option<SmolStr>)> = self
            .objections
            .iter()
            .filter(|(_, (code, _))| *code == Code::OFFER_NOT_ACTIVATED)
            .filter(|(rule, _)| !self.select(&rule.lines, Purpose::Discount).is_empty())
            .map(|(rule, _)| (rule.key.clone(), gives(rule)))
            .collect();
        for (rule, gives) in waiting {
            self.hint("hint.activate", &rule, None, gives);
        }
    }

    /// Quests that are begun and lack one step.
    fn hint_quests(&mut self) {
        let book = self.judge.book;
        let at = self.judge.inputs.at;
        for quest in &book.quests {
            let left = |(_, metric, wanted): &(programme::rulebook::Text, Key, i64)| {
                let metric = book.metric(metric.as_str())?;
                let left = wanted - self.judge.metric(metric, at);
                (left > 0).then_some((left, *wanted))
            };
            let open: Vec<(i64, i64)> = quest.steps.iter().filter_map(left).collect();
            let [(left, wanted)] = open.as_slice() else { continue };
            if quest.steps.len() > 1 || left < wanted {
                let missing = Missing::Number(*left);
                self.hint("hint.quest_step", &quest.key, Some(missing), None);
            }
        }
    }

    /// Memberships of which the member was reminded.
    fn hint_memberships(&mut self) {
        let member = self.judge.member;
        for term in member.memberships.iter().filter(|term| term.reminded) {
            let until = format_smolstr!("{}", self.judge.book.calendar.day(term.until));
            self.hint("hint.membership_ends", &term.plan, None, Some(until));
        }
    }

    fn hint_waiting_coupons(&mut self) {
        let at = self.judge.inputs.at;
        let waiting: Vec<Key> = self
            .judge
            .member
            .coupons
            .iter()
            .filter(|c| c.from <= at && c.until.is_none_or(|until| at < until))
            .filter(|c| !self.lines.coupons.contains(&c.coupon))
            .filter(|c| !self.judge.ended_coupons.contains(&c.id))
            .map(|c| c.coupon.clone())
            .collect();
        let mut seen: Vec<Key> = Vec::new();
        for coupon in waiting {
            if !seen.contains(&coupon) {
                self.hint("hint.coupon_waiting", &coupon, None, None);
                seen.push(coupon);
            }
        }
    }
}

/// The steps of a rule that depend on this receipt alone, and whether they are percentages.
fn receipt_steps(rule: &Rule) -> Option<(&programme::rulebook::Steps, bool)> {
    rule.effects.iter().find_map(Effect::receipt_steps)
}

/// What a rule gives, in short.
fn gives(rule: &Rule) -> Option<SmolStr> {
    rule.effects.iter().find_map(|effect| match effect {
        Effect::Price(Price { take: Take::Percent(Value::Fixed(rate)), .. }) => {
            Some(crate::format::percent(Rate(*rate)))
        }
        _ => None,
    })
}
