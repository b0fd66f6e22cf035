//! Searching members.

use super::SqliteStore;
use super::row::{self, all, get_id, get_text, optional};
use super::sql::{claims, search as sql};
use crate::page::Looked;
use crate::search::{ContactRow, MemberSearch, MemberTerms, Place, Search, Way, beyond};
use crate::words::to_json_text;
use crate::{Listed, MOST_LOOKED_AT, Page, StoreError};
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
            let found = match search.way() {
                Way::Terms => by_term(connection, &search, &page)?,
                Way::Age => newest(connection, &search, &page)?,
                Way::Tier => of_tier(connection, &search, &page)?,
                Way::Looking => return looked_at(connection, &search, &page),
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
    let (any, also) = (to_json_text(&search.any)?, to_json_text(&search.all)?);
    let ((track, tier), (unit, from, to)) = (search.tier_words(), search.expiring_words());
    let limit = Place::missing(&[], page);
    let before = before(place.as_ref());
    let parameters = params![also, any, track, tier, before, limit, unit, from, to];
    all(&mut list, parameters, found)
}

/// The id before which a page begins.
fn before(place: Option<&Place>) -> &[u8] {
    place.map_or(&BEYOND[..], |place| place.member.0.as_bytes())
}

fn of_tier(
    connection: &Connection,
    search: &MemberSearch,
    page: &Page,
) -> Result<Vec<Place>, StoreError> {
    let mut list = connection.prepare_cached(sql::NEWEST_OF_TIER)?;
    let (place, (track, tier)) = (Place::of(page)?, search.tier_words());
    let limit = Place::missing(&[], page);
    let before = before(place.as_ref());
    all(&mut list, params![track, tier, before, limit, search.blocked], found)
}

fn looked_at(
    connection: &Connection,
    search: &MemberSearch,
    page: &Page,
) -> Result<Listed<MemberId>, StoreError> {
    let mut list = connection.prepare_cached(sql::LOOKED_AT)?;
    let place = Place::of(page)?;
    let (any, also) = (to_json_text(&search.any)?, to_json_text(&search.all)?);
    let ((track, tier), (unit, from, to)) = (search.tier_words(), search.expiring_words());
    let limit = Place::missing(&[], page);
    let parameters = params![
        also,
        any,
        track,
        tier,
        before(place.as_ref()),
        limit,
        unit,
        from,
        to,
        MOST_LOOKED_AT,
        search.blocked
    ];
    let looked = all(&mut list, parameters, |r| {
        Ok(Looked { row: found(r)?, fits: r.get(2)?, is_cut: r.get(3)? })
    })?;
    Ok(Place::looked(looked, page))
}

fn by_term(
    connection: &Connection,
    search: &MemberSearch,
    page: &Page,
) -> Result<Vec<Place>, StoreError> {
    let mut list = connection.prepare_cached(sql::BY_TERM)?;
    let (place, ranges) = (Place::of(page)?, search.ranges());
    let (any, also) = (to_json_text(&ranges)?, to_json_text(&search.all)?);
    let ((track, tier), (unit, from, to)) = (search.tier_words(), search.expiring_words());
    let mut places = Vec::new();
    for beginning in &ranges {
        let until = beyond(beginning);
        let missing = Place::missing(&places, page);
        let (term, after): (&str, &[u8]) = match &place {
            Some(place) if place.term.as_str() >= until.as_str() => continue,
            Some(place) if place.term >= *beginning => (&place.term, place.member.0.as_bytes()),
            _ => (beginning, &[]),
        };
        let parameters = params![
            also,
            any,
            track,
            tier,
            term,
            after,
            unit,
            from,
            to,
            until,
            search.blocked,
            missing
        ];
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
