//! Two accounts of one person that became one.

use crate::event::EventRef;
use crate::holdings::{self, Part};
use crate::id::MemberId;
use crate::snapshot::{CouponState, MembershipState, ProductState, Snapshot, TierState};
use crate::{Instant, Key, Money, Units};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Everything of an account that counts for something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Belongings {
    /// Since when anniversaries of their owner count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub joined_at: Option<Instant>,
    /// Units, active and pending, with the dates they have.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub units: BTreeMap<Key, Vec<Part>>,
    /// What is owed.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub debts: BTreeMap<Key, Units>,
    /// Running numbers and limit counters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub series: Vec<Counter>,
    /// Tier per track.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub tiers: BTreeMap<Key, TierState>,
    /// Coupons that can still be used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<CouponState>,
    /// Paid memberships that are not over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub memberships: Vec<MembershipState>,
    /// What was proven, with the first moment when it no longer counts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub verifications: BTreeMap<Key, Option<Instant>>,
    /// Registered products.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<ProductState>,
    /// Free words that staff or rules put on the member.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Key>,
    /// Such words that are gone since they were passed on.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub untagged: BTreeSet<Key>,
    /// Memberships that are over since they were passed on, because what sold them came back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<MembershipState>,
    /// Receipts, returned or not.
    #[serde(skip_serializing_if = "is_zero")]
    pub receipts: i64,
    /// Money paid for goods less money returned.
    #[serde(skip_serializing_if = "Money::is_zero")]
    pub turnover: Money,
}

/// One period of a running number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counter {
    /// Which series.
    pub series: Key,
    /// Which period of its window.
    pub period: i64,
    /// Its value there.
    pub value: i64,
}

/// Where an account went, and all that it passed on so far: undoing gives that back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MergedState {
    /// The account that goes on.
    pub into: MemberId,
    /// What it got.
    #[serde(default)]
    pub passed: Belongings,
    /// Of that, memberships that ended here and have not been passed on as ended yet, by the
    /// events that began them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<EventRef>,
}

/// An account that went into this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AbsorbedState {
    /// Which.
    pub member: MemberId,
    /// How many anniversary years here are ahead of those there, by which its numbers moved.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub years: i64,
    /// Levels that it brought, and what was held before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lifted: BTreeMap<Key, Lifted>,
    /// Proofs that it brought, and what was held before.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub proven: BTreeMap<Key, Proven>,
    /// Words that were not on this account before.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Key>,
}

/// What an account takes over from one that went, beside units, numbers and memberships.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Taken {
    /// Coupons, as far as they are used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<CouponState>,
    /// How many anniversary years here are ahead of those there.
    #[serde(skip_serializing_if = "is_zero")]
    pub years: i64,
    /// Levels that follow, and what was held before.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lifted: BTreeMap<Key, Lifted>,
    /// Proofs that follow, and what was held before.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub proven: BTreeMap<Key, Proven>,
    /// Words that follow.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Key>,
}

/// A level that another account brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifted {
    /// As it came.
    pub to: TierState,
    /// What was held before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<TierState>,
}

/// A proof that another account brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proven {
    /// First moment when it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// The end of the one that was held before, when there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Instant>,
}

impl Belongings {
    /// All that an owner has.
    pub fn of(snapshot: &Snapshot) -> Self {
        let member = &snapshot.member;
        let mut all = Self {
            joined_at: member.enrolled_at,
            tiers: member.tiers.clone(),
            coupons: member.coupons.clone(),
            memberships: member.memberships.clone(),
            verifications: member.verifications.clone(),
            products: member.products.clone(),
            tags: member.profile.tags.clone(),
            receipts: snapshot.tally.receipts,
            turnover: snapshot.tally.turnover,
            ..Self::default()
        };
        for (unit, holding) in &snapshot.holdings.units {
            let parts = holdings::all_parts(holding);
            if !parts.is_empty() {
                all.units.insert(unit.clone(), parts);
            }
            if !holding.debt.is_zero() {
                all.debts.insert(unit.clone(), holding.debt);
            }
        }
        for (series, known) in &member.series {
            let buckets = known.buckets.iter().filter(|bucket| bucket.1 != 0);
            all.series.extend(buckets.map(|&(period, value)| {
                let series = series.clone();
                Counter { series, period, value }
            }));
        }
        all
    }

    /// Whether there is nothing to pass on. Receipts and tags alone are nothing.
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
            && self.debts.is_empty()
            && self.series.is_empty()
            && self.tiers.is_empty()
            && self.coupons.is_empty()
            && self.memberships.is_empty()
            && self.verifications.is_empty()
            && self.products.is_empty()
            && self.untagged.is_empty()
            && self.ended.is_empty()
    }

    /// Adds what was passed on later.
    pub fn add(&mut self, more: &Self) {
        self.joined_at = self.joined_at.or(more.joined_at);
        for (unit, parts) in &more.units {
            self.units.entry(unit.clone()).or_default().extend(parts);
        }
        for (unit, amount) in &more.debts {
            *self.debts.entry(unit.clone()).or_default() += *amount;
        }
        for counter in &more.series {
            self.count(counter);
        }
        self.tiers.extend(more.tiers.clone());
        self.coupons.extend(more.coupons.iter().cloned());
        self.memberships.extend(more.memberships.iter().cloned());
        self.memberships.retain(|m| more.ended.iter().all(|ended| ended.source != m.source));
        self.verifications.extend(more.verifications.clone());
        self.products.extend(more.products.iter().cloned());
        self.tags.extend(more.tags.iter().cloned());
        self.tags.retain(|tag| !more.untagged.contains(tag));
        self.receipts = self.receipts.saturating_add(more.receipts);
        self.turnover = Money(self.turnover.0.saturating_add(more.turnover.0));
    }

    fn count(&mut self, more: &Counter) {
        let is_same = |c: &&mut Counter| c.series == more.series && c.period == more.period;
        match self.series.iter_mut().find(is_same) {
            Some(known) => known.value = known.value.saturating_add(more.value),
            None => self.series.push(more.clone()),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(number: &i64) -> bool {
    *number == 0
}
