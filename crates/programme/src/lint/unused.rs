//! Metrics and budgets that nothing uses.

use super::Lint;
use super::reads::Traffic;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_codes as code;
use crate::source::Path;

impl Lint<'_> {
    pub(super) fn unused(&mut self) {
        let traffic = Traffic::of(self.book);
        for metric in self.doc.metrics.keys() {
            if !traffic.read.contains(metric.as_str()) {
                let at = Path::root().key("metrics").key(metric.as_str());
                let message = format!("nothing reads the metric `{metric}`");
                let hint = "use it in a tier, steps or a condition, or remove it";
                self.note(Diagnostic::advice, code::METRIC_UNUSED, &at, message, hint);
            }
        }
        for budget in self.doc.budgets.keys() {
            let used = self
                .book
                .rules
                .iter()
                .any(|rule| rule.budget.as_ref().is_some_and(|b| b == budget.as_str()));
            if !used {
                let at = Path::root().key("budgets").key(budget.as_str());
                let message = format!("nothing draws on the budget `{budget}`");
                self.note(
                    Diagnostic::advice,
                    code::BUDGET_UNUSED,
                    &at,
                    message,
                    "name it in `budget`, or remove it",
                );
            }
        }
    }
}
