//! What rules remember about a member beside running numbers, tiers and coupons.

use crate::attribute::Attributes;
use crate::event::EventRef;
use crate::id::{CertificateId, ExchangeId, GroupId, MemberId, Owner, SubmissionId};
use crate::{Instant, Key, Money, Units};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// What was picked in a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceState {
    /// The options.
    pub options: Vec<Key>,
    /// The period of the choice's window from which they count.
    pub period: i64,
    /// What counted before, until that period begins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub before: Vec<Key>,
}

/// A paid membership.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembershipState {
    /// Which membership of the document.
    pub plan: Key,
    /// The entry and event that began this term.
    pub source: EventRef,
    /// When the term began.
    pub from: Instant,
    /// First moment after it.
    pub until: Instant,
    /// What was paid for it.
    pub fee: Money,
    /// Nothing was paid: it is a trial.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub trial: bool,
    /// What the member had saved through it when the term began.
    #[serde(default)]
    pub saved_before: i64,
    /// The reminder of its end was sent.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reminded: bool,
}

/// Something the member owns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductState {
    /// Which product of the document.
    pub product: Key,
    /// Its serial number.
    pub serial: Key,
    /// Since when.
    pub at: Instant,
    /// First moment when the registration no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// A certificate that a conversion gave. As long as nothing of it is spent, it can be turned
/// back into what was converted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConvertedState {
    /// Which certificate.
    pub certificate: CertificateId,
    /// Which kind of the document.
    pub certificate_type: Key,
    /// Money on it at first.
    pub value: Money,
    /// The spending that paid for it.
    pub paid_by: EventRef,
    /// Which conversion of the document.
    pub conversion: Key,
    /// First moment when no longer valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

/// An action or claim that waits for a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubmissionState {
    /// Which.
    pub id: SubmissionId,
    /// Which action.
    pub event: Key,
    /// The caller's reference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Key>,
    /// Its attributes.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
    /// When it was handed in.
    pub at: Instant,
}

/// Something that a rule gives later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledState {
    /// Which rule of the document.
    pub rule: Key,
    /// The entry and event that planned it.
    pub source: EventRef,
    /// When it is due.
    pub due_at: Instant,
    /// Returns that leave less than this of the receipt call it off.
    #[serde(default, skip_serializing_if = "Money::is_zero")]
    pub least: Money,
}

/// An exchange that the partner has not answered yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeState {
    /// Which.
    pub id: ExchangeId,
    /// Which exchange of the document.
    pub kind: Key,
    /// The member's number there.
    pub account: SmolStr,
    /// The spending behind it.
    pub source: EventRef,
    /// Which unit of ours.
    pub unit: Key,
    /// How much of it.
    pub amount: Units,
    /// How much of the partner's unit, in thousandths.
    pub gives: i64,
}

/// Something that another owner's deed brought, and that may have to go back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsequenceState {
    /// Who did it.
    pub from: Owner,
    /// The entry and event in their chain.
    pub source: EventRef,
    /// The entry in this chain that booked it.
    pub seq: u64,
    /// How much of it.
    pub amount: i64,
    /// How much of that went back.
    #[serde(default)]
    pub withdrawn: i64,
}

/// Who brought a member, and on what terms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Affiliate {
    /// The partner.
    pub partner: Key,
    /// Which terms of the document.
    pub terms: Key,
}

/// A seat that the member has in a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeatState {
    /// Which group.
    pub group: GroupId,
    /// Which kind of group of the document.
    pub kind: Key,
    /// The group's short name.
    pub key: Key,
    /// What they do there.
    pub role: Key,
}

/// For groups: who belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupState {
    /// Which kind of group of the document.
    pub kind: Key,
    /// Its short name.
    pub key: Key,
    /// Who answers for it.
    pub head: MemberId,
    /// Seats in the order in which they were asked for.
    pub seats: Vec<GroupSeat>,
}

/// One seat of a group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupSeat {
    /// Whose.
    pub member: MemberId,
    /// What they do there.
    pub role: Key,
    /// Agreed to.
    pub approved: bool,
}
