//! Giving and taking identities. The entry says that it happened, not the value.

use crate::commit::{Committed, Order, Start};
use crate::error::Error;
use crate::identity::{Identity, Who};
use crate::{Ask, Tessera};
use model::activity::Note;
use model::{Activity, Code, Owner};

/// Lets an identity lead to a member.
pub async fn add_identity(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    identity: &Identity,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let member = tessera.member_of(who).await?;
            let owner = Owner::member(member);
            let known = tessera.store().list_identities(owner).await?.into_iter();
            if known.filter_map(super::identity).count() >= super::MOST_IDENTITIES {
                let detail = format!("at most {} identities", super::MOST_IDENTITIES);
                return Err(Error::refused(Code::REQUEST_INVALID, detail));
            }
            let note = note("identity_added", identity);
            let mut order = Order::new(owner, Start::Member, note);
            order.identities.push(identity.claim(member));
            tessera.commit(ask, order).await
        })
        .await
}

/// Stops an identity from leading to a member.
pub async fn remove_identity(
    tessera: &Tessera,
    ask: &Ask,
    who: &Who,
    identity: &Identity,
) -> Result<Committed, Error> {
    tessera
        .answering(ask, async {
            let member = tessera.member_of(who).await?;
            if tessera.find_member(identity).await? != Some(member) {
                let detail = format!("the member has no such {}", identity.kind.word());
                return Err(Error::refused(Code::NOT_FOUND, detail));
            }
            let note = note("identity_removed", identity);
            let mut order = Order::new(Owner::member(member), Start::Member, note);
            order.released_identities.push(identity.claim(member));
            tessera.commit(ask, order).await
        })
        .await
}

fn note(what: &str, identity: &Identity) -> Activity {
    let kind = serde_json::Value::from(identity.kind.word());
    Activity::Note(Note {
        what: what.into(),
        details: serde_json::Map::from_iter([("kind".to_owned(), kind)]),
    })
}
