//! Searching members.

use super::{Contact, terms};
use crate::error::Error;
use crate::identity::Identity;
use crate::{Tessera, projector, reports};
use model::id::MemberId;
use model::{Activity, Entry, Key, Owner, Snapshot};
use smol_str::SmolStr;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use store::{ContactRow, ExpiringWithin, Listed, MemberSearch, MemberTerms, Page};

/// Which members are looked for. What is absent leaves nobody out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What was typed.
    pub typed: String,
    /// Only those that may not take part, or only those that may.
    pub blocked: Option<bool>,
    /// Only those who hold this tier of this track.
    pub tier: Option<(Key, Key)>,
    /// Only those of whom something of this unit expires in the coming thirty days.
    pub expiring: Option<Key>,
}

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
/// says of them does not. Of those with something that expires a page may be short, even
/// empty, and go on nevertheless.
pub async fn search(
    tessera: &Tessera,
    wanted: &Wanted,
    page: Page,
) -> Result<Listed<Found>, Error> {
    let store = tessera.store();
    let expiring = match &wanted.expiring {
        Some(unit) => {
            let days = reports::soon(tessera).await?;
            Some(ExpiringWithin { unit: unit.clone(), from: days.from, to: days.until })
        }
        None => None,
    };
    let search = MemberSearch {
        blocked: wanted.blocked,
        tier: wanted.tier.clone(),
        expiring,
        ..terms::meant(&wanted.typed)
    };
    let listed = match wanted.typed.trim().parse::<MemberId>() {
        Ok(id) => {
            let is_there = store.find_member(id).await?.is_some();
            let is_wanted = is_there && fits(tessera, id, &search).await?;
            Listed { items: is_wanted.then_some(id).into_iter().collect(), next: None }
        }
        Err(_) => store.search_members(search, page).await?,
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

/// Whether one member, found by their id, is one of those that are wanted.
async fn fits(tessera: &Tessera, id: MemberId, search: &MemberSearch) -> Result<bool, Error> {
    let snapshot = tessera.as_of_now(Owner::member(id)).await?;
    let state = &snapshot.member;
    let holds = |(track, tier): &(Key, Key)| {
        let held = state.tiers.get(track);
        held.is_some_and(|held| held.tier == *tier)
    };
    let expires = match &search.expiring {
        Some(within) => {
            let rules = tessera.rules_at(tessera.now()).await?;
            let days = projector::expiring(&rules.rulebook.calendar, &snapshot).0;
            let mut days = days.get(&within.unit).into_iter().flatten();
            days.any(|(day, _)| (within.from..=within.to).contains(day))
        }
        None => true,
    };
    let is_either = search.blocked.is_none_or(|blocked| blocked == state.blocked);
    Ok(is_either && search.tier.as_ref().is_none_or(holds) && expires)
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
            | Activity::ClaimReceipt(_)
            | Activity::ReturnClaimed(_)
            | Activity::Event(_)
            | Activity::Adjust(_)
            | Activity::TimePassed
    );
    !is_frequent && entry.owner.as_member().is_some()
}

/// What some members are called, as far as they gave a name.
pub async fn names(
    tessera: &Tessera,
    members: BTreeSet<MemberId>,
) -> Result<BTreeMap<MemberId, SmolStr>, Error> {
    if members.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = tessera.store().list_contacts(members.into_iter().collect()).await?;
    let mut names = BTreeMap::new();
    for row in &rows {
        names.extend(contact(row)?.name.map(|name| (row.member, name)));
    }
    Ok(names)
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
