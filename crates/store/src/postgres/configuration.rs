//! Programme versions, activations, keys, settings, batches.
//!
//! INVARIANT: numbers and the generation stand in rows that are locked to the end of the
//! transaction, so they are in the order of committing and no change is missed.
//!
//! COST: a read is one round trip; a change is one transaction of its own, and seldom.

use super::PostgresStore;
use super::link::Params;
use super::row::{
    self, all, get, get_hash, get_id, get_instant, get_key, get_opt_instant, get_opt_text,
    get_small, get_text, get_uint, one_more, optional, place,
};
use super::sql::configuration as sql;
use super::transaction::Writing;
use crate::{
    Activation, ApiKeyRow, BatchRow, Configuration, Listed, NewVersion, Page, Publication,
    StoreError, VersionRow, VersionState, VersionSummary,
};
use async_trait::async_trait;
use model::entry::Hash;
use model::id::{ApiKeyId, BatchId};
use model::{Instant, Key};
use tokio_postgres::Row;

#[async_trait]
impl Configuration for PostgresStore {
    async fn generation(&self) -> Result<u64, StoreError> {
        let found = self.row(sql::GENERATION, &[]).await?;
        Ok(optional(found, |r| get_uint(r, 0))?.unwrap_or(0))
    }

    async fn create_version(&self, version: NewVersion) -> Result<u32, StoreError> {
        let writing = self.begin().await?;
        let number = next(&writing, "versions").await?;
        let (hash, author) = (&version.hash.0[..], version.author.as_ref().map(Key::as_str));
        let at = version.at.as_millisecond();
        let params: Params<'_> = &[&number, &hash, &author, &at, &version.document];
        writing.execute(sql::INSERT_VERSION, params).await?;
        writing.commit().await?;
        small(number)
    }

    async fn update_draft(
        &self,
        number: u32,
        expected: Hash,
        version: NewVersion,
    ) -> Result<bool, StoreError> {
        let (number, expected) = (i64::from(number), &expected.0[..]);
        let (hash, author) = (&version.hash.0[..], version.author.as_ref().map(Key::as_str));
        let at = version.at.as_millisecond();
        let params: Params<'_> = &[&number, &expected, &hash, &author, &at, &version.document];
        Ok(self.change(sql::UPDATE_DRAFT, params).await? > 0)
    }

    async fn publish_version(
        &self,
        number: u32,
        publication: Publication,
    ) -> Result<bool, StoreError> {
        let Publication { at, by, why } = &publication;
        let (at, by) = (at.as_millisecond(), by.as_ref().map(Key::as_str));
        let why = why.as_deref();
        self.reconfigure(sql::PUBLISH, &[&i64::from(number), &at, &by, &why]).await
    }

    async fn delete_draft(&self, number: u32) -> Result<bool, StoreError> {
        Ok(self.change(sql::DELETE_DRAFT, &[&i64::from(number)]).await? > 0)
    }

    async fn find_version(&self, number: u32) -> Result<Option<VersionRow>, StoreError> {
        let found = self.row(sql::FIND_VERSION, &[&i64::from(number)]).await?;
        optional(found, |r| Ok(VersionRow { summary: version(r)?, document: get(r, 9)? }))
    }

    async fn list_versions(&self, page: Page) -> Result<Listed<VersionSummary>, StoreError> {
        let (oldest, newest) = (sql::LIST_VERSIONS_OLDEST, sql::LIST_VERSIONS_NEWEST);
        let (sql, from) = place(&page, oldest, newest)?;
        let rows = all(&self.rows(sql, &[&from, &one_more(&page)]).await?, version)?;
        Ok(Listed::cut(rows, page.rows(), |r| r.number.to_string()))
    }

    async fn activate_version(
        &self,
        version: u32,
        active_from: Instant,
        decided_at: Instant,
        author: Option<Key>,
    ) -> Result<Option<u32>, StoreError> {
        let writing = self.begin().await?;
        let version = i64::from(version);
        if writing.row(sql::IS_PUBLISHED, &[&version]).await?.is_none() {
            writing.rollback().await?;
            return Ok(None);
        }
        let number = next(&writing, "activations").await?;
        let (from, decided) = (active_from.as_millisecond(), decided_at.as_millisecond());
        let author = author.as_ref().map(Key::as_str);
        let params: Params<'_> = &[&number, &version, &from, &decided, &author];
        writing.execute(sql::ACTIVATE, params).await?;
        begin_generation(&writing).await?;
        writing.commit().await?;
        small(number).map(Some)
    }

    async fn cancel_activation(&self, number: u32, now: Instant) -> Result<bool, StoreError> {
        let params: Params<'_> = &[&i64::from(number), &now.as_millisecond()];
        self.reconfigure(sql::CANCEL_ACTIVATION, params).await
    }

    async fn list_activations(&self) -> Result<Vec<Activation>, StoreError> {
        all(&self.rows(sql::LIST_ACTIVATIONS, &[]).await?, |r| {
            Ok(Activation {
                number: get_small(r, 0)?,
                version: get_small(r, 1)?,
                active_from: get_instant(r, 2)?,
                decided_at: get_instant(r, 3)?,
                author: get_opt_text(r, 4)?.map(Key),
            })
        })
    }

    async fn version_at(&self, at: Instant) -> Result<Option<u32>, StoreError> {
        let found = self.row(sql::VERSION_AT, &[&at.as_millisecond()]).await?;
        optional(found, |r| get_small(r, 0))
    }

    async fn create_api_key(&self, key: ApiKeyRow) -> Result<bool, StoreError> {
        let writing = self.begin().await?;
        let number = next(&writing, "api_keys").await?;
        let (hash, role) = (&key.hash.0[..], key.role.as_str());
        let (name, created) = (key.name.as_str(), key.created_at.as_millisecond());
        let revoked = key.revoked_at.map(|t| t.as_millisecond());
        let params: Params<'_> = &[&number, &key.id.0, &hash, &role, &name, &created, &revoked];
        if writing.execute(sql::INSERT_API_KEY, params).await? == 0 {
            writing.rollback().await?;
            return Ok(false);
        }
        begin_generation(&writing).await?;
        writing.commit().await?;
        Ok(true)
    }

    async fn find_api_key(&self, hash: Hash) -> Result<Option<ApiKeyRow>, StoreError> {
        optional(self.row(sql::FIND_API_KEY, &[&&hash.0[..]]).await?, api_key)
    }

    async fn list_api_keys(&self) -> Result<Vec<ApiKeyRow>, StoreError> {
        all(&self.rows(sql::LIST_API_KEYS, &[]).await?, api_key)
    }

    async fn revoke_api_key(&self, id: ApiKeyId, at: Instant) -> Result<bool, StoreError> {
        self.reconfigure(sql::REVOKE_API_KEY, &[&id.0, &at.as_millisecond()]).await
    }

    async fn find_setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        optional(self.row(sql::FIND_SETTING, &[&name]).await?, |r| get(r, 0))
    }

    async fn list_settings(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let until = format!("{prefix}{}", char::MAX);
        let rows = self.rows(sql::LIST_SETTINGS, &[&prefix, &until]).await?;
        all(&rows, |r| Ok((get(r, 0)?, get(r, 1)?)))
    }

    async fn put_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        self.change(sql::PUT_SETTING, &[&name, &value]).await.map(|_| ())
    }

    async fn ensure_setting(&self, name: &str, value: &str) -> Result<String, StoreError> {
        let writing = self.begin().await?;
        writing.execute(sql::ENSURE_SETTING, &[&name, &value]).await?;
        // A statement of its own sees what somebody else wrote while the first one waited.
        let found = optional(writing.row(sql::FIND_SETTING, &[&name]).await?, |r| get(r, 0))?;
        writing.commit().await?;
        Ok(found.unwrap_or_else(|| value.to_owned()))
    }

    async fn find_batch(&self, id: BatchId) -> Result<Option<BatchRow>, StoreError> {
        let found = optional(self.row(sql::FIND_BATCH, &[&id.0]).await?, row::batch)?;
        Ok(found.map(|(_, batch)| batch))
    }

    async fn list_batches(&self, page: Page) -> Result<Listed<BatchRow>, StoreError> {
        let (sql, from) = place(&page, sql::LIST_BATCHES_OLDEST, sql::LIST_BATCHES_NEWEST)?;
        let rows = all(&self.rows(sql, &[&from, &one_more(&page)]).await?, row::batch)?;
        let cut = Listed::cut(rows, page.rows(), |r| r.0.to_string());
        Ok(Listed {
            items: cut.items.into_iter().map(|(_, batch)| batch).collect(),
            next: cut.next,
        })
    }
}

impl PostgresStore {
    /// A change of what nodes keep in memory: whether there was one.
    async fn reconfigure(&self, sql: &'static str, params: Params<'_>) -> Result<bool, StoreError> {
        let writing = self.begin().await?;
        if writing.execute(sql, params).await? == 0 {
            writing.rollback().await?;
            return Ok(false);
        }
        begin_generation(&writing).await?;
        writing.commit().await?;
        Ok(true)
    }
}

/// Tells all nodes, with the transaction under way, that what they know is outdated.
pub(super) async fn begin_generation(writing: &Writing<'_>) -> Result<(), StoreError> {
    writing.execute(sql::NEXT_GENERATION, &[]).await.map(|_| ())
}

/// The next number of a table.
pub(super) async fn next(writing: &Writing<'_>, table: &str) -> Result<i64, StoreError> {
    let given = optional(writing.row(sql::NEXT_NUMBER, &[&table]).await?, |r| get(r, 0))?;
    given.ok_or_else(|| StoreError::unreadable("number", format!("none for {table}")))
}

fn small(number: i64) -> Result<u32, StoreError> {
    u32::try_from(number).map_err(|e| StoreError::unreadable("number", e))
}

fn version(row: &Row) -> Result<VersionSummary, StoreError> {
    let state = match get::<i16>(row, 1)? {
        0 => VersionState::Draft,
        _ => VersionState::Published,
    };
    Ok(VersionSummary {
        number: get_small(row, 0)?,
        state,
        hash: get_hash(row, 2)?,
        author: get_opt_text(row, 3)?.map(Key),
        created_at: get_instant(row, 4)?,
        updated_at: get_instant(row, 5)?,
        published_at: get_opt_instant(row, 6)?,
        published_by: get_opt_text(row, 7)?.map(Key),
        why: get_opt_text(row, 8)?,
    })
}

fn api_key(row: &Row) -> Result<ApiKeyRow, StoreError> {
    Ok(ApiKeyRow {
        id: ApiKeyId(get_id(row, 0)?),
        hash: get_hash(row, 1)?,
        role: get_key(row, 2)?,
        name: get_text(row, 3)?,
        created_at: get_instant(row, 4)?,
        revoked_at: get_opt_instant(row, 5)?,
    })
}
