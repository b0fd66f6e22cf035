//! From the document to the rulebook: every section becomes units, metrics, tracks, conversions and rules.
//!
//! Purpose: the engine knows only the rulebook; everything that is special to a mechanic ends here.
//! Invariants: all findings are collected, not only the first; a rulebook is handed out only without errors, so it
//! has no dangling reference; rules stand in the order of the document, with names that are unique.
//! Cost: linear in the document, apart from sorting the rules of each trigger.

mod access;
mod affiliates;
mod badges;
mod benefits;
mod birthday;
mod budgets;
mod catalogue;
mod causes;
mod certificates;
mod choices;
mod coalition;
mod combine;
mod context;
mod conversions;
mod coupons;
mod derived;
mod earning;
mod events;
mod exchanges;
mod formats;
mod gifting;
mod gives;
mod groups;
mod index;
mod ladders;
mod leaderboards;
mod memberships;
mod metrics;
mod names;
mod naming;
mod offers;
mod parts;
mod price_guarantee;
mod products;
mod quests;
mod raffles;
mod redemption;
mod referral;
mod rules;
pub(crate) mod scalar;
mod settings;
mod stacking;
mod stamps;
mod streaks;
pub(crate) mod surprises;
mod texts;
mod tiers;
mod units;
mod value;
mod verifications;
mod volume_steps;

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
    expander.volume_steps();
    expander.stamps();
    expander.coupons();
    expander.certificates();
    expander.redemption();
    expander.conversions();
    // What has metrics of its own comes before the rules that may read them.
    expander.memberships();
    expander.referral();
    expander.quests();
    expander.streaks();
    expander.birthday();
    expander.events();
    expander.rules();
    expander.badges();
    expander.leaderboards();
    expander.catalogue();
    expander.benefits();
    expander.choices();
    expander.verifications();
    expander.products();
    expander.access();
    expander.price_guarantee();
    expander.affiliates();
    expander.coalition();
    expander.groups();
    expander.gifting();
    expander.causes();
    expander.exchanges();
    expander.surprises();
    expander.raffles();
    expander.index();
    expander.finish()
}
