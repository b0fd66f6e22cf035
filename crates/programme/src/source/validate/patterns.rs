//! Regular expressions of a schema, compiled once.

use std::collections::BTreeMap;

use regex_lite::Regex;
use serde_json::Value;

/// The patterns of a schema by their text.
#[derive(Debug, Default)]
pub(in crate::source) struct Patterns(BTreeMap<String, Regex>);

impl Patterns {
    /// Finds and compiles all patterns. One that our engine does not know is left out and accepts everything.
    pub(in crate::source) fn of_schema(schema: &Value) -> Self {
        let mut patterns = Self::default();
        patterns.collect(schema);
        patterns
    }

    fn collect(&mut self, schema: &Value) {
        match schema {
            Value::Object(part) => {
                if let Some(pattern) = part.get("pattern").and_then(Value::as_str) {
                    self.compile(pattern);
                }
                if let Some(by_pattern) = part.get("patternProperties").and_then(Value::as_object) {
                    by_pattern.keys().for_each(|pattern| self.compile(pattern));
                }
                part.values().for_each(|value| self.collect(value));
            }
            Value::Array(values) => values.iter().for_each(|value| self.collect(value)),
            _ => {}
        }
    }

    fn compile(&mut self, pattern: &str) {
        if let Ok(regex) = Regex::new(pattern) {
            self.0.insert(pattern.to_owned(), regex);
        }
    }

    /// Whether a text matches somewhere, as JSON Schema defines it.
    pub(super) fn matches(&self, pattern: &str, text: &str) -> bool {
        self.0.get(pattern).is_none_or(|regex| regex.is_match(text))
    }
}
