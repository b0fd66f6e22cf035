//! Searching members.

use super::{Contact, terms};
use crate::Tessera;
use crate::error::Error;
use crate::identity::Identity;
use model::id::MemberId;
use model::{Activity, Entry, Owner, Snapshot};
use std::sync::Arc;
use store::{ContactRow, Listed, MemberTerms, Page};

/// A member who was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Who.
    pub id: MemberId,
    /// Balances and tiers as of now.
    pub snapshot: Arc<Snapshot>,
    /// How to reach them.
    pub contact: Contact,
    /// What leads to them.
    pub identities: Vec<Identity>,
}

/// Members by the beginning of a word of their name, of a phone (or its last digits), an
/// e-mail address, a card, an id or a referral code: the newest first when nothing was
/// typed, else in the order of what was found. Whom it finds may lag by a moment, what it
/// says of them does not.
pub async fn search(
    tessera: &Tessera,
    typed: &str,
    blocked: Option<bool>,
    page: Page,
) -> Result<Listed<Found>, Error> {
    let store = tessera.store();
    let listed = match typed.trim().parse::<MemberId>() {
        Ok(id) => {
            let member = store.find_member(id).await?;
            let fits = member.filter(|row| blocked.is_none_or(|wanted| wanted == row.blocked));
            Listed { items: fits.map(|row| row.member).into_iter().collect(), next: None }
        }
        Err(_) => {
            let search = store::MemberSearch { blocked, ..terms::meant(typed) };
            store.search_members(search, page).await?
        }
    };
    let owners = listed.items.iter().map(|id| Owner::member(*id)).collect();
    let snapshots = tessera.all_as_of_now(owners).await?;
    let contacts = store.list_contacts(listed.items).await?;
    let mut items = Vec::with_capacity(contacts.len());
    for row in contacts {
        let snapshot = snapshots.iter().find(|s| s.owner == Owner::member(row.member));
        if let Some(snapshot) = snapshot.cloned() {
            let contact = contact(&row)?;
            let identities = row.identities.into_iter().filter_map(super::identity).collect();
            items.push(Found { id: row.member, snapshot, contact, identities });
        }
    }
    Ok(Listed { items, next: listed.next })
}

fn contact(row: &ContactRow) -> Result<Contact, Error> {
    let contact = row.directory.as_ref().map(Contact::read).transpose()?;
    Ok(contact.unwrap_or_default())
}

/// Whether contact data or identities may have changed with an entry. What happens often
/// never does that.
pub(crate) fn may_rename(entry: &Entry) -> bool {
    let is_frequent = matches!(
        entry.activity,
        Activity::Purchase(_)
            | Activity::Return(_)
            | Activity::Event(_)
            | Activity::Adjust(_)
            | Activity::TimePassed
    );
    !is_frequent && entry.owner.as_member().is_some()
}

/// The terms of some members as of now.
pub(crate) async fn terms_of(
    tessera: &Tessera,
    members: Vec<MemberId>,
) -> Result<Vec<MemberTerms>, Error> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    let rows = tessera.store().list_contacts(members).await?;
    let terms = rows.iter().map(|row| {
        let terms = terms::of_member(&contact(row)?, &row.identities);
        Ok(MemberTerms { member: row.member, terms })
    });
    terms.collect()
}
