//! Limits that all members share.

use model::Key;
use model::entry::Claim;
use programme::rulebook::{Limit, Rulebook};
use std::collections::BTreeMap;

/// Whether what one member gets can depend on what others got before.
pub(crate) fn has_shared_limits(rulebook: &Rulebook) -> bool {
    let in_all = |limits: &[Limit]| limits.iter().any(|limit| limit.in_all);
    rulebook.rules.iter().any(|rule| rule.budget.is_some() || in_all(&rule.limits))
        || rulebook.catalogue.iter().any(|reward| reward.stock.is_some() || in_all(&reward.limits))
}

/// Global counters, as the store would keep them.
#[derive(Debug, Default)]
pub struct Counters(BTreeMap<Key, i64>);

impl Counters {
    /// Claims all, or names the counter of which nothing is left.
    pub fn claim(&mut self, claims: &[Claim]) -> Result<(), Key> {
        for (at, claim) in claims.iter().enumerate() {
            let before: i64 =
                claims[..at].iter().filter(|c| c.counter == claim.counter).map(|c| c.delta).sum();
            let value = self.0.get(&claim.counter).copied().unwrap_or(0) + before + claim.delta;
            if claim.maximum.is_some_and(|maximum| value > maximum) {
                return Err(claim.counter.clone());
            }
        }
        for claim in claims {
            *self.0.entry(claim.counter.clone()).or_default() += claim.delta;
        }
        Ok(())
    }
}
