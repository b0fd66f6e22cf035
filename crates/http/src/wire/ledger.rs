//! The ledger of a member, and why a receipt was judged as it was.

use super::change::Subject;
use super::effect::{Effect, effects};
use super::ids;
use super::problem::{HintBody, MissingBody, RefusalBody};
use super::receipt::{hints, refusals};
use super::text::{Decimal, Moment, Word};
use crate::scales::Scales;
use model::id::{EntryId, ReceiptId};
use model::outcome::{Missing, Refusal};
use model::{Activity, Code, Entry, Key};
use serde::Serialize;
use service::explain::Explanation;
use service::history::Line;
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// One entry of the ledger.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LedgerEntry {
    /// The journal entry.
    #[schema(value_type = ids::EntryId)]
    pub(crate) id: EntryId,
    /// Its number in the member's chain.
    pub(crate) seq: u64,
    /// What was done.
    #[schema(value_type = String, example = "purchase")]
    pub(crate) activity: &'static str,
    /// When it happened.
    pub(crate) at: Moment,
    /// When it was written down.
    pub(crate) recorded_at: Moment,
    /// The programme version that judged; absent when none had to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) programme_version: Option<u32>,
    /// The receipt concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::ReceiptId>)]
    pub(crate) receipt: Option<ReceiptId>,
    /// What people call the store where it happened; not with explanations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) store_name: Option<String>,
    /// Who asked: an API key, a job or a command.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) actor: Option<Word>,
    /// What followed, with the reasons.
    pub(crate) effects: Vec<Effect>,
    /// The booking.
    pub(crate) postings: Vec<Posting>,
    /// What was asked for and could not be given, and why.
    pub(crate) refusals: Vec<RefusalBody>,
    /// What was said to the customer.
    pub(crate) hints: Vec<HintBody>,
}

/// An amount that went from one account to another.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Posting {
    /// The effect that caused it.
    pub(crate) effect: u16,
    /// Which unit.
    pub(crate) unit: Word,
    /// How much.
    pub(crate) amount: Decimal,
    /// Where it left.
    #[schema(value_type = String, example = "issued")]
    pub(crate) from: model::holdings::Account,
    /// Where it arrived.
    #[schema(value_type = String, example = "spendable")]
    pub(crate) to: model::holdings::Account,
    /// The lot concerned.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lot: Option<String>,
}

/// Why it was so.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Explanation)]
pub(crate) struct ExplanationBody {
    /// What happened, with reasons.
    pub(crate) entry: LedgerEntry,
    /// Rules that did not apply, and why.
    pub(crate) others: Vec<OtherRule>,
    /// Deciding again from the journal gave the very same.
    pub(crate) is_identical: bool,
}

/// A rule that did not apply.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OtherRule {
    /// Which.
    pub(crate) rule: Word,
    /// Why not.
    #[schema(example = "offer.minimum")]
    pub(crate) code: &'static str,
    /// What is missing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) missing: Option<MissingBody>,
    /// Why not, in a sentence.
    pub(crate) message: String,
}

impl LedgerEntry {
    /// An entry in words.
    pub(crate) fn of(scales: &Scales, line: &Line, locale: &str) -> Self {
        let entry = &line.entry;
        let mut effects = effects(scales, &entry.events);
        for effect in &mut effects {
            let own = line.sentences.iter().find(|(index, _)| *index == effect.index);
            effect.message = own.map(|(_, sentence)| sentence.clone());
        }
        Self {
            id: entry.id,
            seq: entry.seq,
            activity: entry.activity.word(),
            at: Moment(entry.at),
            recorded_at: Moment(entry.recorded_at),
            programme_version: (entry.version > 0).then_some(entry.version),
            receipt: Subject::of(&entry.activity).receipt,
            store_name: None,
            actor: entry.actor.as_ref().map(Word::from),
            effects,
            postings: postings(scales, entry),
            refusals: refusals(scales, &entry.outcome, locale),
            hints: hints(scales, &entry.outcome, locale),
        }
    }

    /// With the name of its store, where that has one.
    pub(crate) fn named(mut self, line: &Line, names: &BTreeMap<Key, SmolStr>) -> Self {
        let name = store_of(line).and_then(|store| names.get(store));
        self.store_name = name.map(ToString::to_string);
        self
    }
}

/// The store where somebody joined, bought something or brought it back.
fn store_of(line: &Line) -> Option<&Key> {
    let store = match &line.entry.activity {
        Activity::Enrol(enrol) => enrol.store.as_ref(),
        Activity::Purchase(purchase) => Some(&purchase.basket.store.id),
        Activity::ClaimReceipt(claim) => Some(&claim.basket.store.id),
        Activity::Return(back) => Some(&back.store.id),
        _ => None,
    };
    store.filter(|store| !store.as_str().is_empty())
}

/// The stores of some lines, each once.
pub(crate) fn stores_of(lines: &[Line]) -> BTreeSet<&Key> {
    lines.iter().filter_map(store_of).collect()
}

fn postings(scales: &Scales, entry: &Entry) -> Vec<Posting> {
    let movements = entry.movements.iter();
    movements
        .map(|movement| Posting {
            effect: movement.event,
            unit: Word::from(&movement.unit),
            amount: scales.units(&movement.unit, movement.amount),
            from: movement.from,
            to: movement.to,
            lot: movement.to_lot.or(movement.from_lot).map(|lot| lot.to_string()),
        })
        .collect()
}

impl OtherRule {
    pub(crate) fn of(
        scales: &Scales,
        rule: &Key,
        code: Code,
        missing: Option<&Missing>,
        locale: &str,
    ) -> Self {
        let refusal = Refusal {
            code,
            subject: Some(rule.clone()),
            shown: None,
            missing: missing.cloned(),
            fatal: false,
        };
        let RefusalBody { code, missing, message, .. } = scales.refusal(&refusal, locale);
        Self { rule: Word::from(rule), code, missing, message }
    }
}

impl ExplanationBody {
    pub(crate) fn of(scales: &Scales, explanation: &Explanation, locale: &str) -> Self {
        let others = explanation.others.iter().map(|other| {
            OtherRule::of(scales, &other.rule, other.code, other.missing.as_ref(), locale)
        });
        Self {
            entry: LedgerEntry::of(scales, &explanation.line, locale),
            others: others.collect(),
            is_identical: explanation.is_identical,
        }
    }
}
