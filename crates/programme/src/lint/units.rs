//! Units that nobody earns, or that can never be spent.

use super::Lint;
use super::reads::Traffic;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_codes as code;
use crate::rulebook::{Measure, UnitKind};
use crate::source::Path;

impl Lint<'_> {
    pub(super) fn units(&mut self) {
        let traffic = Traffic::of(self.book);
        for unit in &self.book.units {
            if !self.doc.units.contains_key(unit.key.as_str()) {
                continue;
            }
            let at = Path::root().key("units").key(unit.key.as_str());
            let earned = traffic.earned.contains(&unit.key);
            // Raffle tickets are spent by the draw; a unit that only qualifies for tiers needs no other use.
            let qualifies = self.book.metrics.iter().any(|metric| {
                matches!(&metric.measure, Measure::Earned(known) if *known == unit.key)
                    && traffic.read.contains(&metric.key)
            });
            let spent =
                traffic.spent.contains(&unit.key) || qualifies || unit.kind == UnitKind::Tickets;
            if !earned {
                let reward = self
                    .book
                    .catalogue
                    .iter()
                    .find(|reward| reward.cost.iter().any(|(cost, _)| *cost == unit.key));
                let message = match reward {
                    Some(reward) => format!(
                        "nothing earns `{}`, so the reward `{}` can never be had",
                        unit.key, reward.key
                    ),
                    None => format!("nothing earns `{}`", unit.key),
                };
                let hint = "add a rule under `earning`, or an `award`";
                self.note(Diagnostic::warning, code::UNIT_NEVER_EARNED, &at, message, hint);
            }
            if earned && !spent {
                let message = format!("members earn `{}` but can never spend it", unit.key);
                let hint = "add `redemption`, `conversions`, `exchanges`, `causes` or rewards in the `catalogue`";
                self.note(Diagnostic::warning, code::UNIT_NEVER_SPENT, &at, message, hint);
            }
        }
    }
}
