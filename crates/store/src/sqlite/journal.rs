//! Reading the journal and the claims.

use super::pending::{self, Shared};
use super::row::{self, all, get_owner, get_uint, int, optional};
use super::sql::{claims, journal};
use super::{SqliteStore, fold, look_up};
use crate::{
    Append, Appended, CodeRow, DirectoryRow, IdempotencyRow, IdentityClaim, Journal, JournalRow,
    Listed, Page, ReceiptRow, StoreError,
};
use async_trait::async_trait;
use model::entry::Hash;
use model::id::{BatchId, MemberId, ReceiptId};
use model::{Owner, Snapshot};
use rusqlite::{Connection, params};
use uuid::Uuid;

#[async_trait]
impl Journal for SqliteStore {
    async fn append(&self, append: Append) -> Result<Appended, StoreError> {
        self.append_grouped(append).await
    }

    async fn load(&self, owner: Owner) -> Result<Option<Snapshot>, StoreError> {
        self.read(|connection| fold::load(connection, &self.desk.recent, owner))
    }

    async fn load_all(&self, owners: Vec<Owner>) -> Result<Vec<Snapshot>, StoreError> {
        let recent = self.desk.recent.clone();
        self.read_long(move |connection| fold::load_all(connection, &recent, &owners)).await
    }

    async fn load_at(&self, owner: Owner, seq: u64) -> Result<Option<Snapshot>, StoreError> {
        let recent = self.desk.recent.clone();
        let empty = Snapshot::empty(owner);
        let snapshot = self
            .read_long(move |connection| fold::catch_up(connection, &recent, empty, seq))
            .await?;
        Ok((seq > 0 && snapshot.seq == seq).then_some(snapshot))
    }

    async fn refresh(&self, snapshot: Snapshot) -> Result<Snapshot, StoreError> {
        self.read(|connection| fold::catch_up(connection, &self.desk.recent, snapshot, u64::MAX))
    }

    async fn find_entry(&self, owner: Owner, seq: u64) -> Result<Option<JournalRow>, StoreError> {
        self.read(|connection| {
            let place = look_up::position(connection, &self.desk.recent, owner.id, seq)?;
            place.map(|position| entry_at(connection, position)).transpose()
        })
    }

    async fn list_entries(
        &self,
        owner: Owner,
        page: Page,
    ) -> Result<Listed<JournalRow>, StoreError> {
        let recent = self.desk.recent.clone();
        self.read_long(move |connection| entries(connection, &recent, owner, &page)).await
    }

    async fn journal_after(
        &self,
        position: u64,
        limit: u32,
    ) -> Result<Vec<JournalRow>, StoreError> {
        self.read_long(move |connection| {
            let mut list = connection.prepare_cached(journal::AFTER)?;
            all(&mut list, params![int(position), limit], row::journal)
        })
        .await
    }

    async fn journal_head(&self) -> Result<u64, StoreError> {
        self.read(pending::head)
    }

    async fn count_after(&self, position: u64, most: u32) -> Result<u64, StoreError> {
        self.read_long(move |connection| {
            let mut count = connection.prepare_cached(journal::COUNT_AFTER)?;
            Ok(count.query_row(params![int(position), most], |r| get_uint(r, 0))?)
        })
        .await
    }

    async fn find_by_idempotency(&self, key: Hash) -> Result<Option<IdempotencyRow>, StoreError> {
        let half = pending::half(&key);
        self.read(|connection| look_up::request(connection, &self.desk.recent, &half))
    }

    async fn find_receipt(&self, id: ReceiptId) -> Result<Option<ReceiptRow>, StoreError> {
        self.read(|connection| look_up::receipt(connection, &self.desk.recent, id))
    }

    async fn find_receipts(&self, ids: Vec<ReceiptId>) -> Result<Vec<ReceiptRow>, StoreError> {
        let recent = self.desk.recent.clone();
        self.read_long(move |connection| {
            let found = ids.iter().map(|id| look_up::receipt(connection, &recent, *id));
            found.filter_map(Result::transpose).collect()
        })
        .await
    }

    async fn find_receipt_by_natural_key(
        &self,
        key: Hash,
    ) -> Result<Option<ReceiptRow>, StoreError> {
        self.read(|connection| {
            let recent = &self.desk.recent;
            let id = look_up::natural_key(connection, recent, &key)?;
            Ok(id.map(|id| look_up::receipt(connection, recent, id)).transpose()?.flatten())
        })
    }

    async fn find_owner(&self, kind: &str, value: &str) -> Result<Option<Owner>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(claims::FIND_IDENTITY)?;
            optional(&mut find, params![kind, value], |r| get_owner(r, 0))
        })
    }

    async fn list_identities(&self, owner: Owner) -> Result<Vec<IdentityClaim>, StoreError> {
        self.read(|connection| {
            let mut list = connection.prepare_cached(claims::LIST_IDENTITIES)?;
            all(&mut list, params![owner.id.as_bytes()], row::identity)
        })
    }

    async fn list_identities_of_kind(
        &self,
        kind: &str,
        page: Page,
    ) -> Result<Listed<IdentityClaim>, StoreError> {
        let kind = kind.to_owned();
        self.read_long(move |connection| {
            let after = page.cursor.as_ref().map_or("", |c| c.0.as_str());
            let mut list = connection.prepare_cached(claims::IDENTITIES_OF_KIND)?;
            let rows = all(&mut list, params![kind, after, one_more(&page)], row::identity)?;
            Ok(Listed::cut(rows, page.rows(), |r| r.value.to_string()))
        })
        .await
    }

    async fn find_directory(&self, member: MemberId) -> Result<Option<DirectoryRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(claims::FIND_DIRECTORY)?;
            optional(&mut find, params![member.0.as_bytes()], row::directory)
        })
    }

    async fn find_code(&self, hash: Hash) -> Result<Option<CodeRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(claims::FIND_CODE)?;
            optional(&mut find, params![hash.0], row::code)
        })
    }

    async fn list_codes_of(&self, subject: Uuid) -> Result<Vec<CodeRow>, StoreError> {
        self.read(|connection| {
            let mut list = connection.prepare_cached(claims::CODES_OF_SUBJECT)?;
            all(&mut list, params![subject.as_bytes()], row::code)
        })
    }

    async fn list_codes_of_batch(
        &self,
        batch: BatchId,
        page: Page,
    ) -> Result<Listed<CodeRow>, StoreError> {
        self.read_long(move |connection| {
            let after = hash_cursor(&page)?;
            let mut list = connection.prepare_cached(claims::CODES_OF_BATCH)?;
            let parameters = params![batch.0.as_bytes(), after, one_more(&page)];
            let rows = all(&mut list, parameters, row::code)?;
            Ok(Listed::cut(rows, page.rows(), |r| r.hash.to_string()))
        })
        .await
    }

    async fn counter(&self, counter: &str) -> Result<i64, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(claims::FIND_COUNTER)?;
            Ok(optional(&mut find, params![counter], |r| r.get(0))?.unwrap_or(0))
        })
    }
}

fn entry_at(connection: &Connection, position: u64) -> Result<JournalRow, StoreError> {
    let mut find = connection.prepare_cached(journal::FIND)?;
    Ok(find.query_row(params![int(position)], row::journal)?)
}

/// One page of a chain. What is in memory is always its newest part.
fn entries(
    connection: &Connection,
    recent: &Shared,
    owner: Owner,
    page: &Page,
) -> Result<Listed<JournalRow>, StoreError> {
    let recent = look_up::chain(connection, recent, owner.id)?;
    let (sql, from) = place(page, journal::LIST_OLDEST, journal::LIST_NEWEST)?;
    let wanted = page.rows() + 1;
    let table = |from: i64, rows: usize| {
        let mut list = connection.prepare_cached(sql)?;
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        all(&mut list, params![owner.id.as_bytes(), from, rows], row::journal)
    };
    let rows = if page.newest_first {
        let below = recent.iter().rev().filter(|p| int(p.seq) < from).take(wanted);
        let mut rows = Vec::new();
        for place in below {
            rows.push(entry_at(connection, place.position)?);
        }
        let from = rows.last().map_or(from, |row: &JournalRow| int(row.seq));
        let rest = table(from, wanted - rows.len())?;
        rows.extend(rest);
        rows
    } else {
        let mut rows = table(from, wanted)?;
        let from = rows.last().map_or(from, |row| int(row.seq));
        let above = recent.iter().filter(|p| int(p.seq) > from).take(wanted - rows.len());
        for place in above {
            rows.push(entry_at(connection, place.position)?);
        }
        rows
    };
    Ok(Listed::cut(rows, page.rows(), |r| r.seq.to_string()))
}

/// One row more than the page has, to know whether there is another page.
pub(super) fn one_more(page: &Page) -> i64 {
    i64::try_from(page.rows() + 1).unwrap_or(i64::MAX)
}

/// The statement for the direction of a page over a number, and where it begins.
pub(super) fn place(
    page: &Page,
    oldest: &'static str,
    newest: &'static str,
) -> Result<(&'static str, i64), StoreError> {
    let cursor = page.cursor.as_ref().map(|c| c.number()).transpose()?;
    Ok(match page.newest_first {
        false => (oldest, cursor.unwrap_or(-1)),
        true => (newest, cursor.unwrap_or(i64::MAX)),
    })
}

fn hash_cursor(page: &Page) -> Result<Vec<u8>, StoreError> {
    match &page.cursor {
        None => Ok(Vec::new()),
        Some(cursor) => {
            let hash: Hash = cursor.0.parse().map_err(|_| StoreError::InvalidCursor)?;
            Ok(hash.0.to_vec())
        }
    }
}
