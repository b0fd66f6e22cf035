//! The state of one owner after a known entry: everything a decision reads.
//! It is a fold of the owner's entries and can be rebuilt at any time.

mod member;
mod merged;
mod tally;

pub use member::*;
pub use merged::*;
pub use tally::Tally;

use crate::activity::Profile;
use crate::event::{ReceiptHandedOver, TierCause};
use crate::id::{ClaimId, CouponId};
use crate::{Event, Holdings, Instant, Key, Owner};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The state of one owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Whose.
    pub owner: Owner,
    /// After which entry; 0 before the first.
    pub seq: u64,
    /// Hash of that entry.
    pub head: crate::entry::Hash,
    /// What the owner holds.
    #[serde(default)]
    pub holdings: Holdings,
    /// What rules remember about the owner.
    #[serde(default)]
    pub member: MemberState,
    /// What lists show of the owner.
    #[serde(default, skip_serializing_if = "Tally::is_empty")]
    pub tally: Tally,
}

impl Snapshot {
    /// Reads a state back from its JSON.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, serde_json::Error> {
        crate::text::from_json(bytes)
    }

    /// An owner of whom nothing is known yet.
    pub fn empty(owner: Owner) -> Self {
        Self {
            owner,
            seq: 0,
            head: crate::entry::Hash::default(),
            holdings: Holdings::default(),
            member: MemberState::default(),
            tally: Tally::default(),
        }
    }
}

/// What rules remember about a member.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberState {
    /// When they joined; absent for owners that are not members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrolled_at: Option<Instant>,
    /// Known facts.
    pub profile: Profile,
    /// Channel of joining.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join_channel: Option<Key>,
    /// Store of joining.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub join_store: Option<Key>,
    /// May not earn or spend.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub blocked: bool,
    /// How far time-driven work was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock: Option<Instant>,
    /// Running numbers and limit counters by series.
    pub series: BTreeMap<Key, Series>,
    /// Tier per track.
    pub tiers: BTreeMap<Key, TierState>,
    /// Coupons that are neither used up nor ended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub coupons: Vec<CouponState>,
    /// Coupons whose last use is taken, kept while a return may give it back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub used_up: Vec<CouponState>,
    /// Claimed rewards that can still be given back: claim and its entry.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimState>,
    /// Certificates that conversions gave, the latest last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub converted: Vec<ConvertedState>,
    /// For certificates: what was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate: Option<CertificateState>,
    /// The member who brought them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advocate: Option<Owner>,
    /// The partner who brought them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affiliate: Option<Affiliate>,
    /// What they picked, by choice.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub choices: BTreeMap<Key, ChoiceState>,
    /// Offers they activated, with the first moment when that no longer counts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub activated: BTreeMap<Key, Option<Instant>>,
    /// Paid memberships that are not over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub memberships: Vec<MembershipState>,
    /// What they proved, with the first moment when it no longer counts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub verifications: BTreeMap<Key, Option<Instant>>,
    /// What they own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<ProductState>,
    /// What waits for a decision.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub submissions: Vec<SubmissionState>,
    /// What rules give later.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scheduled: Vec<ScheduledState>,
    /// Exchanges that a partner has not answered.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub exchanges: Vec<ExchangeState>,
    /// What the deeds of others brought.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub consequences: Vec<ConsequenceState>,
    /// Groups they belong to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub seats: Vec<SeatState>,
    /// For groups: who belongs to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<GroupState>,
    /// For receipts: whose it is since it was claimed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub handed_over: Option<ReceiptHandedOver>,
    /// The account went into another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merged: Option<Box<MergedState>>,
    /// Accounts that went into this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absorbed: Vec<AbsorbedState>,
}

/// A certificate as it was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateState {
    /// Which kind of the document.
    pub certificate_type: Key,
    /// Money on it at first.
    pub value: crate::Money,
    /// First moment when no longer valid.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Instant>,
}

/// Values of one running number by period of its window, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Series {
    /// (period, value) pairs; a value may be zero.
    pub buckets: Vec<(i64, i64)>,
}

impl Series {
    /// The value in one period.
    pub fn value(&self, period: i64) -> i64 {
        self.buckets.iter().find(|b| b.0 == period).map_or(0, |b| b.1)
    }
    /// The sum over periods `from..=to`.
    pub fn sum(&self, from: i64, to: i64) -> i64 {
        self.buckets.iter().filter(|b| b.0 >= from && b.0 <= to).map(|b| b.1).sum()
    }
    /// Moves the value of one period and forgets what lies before `keep_from`.
    pub fn advance(&mut self, period: i64, delta: i64, keep_from: i64) {
        match self.buckets.iter_mut().find(|b| b.0 == period) {
            Some(bucket) => bucket.1 += delta,
            None => {
                let at = self.buckets.partition_point(|b| b.0 < period);
                self.buckets.insert(at, (period, delta));
            }
        }
        self.buckets.retain(|b| b.0 >= keep_from);
    }
}

/// A tier that is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TierState {
    /// Which tier.
    pub tier: Key,
    /// Since when its qualification counts.
    pub since: Instant,
    /// End of the term; for good when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Instant>,
    /// Given by invitation, so thresholds do not take it away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub invited: bool,
    /// Held for the rest of its term without the numbers for it (after a step
    /// down), so thresholds do not take it away either.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub kept: bool,
    /// What was held before, at a lower level or until its term was renewed; it comes back as
    /// it was when this is taken back. At most twice as deep as the track has levels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beneath: Option<Box<TierState>>,
}

impl TierState {
    /// What is held after a change of level, given what was held before.
    pub fn after(before: Option<&Self>, event: &Event) -> Option<Self> {
        let Event::TierChanged { to, cause, since, until, invited, kept, beneath, .. } = event
        else {
            return before.cloned();
        };
        let tier = to.clone()?;
        // An invitation lasts as long as the tier does, through renewals of its term.
        let lasts = *cause != TierCause::Returned
            && before.is_some_and(|before| before.invited && before.tier == tier);
        Some(Self {
            tier,
            since: *since,
            until: *until,
            invited: *invited || *cause == TierCause::Invited || lasts,
            kept: *kept,
            beneath: beneath.clone(),
        })
    }
}

/// A coupon in the owner's wallet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CouponState {
    /// Which instance.
    pub id: CouponId,
    /// Which coupon of the document.
    pub coupon: Key,
    /// Granted by this entry and event.
    pub source: crate::event::EventRef,
    /// The conversion that paid for it: event of the same entry.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub paid_by: Option<u16>,
    /// First moment of validity.
    pub from: Instant,
    /// First moment when no longer valid.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub until: Option<Instant>,
    /// Uses allowed; unlimited when absent.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub uses: Option<u32>,
    /// Uses by the owner so far.
    #[serde(default)]
    pub used: u32,
    /// Others may use it too.
    #[serde(default)]
    pub transferable: bool,
}

/// A claimed reward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimState {
    /// The claim.
    pub id: ClaimId,
    /// Which reward.
    pub reward: Key,
    /// How many.
    pub quantity: u32,
    /// Which option of it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub option: Option<Key>,
    /// The entry that claimed it.
    pub seq: u64,
}
