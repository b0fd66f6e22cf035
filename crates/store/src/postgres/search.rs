//! Searching members.

use super::PostgresStore;
use super::row::{self, all, get, get_id, get_text, one_more};
use super::sql::search as sql;
use super::transaction::Writing;
use crate::page::Looked;
use crate::search::{ContactRow, MemberSearch, MemberTerms, Place, Search, Way, beyond};
use crate::{DirectoryRow, IdentityClaim, Listed, MOST_LOOKED_AT, Page, StoreError};
use async_trait::async_trait;
use model::id::MemberId;
use smol_str::SmolStr;
use std::collections::HashMap;
use tokio_postgres::Row;
use uuid::Uuid;

#[async_trait]
impl Search for PostgresStore {
    async fn search_members(
        &self,
        search: MemberSearch,
        page: Page,
    ) -> Result<Listed<MemberId>, StoreError> {
        let found = match search.way() {
            Way::Terms => self.by_term(&search, &page).await?,
            Way::Age => self.newest(&search, &page).await?,
            Way::Tier => self.of_tier(&search, &page).await?,
            Way::Looking => return self.looked_at(&search, &page).await,
        };
        Ok(Place::listed(found, &page))
    }

    async fn list_contacts(&self, members: Vec<MemberId>) -> Result<Vec<ContactRow>, StoreError> {
        let ids: Vec<Uuid> = members.iter().map(|m| m.0).collect();
        let rows = self.rows_long(sql::DIRECTORIES, &[&ids]).await?;
        let directories = all(&rows, row::directory)?.into_iter();
        let mut directories: HashMap<MemberId, DirectoryRow> =
            directories.map(|row| (row.member, row)).collect();
        let rows = self.rows_long(sql::IDENTITIES, &[&ids]).await?;
        let mut identities: HashMap<Uuid, Vec<IdentityClaim>> = HashMap::new();
        for claim in all(&rows, row::identity)? {
            identities.entry(claim.owner.id).or_default().push(claim);
        }
        let contact = |member: MemberId| ContactRow {
            member,
            directory: directories.remove(&member),
            identities: identities.remove(&member.0).unwrap_or_default(),
        };
        Ok(members.into_iter().map(contact).collect())
    }
}

impl PostgresStore {
    async fn newest(&self, search: &MemberSearch, page: &Page) -> Result<Vec<Place>, StoreError> {
        let sql = match search.blocked {
            None => sql::NEWEST,
            Some(true) => sql::NEWEST_BLOCKED,
            Some(false) => sql::NEWEST_NOT_BLOCKED,
        };
        let (before, limit) = (before(page)?, one_more(page));
        let (any, also) = (texts(&search.any), texts(&search.all));
        let ((track, tier), (unit, from, to)) = (search.tier_words(), search.expiring_words());
        let rows = self
            .rows_long(sql, &[&also, &any, &track, &tier, &before, &limit, &unit, &from, &to])
            .await?;
        all(&rows, found)
    }

    async fn of_tier(&self, search: &MemberSearch, page: &Page) -> Result<Vec<Place>, StoreError> {
        let (before, limit) = (before(page)?, one_more(page));
        let ((track, tier), blocked) = (search.tier_words(), search.blocked.map(i16::from));
        let rows = self
            .rows_long(sql::NEWEST_OF_TIER, &[&track, &tier, &before, &limit, &blocked])
            .await?;
        all(&rows, found)
    }

    async fn looked_at(
        &self,
        search: &MemberSearch,
        page: &Page,
    ) -> Result<Listed<MemberId>, StoreError> {
        let (before, limit) = (before(page)?, one_more(page));
        let (any, also) = (texts(&search.any), texts(&search.all));
        let ((track, tier), (unit, from, to)) = (search.tier_words(), search.expiring_words());
        let (most, blocked) = (i64::from(MOST_LOOKED_AT), search.blocked.map(i16::from));
        let rows = self
            .rows_long(
                sql::LOOKED_AT,
                &[&also, &any, &track, &tier, &before, &limit, &unit, &from, &to, &most, &blocked],
            )
            .await?;
        let looked =
            all(&rows, |r| Ok(Looked { row: found(r)?, fits: get(r, 2)?, is_cut: get(r, 3)? }))?;
        Ok(Place::looked(looked, page))
    }

    async fn by_term(&self, search: &MemberSearch, page: &Page) -> Result<Vec<Place>, StoreError> {
        let (place, ranges) = (Place::of(page)?, search.ranges());
        let (any, also) = (texts(&ranges), texts(&search.all));
        let blocked = search.blocked.map(i16::from);
        let ((track, tier), (unit, from, to)) = (search.tier_words(), search.expiring_words());
        let mut places = Vec::new();
        for beginning in &ranges {
            let until = beyond(beginning);
            let missing = Place::missing(&places, page);
            let (term, after) = match &place {
                Some(place) if place.term.as_str() >= until.as_str() => continue,
                Some(place) if place.term >= *beginning => (place.term.as_str(), place.member.0),
                _ => (beginning.as_str(), Uuid::nil()),
            };
            let rows = self
                .rows_long(
                    sql::BY_TERM,
                    &[
                        &also, &any, &track, &tier, &term, &after, &unit, &from, &to, &until,
                        &blocked, &missing,
                    ],
                )
                .await?;
            places.extend(all(&rows, found)?);
            if places.len() > page.rows() {
                break;
            }
        }
        Ok(places)
    }
}

/// The id before which a page begins.
fn before(page: &Page) -> Result<Uuid, StoreError> {
    Ok(Place::of(page)?.map_or(Uuid::max(), |place| place.member.0))
}

fn texts(texts: &[SmolStr]) -> Vec<&str> {
    texts.iter().map(SmolStr::as_str).collect()
}

fn found(row: &Row) -> Result<Place, StoreError> {
    Ok(Place { member: MemberId(get_id(row, 0)?), term: get_text(row, 1)? })
}

/// Writes all terms of some members anew.
pub(super) async fn put_terms(
    writing: &Writing<'_>,
    terms: &[MemberTerms],
) -> Result<(), StoreError> {
    if terms.is_empty() {
        return Ok(());
    }
    let members: Vec<Uuid> = terms.iter().map(|of| of.member.0).collect();
    let pairs = terms.iter().flat_map(|of| of.terms.iter().map(|t| (of.member.0, t.as_str())));
    let (owners, words): (Vec<Uuid>, Vec<&str>) = pairs.unzip();
    writing.execute(sql::DELETE_TERMS, &[&members]).await?;
    writing.execute(sql::INSERT_TERMS, &[&owners, &words]).await?;
    Ok(())
}
