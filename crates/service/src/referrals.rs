//! Bringing friends: the code of a member, and who stands behind one.

use crate::codes::canonical;
use crate::commit::append::REFERRAL_KIND;
use crate::commit::{Order, Start};
use crate::error::{Broken, Error};
use crate::identity::{Identity, IdentityKind, Who};
use crate::members::{self, Contact, Enrolment};
use crate::{Ask, Tessera, notes};
use model::id::MemberId;
use model::{Code, Key, Owner};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeSet;
use store::IdentityClaim;

/// A code that belongs to somebody else by chance is made anew so often.
const ATTEMPTS: u8 = 4;

/// Who brought somebody who joins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferredBy {
    /// Whoever has this referral code.
    Code(SmolStr),
    /// A member by our id.
    Member(MemberId),
}

/// The code by which a member brings others; the same for ever. It is made when first
/// asked for, and that is noted in the member's chain.
pub async fn code(tessera: &Tessera, ask: &Ask, who: &Who) -> Result<String, Error> {
    let member = tessera.member_of(who).await?;
    let owner = Owner::member(member);
    if let Some(code) = known(tessera, owner).await? {
        return Ok(code);
    }
    for attempt in 0..ATTEMPTS {
        let code = tessera.codes.referral(member, attempt);
        let value = SmolStr::new(canonical(&code));
        match tessera.store().find_owner(REFERRAL_KIND, &value).await? {
            // Somebody else asked at the same time, and it was made for them.
            Some(other) if other == owner => return Ok(code),
            Some(_) => continue,
            None => {}
        }
        let note = notes::activity("referral_code_made", []);
        let mut order = Order::new(owner, Start::Member, note);
        let kind = Key::new(REFERRAL_KIND);
        order.identities.push(IdentityClaim { kind, value, owner });
        tessera.answering(ask, tessera.commit(ask, order)).await?;
        return Ok(code);
    }
    Err(Broken::Busy.into())
}

/// The code that was made for a member, in groups for people.
async fn known(tessera: &Tessera, owner: Owner) -> Result<Option<String>, Error> {
    let Some(member) = owner.as_member() else {
        return Ok(None);
    };
    let identities = tessera.store().list_identities(owner).await?;
    let known = identities.iter().find(|identity| identity.kind == *REFERRAL_KIND);
    Ok(known.and_then(|known| {
        let codes = (0..ATTEMPTS).map(|attempt| tessera.codes.referral(member, attempt));
        codes.into_iter().find(|code| canonical(code) == known.value)
    }))
}

/// The member behind a referral code.
pub async fn find(tessera: &Tessera, code: &str) -> Result<Option<MemberId>, Error> {
    let owner = tessera.store().find_owner(REFERRAL_KIND, &canonical(code)).await?;
    Ok(owner.and_then(|owner| owner.as_member()))
}

/// Who brought somebody who joins. Nobody brings themselves or their own household:
/// refused when both are reached in the same way.
pub(crate) async fn advocate(
    tessera: &Tessera,
    by: &ReferredBy,
    enrolment: &Enrolment,
) -> Result<Owner, Error> {
    let unknown = || Error::plain(Code::REFERRAL_UNKNOWN);
    let advocate = match by {
        ReferredBy::Code(code) => find(tessera, code).await?.ok_or_else(unknown)?,
        ReferredBy::Member(member) => *member,
    };
    let known = match members::get(tessera, &Who::Member(advocate)).await {
        Ok(known) => known,
        Err(error) if error.code() == Code::MEMBER_NOT_FOUND => return Err(unknown()),
        Err(error) => return Err(error),
    };
    let theirs = ways(&known.identities, &known.contact);
    let friends = ways(&enrolment.identities, &enrolment.contact);
    if !theirs.is_disjoint(&friends) {
        return Err(Error::plain(Code::REFERRAL_SELF));
    }
    Ok(Owner::member(advocate))
}

/// All ways by which somebody is reached, in their one written form.
fn ways(identities: &[Identity], contact: &Contact) -> BTreeSet<(IdentityKind, SmolStr)> {
    let people = [IdentityKind::Phone, IdentityKind::Email, IdentityKind::Card];
    let identities = identities.iter().filter(|identity| people.contains(&identity.kind));
    let mut ways: BTreeSet<_> = identities.map(|i| (i.kind, i.value.clone())).collect();
    let written = [(IdentityKind::Phone, &contact.phone), (IdentityKind::Email, &contact.email)];
    for (kind, text) in written {
        let identity = text.as_ref().and_then(|text| Identity::parse(kind, text).ok());
        ways.extend(identity.map(|identity| (kind, identity.value)));
    }
    // An address is of no kind of its own; nobody's external id looks like this.
    let address = contact.address.as_ref().map(|address| address.trim().to_lowercase());
    let address = address.filter(|address| !address.is_empty());
    ways.extend(address.map(|address| (IdentityKind::External, SmolStr::new(address))));
    ways
}
