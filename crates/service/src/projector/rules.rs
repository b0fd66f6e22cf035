//! How often each rule acted, and what that cost.

use crate::reports::{RULE_DISCOUNT, RULE_TIMES, RULE_UNITS};
use model::{Activity, Entry, Event, Key};
use smol_str::format_smolstr;
use std::collections::BTreeMap;

/// What an entry adds to the figures of rules: measure, subject, by how much.
///
/// A rule acts once in an entry, however much it does there. Units that a return takes back
/// are taken off; a discount stays, because what goes back to the customer is what was paid.
pub(super) fn acted(entry: &Entry) -> Vec<(&'static str, Key, i64)> {
    let is_return = matches!(entry.activity, Activity::Return(_) | Activity::ReturnClaimed(_));
    let mut sums: BTreeMap<(&'static str, Key), i64> = BTreeMap::new();
    for happening in &entry.events {
        let Some(rule) = &happening.because.rule else {
            continue;
        };
        if !is_return && is_deed(&happening.event) {
            sums.insert((RULE_TIMES, rule.clone()), 1);
        }
        match &happening.event {
            Event::Discounted { amount, .. } => {
                *sums.entry((RULE_DISCOUNT, rule.clone())).or_default() += amount.0;
            }
            Event::Earned { unit, amount, .. } => {
                *sums.entry((RULE_UNITS, subject(unit, rule))).or_default() += amount.0;
            }
            Event::Unearned { unit, amount, .. } => {
                *sums.entry((RULE_UNITS, subject(unit, rule))).or_default() -= amount.0;
            }
            _ => {}
        }
    }
    sums.into_iter().map(|((measure, subject), sum)| (measure, subject, sum)).collect()
}

/// Whether a rule does something for somebody by it.
fn is_deed(event: &Event) -> bool {
    matches!(
        event,
        Event::Discounted { .. }
            | Event::Earned { .. }
            | Event::CouponGranted { .. }
            | Event::CertificateIssued { .. }
            | Event::Tagged { .. }
            | Event::MessageWanted { .. }
            | Event::SurpriseDrawn { .. }
            | Event::Caused { .. }
    )
}

fn subject(unit: &Key, rule: &Key) -> Key {
    Key(format_smolstr!("{unit}:{rule}"))
}
