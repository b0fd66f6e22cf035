//! What members decide about themselves.

use super::{Change, Contact, get, update};
use crate::commit::append::REFERRAL_KIND;
use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::{IdentityKind, Who};
use crate::people::sessions;
use crate::{Ask, Tessera};
use model::activity::{Birthday, Profile, Update};
use model::id::MemberId;
use model::{Activity, Code, Key, Owner};
use serde::Serialize;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// What members may change. What is absent stays.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Preferences {
    /// What they are called.
    pub name: Option<SmolStr>,
    /// Language tag.
    pub language: Option<Key>,
    /// All `channel/purpose` pairs that they agree to.
    pub consents: Option<BTreeSet<Key>>,
    /// Their day of birth: told once, because presents depend on it.
    pub birthday: Option<Birthday>,
}

/// So often a change is tried again when something else happened to the member meanwhile.
const TRIES: usize = 5;

/// Changes what a member prefers.
pub async fn prefer(
    tessera: &Tessera,
    ask: &Ask,
    member: MemberId,
    new: Preferences,
) -> Result<Committed, Error> {
    for _ in 1..TRIES {
        match prefer_once(tessera, ask, member, new.clone()).await {
            Err(error) if error.code() == Code::PRECONDITION_FAILED => {}
            done => return done,
        }
    }
    prefer_once(tessera, ask, member, new).await
}

/// The same, unless something happened between reading and writing.
async fn prefer_once(
    tessera: &Tessera,
    ask: &Ask,
    member: MemberId,
    new: Preferences,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let who = Who::Member(member);
            let now = get(tessera, &who).await?;
            let mut profile = now.snapshot.member.profile.clone();
            if let Some(birthday) = new.birthday {
                if profile.birthday.is_some_and(|known| known != birthday) {
                    return Err(Error::plain(Code::MEMBER_BIRTHDAY_KNOWN));
                }
                profile.birthday = Some(birthday);
            }
            profile.language = new.language.or(profile.language);
            profile.consents = new.consents.unwrap_or(profile.consents);
            let contact = new.name.map(|name| Contact { name: Some(name), ..now.contact.clone() });
            let change = Change {
                profile: Some(profile),
                contact,
                expected_seq: Some(now.snapshot.seq),
                ..Change::default()
            };
            update(tessera, ask, &who, change).await
        })
        .await
}

/// Takes everything away that tells who a member is: contact data, identities, what rules knew.
/// Sessions end, and nothing can be done with the account any more. What happened stays in the
/// books, without a name.
pub async fn erase(tessera: &Tessera, ask: &Ask, member: MemberId) -> Result<Committed, Error> {
    let mut erased = erase_once(tessera, ask, member).await;
    for _ in 1..TRIES {
        match erased {
            Err(error) if error.code() == Code::PRECONDITION_FAILED => {
                erased = erase_once(tessera, ask, member).await;
            }
            _ => break,
        }
    }
    let committed = erased?;
    sessions::end_all(tessera, member.0).await?;
    // What led to accounts that went into this one tells the same.
    let absorbed = super::state(tessera, member).await?.member.absorbed.clone();
    for other in absorbed {
        let ask = Ask { key: None, ..ask.clone() };
        Box::pin(erase(tessera, &ask, other.member)).await?;
    }
    Ok(committed)
}

/// The same, unless something happened meanwhile: an identity that was just added must not stay.
async fn erase_once(tessera: &Tessera, ask: &Ask, member: MemberId) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let owner = Owner::member(member);
            let seq = super::state(tessera, member).await?.seq;
            let update =
                Update { profile: Some(Profile::default()), blocked: Some(true), invite: None };
            let mut order = Order::new(owner, Start::Member, Activity::Update(update));
            order.expected_seq = Some(seq);
            let mut known = tessera.store().list_identities(owner).await?;
            // What the office is still busy with is found by look-ups that stay.
            known.retain(|one| {
                IdentityKind::from_word(one.kind.as_str()).is_some() || one.kind == *REFERRAL_KIND
            });
            order.released_identities = known;
            order.directory = Some(Contact::default().row(member));
            tessera.commit(ask, order).await
        })
        .await
}
