//! What members prove.

use super::context::Expander;
use crate::rulebook::Verification;
use crate::source::Path;
use model::Key;

impl Expander<'_> {
    /// The declared verifications.
    pub(super) fn verifications(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.verifications {
            let at = Path::root().key("verifications").key(key.as_str());
            let verification = Verification {
                key: Key::new(key),
                name: self.name(&section.name, &at.key("name"), key),
                valid_for: self.span(section.valid_for.as_ref(), &at.key("valid_for")),
                evidence: section.evidence.unwrap_or(true),
            };
            self.book.verifications.push(verification);
        }
    }
}
