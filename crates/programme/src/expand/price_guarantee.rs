//! The promise to pay the difference to a lower price elsewhere, and the action under which claims wait.

use super::context::Expander;
use super::offers::WHOLE;
use crate::condition::Scope;
use crate::diagnostic::Diagnostic;
use crate::diagnostic_codes as code;
use crate::document::PriceGuaranteeSection;
use crate::rulebook::{EventType, PriceGuarantee};
use crate::source::Path;
use model::Key;
use model::activity::price_claim;

impl Expander<'_> {
    /// The promise, if there is one.
    pub(super) fn price_guarantee(&mut self) {
        let doc = self.doc;
        let Some(section) = &doc.price_guarantee else { return };
        let at = Path::root().key("price_guarantee");
        let promise = self.promise(section, &at);
        if doc.events.contains_key(price_claim::EVENT) {
            let place =
                self.spans.place_of_key(&Path::root().key("events").key(price_claim::EVENT));
            let message = format!("claims of `{at}` are called `{}` already", price_claim::EVENT);
            let finding = Diagnostic::error(code::DUPLICATE_NAME, place, message).at(&at);
            self.findings.push(finding.hint("rename the action"));
        }
        self.book.events.push(EventType {
            key: Key::new(price_claim::EVENT),
            name: promise.name.clone(),
            attributes: Vec::new(),
            limits: Vec::new(),
            once_per_reference: false,
            approval: true,
            evidence: promise.evidence,
            votes: false,
        });
        self.book.price_guarantee = Some(promise);
    }

    fn promise(&mut self, section: &PriceGuaranteeSection, at: &Path) -> PriceGuarantee {
        let share = match &section.share {
            Some(share) => self.some_share(share, &at.key("share")),
            None => WHOLE,
        };
        let unit = section.unit.as_ref().and_then(|unit| {
            let path = at.key("unit");
            let key = self.unit_key(&unit.0, &path)?;
            self.needs_worth(&unit.0, &path);
            Some(key)
        });
        PriceGuarantee {
            name: self.name(&section.name, &at.key("name"), "price_guarantee"),
            within: self.span(Some(&section.within), &at.key("within")).unwrap_or_default(),
            lines: self.condition(section.on.as_ref(), &at.key("on"), Scope::Line),
            share,
            unit,
            evidence: section.evidence.unwrap_or(true),
            limits: self.limits(&section.limits, at),
        }
    }
}
