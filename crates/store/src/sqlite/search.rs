//! Searching members.

use super::SqliteStore;
use super::row::{self, all, get_id, get_text, optional};
use super::sql::{claims, search as sql};
use crate::search::{ContactRow, MemberSearch, MemberTerms, Place, Search, beyond};
use crate::words::to_json_text;
use crate::{Listed, Page, StoreError};
use async_trait::async_trait;
use model::id::MemberId;
use rusqlite::{Connection, Row, params};

#[async_trait]
impl Search for SqliteStore {
    async fn search_members(
        &self,
        search: MemberSearch,
        page: Page,
    ) -> Result<Listed<MemberId>, StoreError> {
        self.read_long(move |connection| {
            let found = match search.is_by_age() {
                true => newest(connection, &search, &page)?,
                false => by_term(connection, &search, &page)?,
            };
            Ok(Place::listed(found, &page))
        })
        .await
    }

    async fn list_contacts(&self, members: Vec<MemberId>) -> Result<Vec<ContactRow>, StoreError> {
        self.read_long(move |connection| {
            let mut contact = connection.prepare_cached(claims::FIND_DIRECTORY)?;
            let mut identities = connection.prepare_cached(claims::LIST_IDENTITIES)?;
            let read = |member: &MemberId| {
                let id = params![member.0.as_bytes()];
                Ok(ContactRow {
                    member: *member,
                    directory: optional(&mut contact, id, row::directory)?,
                    identities: all(&mut identities, id, row::identity)?,
                })
            };
            members.iter().map(read).collect()
        })
        .await
    }
}

/// Beyond every id.
const BEYOND: [u8; 17] = [0xff; 17];

fn newest(
    connection: &Connection,
    search: &MemberSearch,
    page: &Page,
) -> Result<Vec<Place>, StoreError> {
    let mut list = connection.prepare_cached(match search.blocked {
        None => sql::NEWEST,
        Some(true) => sql::NEWEST_BLOCKED,
        Some(false) => sql::NEWEST_NOT_BLOCKED,
    })?;
    let place = Place::of(page)?;
    let before = place.as_ref().map_or(&BEYOND[..], |place| place.member.0.as_bytes());
    let (any, also) = (to_json_text(&search.any)?, to_json_text(&search.all)?);
    all(&mut list, params![also, any, before, Place::missing(&[], page)], found)
}

fn by_term(
    connection: &Connection,
    search: &MemberSearch,
    page: &Page,
) -> Result<Vec<Place>, StoreError> {
    let mut list = connection.prepare_cached(sql::BY_TERM)?;
    let (place, ranges) = (Place::of(page)?, search.ranges());
    let (any, also) = (to_json_text(&ranges)?, to_json_text(&search.all)?);
    let mut places = Vec::new();
    for beginning in &ranges {
        let until = beyond(beginning);
        let missing = Place::missing(&places, page);
        let (term, after): (&str, &[u8]) = match &place {
            Some(place) if place.term.as_str() >= until.as_str() => continue,
            Some(place) if place.term >= *beginning => (&place.term, place.member.0.as_bytes()),
            _ => (beginning, &[]),
        };
        let parameters = params![also, any, term, after, until, search.blocked, missing];
        places.extend(all(&mut list, parameters, found)?);
        if places.len() > page.rows() {
            break;
        }
    }
    Ok(places)
}

fn found(row: &Row<'_>) -> rusqlite::Result<Place> {
    Ok(Place { member: MemberId(get_id(row, 0)?), term: get_text(row, 1)? })
}

/// Writes all terms of some members anew.
pub(super) fn put_terms(connection: &Connection, terms: &[MemberTerms]) -> Result<(), StoreError> {
    let mut delete = connection.prepare_cached(sql::DELETE_TERMS)?;
    let mut insert = connection.prepare_cached(sql::INSERT_TERM)?;
    for of in terms {
        let id = of.member.0.as_bytes();
        delete.execute(params![id])?;
        for term in &of.terms {
            insert.execute(params![id, term.as_str()])?;
        }
    }
    Ok(())
}
