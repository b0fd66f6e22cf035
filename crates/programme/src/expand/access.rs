//! Goods that not everybody may buy, or not yet.

use super::context::Expander;
use crate::condition::Scope;
use crate::rulebook::{Access, Include, Selection};
use crate::source::Path;
use model::Key;

impl Expander<'_> {
    /// The declared windows of access. Goods on sale and those that never earn are held back like all others.
    pub(super) fn access(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.access {
            let at = Path::root().key("access").key(key.as_str());
            let include = Include { sale_items: Some(true), excluded: true, ..Include::default() };
            let condition = self.condition(Some(&section.on), &at.key("on"), Scope::Line);
            let access = Access {
                key: Key::new(key),
                name: self.name(&section.name, &at.key("name"), key),
                lines: Selection { condition, include },
                condition: self.condition(Some(&section.condition), &at.key("if"), Scope::Member),
                schedule: self.schedule(&section.schedule, &at.key("schedule")),
            };
            self.book.access.push(access);
        }
    }
}
