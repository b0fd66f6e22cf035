//! Discounts that go below what the shop can bear, alone or together.

use super::Lint;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_codes as code;
use crate::rulebook::{Effect, Rule, Scope, Take, Value};
use crate::source::Path;
use model::LineKind;
use model::amount::format_decimal;

/// The whole, in millionths.
const WHOLE: i64 = 1_000_000;
/// Without a declared floor, this much off together is worth a warning.
const ALARM: i64 = 600_000;

impl Lint<'_> {
    pub(super) fn floor(&mut self) {
        let shares: Vec<(&Rule, i64)> = self
            .book
            .rules
            .iter()
            .filter_map(|rule| largest_share(rule).map(|share| (rule, share)))
            .collect();
        let largest = shares.iter().map(|(_, share)| *share).max().unwrap_or(0);
        let together = self.together(&shares).max(largest);
        let settings = &self.book.settings;
        match settings.max_discount.map(|cap| cap.0) {
            Some(cap) => {
                for (rule, share) in shares.iter().filter(|(_, share)| *share > cap) {
                    let message = format!(
                        "{} is more than `max_discount` ({})",
                        percent(*share),
                        percent(cap)
                    );
                    let path = self.place(&rule.key);
                    self.warn(
                        code::OFFER_OVER_CAP,
                        &path,
                        message,
                        "lower the offer or raise `settings.max_discount`",
                    );
                }
                if together > cap && largest <= cap {
                    let message = format!(
                        "offers together can reach {}, which is cut to {}",
                        percent(together),
                        percent(cap)
                    );
                    let path = Path::root().key("settings").key("max_discount");
                    let place = self.spans.place(&path);
                    let finding = Diagnostic::advice(code::OFFERS_OVER_CAP, place, message);
                    let hint =
                        "put them into one group that chooses the best, or leave it to the cap";
                    self.findings.push(finding.at(path).hint(hint));
                }
            }
            None if settings.min_margin.is_none() && together >= ALARM && together > largest => {
                let biggest = shares.iter().max_by_key(|(_, share)| *share);
                let path = biggest.map(|(rule, _)| self.place(&rule.key)).unwrap_or_default();
                let message = format!(
                    "this and other offers together can reach {}, and nothing stops them",
                    percent(together)
                );
                self.warn(
                    code::OFFERS_NO_FLOOR,
                    &path,
                    message,
                    "set `settings.max_discount` or `settings.min_margin`",
                );
            }
            None => {}
        }
    }

    /// What all groups can take off together: the best of a group, or all of it one after the other.
    fn together(&self, shares: &[(&Rule, i64)]) -> i64 {
        let mut left = i128::from(WHOLE);
        for (position, group) in self.book.groups.iter().enumerate() {
            let of_group = shares
                .iter()
                .filter(|(rule, _)| {
                    usize::from(rule.stacking.group) == position && !rule.stacking.exclusive
                })
                .map(|(_, share)| WHOLE - share);
            let keeps = match group.choose {
                Scope::All => of_group.fold(i128::from(WHOLE), |keeps, part| {
                    keeps * i128::from(part) / i128::from(WHOLE)
                }),
                Scope::Best | Scope::First => of_group.min().map_or(i128::from(WHOLE), i128::from),
            };
            left = left * keeps / i128::from(WHOLE);
        }
        WHOLE - i64::try_from(left).unwrap_or(0)
    }
}

/// The largest share that a rule can take off goods; nothing when it cannot be told.
fn largest_share(rule: &Rule) -> Option<i64> {
    if rule.lines.include.kinds.contains(&LineKind::Shipping) {
        return None;
    }
    let of_effect = |effect: &Effect| match effect {
        Effect::Price(price) => match &price.take {
            Take::Percent(value) => largest(value),
            Take::Amount(_) | Take::AmountEach(_) | Take::FixedPrice(_) => None,
        },
        _ => None,
    };
    rule.effects.iter().filter_map(of_effect).max()
}

/// The largest that a value can be; nothing when it cannot be told.
pub(super) fn largest(value: &Value) -> Option<i64> {
    match value {
        Value::Fixed(share) => Some(*share),
        Value::ByTier { values, .. } => values.iter().map(|(_, share)| *share).max(),
        Value::Steps(steps) => steps.table.iter().map(|(_, share)| *share).max(),
        Value::Formula { .. } => None,
    }
}

/// A share in words: `12.5 %`.
fn percent(share: i64) -> String {
    let text = format_decimal(share, 4).to_string();
    format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
}
