//! The state of an expansion, and how findings and conditions are made.

use super::Expanded;
use super::names::Names;
use crate::condition::{self, Condition, Schema, Scope, Type};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::diagnostic_codes as code;
use crate::document::{Cel, Document, Name};
use crate::rulebook::{Rule, RuleIndex, Rulebook, Settings, Text};
use crate::source::{Path, Spans, suggest};
use jiff::tz::TimeZone;
use model::Key;
use model::calendar::Calendar;
use std::collections::BTreeMap;

/// An expansion under way.
pub(crate) struct Expander<'a> {
    /// The document.
    pub(super) doc: &'a Document,
    /// Places in its text.
    pub(super) spans: &'a Spans,
    /// Everything found so far.
    pub(super) findings: Diagnostics,
    /// What the document declares.
    pub(super) names: Names,
    /// The names of conditions, without attributes of events.
    pub(super) schema: Schema,
    /// The programme's time zone.
    pub(super) zone: TimeZone,
    /// The result so far.
    pub(super) book: Rulebook,
    /// Where each rule comes from.
    pub(super) places: BTreeMap<Key, Path>,
}

impl<'a> Expander<'a> {
    pub(super) fn new(doc: &'a Document, spans: &'a Spans) -> Self {
        let names = Names::of(doc);
        let schema = names.schema(doc);
        Self {
            doc,
            spans,
            findings: Diagnostics::new(spans.file().name()),
            names,
            schema,
            zone: TimeZone::UTC,
            book: empty_book(),
            places: BTreeMap::new(),
        }
    }

    /// Notes an error.
    pub(super) fn error(&mut self, code: &'static str, path: &Path, message: impl Into<String>) {
        self.findings.push(self.spans.error(code, path, message));
    }

    /// Notes an error with what to do about it.
    pub(super) fn error_with(
        &mut self,
        code: &'static str,
        path: &Path,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        let mut finding = self.spans.error(code, path, message);
        finding.hint = hint;
        self.findings.push(finding);
    }

    /// Notes a warning.
    pub(super) fn warn(&mut self, code: &'static str, path: &Path, message: impl Into<String>) {
        self.findings.push(self.spans.warning(code, path, message));
    }

    /// How many errors there are so far.
    pub(super) fn error_count(&self) -> usize {
        self.findings.count(Severity::Error)
    }

    /// Whether `name` is one of `known`; notes an error otherwise.
    pub(super) fn refers(&mut self, kind: &str, name: &str, path: &Path, known: &[&str]) -> bool {
        if known.contains(&name) {
            return true;
        }
        let none = known.is_empty().then(|| format!("the document declares no {kind}"));
        let hint = suggest::hint(name, known).or(none);
        let message = format!("there is no {kind} `{name}`");
        self.error_with(code::UNKNOWN_REFERENCE, path, message, hint);
        false
    }

    /// No name may stand twice in a list.
    pub(super) fn different(&mut self, names: &[Name], at: &Path) {
        for (place, name) in names.iter().enumerate() {
            if names[..place].contains(name) {
                let message = format!("`{name}` stands in this list already");
                self.error(code::DUPLICATE_ITEM, &at.index(place), message);
            }
        }
    }

    /// Keys that make sense only together with `with`, which is not given.
    pub(super) fn only_with(&mut self, with: &str, at: &Path, keys: &[(&str, bool)]) {
        for (key, _) in keys.iter().filter(|(_, given)| *given) {
            let message = format!("`{key}` goes with `{with}` only");
            self.error(code::NOT_ALLOWED, &at.key(*key), message);
        }
    }

    /// A reference to a budget.
    pub(super) fn budget(&mut self, name: Option<&Name>, at: &Path) -> Option<Key> {
        let name = name?;
        let doc = self.doc;
        let known: Vec<&str> = doc.budgets.keys().map(String::as_str).collect();
        self.refers("budget", &name.0, &at.key("budget"), &known);
        Some(Key::new(&name.0))
    }

    /// Exactly one of the keys must be given. Answers which.
    pub(super) fn exactly_one(
        &mut self,
        at: &Path,
        keys: &[(&'static str, bool)],
    ) -> Option<&'static str> {
        let given: Vec<&'static str> =
            keys.iter().filter(|(_, given)| *given).map(|(key, _)| *key).collect();
        match given.as_slice() {
            [only] => return Some(only),
            [] => {
                let all: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
                let message = format!("one of {} is needed", suggest::listed(&all));
                self.error(code::EXACTLY_ONE, at, message);
            }
            several => {
                let message = format!("{} exclude each other", suggest::listed(several));
                self.error(code::EXACTLY_ONE, &at.key(several[1]), message);
            }
        }
        None
    }

    /// Compiles a condition of a scope.
    pub(super) fn condition(
        &mut self,
        cel: Option<&Cel>,
        path: &Path,
        scope: Scope,
    ) -> Option<Condition> {
        let schema = self.schema.in_scope(scope);
        self.compile(cel?, path, &schema, Type::Bool)
    }

    /// Compiles a condition or formula; faults are placed inside the text.
    pub(super) fn compile(
        &mut self,
        cel: &Cel,
        path: &Path,
        schema: &Schema,
        kind: Type,
    ) -> Option<Condition> {
        match condition::compile(&cel.0, schema, kind) {
            Ok(condition) => {
                if kind == Type::Bool {
                    self.note_constant(&condition, path);
                }
                Some(condition)
            }
            Err(faults) => {
                for fault in faults {
                    let span =
                        self.spans.place_in_text(path, fault.offset..fault.offset + fault.len);
                    let mut finding = Diagnostic::error(fault.code, span, fault.message).at(path);
                    finding.hint = fault.hint;
                    self.findings.push(finding);
                }
                None
            }
        }
    }

    fn note_constant(&mut self, condition: &Condition, path: &Path) {
        let reads = condition.reads();
        if reads.facts().next().is_none() && reads.attributes().next().is_none() {
            self.warn(
                code::CONDITION_CONSTANT,
                path,
                "this condition reads nothing: it is always true or always false",
            );
        }
    }

    /// Adds a rule. Its name must be free.
    pub(super) fn add_rule(&mut self, rule: Rule, at: &Path) {
        if let Some(first) = self.places.get(&rule.key) {
            let message = format!("the name `{}` is used by `{first}` already", rule.key);
            let finding =
                Diagnostic::error(code::DUPLICATE_NAME, self.spans.place_of_key(at), message)
                    .at(at);
            self.findings.push(finding.hint("rename one of them"));
            return;
        }
        self.places.insert(rule.key.clone(), at.clone());
        self.book.rules.push(rule);
    }

    pub(super) fn finish(self) -> Expanded {
        assert!(
            self.findings.has_errors() || self.is_in_order(),
            "conditions refer to units, metrics, tracks and choices by position"
        );
        Expanded { book: self.book, findings: self.findings, places: self.places }
    }

    /// Whether everything that conditions refer to by position stands where the schema says.
    fn is_in_order(&self) -> bool {
        let book = &self.book;
        book.units.iter().map(|unit| unit.key.as_str()).eq(self.names.units.keys())
            && book.metrics.iter().map(|metric| metric.key.as_str()).eq(self.names.metrics.keys())
            && book.tracks.iter().map(|track| track.key.as_str()).eq(self.names.tracks.keys())
            && book.choices.iter().map(|choice| choice.key.as_str()).eq(self.doc.choices.keys())
    }
}

fn empty_book() -> Rulebook {
    Rulebook {
        key: Key::default(),
        name: Text::default(),
        currency: Key::default(),
        currency_scale: 2,
        time_zone: String::new(),
        calendar: Calendar::utc(),
        locales: Vec::new(),
        settings: Settings::default(),
        excluded: None,
        sale_periods: Vec::new(),
        units: Vec::new(),
        metrics: Vec::new(),
        tracks: Vec::new(),
        groups: Vec::new(),
        rules: Vec::new(),
        index: RuleIndex::default(),
        coupons: Vec::new(),
        certificates: Vec::new(),
        redemptions: Vec::new(),
        conversions: Vec::new(),
        catalogue: Vec::new(),
        events: Vec::new(),
        choices: Vec::new(),
        plans: Vec::new(),
        verifications: Vec::new(),
        products: Vec::new(),
        access: Vec::new(),
        price_guarantee: None,
        group_kinds: Vec::new(),
        gifting: Vec::new(),
        causes: Vec::new(),
        exchanges: Vec::new(),
        coalition: None,
        affiliates: Vec::new(),
        surprises: Vec::new(),
        raffles: Vec::new(),
        quests: Vec::new(),
        badges: Vec::new(),
        leaderboards: Vec::new(),
        budgets: Vec::new(),
        texts: BTreeMap::new(),
    }
}
