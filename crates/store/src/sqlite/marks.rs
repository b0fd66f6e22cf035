//! Marks and running counts.

use super::SqliteStore;
use super::row::{all, get_id, get_key};
use super::sql::marks as sql;
use crate::marks::{CountDelta, MarkSums, Marks};
use crate::words::to_json_text;
use crate::{Listed, Page, StoreError};
use model::Key;
use model::id::MemberId;
use rusqlite::{Connection, Row, params};

/// Beyond every id.
const BEYOND: [u8; 17] = [0xff; 17];

impl SqliteStore {
    pub(super) async fn marked(
        &self,
        mark: Key,
        page: Page,
    ) -> Result<Listed<MemberId>, StoreError> {
        let place = page.member_place()?;
        self.read_long(move |connection| {
            let mut list = connection.prepare_cached(sql::LIST_MARKED)?;
            let before = place.as_ref().map_or(&BEYOND[..], |member| member.0.as_bytes());
            let limit = i64::try_from(page.rows() + 1).unwrap_or(i64::MAX);
            let found = all(&mut list, params![mark.as_str(), before, limit], |r| {
                Ok(MemberId(get_id(r, 0)?))
            })?;
            Ok(Listed::cut(found, page.rows(), MemberId::to_string))
        })
        .await
    }

    pub(super) async fn counts(&self, kind: &'static str) -> Result<Vec<(Key, i64)>, StoreError> {
        self.read_long(move |connection| {
            let mut list = connection.prepare_cached(sql::LIST_COUNTS)?;
            all(&mut list, params![kind], count)
        })
        .await
    }

    pub(super) async fn some_counts(
        &self,
        kind: &'static str,
        subjects: Vec<Key>,
    ) -> Result<Vec<(Key, i64)>, StoreError> {
        let subjects = to_json_text(&subjects)?;
        self.read_long(move |connection| {
            let mut list = connection.prepare_cached(sql::COUNTS_OF)?;
            all(&mut list, params![kind, subjects], count)
        })
        .await
    }
}

fn count(row: &Row<'_>) -> rusqlite::Result<(Key, i64)> {
    Ok((get_key(row, 0)?, row.get(1)?))
}

/// Writes the marks of an owner where they are others than before.
pub(super) fn put(
    connection: &Connection,
    id: &[u8],
    (old, new): (&Marks, &Marks),
    sums: &mut MarkSums,
) -> Result<(), StoreError> {
    sums.replace(old, new);
    for gone in old.beyond(new) {
        connection.prepare_cached(sql::DELETE_MARK)?.execute(params![gone.as_str(), id])?;
    }
    for added in new.beyond(old) {
        connection.prepare_cached(sql::PUT_MARK)?.execute(params![added.as_str(), id])?;
    }
    Ok(())
}

/// Adds to running counts.
pub(super) fn add_counts(
    connection: &Connection,
    sums: &MarkSums,
    counts: &[CountDelta],
) -> Result<(), StoreError> {
    let mut add = connection.prepare_cached(sql::ADD_TO_COUNT)?;
    let counts = counts.iter().map(|count| (count.kind, count.subject.as_str(), count.delta));
    for (kind, subject, change) in sums.changes().chain(counts) {
        add.execute(params![kind, subject, change])?;
    }
    Ok(())
}
