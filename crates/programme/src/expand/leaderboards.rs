//! Members in the order of a number.

use super::context::Expander;
use crate::diagnostic_codes as code;
use crate::rulebook::Leaderboard;
use crate::source::Path;
use model::Key;

/// Places shown when nothing is said.
const TOP: u16 = 10;
/// The consent under which names are shown when nothing is said.
const CONSENT: &str = "app/leaderboard";

impl Expander<'_> {
    /// The declared leaderboards.
    pub(super) fn leaderboards(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.leaderboards {
            let at = Path::root().key("leaderboards").key(key.as_str());
            let top = section.top.unwrap_or(TOP);
            if top == 0 {
                self.error(code::OUT_OF_RANGE, &at.key("top"), "at least one place is shown");
            }
            let consent = section.consent.as_deref().unwrap_or(CONSENT).trim();
            if consent.is_empty() {
                self.error(code::BAD_FORMAT, &at.key("consent"), "the consent has no name");
            }
            let board = Leaderboard {
                key: Key::new(key),
                name: self.name(&section.name, &at.key("name"), key),
                metric: self.metric_key(&section.metric.0, &at.key("metric")).unwrap_or_default(),
                top,
                consent: Key::new(consent),
            };
            self.book.leaderboards.push(board);
        }
    }
}
