//! What became of a history under a programme, on one page.
//!
//! A [`Tally`] counts entries as they are made, or as they are read back from a journal; the
//! [`Summary`] is what people and programs read. Tallies of parts add up to that of the whole.

mod decimal;
mod print;

pub use decimal::Decimal;

use crate::history::History;
use ledger::Totals;
use model::holdings::Account;
use model::{Code, Entry, Event, Key, Money, Snapshot};
use programme::rulebook::Rulebook;
use serde::Serialize;
use std::collections::BTreeMap;

/// Counts while a history is carried out.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// Members that joined.
    pub members: u64,
    /// Members with at least one receipt that was not returned as a whole.
    pub active: u64,
    /// Receipts that were kept.
    pub receipts: u64,
    /// Of these, without a member.
    pub anonymous: u64,
    /// Returns that were kept.
    pub returns: u64,
    /// Before discounts.
    pub total: Money,
    /// All discounts.
    pub discount: Money,
    /// Discounts by rule.
    pub by_rule: BTreeMap<Key, Money>,
    /// Left to pay in money.
    pub payable: Money,
    /// Handed back.
    pub refunded: Money,
    /// What was refused, by code.
    pub refused: BTreeMap<Code, u64>,
    /// Members per tier: track and tier; `none` when they hold none.
    pub tiers: BTreeMap<(Key, Key), u64>,
    /// The book.
    pub totals: Totals,
}

impl Tally {
    /// Counts an entry.
    pub fn entry(&mut self, entry: &Entry) {
        if let Some(receipt) = &entry.outcome.receipt {
            self.receipts += 1;
            self.anonymous += u64::from(entry.owner.as_member().is_none());
            self.total += receipt.total;
            self.discount += receipt.discount;
            self.payable += receipt.payable;
        }
        if let Some(refund) = &entry.outcome.refund {
            self.returns += 1;
            self.refunded += refund.money;
        }
        for happening in &entry.events {
            match (&happening.event, &happening.because.rule) {
                (Event::Discounted { amount, .. }, Some(rule)) => {
                    match self.by_rule.get_mut(rule) {
                        Some(sum) => *sum += *amount,
                        None => {
                            self.by_rule.insert(rule.clone(), *amount);
                        }
                    }
                }
                (Event::MemberEnrolled { .. }, _) => self.members += 1,
                _ => {}
            }
        }
        for movement in &entry.movements {
            self.totals.add(movement);
        }
    }

    /// Counts a "no".
    pub fn refused(&mut self, code: Code) {
        *self.refused.entry(code).or_default() += 1;
    }

    /// Counts what an owner holds at the end.
    pub fn end(&mut self, rulebook: &Rulebook, snapshot: &Snapshot) {
        self.totals.hold(snapshot);
        let Some(_) = snapshot.member.enrolled_at else { return };
        let purchases = snapshot.member.series.get(engine::PURCHASES);
        self.active += u64::from(purchases.is_some_and(|s| s.value(0) > 0));
        for track in &rulebook.tracks {
            let state = snapshot.member.tiers.get(&track.key);
            let tier = state.map_or_else(|| Key::new("none"), |state| state.tier.clone());
            *self.tiers.entry((track.key.clone(), tier)).or_default() += 1;
        }
    }

    /// Adds the counts of another part.
    pub fn merge(&mut self, other: Self) {
        self.members += other.members;
        self.active += other.active;
        self.receipts += other.receipts;
        self.anonymous += other.anonymous;
        self.returns += other.returns;
        self.total += other.total;
        self.discount += other.discount;
        self.payable += other.payable;
        self.refunded += other.refunded;
        for (rule, sum) in other.by_rule {
            *self.by_rule.entry(rule).or_default() += sum;
        }
        for (code, count) in other.refused {
            *self.refused.entry(code).or_default() += count;
        }
        for (tier, count) in other.tiers {
            *self.tiers.entry(tier).or_default() += count;
        }
        self.totals.merge(&other.totals);
    }
}

/// What became of a history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Name of the programme.
    pub programme: Key,
    /// ISO 4217 code of all money here.
    pub currency: Key,
    /// Members that joined.
    pub members: u64,
    /// Members with at least one receipt that was not returned as a whole.
    pub active: u64,
    /// Receipts that were kept.
    pub receipts: u64,
    /// Of these, without a member.
    pub anonymous: u64,
    /// Returns that were kept.
    pub returns: u64,
    /// Before discounts.
    pub total: Decimal,
    /// All discounts.
    pub discount: Decimal,
    /// Discounts by rule.
    pub by_rule: BTreeMap<Key, Decimal>,
    /// Left to pay in money.
    pub payable: Decimal,
    /// Handed back.
    pub refunded: Decimal,
    /// Members per tier, lowest first.
    pub tiers: Vec<TierSummary>,
    /// Loyalty units.
    pub units: Vec<UnitSummary>,
    /// What the programme refused, by code.
    pub refused: BTreeMap<Key, u64>,
    /// What came back without a sale, by reason.
    pub unmatched: BTreeMap<&'static str, u64>,
    /// Lines of the file that could not be used, by code.
    pub rejected: BTreeMap<&'static str, u64>,
}

/// Members in one tier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TierSummary {
    /// Of which track.
    pub track: Key,
    /// Which tier; `none` without one.
    pub tier: Key,
    /// How many.
    pub members: u64,
}

/// One loyalty unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UnitSummary {
    /// Which unit.
    pub unit: Key,
    /// Earned, less what returns took back.
    pub issued: Decimal,
    /// Spent, less what returns gave back.
    pub spent: Decimal,
    /// Lapsed.
    pub expired: Decimal,
    /// Corrected by people.
    pub adjusted: Decimal,
    /// With members now, pending and reserved included.
    pub outstanding: Decimal,
    /// What members owe.
    pub debt: Decimal,
    /// What `outstanding` is worth; absent for units without a worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub liability: Option<Decimal>,
}

impl Summary {
    /// The page for a tally of `history` under `rulebook`.
    pub fn new(history: &History, rulebook: &Rulebook, tally: &Tally) -> Self {
        let money =
            |amount: Money| Decimal { value: amount.0.into(), scale: rulebook.currency_scale };
        let mut unmatched = BTreeMap::new();
        for row in &history.unmatched {
            *unmatched.entry(row.reason.code()).or_default() += 1;
        }
        let mut rejected = BTreeMap::new();
        for row in &history.rejected {
            *rejected.entry(row.fault.code()).or_default() += 1;
        }
        let refused = tally.refused.iter().map(|(code, count)| (Key::new(code.0), *count));
        Self {
            programme: rulebook.key.clone(),
            currency: rulebook.currency.clone(),
            members: tally.members,
            active: tally.active,
            receipts: tally.receipts,
            anonymous: tally.anonymous,
            returns: tally.returns,
            total: money(tally.total),
            discount: money(tally.discount),
            by_rule: tally.by_rule.iter().map(|(rule, sum)| (rule.clone(), money(*sum))).collect(),
            payable: money(tally.payable),
            refunded: money(tally.refunded),
            tiers: tiers(rulebook, tally),
            units: units(rulebook, tally),
            refused: refused.collect(),
            unmatched,
            rejected,
        }
    }
}

fn tiers(rulebook: &Rulebook, tally: &Tally) -> Vec<TierSummary> {
    let none = Key::new("none");
    let mut rows = Vec::new();
    for track in &rulebook.tracks {
        let levels = track.levels.iter().map(|level| &level.key);
        for tier in std::iter::once(&none).chain(levels) {
            let place = (track.key.clone(), tier.clone());
            let members = tally.tiers.get(&place).copied().unwrap_or(0);
            if members > 0 || *tier != none {
                rows.push(TierSummary { track: place.0, tier: place.1, members });
            }
        }
    }
    rows
}

fn units(rulebook: &Rulebook, tally: &Tally) -> Vec<UnitSummary> {
    let row = |unit: &programme::rulebook::Unit| {
        let sums = tally.totals.units.get(&unit.key).copied().unwrap_or_default();
        let decimal = |value: i128| Decimal { value, scale: unit.scale };
        let open = model::Units(model::amount::narrow(sums.open));
        UnitSummary {
            unit: unit.key.clone(),
            issued: decimal(-sums.balance(Account::Issued)),
            spent: decimal(sums.balance(Account::Redeemed)),
            expired: decimal(sums.balance(Account::Breakage)),
            adjusted: decimal(-sums.balance(Account::Adjustment)),
            outstanding: decimal(sums.open),
            debt: decimal(sums.debt),
            liability: unit.worth_micro.map(|_| Decimal {
                value: unit.money(open).0.into(),
                scale: rulebook.currency_scale,
            }),
        }
    };
    rulebook.units.iter().map(row).collect()
}
