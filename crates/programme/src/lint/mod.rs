//! Findings about documents that are well-formed but probably not what their author meant.
//!
//! Purpose: levels that nobody reaches, points that nobody can spend, codes that anybody guesses, discounts that add
//! up to more than the shop can bear, circles in which value grows. Warnings and advice only; never errors.
//! Cost: linear in the rulebook, apart from pairs of exclusive offers and circles of units, which are bounded.

mod coupons;
mod floor;
mod generosity;
mod loops;
mod overlap;
mod reads;
mod tiers;
mod units;
mod unused;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::document::Document;
use crate::rulebook::{Effect, Rulebook};
use crate::source::{Path, Spans};
use model::Key;
use std::collections::BTreeMap;

/// What the checks look at.
pub(crate) struct Lint<'a> {
    doc: &'a Document,
    spans: &'a Spans,
    book: &'a Rulebook,
    places: &'a BTreeMap<Key, Path>,
    findings: &'a mut Diagnostics,
}

/// Checks a rulebook that has no errors.
pub(crate) fn lint(
    doc: &Document,
    spans: &Spans,
    book: &Rulebook,
    places: &BTreeMap<Key, Path>,
    findings: &mut Diagnostics,
) {
    let mut lint = Lint { doc, spans, book, places, findings };
    lint.tiers();
    lint.units();
    lint.coupons();
    lint.events();
    lint.exclusive_offers();
    lint.floor();
    lint.loops();
    lint.gains();
    lint.generosity();
    lint.unused();
}

/// Whether something of value is given: not only a tag, a tier or a message.
fn gives_value(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| match effect {
        Effect::Earn(_)
        | Effect::GrantCoupon(_)
        | Effect::IssueCertificate { .. }
        | Effect::Surprise(_)
        | Effect::StartMembership { .. } => true,
        Effect::Later { effects, .. } => gives_value(effects),
        _ => false,
    })
}

impl Lint<'_> {
    /// A warning at the value of a path.
    fn warn(&mut self, code: &'static str, path: &Path, message: impl Into<String>, hint: &str) {
        self.findings.push(self.spans.warning(code, path, message).hint(hint));
    }

    /// A warning or advice at the key of a path.
    fn note(
        &mut self,
        finding: fn(&'static str, crate::diagnostic::Span, String) -> Diagnostic,
        code: &'static str,
        path: &Path,
        message: String,
        hint: &str,
    ) {
        let place = self.spans.place_of_key(path);
        self.findings.push(finding(code, place, message).at(path).hint(hint));
    }

    /// Where a rule comes from.
    fn place(&self, rule: &Key) -> Path {
        self.places.get(rule).cloned().unwrap_or_default()
    }
}
