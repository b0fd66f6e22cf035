//! Members.

use super::holding::{Balance, Tier, balances, tiers};
use super::ids;
use super::list::List;
use super::profile::{ContactBody, ProfileBody};
use super::text::{Moment, Sentence, Word};
use super::who::IdentityBody;
use crate::own;
use crate::scales::Scales;
use model::id::MemberId;
use serde::{Deserialize, Serialize};
use service::IdentityKind;
use service::Permissions;
use service::keys::Caller;
use service::members::{MOST_IDENTITIES, Member};
use service::referrals::ReferredBy;
use utoipa::ToSchema;

/// Somebody who joins.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "external_id": "c-1001",
    "identities": [{ "kind": "phone", "value": "+994501234567" }],
    "contact": { "name": "Anna" }, "profile": { "language": "ru" }
}))]
pub(crate) struct NewMember {
    /// The caller's own id.
    pub(crate) external_id: Option<Word>,
    /// What leads to them.
    #[serde(default)]
    #[schema(value_type = Vec<IdentityBody>, max_items = 32)]
    pub(crate) identities: List<IdentityBody, MOST_IDENTITIES>,
    /// What rules may know.
    #[serde(default)]
    pub(crate) profile: ProfileBody,
    /// How to reach them.
    #[serde(default)]
    pub(crate) contact: ContactBody,
    /// Channel of joining.
    pub(crate) channel: Option<Word>,
    /// Store of joining.
    pub(crate) store: Option<Word>,
    /// When they joined; now when absent.
    pub(crate) at: Option<Moment>,
    /// The member who brought them.
    pub(crate) referred_by: Option<Referrer>,
    /// The partner who brought them, by its short name.
    pub(crate) affiliate: Option<Word>,
}

/// A member who brings others.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(example = json!({ "code": "4F7K-9QXA" }))]
pub(crate) enum Referrer {
    /// Whoever has this referral code.
    Code(Word),
    /// A member by our id.
    #[schema(value_type = ids::MemberId)]
    Member(MemberId),
}

impl From<Referrer> for ReferredBy {
    fn from(referrer: Referrer) -> Self {
        match referrer {
            Referrer::Code(code) => Self::Code(code.0),
            Referrer::Member(member) => Self::Member(member),
        }
    }
}

/// New facts. What is absent stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "profile": { "language": "en" } }))]
pub(crate) struct MemberChange {
    /// Replaces what rules may know.
    pub(crate) profile: Option<ProfileBody>,
    /// Replaces the contact data.
    pub(crate) contact: Option<ContactBody>,
    /// Gives a tier by invitation.
    pub(crate) invite: Option<Invitation>,
}

/// A tier by invitation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Invitation {
    /// Which track.
    pub(crate) track: Word,
    /// Which tier.
    pub(crate) tier: Word,
}

/// A member as of now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Member)]
pub(crate) struct MemberBody {
    /// Our id.
    #[schema(value_type = ids::MemberId)]
    pub(crate) id: MemberId,
    /// The caller's own id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) external_id: Option<Word>,
    /// When they joined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) enrolled_at: Option<Moment>,
    /// May not take part.
    pub(crate) blocked: bool,
    /// The account that goes on instead of this one, when it was merged.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ids::MemberId>)]
    pub(crate) merged_into: Option<MemberId>,
    /// Accounts that were merged into this one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, value_type = Vec<ids::MemberId>)]
    pub(crate) absorbed: Vec<MemberId>,
    /// What they are called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<Sentence>,
    /// Tiers.
    pub(crate) tiers: Vec<Tier>,
    /// Balances.
    pub(crate) balances: Vec<Balance>,
    /// What rules know; not for tills.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) profile: Option<ProfileBody>,
    /// How to reach them; not for tills.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) contact: Option<ContactBody>,
    /// What leads to them; not for tills.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub(crate) identities: Vec<IdentityBody>,
    /// Number of the last entry; the `ETag`.
    pub(crate) seq: u64,
}

impl MemberBody {
    /// A member, as much of them as somebody may see.
    pub(crate) fn of(scales: &Scales, member: &Member, caller: &Caller) -> Self {
        let state = &member.snapshot.member;
        let sees_all = caller.permissions.has_one_of(Permissions::SEE_MEMBERS)
            || own::member(caller) == Some(member.id);
        let own = member.identities.iter().find(|i| i.kind == IdentityKind::External);
        let identities = match sees_all {
            true => member.identities.iter().map(IdentityBody::from).collect(),
            false => Vec::new(),
        };
        Self {
            id: member.id,
            external_id: own.map(|i| Word(i.value.clone())),
            enrolled_at: state.enrolled_at.map(Moment),
            blocked: state.blocked,
            merged_into: state.merged.as_ref().map(|merged| merged.into),
            absorbed: state.absorbed.iter().map(|absorbed| absorbed.member).collect(),
            name: member.contact.name.clone().map(Sentence),
            tiers: tiers(&member.snapshot),
            balances: balances(scales, &member.snapshot),
            profile: sees_all.then(|| ProfileBody::from(&state.profile)),
            contact: sees_all.then(|| ContactBody::from(member.contact.clone())),
            identities,
            seq: member.snapshot.seq,
        }
    }
}
