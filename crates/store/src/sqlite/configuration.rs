//! Programme versions, activations, keys, settings, batches.

use super::journal::{one_more, place};
use super::row::{
    self, all, get_hash, get_id, get_instant, get_key, get_opt_instant, get_opt_text, get_text,
    get_uint, optional,
};
use super::sql::{claims, configuration};
use super::{Durability, SqliteStore};
use crate::{
    Activation, ApiKeyRow, BatchRow, Configuration, Listed, NewVersion, Page, Publication,
    StoreError, VersionRow, VersionState, VersionSummary,
};
use async_trait::async_trait;
use model::entry::Hash;
use model::id::{ApiKeyId, BatchId};
use model::{Instant, Key};
use rusqlite::{Connection, Params, Row, params};

#[async_trait]
impl Configuration for SqliteStore {
    async fn generation(&self) -> Result<u64, StoreError> {
        self.read(generation)
    }

    async fn create_version(&self, version: NewVersion) -> Result<u32, StoreError> {
        self.write(Durability::Now, move |connection| {
            let mut insert = connection.prepare_cached(configuration::INSERT_VERSION)?;
            let number = insert.insert(params![
                version.hash.0,
                version.author.as_ref().map(Key::as_str),
                version.at.as_millisecond(),
                version.document,
            ])?;
            small(number)
        })
        .await
    }

    async fn update_draft(
        &self,
        number: u32,
        expected: Hash,
        version: NewVersion,
    ) -> Result<bool, StoreError> {
        self.write(Durability::Now, move |connection| {
            changed(
                connection,
                configuration::UPDATE_DRAFT,
                params![
                    number,
                    expected.0,
                    version.hash.0,
                    version.author.as_ref().map(Key::as_str),
                    version.at.as_millisecond(),
                    version.document,
                ],
            )
        })
        .await
    }

    async fn publish_version(
        &self,
        number: u32,
        publication: Publication,
    ) -> Result<bool, StoreError> {
        self.write(Durability::Now, move |connection| {
            let Publication { at, by, why } = &publication;
            let (by, why) = (by.as_ref().map(Key::as_str), why.as_deref());
            let parameters = params![number, at.as_millisecond(), by, why];
            reconfigured(connection, configuration::PUBLISH, parameters)
        })
        .await
    }

    async fn delete_draft(&self, number: u32) -> Result<bool, StoreError> {
        self.write(Durability::Now, move |connection| {
            changed(connection, configuration::DELETE_DRAFT, params![number])
        })
        .await
    }

    async fn find_version(&self, number: u32) -> Result<Option<VersionRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(configuration::FIND_VERSION)?;
            optional(&mut find, params![number], |r| {
                Ok(VersionRow { summary: version(r)?, document: r.get(9)? })
            })
        })
    }

    async fn list_versions(&self, page: Page) -> Result<Listed<VersionSummary>, StoreError> {
        self.read(|connection| {
            let (oldest, newest) =
                (configuration::LIST_VERSIONS_OLDEST, configuration::LIST_VERSIONS_NEWEST);
            let (sql, from) = place(&page, oldest, newest)?;
            let mut list = connection.prepare_cached(sql)?;
            let rows = all(&mut list, params![from, one_more(&page)], version)?;
            Ok(Listed::cut(rows, page.rows(), |r| r.number.to_string()))
        })
    }

    async fn activate_version(
        &self,
        version: u32,
        active_from: Instant,
        decided_at: Instant,
        author: Option<Key>,
    ) -> Result<Option<u32>, StoreError> {
        self.write(Durability::Now, move |connection| {
            let mut insert = connection.prepare_cached(configuration::ACTIVATE)?;
            let (from, decided) = (active_from.as_millisecond(), decided_at.as_millisecond());
            let author = author.as_ref().map(Key::as_str);
            match insert.execute(params![version, from, decided, author])? {
                0 => Ok(None),
                _ => {
                    let number = small(connection.last_insert_rowid())?;
                    begin_generation(connection)?;
                    Ok(Some(number))
                }
            }
        })
        .await
    }

    async fn cancel_activation(&self, number: u32, now: Instant) -> Result<bool, StoreError> {
        self.write(Durability::Now, move |connection| {
            let parameters = params![number, now.as_millisecond()];
            reconfigured(connection, configuration::CANCEL_ACTIVATION, parameters)
        })
        .await
    }

    async fn list_activations(&self) -> Result<Vec<Activation>, StoreError> {
        self.read(|connection| {
            let mut list = connection.prepare_cached(configuration::LIST_ACTIVATIONS)?;
            all(&mut list, [], |r| {
                Ok(Activation {
                    number: r.get(0)?,
                    version: r.get(1)?,
                    active_from: get_instant(r, 2)?,
                    decided_at: get_instant(r, 3)?,
                    author: get_opt_text(r, 4)?.map(Key),
                })
            })
        })
    }

    async fn version_at(&self, at: Instant) -> Result<Option<u32>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(configuration::VERSION_AT)?;
            optional(&mut find, params![at.as_millisecond()], |r| r.get(0))
        })
    }

    async fn create_api_key(&self, key: ApiKeyRow) -> Result<bool, StoreError> {
        self.write(Durability::Now, move |connection| {
            reconfigured(
                connection,
                configuration::INSERT_API_KEY,
                params![
                    key.id.0.as_bytes(),
                    key.hash.0,
                    key.role.as_str(),
                    key.name.as_str(),
                    key.created_at.as_millisecond(),
                    key.revoked_at.map(|t| t.as_millisecond()),
                ],
            )
        })
        .await
    }

    async fn find_api_key(&self, hash: Hash) -> Result<Option<ApiKeyRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(configuration::FIND_API_KEY)?;
            optional(&mut find, params![hash.0], api_key)
        })
    }

    async fn list_api_keys(&self) -> Result<Vec<ApiKeyRow>, StoreError> {
        self.read(|connection| {
            let mut list = connection.prepare_cached(configuration::LIST_API_KEYS)?;
            all(&mut list, [], api_key)
        })
    }

    async fn revoke_api_key(&self, id: ApiKeyId, at: Instant) -> Result<bool, StoreError> {
        self.write(Durability::Now, move |connection| {
            let parameters = params![id.0.as_bytes(), at.as_millisecond()];
            reconfigured(connection, configuration::REVOKE_API_KEY, parameters)
        })
        .await
    }

    async fn find_setting(&self, name: &str) -> Result<Option<String>, StoreError> {
        self.read(|connection| setting(connection, name))
    }

    async fn list_settings(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let until = format!("{prefix}{}", char::MAX);
        self.read(|connection| {
            let mut list = connection.prepare_cached(configuration::LIST_SETTINGS)?;
            all(&mut list, params![prefix, until], |r| Ok((r.get(0)?, r.get(1)?)))
        })
    }

    async fn put_setting(&self, name: &str, value: &str) -> Result<(), StoreError> {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.write(Durability::Now, move |connection| {
            changed(connection, configuration::PUT_SETTING, params![name, value]).map(|_| ())
        })
        .await
    }

    async fn ensure_setting(&self, name: &str, value: &str) -> Result<String, StoreError> {
        let (name, value) = (name.to_owned(), value.to_owned());
        self.write(Durability::Now, move |connection| {
            let parameters = params![name, value];
            changed(connection, configuration::ENSURE_SETTING, parameters)?;
            Ok(setting(connection, &name)?.unwrap_or(value))
        })
        .await
    }

    async fn find_batch(&self, id: BatchId) -> Result<Option<BatchRow>, StoreError> {
        self.read(|connection| {
            let mut find = connection.prepare_cached(claims::FIND_BATCH)?;
            let found = optional(&mut find, params![id.0.as_bytes()], row::batch)?;
            Ok(found.map(|(_, batch)| batch))
        })
    }

    async fn list_batches(&self, page: Page) -> Result<Listed<BatchRow>, StoreError> {
        self.read(|connection| {
            let (oldest, newest) = (claims::LIST_BATCHES_OLDEST, claims::LIST_BATCHES_NEWEST);
            let (sql, from) = place(&page, oldest, newest)?;
            let mut list = connection.prepare_cached(sql)?;
            let rows = all(&mut list, params![from, one_more(&page)], row::batch)?;
            let cut = Listed::cut(rows, page.rows(), |r| r.0.to_string());
            Ok(Listed {
                items: cut.items.into_iter().map(|(_, batch)| batch).collect(),
                next: cut.next,
            })
        })
    }
}

/// Whether a statement changed a row.
pub(super) fn changed(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached(sql)?.execute(parameters)? > 0)
}

/// The generation of what is set up, 0 before the first change.
pub(super) fn generation(connection: &Connection) -> Result<u64, StoreError> {
    let mut find = connection.prepare_cached(configuration::GENERATION)?;
    Ok(optional(&mut find, [], |r| get_uint(r, 0))?.unwrap_or(0))
}

/// Tells all nodes, with the transaction under way, that what they know is outdated.
pub(super) fn begin_generation(connection: &Connection) -> Result<(), StoreError> {
    connection.prepare_cached(configuration::NEXT_GENERATION)?.execute([])?;
    Ok(())
}

/// A change of what nodes keep in memory: whether there was one.
fn reconfigured(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
) -> Result<bool, StoreError> {
    let is_changed = changed(connection, sql, parameters)?;
    if is_changed {
        begin_generation(connection)?;
    }
    Ok(is_changed)
}

fn small(number: i64) -> Result<u32, StoreError> {
    u32::try_from(number).map_err(|e| StoreError::unreadable("number", e))
}

fn setting(connection: &Connection, name: &str) -> Result<Option<String>, StoreError> {
    let mut find = connection.prepare_cached(configuration::FIND_SETTING)?;
    optional(&mut find, params![name], |r| r.get(0))
}

fn version(row: &Row<'_>) -> rusqlite::Result<VersionSummary> {
    let published: bool = row.get(1)?;
    let state = match published {
        true => VersionState::Published,
        false => VersionState::Draft,
    };
    Ok(VersionSummary {
        number: row.get(0)?,
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

fn api_key(row: &Row<'_>) -> rusqlite::Result<ApiKeyRow> {
    Ok(ApiKeyRow {
        id: ApiKeyId(get_id(row, 0)?),
        hash: get_hash(row, 1)?,
        role: get_key(row, 2)?,
        name: get_text(row, 3)?,
        created_at: get_instant(row, 4)?,
        revoked_at: get_opt_instant(row, 5)?,
    })
}
