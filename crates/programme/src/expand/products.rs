//! What members register under its serial number.

use super::context::Expander;
use super::gives::Giver;
use crate::condition::Scope;
use crate::rulebook::Product;
use crate::source::Path;
use model::Key;

impl Expander<'_> {
    /// The declared products.
    pub(super) fn products(&mut self) {
        let doc = self.doc;
        let schema = self.schema.in_scope(Scope::Member);
        for (key, section) in &doc.products {
            let at = Path::root().key("products").key(key.as_str());
            let name = self.name(&section.name, &at.key("name"), key);
            let giver = Giver {
                key,
                section: "products",
                name: &name,
                schema: &schema,
                receipt: false,
                lines: None,
            };
            let effects = self.gives(&section.gives, &at.key("gives"), &giver);
            let valid_for = self.span(section.valid_for.as_ref(), &at.key("valid_for"));
            self.book.products.push(Product { key: Key::new(key), name, valid_for, effects });
        }
    }
}
