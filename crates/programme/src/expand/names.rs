//! What the document declares, collected before anything refers to it.

use super::context::Expander;
use super::derived::derived_metrics;
use crate::condition::{Fact, Root, Schema, Scope, Type};
use crate::document::{AttributeSection, Document, LadderSection, Map};
use crate::rulebook::{AttributeKind, MetricKind};
use indexmap::IndexMap;
use model::Key;
use smol_str::SmolStr;

/// Declared and derived names with what must be known about them, in the order of the rulebook.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Units with their scale; those of stamp cards last.
    pub(super) units: IndexMap<String, u8>,
    /// Metrics with their measure; those that sections need for themselves last.
    pub(super) metrics: IndexMap<String, MetricKind>,
    /// Declared tracks with their levels; those of ladders last.
    pub(super) tracks: IndexMap<String, Vec<String>>,
    /// How many of the tracks are declared.
    pub(super) declared_tracks: usize,
}

/// Whether a ladder keeps its steps as a hidden track.
pub(super) fn has_track(ladder: &LadderSection) -> bool {
    ladder.step_down_without_purchase.is_some()
}

/// The levels of a ladder's hidden track: the base, and one per step.
pub(super) fn ladder_levels(steps: &Map<crate::document::Percent>) -> Vec<String> {
    let named = steps.keys().map(|from| level_of_step(from));
    let base = (!steps.keys().any(|from| is_zero(from))).then(|| "base".to_owned());
    base.into_iter().chain(named).collect()
}

/// The name of the level that begins at a step.
pub(super) fn level_of_step(from: &str) -> String {
    if is_zero(from) {
        "base".to_owned()
    } else {
        format!("from-{}", from.trim().replace('.', "-"))
    }
}

fn is_zero(from: &str) -> bool {
    super::scalar::decimal(from, 9).is_ok_and(|number| number == 0)
}

impl Names {
    pub(super) fn of(doc: &Document) -> Self {
        let mut names = Self::default();
        names.units.extend(doc.units.iter().map(|(key, unit)| (key.clone(), unit.scale)));
        for key in doc.stamps.keys() {
            names.units.entry(key.clone()).or_insert(0);
        }
        for (key, metric) in &doc.metrics {
            let unit = metric.earned.as_ref().or(metric.spent.as_ref());
            let kind = match unit {
                Some(unit) => MetricKind::Units(Key::new(&unit.0)),
                None if metric.spend.is_some() || !metric.saved.is_empty() => MetricKind::Money,
                None => MetricKind::Number,
            };
            names.metrics.insert(key.clone(), kind);
        }
        for (key, kind) in derived_metrics(doc) {
            names.metrics.entry(key).or_insert(kind);
        }
        for (key, track) in &doc.tiers {
            names.tracks.insert(key.clone(), track.levels.keys().cloned().collect());
        }
        names.declared_tracks = names.tracks.len();
        for (key, ladder) in &doc.ladders {
            if has_track(ladder) {
                names.tracks.entry(key.clone()).or_insert_with(|| ladder_levels(&ladder.steps));
            }
        }
        names
    }

    /// The names of conditions, in the order of the rulebook.
    pub(super) fn schema(&self, doc: &Document) -> Schema {
        let mut schema = Schema::new(Scope::Member);
        let declared = [
            (Root::Line, &doc.attributes.line),
            (Root::Basket, &doc.attributes.basket),
            (Root::Member, &doc.attributes.member),
        ];
        for (root, attributes) in declared {
            for (name, attribute) in attributes {
                schema = schema.with_attribute(root, name.as_str(), attribute_type(attribute));
            }
        }
        for (key, kind) in &self.metrics {
            let kind = if *kind == MetricKind::Money { Type::Money } else { Type::Number };
            schema = schema.with_metric(key.as_str(), kind);
        }
        for key in self.units.keys() {
            schema = schema.with_unit(key.as_str());
        }
        for (key, levels) in &self.tracks {
            schema = schema.with_track(key.as_str(), levels.iter().map(SmolStr::new));
        }
        for (place, (key, choice)) in (0u16..).zip(&doc.choices) {
            schema = schema.with_choice(key.as_str());
            if !choice.free {
                schema = schema.with_entries(Fact::Choice(place), texts(&choice.options));
            }
        }
        schema
            .with_entries(Fact::MemberMemberships, texts(&doc.memberships))
            .with_entries(Fact::MemberVerified, texts(&doc.verifications))
            .with_entries(Fact::MemberProducts, texts(&doc.products))
    }
}

fn texts<T>(map: &Map<T>) -> impl Iterator<Item = SmolStr> {
    map.keys().map(SmolStr::new)
}

/// The type of an attribute in conditions.
fn attribute_type(attribute: &AttributeSection) -> Type {
    let kind = match attribute {
        AttributeSection::Kind(kind) => *kind,
        AttributeSection::Details(details) => details.kind,
    };
    match kind {
        AttributeKind::Truth => Type::Bool,
        AttributeKind::Number => Type::Number,
        AttributeKind::Text => Type::Text,
    }
}

impl Expander<'_> {
    /// The names of conditions about a custom action: with its attributes.
    pub(super) fn event_schema(&self, event: &str) -> Schema {
        let mut schema = self.schema.in_scope(Scope::Event);
        if let Some(section) = self.doc.events.get(event) {
            for (name, attribute) in &section.attributes {
                schema =
                    schema.with_attribute(Root::Event, name.as_str(), attribute_type(attribute));
            }
        }
        schema
    }

    /// Names of declared tracks.
    pub(super) fn declared_tracks(&self) -> Vec<String> {
        self.names.tracks.keys().take(self.names.declared_tracks).cloned().collect()
    }
}
