//! From the document to the rulebook: every section becomes units, metrics, tracks, conversions and rules.
//!
//! Purpose: the engine knows only the rulebook; everything that is special to a mechanic ends here.
//! Invariants: all findings are collected, not only the first; a rulebook is handed out only without errors, so it
//! has no dangling reference; rules stand in the order of the document, with names that are unique.
//! Cost: linear in the document, apart from sorting the rules of each trigger.

mod birthday;
mod budgets;
mod catalogue;
mod certificates;
mod context;
mod conversions;
mod coupons;
mod earning;
mod events;
mod formats;
mod gives;
mod index;
mod ladders;
mod metrics;
mod names;
mod offers;
mod parts;
mod redemption;
mod rules;
pub(crate) mod scalar;
mod settings;
mod stacking;
mod stamps;
mod texts;
mod tiers;
mod units;
mod value;

pub(crate) use context::Expander;
pub(crate) use formats::formats;

use crate::diagnostic::Diagnostics;
use crate::document::Document;
use crate::rulebook::Rulebook;
use crate::source::{Path, Spans};
use model::Key;
use std::collections::BTreeMap;

/// What came out of a document, with or without errors.
pub(crate) struct Expanded {
    /// The rulebook; not to be used when there are errors.
    pub(crate) book: Rulebook,
    /// Everything found on the way.
    pub(crate) findings: Diagnostics,
    /// Where each rule comes from.
    pub(crate) places: BTreeMap<Key, Path>,
}

/// Expands a document.
pub(crate) fn expand(document: &Document, spans: &Spans) -> Expanded {
    let mut expander = Expander::new(document, spans);
    expander.header();
    expander.check_names();
    expander.stacking();
    expander.settings();
    expander.texts();
    expander.budgets();
    expander.units();
    expander.metrics();
    expander.tiers();
    expander.earning();
    expander.offers();
    expander.ladders();
    expander.stamps();
    expander.coupons();
    expander.certificates();
    expander.redemption();
    expander.conversions();
    expander.birthday();
    expander.events();
    expander.rules();
    expander.catalogue();
    expander.index();
    expander.finish()
}
