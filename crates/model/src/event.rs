//! What a decision makes happen. Events carry resolved values, so that the
//! state after an entry follows from the entry alone, without the programme.

use crate::activity::Profile;
use crate::id::{CertificateId, ClaimId, CouponId, HoldId};
use crate::{Instant, Key, Money, Quantity, Units};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// An event with the reason for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// What happened.
    pub event: Event,
    /// Why.
    #[serde(default, skip_serializing_if = "Because::is_empty")]
    pub because: Because,
}

/// The rule behind an event and the inputs it looked at, as data from which a
/// sentence is made in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Because {
    /// The rule of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<Key>,
    /// The sentence template; the event's own when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Key>,
    /// Named inputs, already formatted (`base` = `950.00`, `rate` = `5 %`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<(Key, SmolStr)>,
}

impl Because {
    /// Nothing to explain.
    pub fn is_empty(&self) -> bool {
        self.rule.is_none() && self.text.is_none() && self.inputs.is_empty()
    }
    /// Because of a rule.
    pub fn rule(rule: &Key) -> Self {
        Self { rule: Some(rule.clone()), ..Self::default() }
    }
    /// With one more input.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl std::fmt::Display) -> Self {
        self.inputs.push((Key::new(name), smol_str::format_smolstr!("{value}")));
        self
    }
}

/// A place in the owner's journal: entry number and event number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventRef {
    /// Sequence number of the entry.
    pub seq: u64,
    /// Position of the event in the entry.
    pub index: u16,
}

/// What units were spent on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Paying (part of) a receipt.
    Purchase,
    /// A reward of the catalogue.
    Reward,
    /// Converted into something else (voucher, coupon, other unit).
    Conversion,
    /// Money leaving a certificate.
    Certificate,
}

/// What to do when earned units that must go back were already spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shortage {
    /// The account goes into debt, netted from the next earning.
    #[default]
    Debt,
    /// Take what is there, no more.
    Cap,
    /// Take nothing back.
    Keep,
    /// The return is refused.
    Refuse,
}

/// Why a tier changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TierCause {
    /// First tier on joining.
    Joined,
    /// The threshold was reached.
    Reached,
    /// The period closed with the threshold reached again.
    Requalified,
    /// The period closed without it.
    Lapsed,
    /// A calendar period without the required activity.
    Inactive,
    /// Given by invitation.
    Invited,
    /// What had counted was returned.
    Returned,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A member exists from now on.
    MemberEnrolled {
        /// Known facts.
        profile: Profile,
        /// Channel of joining.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        channel: Option<Key>,
        /// Store of joining.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        store: Option<Key>,
    },
    /// Facts about the member were replaced.
    ProfileChanged {
        /// The new facts.
        profile: Profile,
    },
    /// The member may no longer take part, or may again.
    BlockingChanged {
        /// Whether blocked.
        blocked: bool,
    },
    /// The owner's time moved on: due lots became active or expired.
    TimeAdvanced {
        /// To this moment.
        to: Instant,
    },
    /// A discount, allocated to the lines of the basket.
    Discounted {
        /// In all.
        amount: Money,
        /// Per line, in the order of the basket.
        by_line: Vec<Money>,
        /// Units given free per line, where the offer gives units.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        free: Vec<Quantity>,
    },
    /// Units were earned; opens lot (entry, event).
    Earned {
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// Contribution per line; empty when no line earned it.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        by_line: Vec<Units>,
        /// Pending until then; active at once when absent.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        active_at: Option<Instant>,
        /// First moment when expired; never when absent.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        expires_at: Option<Instant>,
    },
    /// Units were spent, soonest-expiring lots first.
    Spent {
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// On what.
        purpose: Purpose,
        /// What they were worth in money.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        value: Option<Money>,
        /// Money value per line of the basket.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        by_line: Vec<Money>,
        /// Taken out of this hold.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        hold: Option<HoldId>,
    },
    /// Part of an earlier earning was taken back.
    Unearned {
        /// The `Earned` event.
        of: EventRef,
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// When it was already spent.
        shortage: Shortage,
    },
    /// Part of an earlier spending came back to its lots.
    Unspent {
        /// The `Spent` event.
        of: EventRef,
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// Given back in all before this, needed to find the lots.
        before: Units,
        /// Lots that expired meanwhile stay valid at least until then.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        at_least_until: Option<Instant>,
    },
    /// Everything active of a unit expired at once, for lack of activity.
    Lapsed {
        /// Which unit.
        unit: Key,
    },
    /// A correction by a person; a credit opens lot (entry, event).
    Adjusted {
        /// Which unit.
        unit: Key,
        /// Signed.
        amount: Units,
        /// Expiry of a credit.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        expires_at: Option<Instant>,
        /// Why.
        reason: SmolStr,
    },
    /// Units were reserved.
    HoldPlaced {
        /// The hold.
        hold: HoldId,
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// Until when.
        until: Instant,
    },
    /// A reservation ended without use; value went back to its lots.
    HoldReleased {
        /// The hold.
        hold: HoldId,
        /// Because its time ran out.
        lapsed: bool,
    },
    /// A running number or a limit counter moved.
    Counted {
        /// Which series: `metric:KEY/WINDOW` or `limit:RULE/WINDOW`.
        series: Key,
        /// Which period of its window.
        period: i64,
        /// By how much.
        delta: i64,
        /// Periods before this one are forgotten.
        keep_from: i64,
        /// Contribution per line; empty when no line did it.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        by_line: Vec<i64>,
    },
    /// A tier changed, or its term was renewed.
    TierChanged {
        /// Which track.
        track: Key,
        /// Before.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        from: Option<Key>,
        /// After.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        to: Option<Key>,
        /// Why.
        cause: TierCause,
        /// Since when the qualification counts.
        since: Instant,
        /// End of the term; for good when absent.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Instant>,
    },
    /// A coupon was given to the owner.
    CouponGranted {
        /// Its id.
        id: CouponId,
        /// Which coupon of the document.
        coupon: Key,
        /// First moment of validity.
        from: Instant,
        /// First moment when no longer valid.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Instant>,
        /// Uses allowed; unlimited when absent.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        uses: Option<u32>,
        /// Others may use it too.
        #[serde(default)]
        transferable: bool,
        /// The conversion that paid for it, in this entry.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        paid_by: Option<u16>,
    },
    /// A coupon or promo code was used.
    CouponUsed {
        /// Which coupon of the document.
        coupon: Key,
        /// The instance; absent for shared codes.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        id: Option<CouponId>,
    },
    /// A use was given back.
    CouponRestored {
        /// Which coupon of the document.
        coupon: Key,
        /// The instance; absent for shared codes.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        id: Option<CouponId>,
    },
    /// A coupon is void from now on (taken back or expired).
    CouponEnded {
        /// Which instance.
        id: CouponId,
        /// Its time ran out; otherwise it was taken back.
        expired: bool,
    },
    /// A reward was claimed.
    RewardClaimed {
        /// The claim.
        claim: ClaimId,
        /// Which reward.
        reward: Key,
        /// How many.
        quantity: u32,
    },
    /// A claimed reward was given back.
    RewardCancelled {
        /// The claim.
        claim: ClaimId,
    },
    /// Part of a receipt was paid from a certificate, whose own chain records the same.
    CertificateUsed {
        /// The certificate.
        certificate: CertificateId,
        /// How much.
        amount: Money,
        /// Per line of the basket.
        by_line: Vec<Money>,
    },
    /// Money paid from a certificate goes back to it.
    CertificateRefunded {
        /// The certificate.
        certificate: CertificateId,
        /// How much.
        amount: Money,
    },
    /// A certificate exists from now on, or was paid out of units (owner: any).
    CertificateIssued {
        /// The certificate.
        certificate: CertificateId,
        /// Which kind of the document.
        certificate_type: Key,
        /// Money on it.
        value: Money,
        /// First moment when no longer valid.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        until: Option<Instant>,
    },
    /// Value came back with terms of its own (refund to a certificate); opens lot (entry, event).
    Restored {
        /// Which unit.
        unit: Key,
        /// How much.
        amount: Units,
        /// First moment when no longer valid.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        expires_at: Option<Instant>,
    },
    /// A tag was put on the member or taken off.
    Tagged {
        /// Which.
        tag: Key,
        /// On or off.
        on: bool,
    },
    /// The programme wants the member to be told something.
    MessageWanted {
        /// Which text of the document.
        text: Key,
    },
    /// A custom action was accepted.
    ActionCounted {
        /// Which.
        event: Key,
        /// The caller's reference.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        reference: Option<Key>,
    },
}
