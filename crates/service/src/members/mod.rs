//! Members: joining, facts, contact data, identities, states.

mod contact;
mod identities;
mod merging;
mod own;
mod search;
mod terms;

pub use contact::Contact;
pub use identities::{add_identity, remove_identity};
pub use merging::{going_on, merge, unmerge};
pub(crate) use merging::{merged_into, with_absorbed};
pub use own::{Preferences, erase, prefer};
pub use search::{Found, Wanted, names, search};
pub(crate) use search::{may_rename, terms_of};

use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::{Identity, IdentityKind, Who};
use crate::referrals::ReferredBy;
use crate::{Ask, Tessera, affiliates, referrals};
use model::activity::{Enrol, Profile, Update};
use model::id::MemberId;
use model::{Activity, Code, Instant, Key, Owner, Snapshot};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{IdentityClaim, Listed, MemberFilter, MemberRow, Page};

/// The most identities of one member.
pub const MOST_IDENTITIES: usize = 32;

/// Somebody who joins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// What rules may know.
    pub profile: Profile,
    /// How to reach them; kept apart from the journal.
    pub contact: Contact,
    /// What leads to them.
    pub identities: Vec<Identity>,
    /// Channel of joining.
    pub channel: Option<Key>,
    /// Store of joining.
    pub store: Option<Key>,
    /// When they joined; now when absent.
    pub at: Option<Instant>,
    /// The member who brought them.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub referred_by: Option<ReferredBy>,
    /// The partner who brought them, by short name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub affiliate: Option<Key>,
}

/// New facts. What is absent stays.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Replaces what rules may know.
    pub profile: Option<Profile>,
    /// Replaces the contact data.
    pub contact: Option<Contact>,
    /// Blocks or unblocks.
    pub blocked: Option<bool>,
    /// Gives a tier by invitation: track and tier.
    pub invite: Option<(Key, Key)>,
    /// The member's last entry must still be this one.
    pub expected_seq: Option<u64>,
}

/// A member as of now.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who.
    pub id: MemberId,
    /// Balances, tiers, coupons, facts; exact.
    pub snapshot: Arc<Snapshot>,
    /// How to reach them.
    pub contact: Contact,
    /// What leads to them.
    pub identities: Vec<Identity>,
}

/// Lets somebody join.
pub async fn enrol(tessera: &Tessera, ask: &Ask, enrolment: Enrolment) -> Result<Committed, Error> {
    if enrolment.identities.len() > MOST_IDENTITIES {
        let detail = format!("at most {MOST_IDENTITIES} identities");
        return Err(Error::refused(Code::REQUEST_INVALID, detail));
    }
    tessera
        .answering(ask, async {
            let member = MemberId(tessera.new_id());
            let advocate = match &enrolment.referred_by {
                Some(by) => Some(referrals::advocate(tessera, by, &enrolment).await?),
                None => None,
            };
            let affiliate = match &enrolment.affiliate {
                Some(key) => Some(affiliates::attribution(tessera, key).await?),
                None => None,
            };
            let activity = Activity::Enrol(Enrol {
                profile: enrolment.profile,
                channel: enrolment.channel,
                store: enrolment.store,
                advocate,
                affiliate,
            });
            let mut order = Order::new(Owner::member(member), Start::New, activity);
            order.at = enrolment.at.map(crate::clock::whole_millis);
            let identities = enrolment.identities.iter();
            order.identities = identities.map(|i| i.claim(member)).collect();
            if enrolment.contact != Contact::default() {
                order.directory = Some(enrolment.contact.row(member));
            }
            tessera.commit(ask, order).await
        })
        .await
}

/// Changes facts about a member.
pub async fn update(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    change: Change,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let member = tessera.member_of(who).await?;
            let activity = Activity::Update(Update {
                profile: change.profile,
                blocked: change.blocked,
                invite: change.invite,
            });
            let mut order = Order::new(Owner::member(member), Start::Member, activity);
            order.expected_seq = change.expected_seq;
            order.directory = change.contact.map(|c| c.row(member));
            tessera.commit(ask, order).await
        })
        .await
}

/// Keeps a member from taking part, or lets them again.
pub async fn block(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    blocked: bool,
) -> Result<Committed, Error> {
    let change = Change { blocked: Some(blocked), ..Change::default() };
    update(tessera, ask, who, change).await
}

/// The member that an identity leads to; the account that goes on when it was merged.
pub async fn find(tessera: &Tessera, identity: &Identity) -> Result<Option<MemberId>, Error> {
    match tessera.find_member(identity).await? {
        Some(member) => going_on(tessera, member).await.map(Some),
        None => Ok(None),
    }
}

/// A member as of now. Identities of an account that was merged lead to the one that goes on.
pub async fn get(tessera: &Tessera, who: &Who) -> Result<Member, Error> {
    let mut id = tessera.member_of(who).await?;
    let mut snapshot = state(tessera, id).await?;
    if matches!(who, Who::Identity(_)) && snapshot.member.merged.is_some() {
        id = going_on(tessera, id).await?;
        snapshot = state(tessera, id).await?;
    }
    let row = tessera.store().find_directory(id).await?;
    let contact = row.map(|row| Contact::read(&row)).transpose()?;
    let identities = tessera.store().list_identities(Owner::member(id)).await?;
    Ok(Member {
        id,
        snapshot,
        contact: contact.unwrap_or_default(),
        identities: identities.into_iter().filter_map(identity).collect(),
    })
}

/// Only the state of a member as of now.
pub async fn state(tessera: &Tessera, id: MemberId) -> Result<Arc<Snapshot>, Error> {
    let snapshot = tessera.as_of_now(Owner::member(id)).await?;
    if snapshot.member.enrolled_at.is_none() {
        return Err(Error::refused(Code::MEMBER_NOT_FOUND, id.to_string()));
    }
    Ok(snapshot)
}

/// Members in the order of joining (by name when searched by name); may lag by a moment.
pub async fn list(
    tessera: &Tessera,
    filter: MemberFilter,
    page: Page,
) -> Result<Listed<MemberRow>, Error> {
    Ok(tessera.store().list_members(filter, page).await?)
}

/// People's identities; look-ups of ours are left out.
fn identity(claim: IdentityClaim) -> Option<Identity> {
    Some(Identity { kind: IdentityKind::from_word(claim.kind.as_str())?, value: claim.value })
}
