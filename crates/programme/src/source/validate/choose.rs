//! Which of several alternatives was meant.
//!
//! In order: the only one of the value's kind; the one with the value's tag; the one with the value's single key;
//! the literal; the first that holds; the one that looks most alike.

use serde_json::{Map, Value};

use crate::diagnostic::{Span, quote};
use crate::source::node::{Entry, Kind, Node, Scalar};
use crate::source::{code, suggest};

use super::kinds::Kinds;
use super::scalar::{as_text, literals};
use super::words::accepts_everything;
use super::{HOPS, KIND_HOPS, Validator, branches, not_one_of};

/// The outcome of a choice.
pub(super) enum Choice<'s> {
    /// This alternative.
    Take(&'s Value),
    /// None is needed.
    Nothing,
    /// None fits, which is reported.
    Reported,
}

/// Schemas of one alternative with references followed, for looking at its keys.
type Parts<'s> = Vec<&'s Map<String, Value>>;

impl<'s> Validator<'s> {
    pub(super) fn choose(
        &mut self,
        alternatives: &'s [Value],
        node: &Node,
        owner: Span,
    ) -> Choice<'s> {
        let fitting: Vec<&'s Value> = alternatives
            .iter()
            .filter(|schema| self.fits(self.kinds(schema, KIND_HOPS), node))
            .collect();
        match fitting.as_slice() {
            [] => {
                let expected = alternatives.iter().map(|schema| self.kinds(schema, KIND_HOPS));
                let expected = expected.fold(Kinds::NONE, Kinds::union);
                let literal = alternatives
                    .iter()
                    .flat_map(|schema| self.parts(schema))
                    .find(|part| literals(part).is_some());
                let nothing = Map::new();
                self.report_wrong_type(expected, literal.unwrap_or(&nothing), node, owner);
                Choice::Reported
            }
            [only] => Choice::Take(only),
            several => match &node.kind {
                Kind::Map(entries) => self.choose_for_map(several, node, entries, owner),
                Kind::Scalar(scalar) => self.choose_for_scalar(several, node, scalar, owner),
                _ => self.choose_by_trial(several, node, owner),
            },
        }
    }

    fn choose_for_scalar(
        &mut self,
        several: &[&'s Value],
        node: &Node,
        scalar: &Scalar,
        owner: Span,
    ) -> Choice<'s> {
        let text = scalar.text.as_str();
        let mut names: Vec<String> = Vec::new();
        let mut open: Vec<&'s Value> = Vec::new();
        for &schema in several {
            match self.parts(schema).into_iter().find_map(literals) {
                Some(allowed) if allowed.iter().any(|name| name == text) => {
                    return Choice::Take(schema);
                }
                Some(allowed) => names.extend(allowed),
                None => open.push(schema),
            }
        }
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if open.is_empty()
            || (self.all_fail(&open, node, owner)
                && suggest::nearest(text, names.iter().copied()).is_some())
        {
            let span = if node.span.is_empty() { owner } else { node.span };
            self.fault(code::UNKNOWN_VALUE, span, not_one_of(text), suggest::hint(text, &names));
            return Choice::Reported;
        }
        self.choose_by_trial(&open, node, owner)
    }

    fn all_fail(&mut self, several: &[&'s Value], node: &Node, owner: Span) -> bool {
        !several.iter().any(|schema| self.passes(schema, node, owner))
    }

    fn choose_for_map(
        &mut self,
        several: &[&'s Value],
        node: &Node,
        entries: &[Entry],
        owner: Span,
    ) -> Choice<'s> {
        let optional = several.iter().any(|schema| accepts_everything(schema));
        let named: Vec<(&'s Value, Parts<'s>)> = several
            .iter()
            .filter(|schema| !accepts_everything(schema))
            .map(|&schema| (schema, self.parts(schema)))
            .collect();
        if let Some(tag) = common_tag(&named) {
            return self.choose_by_tag(&named, tag, entries, owner, optional);
        }
        let keyed: Option<Vec<(&'s Value, &'s str)>> =
            named.iter().map(|(schema, parts)| Some((*schema, single_key(parts)?))).collect();
        if let Some(keyed) = keyed.filter(|keyed| keyed.len() > 1) {
            let closed = named.iter().all(|(_, parts)| parts.iter().any(|part| is_closed(part)));
            return self.choose_by_key(&keyed, entries, owner, optional, closed);
        }
        let mut ranked: Vec<&'s Value> = several.to_vec();
        ranked.sort_by_cached_key(|schema| std::cmp::Reverse(self.likeness(schema, entries)));
        self.choose_by_trial(&ranked, node, owner)
    }

    /// The alternative whose constant tag the map has.
    fn choose_by_tag(
        &mut self,
        named: &[(&'s Value, Parts<'s>)],
        tag: &'s str,
        entries: &[Entry],
        owner: Span,
        optional: bool,
    ) -> Choice<'s> {
        let tags: Vec<String> =
            named.iter().flat_map(|(_, parts)| tag_values(parts, tag)).collect();
        let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
        let Some(entry) = entries.iter().find(|entry| entry.key == tag) else {
            if optional {
                return Choice::Nothing;
            }
            let hint = Some(format!("write `{tag}:` with one of {}", suggest::listed(&tags)));
            self.fault_at_key(
                tag,
                code::MISSING_KEY,
                owner,
                format!("the key `{tag}` is missing"),
                hint,
            );
            return Choice::Reported;
        };
        let Some(scalar) = entry.value.as_scalar().filter(|_| !entry.value.is_null()) else {
            self.path.push_key(tag);
            self.report_wrong_type(Kinds::TEXT, &Map::new(), &entry.value, entry.key_span);
            self.path.pop();
            return Choice::Reported;
        };
        let text = scalar.text.as_str();
        let found = named
            .iter()
            .find(|(_, parts)| tag_values(parts, tag).iter().any(|value| value == text));
        if let Some((schema, _)) = found {
            return Choice::Take(schema);
        }
        let hint = suggest::hint(text, &tags);
        self.fault_at_key(tag, code::UNKNOWN_VALUE, entry.value.span, not_one_of(text), hint);
        Choice::Reported
    }

    /// The alternative whose single key the map has.
    fn choose_by_key(
        &mut self,
        keyed: &[(&'s Value, &'s str)],
        entries: &[Entry],
        owner: Span,
        optional: bool,
        closed: bool,
    ) -> Choice<'s> {
        let find = |entry: &Entry| {
            keyed.iter().find(|(_, name)| entry.key == *name).map(|(schema, _)| *schema)
        };
        let mut known = entries.iter().filter_map(|entry| Some((entry, find(entry)?)));
        let names: Vec<&str> = keyed.iter().map(|(_, name)| *name).collect();
        match (known.next(), known.next()) {
            (Some((_, schema)), None) => return Choice::Take(schema),
            (Some((first, _)), Some((second, _))) => {
                let message =
                    format!("{} cannot stand beside {}", quote(&second.key), quote(&first.key));
                let hint = Some(format!("keep only one of {}", suggest::listed(&names)));
                self.fault_at_key(
                    &second.key,
                    code::CONFLICTING_KEYS,
                    second.key_span,
                    message,
                    hint,
                );
            }
            (None, _) if optional => return Choice::Nothing,
            (None, _) => match entries.first().filter(|_| closed) {
                Some(entry) => {
                    let message = format!("the key {} is not known here", quote(&entry.key));
                    let hint = suggest::hint(&entry.key, &names);
                    self.fault_at_key(&entry.key, code::UNKNOWN_KEY, entry.key_span, message, hint);
                }
                None => {
                    let message = format!("one of the keys {} is missing", suggest::listed(&names));
                    self.fault(code::MISSING_KEY, owner, message, None);
                }
            },
        }
        Choice::Reported
    }

    /// The first alternative that holds, else the first.
    fn choose_by_trial(&mut self, several: &[&'s Value], node: &Node, owner: Span) -> Choice<'s> {
        let holding = several.iter().find(|schema| self.passes(schema, node, owner));
        match holding.or(several.first()) {
            Some(schema) => Choice::Take(schema),
            None => Choice::Nothing,
        }
    }

    /// The alternative and what it refers to, without further alternatives.
    fn parts(&self, schema: &'s Value) -> Parts<'s> {
        let mut parts = Vec::new();
        let mut next: Vec<&'s Value> = vec![schema];
        while let Some(schema) = next.pop().filter(|_| parts.len() < HOPS) {
            let Some(part) = schema.as_object() else { continue };
            parts.push(part);
            next.extend(self.target(part));
            next.extend(branches(part, "allOf"));
        }
        parts
    }

    /// How much a map looks like an alternative: known keys with values of the right kind count for it, unknown
    /// and missing ones against it.
    fn likeness(&self, schema: &'s Value, entries: &[Entry]) -> i64 {
        let parts = self.parts(schema);
        let closed = parts.iter().any(|part| is_closed(part));
        let mut points = 0;
        for entry in entries {
            let known =
                parts.iter().find_map(|part| part.get("properties")?.get(entry.key.as_str()));
            points += match known {
                Some(value) if self.fits(self.kinds(value, KIND_HOPS), &entry.value) => 4,
                Some(_) => 1,
                None if closed => -2,
                None => 0,
            };
        }
        for name in
            parts.iter().flat_map(|part| branches(part, "required")).filter_map(Value::as_str)
        {
            points -= i64::from(!entries.iter().any(|entry| entry.key == name));
        }
        points
    }
}

fn is_closed(part: &Map<String, Value>) -> bool {
    ["additionalProperties", "unevaluatedProperties"]
        .iter()
        .any(|keyword| part.get(*keyword) == Some(&Value::Bool(false)))
}

/// The constant values of a property.
fn tag_values(parts: &Parts<'_>, name: &str) -> Vec<String> {
    let property = parts.iter().find_map(|part| part.get("properties")?.get(name)?.as_object());
    property.and_then(literals).unwrap_or_default()
}

/// The property that is a constant in all alternatives.
fn common_tag<'s>(named: &[(&'s Value, Parts<'s>)]) -> Option<&'s str> {
    let ((_, first), rest) = named.split_first()?;
    if rest.is_empty() {
        return None;
    }
    let properties = first.iter().filter_map(|part| part.get("properties")?.as_object());
    let constants =
        properties.flat_map(|all| all.iter().filter(|(_, schema)| schema.get("const").is_some()));
    let mut names = constants.map(|(name, _)| name.as_str());
    names.find(|name| rest.iter().all(|(_, parts)| !tag_values(parts, name).is_empty()))
}

/// The only property of an alternative that has just one and needs it.
fn single_key<'s>(parts: &Parts<'s>) -> Option<&'s str> {
    let mut names =
        parts.iter().filter_map(|part| part.get("properties")?.as_object()).flat_map(Map::keys);
    let name = names.next().filter(|_| names.next().is_none())?;
    let mut required = parts.iter().flat_map(|part| branches(part, "required"));
    required.any(|value| as_text(value) == *name).then_some(name)
}
