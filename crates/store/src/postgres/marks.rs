//! Marks and running counts.

use super::PostgresStore;
use super::row::{all, get, get_id, get_key, one_more};
use super::sql::marks as sql;
use super::transaction::Writing;
use crate::marks::{CountDelta, MarkSums, Marks};
use crate::{Listed, Page, StoreError};
use model::Key;
use model::id::MemberId;
use tokio_postgres::Row;
use uuid::Uuid;

impl PostgresStore {
    pub(super) async fn marked(
        &self,
        mark: Key,
        page: Page,
    ) -> Result<Listed<MemberId>, StoreError> {
        let before = page.member_place()?.map_or(Uuid::max(), |member| member.0);
        let (mark, limit) = (mark.as_str(), one_more(&page));
        let rows = self.rows_long(sql::LIST_MARKED, &[&mark, &before, &limit]).await?;
        let found = all(&rows, |r| Ok(MemberId(get_id(r, 0)?)))?;
        Ok(Listed::cut(found, page.rows(), MemberId::to_string))
    }

    pub(super) async fn counts(&self, kind: &'static str) -> Result<Vec<(Key, i64)>, StoreError> {
        all(&self.rows_long(sql::LIST_COUNTS, &[&kind]).await?, count)
    }

    pub(super) async fn some_counts(
        &self,
        kind: &'static str,
        subjects: Vec<Key>,
    ) -> Result<Vec<(Key, i64)>, StoreError> {
        let subjects: Vec<&str> = subjects.iter().map(Key::as_str).collect();
        all(&self.rows_long(sql::COUNTS_OF, &[&kind, &subjects]).await?, count)
    }
}

fn count(row: &Row) -> Result<(Key, i64), StoreError> {
    Ok((get_key(row, 0)?, get(row, 1)?))
}

/// By what the marks of a batch of owners change the lists and the counts.
#[derive(Default)]
pub(super) struct MarkChanges {
    sums: MarkSums,
    added: (Vec<String>, Vec<Uuid>),
    gone: (Vec<String>, Vec<Uuid>),
}

impl MarkChanges {
    /// The marks of an owner take the place of others.
    pub(super) fn replace(&mut self, owner: Uuid, old: &Marks, new: &Marks) {
        self.sums.replace(old, new);
        self.added.extend(new.beyond(old).map(|mark| (mark.to_string(), owner)));
        self.gone.extend(old.beyond(new).map(|mark| (mark.to_string(), owner)));
    }

    pub(super) async fn write(&self, writing: &Writing<'_>) -> Result<(), StoreError> {
        let Self { sums, added, gone } = self;
        if !gone.0.is_empty() {
            writing.execute(sql::DELETE_MARKS, &[&gone.0, &gone.1]).await?;
        }
        if !added.0.is_empty() {
            writing.execute(sql::PUT_MARKS, &[&added.0, &added.1]).await?;
        }
        add(writing, sums.changes()).await
    }
}

/// Adds to running counts.
pub(super) async fn add_counts(
    writing: &Writing<'_>,
    counts: &[CountDelta],
) -> Result<(), StoreError> {
    let counts = counts.iter();
    add(writing, counts.map(|count| (count.kind, count.subject.as_str(), count.delta))).await
}

async fn add(
    writing: &Writing<'_>,
    counts: impl Iterator<Item = (&'static str, &str, i64)>,
) -> Result<(), StoreError> {
    let mut columns: (Vec<&str>, Vec<&str>, Vec<i64>) = <_>::default();
    columns.extend(counts);
    let (kinds, subjects, changes) = columns;
    if !kinds.is_empty() {
        writing.execute(sql::ADD_TO_COUNTS, &[&kinds, &subjects, &changes]).await?;
    }
    Ok(())
}
