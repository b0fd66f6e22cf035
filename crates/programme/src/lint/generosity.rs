//! What gives without end, or less than it promises: benefits, referral, surprises, memberships, holdouts.

use super::{Lint, gives_value};
use crate::diagnostic::Diagnostic;
use crate::diagnostic_codes as code;
use crate::expand::surprises::surely;
use crate::rulebook::{Surprise, SurpriseEntry, Trigger};
use crate::source::Path;

/// The whole, in millionths.
const WHOLE: i64 = 1_000_000;

impl Lint<'_> {
    pub(super) fn generosity(&mut self) {
        self.benefits();
        self.referral();
        for surprise in &self.book.surprises {
            self.surprise(surprise);
        }
        self.memberships();
        self.holdouts();
    }

    fn benefits(&mut self) {
        for benefit in self.book.catalogue.iter().filter(|reward| reward.benefit) {
            let endless = benefit.quota.is_none() && benefit.stock.is_none();
            if endless && (benefit.worth.is_some() || gives_value(&benefit.effects)) {
                let at = Path::root().key("benefits").key(benefit.key.as_str());
                let message =
                    format!("`{}` costs something and can be used without end", benefit.key);
                let hint = "add `quota` with `every`, or `stock`";
                self.note(Diagnostic::warning, code::BENEFIT_UNLIMITED, &at, message, hint);
            }
        }
    }

    fn referral(&mut self) {
        let endless = self.book.rules.iter().any(|rule| {
            rule.section == "referral"
                && rule.trigger == Trigger::Consequence
                && rule.limits.is_empty()
                && gives_value(&rule.effects)
        });
        if endless {
            let message = "friends are rewarded however many somebody brings".to_owned();
            let hint = "add `limits`, such as `[{ times: 10, every: year }]`";
            let at = Path::root().key("referral");
            self.note(Diagnostic::warning, code::REFERRAL_UNLIMITED, &at, message, hint);
        }
    }

    /// What is promised to everybody should come from entries that everybody can draw.
    fn surprise(&mut self, surprise: &Surprise) {
        let Some((draws, worth)) = surprise.floor else { return };
        let open: Vec<&SurpriseEntry> =
            surprise.entries.iter().filter(|entry| entry.condition.is_none()).collect();
        if surely(&open, &surprise.entries, draws) < worth {
            let at = Path::root().key("surprises").key(surprise.key.as_str()).key("floor");
            let place = self.spans.place(&at.key("worth"));
            let message = "members for whom no `if` of the entries holds may get less than that";
            let finding = Diagnostic::advice(code::SURPRISE_FLOOR, place, message);
            let hint = "give an entry without `if` enough worth, or see that one always holds";
            self.findings.push(finding.at(at.key("worth")).hint(hint));
        }
    }

    fn memberships(&mut self) {
        for plan in &self.book.plans {
            let Some(withdraw) = plan.withdraw_within else { continue };
            if withdraw.at_least_days() > plan.term.at_most_days() {
                let at = Path::root().key("memberships").key(plan.key.as_str());
                let message = "the whole fee goes back even after the term is over";
                let hint = "make it shorter than the term";
                self.warn(code::MEMBERSHIP_REFUND, &at.key("withdraw_within"), message, hint);
            }
        }
    }

    fn holdouts(&mut self) {
        for rule in self.book.rules.iter().filter(|rule| rule.holdout >= WHOLE) {
            let path = self.place(&rule.key).key("holdout");
            let message = format!("`{}` gives nothing to anybody", rule.key);
            self.warn(code::HOLDOUT_EVERYBODY, &path, message, "keep back a part, such as `10 %`");
        }
    }
}
