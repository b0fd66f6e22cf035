//! Maps: known, unknown and missing keys, and every value.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::diagnostic::{Span, quote};
use crate::source::node::Entry;
use crate::source::{code, suggest};

use super::{Flat, Validator, branches};

/// What the parts of a schema together say about a key.
enum Role<'s> {
    /// These schemas hold for its value.
    Known(Vec<&'s Value>),
    /// It is not allowed.
    Unknown,
    /// It is not allowed, but would be if it were written in one of these forms.
    BadName(Vec<&'s str>),
}

impl<'s> Validator<'s> {
    pub(super) fn check_map(&mut self, flat: &Flat<'s>, entries: &[Entry], owner: Span) {
        // Keys that a misspelt key probably stands for are not reported as missing once more.
        let mut meant: BTreeSet<&str> = BTreeSet::new();
        for entry in entries {
            self.check_name(flat, entry);
            match self.role(flat, &entry.key) {
                Role::Known(schemas) => self.check_value(&schemas, entry),
                Role::Unknown if flat.unsettled => {}
                Role::Unknown => meant.extend(self.report_unknown_key(flat, entries, entry)),
                Role::BadName(forms) => self.report_bad_name(&entry.key, entry.key_span, &forms),
            }
        }
        let mut missing: BTreeSet<&str> = BTreeSet::new();
        for &part in &flat.parts {
            for name in branches(part, "required").iter().filter_map(Value::as_str) {
                if !meant.contains(name)
                    && !entries.iter().any(|entry| entry.key == name)
                    && missing.insert(name)
                {
                    self.report_missing_key(flat, name, owner);
                }
            }
            self.check_size(part, entries.len(), owner);
        }
    }

    fn check_value(&mut self, schemas: &[&'s Value], entry: &Entry) {
        self.path.push_key(entry.key.clone());
        let before = self.faults.len();
        for schema in schemas {
            if self.faults.len() > before {
                break;
            }
            self.check(schema, &entry.value, entry.key_span);
        }
        self.path.pop();
    }

    fn role(&self, flat: &Flat<'s>, key: &str) -> Role<'s> {
        let mut schemas: Vec<&'s Value> = Vec::new();
        let mut forms = Vec::new();
        let mut closed = false;
        let mut others: Vec<&'s Value> = Vec::new();
        for &part in &flat.parts {
            let known = part.get("properties").and_then(|all| all.get(key));
            schemas.extend(known);
            if let Some(by_pattern) = part.get("patternProperties").and_then(Value::as_object) {
                for (pattern, schema) in by_pattern {
                    if self.rules.patterns.matches(pattern, key) {
                        schemas.push(schema);
                    } else {
                        forms.push(pattern.as_str());
                    }
                }
            }
            for keyword in ["additionalProperties", "unevaluatedProperties"] {
                match part.get(keyword) {
                    Some(Value::Bool(false)) => closed = true,
                    Some(schema) => others.push(schema),
                    None => {}
                }
            }
        }
        if !schemas.is_empty() {
            return Role::Known(schemas);
        }
        match (others.is_empty() && closed, forms.is_empty()) {
            (false, _) => Role::Known(others),
            (true, true) => Role::Unknown,
            (true, false) => Role::BadName(forms),
        }
    }

    /// Keys of a map whose names have a form of their own.
    fn check_name(&mut self, flat: &Flat<'s>, entry: &Entry) {
        for &part in &flat.parts {
            let Some(names) = part.get("propertyNames").map(|schema| self.behind(schema)) else {
                continue;
            };
            let Some(names) = names.as_object() else { continue };
            let format = names
                .get("format")
                .and_then(Value::as_str)
                .and_then(|name| self.rules.formats.find(name));
            let allowed =
                super::scalar::literals(names).filter(|all| !all.contains(&entry.key.to_string()));
            if let Some(Err(reason)) = format.map(|check| check(&entry.key)) {
                self.fault_at_key(&entry.key, code::BAD_KEY, entry.key_span, reason, None);
            } else if let Some(allowed) = allowed {
                let allowed: Vec<&str> = allowed.iter().map(String::as_str).collect();
                let message = super::not_one_of(&entry.key);
                let hint = suggest::hint(&entry.key, &allowed);
                self.fault_at_key(&entry.key, code::UNKNOWN_KEY, entry.key_span, message, hint);
            } else if let Some(pattern) = names.get("pattern").and_then(Value::as_str)
                && !self.rules.patterns.matches(pattern, &entry.key)
            {
                self.report_bad_name(&entry.key, entry.key_span, &[pattern]);
            } else if let Some((message, hint)) = self.text_fault(names, &entry.key) {
                self.fault_at_key(&entry.key, code::BAD_KEY, entry.key_span, message, hint);
            }
        }
    }

    /// The schema itself or what it refers to.
    fn behind(&self, schema: &'s Value) -> &'s Value {
        schema.as_object().and_then(|part| self.target(part)).unwrap_or(schema)
    }

    /// Reports the key and returns the known key that was probably meant.
    fn report_unknown_key(
        &mut self,
        flat: &Flat<'s>,
        entries: &[Entry],
        entry: &Entry,
    ) -> Option<&'s str> {
        let absent = |name: &&str| !entries.iter().any(|other| other.key == *name);
        let known: Vec<&'s str> = known_keys(flat).into_iter().filter(absent).collect();
        let hint = suggest::hint(&entry.key, &known);
        let message = format!("the key {} is not known here", quote(&entry.key));
        self.fault_at_key(&entry.key, code::UNKNOWN_KEY, entry.key_span, message, hint);
        suggest::nearest(&entry.key, known)
    }

    fn report_bad_name(&mut self, key: &str, span: Span, forms: &[&str]) {
        let message = format!("{} cannot be a name here", quote(key));
        let slug = slug(key);
        let fits = |form: &&str| self.rules.patterns.matches(form, &slug);
        let hint = if !slug.is_empty() && forms.iter().any(fits) {
            format!("did you mean `{slug}`?")
        } else {
            format!("a name must match {}", suggest::listed(forms))
        };
        self.fault_at_key(key, code::BAD_KEY, span, message, Some(hint));
    }

    pub(super) fn report_missing_key(&mut self, flat: &Flat<'s>, name: &str, owner: Span) {
        let mut schemas = flat.parts.iter().filter_map(|part| part.get("properties")?.get(name));
        let about = schemas.find_map(|schema| schema.get("description")).and_then(Value::as_str);
        let about = about.and_then(|text| text.lines().next()).filter(|line| !line.is_empty());
        let hint = about.map(|line| format!("`{name}`: {}", line.trim_end_matches('.')));
        self.fault_at_key(
            name,
            code::MISSING_KEY,
            owner,
            format!("the key `{name}` is missing"),
            hint,
        );
    }

    fn check_size(&mut self, part: &Map<String, Value>, size: usize, owner: Span) {
        let limit = |keyword| {
            part.get(keyword).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok())
        };
        if let Some(min) = limit("minProperties").filter(|&min| size < min) {
            self.fault(
                code::OUT_OF_RANGE,
                owner,
                format!("at least {min} keys are needed, got {size}"),
                None,
            );
        }
        if let Some(max) = limit("maxProperties").filter(|&max| size > max) {
            self.fault(
                code::OUT_OF_RANGE,
                owner,
                format!("at most {max} keys are allowed, got {size}"),
                None,
            );
        }
    }
}

/// All keys that the parts name.
fn known_keys<'s>(flat: &Flat<'s>) -> Vec<&'s str> {
    let mut known: Vec<&'s str> = Vec::new();
    for properties in flat.parts.iter().filter_map(|part| part.get("properties")?.as_object()) {
        known.extend(properties.keys().map(String::as_str));
    }
    known
}

/// A name as the key of a map is usually written.
fn slug(key: &str) -> String {
    let lower = key.trim().to_lowercase();
    lower.chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' }).collect()
}
