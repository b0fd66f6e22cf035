//! Kinds of gift certificates.

use super::context::Expander;
use crate::diagnostic_codes as code;
use crate::document::CertificateSection;
use crate::rulebook::CertificateType;
use crate::source::Path;
use model::{Key, Money};

impl Expander<'_> {
    /// The declared kinds.
    pub(super) fn certificates(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.certificates {
            let at = Path::root().key("certificates").key(key.as_str());
            let (values, free) = self.certificate_values(section, &at);
            let certificate = CertificateType {
                key: Key::new(key),
                name: self.name(&section.name, &at.key("name"), key),
                values,
                free,
                valid_for: self.span(section.valid_for.as_ref(), &at.key("valid_for")),
                partial: !section.whole_only,
            };
            self.book.certificates.push(certificate);
        }
    }

    fn certificate_values(
        &mut self,
        section: &CertificateSection,
        at: &Path,
    ) -> (Vec<Money>, bool) {
        let range = section.from.is_some() || section.to.is_some();
        let keys = [("values", !section.values.is_empty()), ("from", range)];
        if self.exactly_one(at, &keys).is_none() {
            return (Vec::new(), false);
        }
        if !range {
            let mut values = Vec::new();
            for (place, value) in section.values.iter().enumerate() {
                values.push(self.some_money(value, &at.key("values").index(place)));
            }
            return (values, false);
        }
        let (Some(from), Some(to)) = (&section.from, &section.to) else {
            self.error(code::MISSING_KEY, at, "`from` and `to` go together");
            return (Vec::new(), true);
        };
        let from = self.some_money(from, &at.key("from"));
        let to = self.some_money(to, &at.key("to"));
        if from > to {
            self.error(code::OUT_OF_RANGE, &at.key("to"), "`to` is less than `from`");
        }
        (vec![from, to], true)
    }
}
