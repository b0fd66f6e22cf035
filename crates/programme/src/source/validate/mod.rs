//! Structure of a tree against a JSON Schema (draft 2020-12, as made by `schemars`), finding all faults.
//!
//! The aim is not the yes or no of a general validator but the most useful sentence for each fault: where a schema
//! offers alternatives, the one that was meant is found first (by its tag, its single key, its kind) and only its
//! faults are reported.
//! Cost: linear in the tree; alternatives without a tag are tried one by one from a common budget.

use serde_json::{Map, Value};

use crate::diagnostic::{Diagnostic, Diagnostics, Span, quote};

use super::node::{Kind, Node};
use super::{Formats, Path, SourceFile, code, suggest};

mod choose;
mod kinds;
mod list;
mod map;
mod patterns;
mod scalar;
mod words;

use choose::Choice;
use kinds::Kinds;
pub(super) use patterns::Patterns;

/// Values visited in trials of alternatives before the first plausible one is taken as it is.
const TRIAL_BUDGET: u32 = 50_000;
/// References followed for one value; types that contain themselves directly do not exist.
const HOPS: usize = 32;
/// Alternatives inside alternatives looked into for the kinds they accept.
const KIND_HOPS: usize = 8;

/// A schema and what is needed to judge by it.
pub(super) struct Rules<'s> {
    pub(super) root: &'s Value,
    pub(super) formats: &'s Formats,
    pub(super) patterns: &'s Patterns,
}

/// All structural faults of a tree.
pub(super) fn validate(rules: &Rules<'_>, file: &SourceFile, root: &Node) -> Diagnostics {
    let faults = Diagnostics::new(file.name());
    let start = file.span(0, 0);
    let mut validator =
        Validator { rules, faults, path: Path::root(), budget: TRIAL_BUDGET, trying: false };
    let place = if root.entries().is_empty() { root.span } else { start };
    validator.check(rules.root, root, place);
    validator.faults
}

struct Validator<'s> {
    rules: &'s Rules<'s>,
    faults: Diagnostics,
    path: Path,
    /// What is left for trials.
    budget: u32,
    /// Inside a trial the first fault decides.
    trying: bool,
}

/// A schema with references and alternatives resolved for one value: all parts hold together.
#[derive(Default)]
struct Flat<'s> {
    parts: Vec<&'s Map<String, Value>>,
    /// An alternative could not be settled; this is reported already.
    unsettled: bool,
    /// Nothing is allowed here.
    never: bool,
}

impl<'s> Validator<'s> {
    /// Checks a value. `owner` is where faults of the whole value are shown: its key, or itself in a list.
    fn check(&mut self, schema: &'s Value, node: &Node, owner: Span) {
        if matches!(node.kind, Kind::Refused)
            || self.faults.is_full()
            || (self.trying && !self.faults.is_empty())
        {
            return;
        }
        if self.trying {
            self.budget = self.budget.saturating_sub(1);
        }
        let mut flat = Flat::default();
        self.expand(schema, node, owner, &mut flat, HOPS);
        if flat.never {
            self.fault(code::NOT_ALLOWED, node.span, "nothing is allowed here".to_owned(), None);
            return;
        }
        if let Some(part) = flat.parts.iter().find(|part| !self.fits(self.own_kinds(part), node)) {
            let expected = self.own_kinds(part);
            self.report_wrong_type(expected, part, node, owner);
            return;
        }
        match &node.kind {
            Kind::Scalar(scalar) => self.check_scalar(&flat, scalar, node.span, owner),
            Kind::List(items) => self.check_list(&flat, items, node.span, owner),
            Kind::Map(entries) => self.check_map(&flat, entries, owner),
            Kind::Refused => {}
        }
    }

    /// Collects the parts of a schema that apply to the value, settling alternatives on the way.
    fn expand(
        &mut self,
        schema: &'s Value,
        node: &Node,
        owner: Span,
        flat: &mut Flat<'s>,
        hops: usize,
    ) {
        let part = match schema {
            Value::Object(part) => part,
            Value::Bool(false) => {
                flat.never = true;
                return;
            }
            _ => return,
        };
        if hops == 0 {
            return;
        }
        if part.get("not").is_some_and(words::accepts_everything) {
            flat.never = true;
        }
        flat.parts.push(part);
        if let Some(target) = self.target(part) {
            self.expand(target, node, owner, flat, hops - 1);
        }
        for schema in branches(part, "allOf") {
            self.expand(schema, node, owner, flat, hops - 1);
        }
        for keyword in ["oneOf", "anyOf"] {
            let alternatives = branches(part, keyword);
            if alternatives.is_empty() {
                continue;
            }
            match self.choose(alternatives, node, owner) {
                Choice::Take(branch) => self.expand(branch, node, owner, flat, hops - 1),
                Choice::Nothing => {}
                Choice::Reported => flat.unsettled = true,
            }
        }
    }

    /// The schema behind a reference.
    fn target(&self, part: &'s Map<String, Value>) -> Option<&'s Value> {
        let reference = part.get("$ref")?.as_str()?;
        let pointer = reference.strip_prefix('#')?;
        if pointer.is_empty() { Some(self.rules.root) } else { self.rules.root.pointer(pointer) }
    }

    fn fault(&mut self, code: &'static str, span: Span, message: String, hint: Option<String>) {
        let mut fault = Diagnostic::error(code, span, message).at(&self.path);
        fault.hint = hint;
        self.faults.push(fault);
    }

    /// A fault at a key below the current place.
    fn fault_at_key(
        &mut self,
        key: &str,
        code: &'static str,
        span: Span,
        message: String,
        hint: Option<String>,
    ) {
        self.path.push_key(key);
        self.fault(code, span, message, hint);
        self.path.pop();
    }

    fn report_wrong_type(
        &mut self,
        expected: Kinds,
        part: &Map<String, Value>,
        node: &Node,
        owner: Span,
    ) {
        let format = part
            .get("format")
            .and_then(Value::as_str)
            .filter(|name| self.rules.formats.find(name).is_some());
        let expected_words = words::expected(expected, format);
        let message = match words::found(node) {
            Some(found) => format!("expected {expected_words}, got {found}"),
            None => format!("expected {expected_words}, but no value is given"),
        };
        let hint = match scalar::literals(part) {
            Some(names) => suggest::hint("", &names.iter().map(String::as_str).collect::<Vec<_>>()),
            None => words::type_hint(expected, node),
        };
        let span =
            if node.as_scalar().is_some() && !node.span.is_empty() { node.span } else { owner };
        self.fault(code::WRONG_TYPE, span, message, hint);
    }

    /// Runs a check aside and tells whether it found nothing.
    fn passes(&mut self, schema: &'s Value, node: &Node, owner: Span) -> bool {
        if self.budget == 0 {
            return false;
        }
        let aside = std::mem::take(&mut self.faults);
        let was_trying = std::mem::replace(&mut self.trying, true);
        self.check(schema, node, owner);
        self.trying = was_trying;
        std::mem::replace(&mut self.faults, aside).is_empty()
    }
}

/// The schemas under a keyword that holds a list.
fn branches<'s>(part: &'s Map<String, Value>, keyword: &str) -> &'s [Value] {
    part.get(keyword).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// A sentence about a value that is not one of a few.
fn not_one_of(written: &str) -> String {
    format!("{} is not known here", quote(written))
}
