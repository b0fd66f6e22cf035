//! Reading the journal and the claims.

use super::PostgresStore;
use super::connect::{Connections, Shared};
use super::gather::Reader;
use super::judge::half;
use super::row::{
    self, all, get, get_id, get_owner, get_text, get_uint, int, one_more, optional, place,
};
use super::sql::{append, claims, journal};
use crate::{
    Append, Appended, CodeRow, DirectoryRow, IdempotencyRow, IdentityClaim, Journal, JournalRow,
    Listed, Page, ReceiptRow, StoreError,
};
use async_trait::async_trait;
use model::entry::Hash;
use model::id::{BatchId, MemberId, ReceiptId};
use model::{Owner, Snapshot};
use smol_str::SmolStr;
use std::collections::HashMap;
use std::sync::Arc;
use uuid::Uuid;

/// Whom identities lead to, those that wait at the same time with one statement.
pub(super) struct Holders(pub(super) Arc<Shared>);

impl Reader for Holders {
    type Question = (SmolStr, SmolStr);
    type Answer = Option<Owner>;

    async fn read(&self, asked: &[(SmolStr, SmolStr)]) -> Result<Vec<Option<Owner>>, StoreError> {
        let (kinds, values): (Vec<&str>, Vec<&str>) =
            asked.iter().map(|(kind, value)| (kind.as_str(), value.as_str())).unzip();
        let mut found: HashMap<(SmolStr, SmolStr), Owner> = HashMap::new();
        for row in self.0.rows(append::IDENTITIES, &[&kinds, &values]).await? {
            found.insert((get_text(&row, 0)?, get_text(&row, 1)?), get_owner(&row, 2)?);
        }
        Ok(asked.iter().map(|identity| found.get(identity).copied()).collect())
    }
}

#[async_trait]
impl Journal for PostgresStore {
    async fn append(&self, append: Append) -> Result<Appended, StoreError> {
        self.queue.append(append).await
    }

    async fn load(&self, owner: Owner) -> Result<Option<Snapshot>, StoreError> {
        self.states.ask(owner).await
    }

    async fn load_all(&self, owners: Vec<Owner>) -> Result<Vec<Snapshot>, StoreError> {
        self.load_all_exact(&owners).await
    }

    async fn load_at(&self, owner: Owner, seq: u64) -> Result<Option<Snapshot>, StoreError> {
        let snapshot = self.catch_up(Snapshot::empty(owner), seq).await?;
        Ok((seq > 0 && snapshot.seq == seq).then_some(snapshot))
    }

    async fn refresh(&self, snapshot: Snapshot) -> Result<Snapshot, StoreError> {
        self.catch_up(snapshot, u64::MAX).await
    }

    async fn find_entry(&self, owner: Owner, seq: u64) -> Result<Option<JournalRow>, StoreError> {
        optional(self.row(journal::FIND, &[&owner.id, &int(seq)]).await?, row::journal)
    }

    async fn list_entries(
        &self,
        owner: Owner,
        page: Page,
    ) -> Result<Listed<JournalRow>, StoreError> {
        let (sql, from) = place(&page, journal::LIST_OLDEST, journal::LIST_NEWEST)?;
        let rows = self.rows_long(sql, &[&owner.id, &from, &one_more(&page)]).await?;
        Ok(Listed::cut(all(rows, row::journal)?, page.rows(), |r| r.seq.to_string()))
    }

    async fn journal_after(
        &self,
        position: u64,
        limit: u32,
    ) -> Result<Vec<JournalRow>, StoreError> {
        let horizon = self.horizon().await?;
        let params: super::link::Params<'_> = &[&int(position), &horizon, &i64::from(limit)];
        all(self.rows_long(journal::AFTER, params).await?, row::journal)
    }

    async fn journal_head(&self) -> Result<u64, StoreError> {
        let horizon = self.horizon().await?;
        let head = optional(self.row(journal::HEAD, &[&horizon]).await?, |r| get_uint(r, 0))?;
        Ok(head.unwrap_or(0))
    }

    async fn count_after(&self, position: u64, most: u32) -> Result<u64, StoreError> {
        let params: super::link::Params<'_> = &[&int(position), &i64::from(most)];
        let counted = self.rows_long(journal::COUNT_AFTER, params).await?;
        Ok(optional(counted, |r| get_uint(r, 0))?.unwrap_or(0))
    }

    async fn find_by_idempotency(&self, key: Hash) -> Result<Option<IdempotencyRow>, StoreError> {
        let found = self.row(claims::FIND_IDEMPOTENCY, &[&&half(&key)[..]]).await?;
        optional(found, row::idempotency)
    }

    async fn find_receipt(&self, id: ReceiptId) -> Result<Option<ReceiptRow>, StoreError> {
        optional(self.row(claims::FIND_RECEIPT, &[&id.0]).await?, row::receipt)
    }

    async fn find_receipts(&self, ids: Vec<ReceiptId>) -> Result<Vec<ReceiptRow>, StoreError> {
        let ids: Vec<Uuid> = ids.into_iter().map(|id| id.0).collect();
        all(self.rows_long(claims::FIND_RECEIPTS, &[&ids]).await?, row::receipt)
    }

    async fn find_receipt_by_natural_key(
        &self,
        key: Hash,
    ) -> Result<Option<ReceiptRow>, StoreError> {
        let found = self.row(claims::FIND_NATURAL_KEY, &[&&key.0[..]]).await?;
        match optional(found, |r| get_id(r, 0))? {
            Some(id) => self.find_receipt(ReceiptId(id)).await,
            None => Ok(None),
        }
    }

    async fn find_owner(&self, kind: &str, value: &str) -> Result<Option<Owner>, StoreError> {
        self.holders.ask((kind.into(), value.into())).await
    }

    async fn list_identities(&self, owner: Owner) -> Result<Vec<IdentityClaim>, StoreError> {
        all(self.rows(claims::LIST_IDENTITIES, &[&owner.id]).await?, row::identity)
    }

    async fn list_identities_of_kind(
        &self,
        kind: &str,
        page: Page,
    ) -> Result<Listed<IdentityClaim>, StoreError> {
        let after = page.cursor.as_ref().map_or("", |c| c.0.as_str());
        let params: super::link::Params<'_> = &[&kind, &after, &one_more(&page)];
        let rows = self.rows_long(claims::IDENTITIES_OF_KIND, params).await?;
        Ok(Listed::cut(all(rows, row::identity)?, page.rows(), |r| r.value.to_string()))
    }

    async fn find_directory(&self, member: MemberId) -> Result<Option<DirectoryRow>, StoreError> {
        optional(self.row(claims::FIND_DIRECTORY, &[&member.0]).await?, row::directory)
    }

    async fn find_code(&self, hash: Hash) -> Result<Option<CodeRow>, StoreError> {
        optional(self.row(claims::FIND_CODE, &[&&hash.0[..]]).await?, row::code)
    }

    async fn list_codes_of(&self, subject: Uuid) -> Result<Vec<CodeRow>, StoreError> {
        all(self.rows(claims::CODES_OF_SUBJECT, &[&subject]).await?, row::code)
    }

    async fn list_codes_of_batch(
        &self,
        batch: BatchId,
        page: Page,
    ) -> Result<Listed<CodeRow>, StoreError> {
        let after = hash_cursor(&page)?;
        let params: super::link::Params<'_> = &[&batch.0, &after, &one_more(&page)];
        let rows = self.rows_long(claims::CODES_OF_BATCH, params).await?;
        Ok(Listed::cut(all(rows, row::code)?, page.rows(), |r| r.hash.to_string()))
    }

    async fn counter(&self, counter: &str) -> Result<i64, StoreError> {
        let found = self.row(claims::FIND_COUNTER, &[&counter]).await?;
        Ok(optional(found, |r| get(r, 0))?.unwrap_or(0))
    }
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
