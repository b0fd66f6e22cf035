//! Custom actions, and a rule for what they give.

use super::context::Expander;
use super::gives::Giver;
use super::parts::blank_rule;
use crate::condition::Type;
use crate::diagnostic_codes as code;
use crate::document::{AttributeSection, EventSection};
use crate::rulebook::{AttributeKind, AttributeType, EventType, Trigger};
use crate::source::Path;
use model::Key;

impl Expander<'_> {
    /// The declared actions.
    pub(super) fn events(&mut self) {
        let doc = self.doc;
        for (key, section) in &doc.events {
            let at = Path::root().key("events").key(key.as_str());
            self.event(key, section, &at);
        }
    }

    fn event(&mut self, key: &str, section: &EventSection, at: &Path) {
        let name = self.name(&section.name, &at.key("name"), key);
        let schema = self.event_schema(key);
        let path = at.key("if");
        let condition = section
            .condition
            .as_ref()
            .and_then(|cel| self.compile(cel, &path, &schema, Type::Bool));
        let giver = Giver {
            key,
            section: "events",
            name: &name,
            schema: &schema,
            receipt: false,
            lines: None,
        };
        let effects = self.gives(&section.gives, &at.key("gives"), &giver);
        if effects.is_empty() && section.condition.is_some() {
            self.error(
                code::GIVES_NOTHING,
                &path,
                "this condition decides about nothing: the action gives nothing",
            );
        }
        if !effects.is_empty() {
            let mut rule = blank_rule(key, "events", name.clone(), Trigger::Event(Key::new(key)));
            rule.condition = condition;
            rule.effects = effects;
            self.add_rule(rule, at);
        }
        let attributes =
            section.attributes.iter().map(|(name, attribute)| attribute_type(name, attribute));
        let event = EventType {
            key: Key::new(key),
            name,
            attributes: attributes.collect(),
            limits: self.limits(&section.limits, at),
            once_per_reference: section.once_per_reference.unwrap_or(true),
            approval: section.approval,
            evidence: section.evidence,
            votes: section.votes,
        };
        for (name, attribute) in &section.attributes {
            self.check_attribute(attribute, &at.key("attributes").key(name.as_str()));
        }
        self.book.events.push(event);
    }

    fn check_attribute(&mut self, attribute: &AttributeSection, at: &Path) {
        let AttributeSection::Details(details) = attribute else { return };
        if details.kind != AttributeKind::Text && !details.values.is_empty() {
            self.error(
                code::NOT_ALLOWED,
                &at.key("values"),
                "`values` goes with attributes of kind `text` only",
            );
        }
    }
}

fn attribute_type(name: &str, attribute: &AttributeSection) -> AttributeType {
    let key = Key::new(name);
    match attribute {
        AttributeSection::Kind(kind) => {
            AttributeType { key, kind: *kind, required: false, values: Vec::new() }
        }
        AttributeSection::Details(details) => AttributeType {
            key,
            kind: details.kind,
            required: details.required,
            values: details.values.iter().map(Key::new).collect(),
        },
    }
}
