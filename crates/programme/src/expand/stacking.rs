//! Stacking groups: the declared ones, then the one of coupons.

use super::context::Expander;
use crate::document::Name;
use crate::rulebook::{Group, Scope};
use crate::source::Path;
use model::Key;

/// The group of offers when none is declared.
const OFFERS: &str = "offers";
/// The group of coupons.
const COUPONS: &str = "coupons";

impl Expander<'_> {
    /// The declared groups; one that chooses the best when there are none.
    pub(super) fn stacking(&mut self) {
        let declared = &self.doc.stacking.groups;
        let groups =
            declared.iter().map(|(key, choose)| Group { key: Key::new(key), choose: *choose });
        self.book.groups = groups.collect();
        if self.book.groups.is_empty() {
            self.book.groups.push(Group { key: Key::new(OFFERS), choose: Scope::Best });
        }
    }

    /// The position of the group of an offer; the first when it names none.
    pub(super) fn group(&mut self, name: Option<&Name>, at: &Path) -> u16 {
        let Some(name) = name else { return 0 };
        if name.0 == COUPONS {
            return self.coupon_group();
        }
        let known: Vec<Key> = self.book.groups.iter().map(|group| group.key.clone()).collect();
        let known: Vec<&str> = known.iter().map(Key::as_str).collect();
        self.refers("stacking group", &name.0, &at.key("group"), &known);
        self.position(&name.0).unwrap_or(0)
    }

    /// The position of the group of coupons, which is made behind the others when it is first needed.
    pub(super) fn coupon_group(&mut self) -> u16 {
        if let Some(position) = self.position(COUPONS) {
            return position;
        }
        self.book.groups.push(Group { key: Key::new(COUPONS), choose: Scope::All });
        self.position(COUPONS).unwrap_or(0)
    }

    fn position(&self, key: &str) -> Option<u16> {
        let position = self.book.groups.iter().position(|group| group.key == *key)?;
        u16::try_from(position).ok()
    }
}
