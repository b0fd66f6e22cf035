//! Limits on what rules give away in all.

use super::context::Expander;
use super::parts::window;
use crate::diagnostic_codes as code;
use crate::document::Every;
use crate::rulebook::Budget;
use crate::source::Path;
use model::Key;

impl Expander<'_> {
    /// The declared budgets.
    pub(super) fn budgets(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.budgets {
            let at = Path::root().key("budgets").key(key.as_str());
            let amount = self.some_money(&section.amount, &at.key("amount"));
            if section.every == Every::AnniversaryYear {
                let message = "years from joining differ from member to member, so a budget cannot follow them";
                self.error(code::NOT_ALLOWED, &at.key("every"), message);
            }
            self.book.budgets.push(Budget {
                key: Key::new(key),
                amount,
                window: window(section.every),
            });
        }
    }
}
