//! What people set up. Numbers are given out in the transaction that writes the row.

/// The next number of a table. The row is locked to the end of the transaction, so that
/// numbers are in the order of committing, and one that was given is never given again.
pub(in crate::postgres) const NEXT_NUMBER: &str =
    "UPDATE numbers SET value = value + 1 WHERE name = $1 RETURNING value";

pub(in crate::postgres) const GENERATION: &str =
    "SELECT value::bigint FROM settings WHERE name = 'generation'";

pub(in crate::postgres) const NEXT_GENERATION: &str = "
    INSERT INTO settings (name, value) VALUES ('generation', '1')
    ON CONFLICT (name) DO UPDATE SET value = (settings.value::bigint + 1)::text";

pub(in crate::postgres) const INSERT_VERSION: &str = "
    INSERT INTO versions (number, published, hash, author, created_at, updated_at, document)
    VALUES ($1, 0, $2, $3, $4, $4, $5)";

pub(in crate::postgres) const UPDATE_DRAFT: &str = "
    UPDATE versions SET hash = $3, author = $4, updated_at = $5, document = $6
    WHERE number = $1 AND hash = $2 AND published = 0";

pub(in crate::postgres) const PUBLISH: &str = "
    UPDATE versions SET published = 1, published_at = $2, published_by = $3, why = $4
    WHERE number = $1 AND published = 0";

pub(in crate::postgres) const DELETE_DRAFT: &str =
    "DELETE FROM versions WHERE number = $1 AND published = 0";

macro_rules! version_columns {
    () => {
        "SELECT number, published, hash, author, created_at, updated_at, published_at, published_by, why"
    };
}

pub(in crate::postgres) const FIND_VERSION: &str =
    concat!(version_columns!(), ", document FROM versions WHERE number = $1");

pub(in crate::postgres) const LIST_VERSIONS_OLDEST: &str =
    concat!(version_columns!(), " FROM versions WHERE number > $1 ORDER BY number LIMIT $2");

pub(in crate::postgres) const LIST_VERSIONS_NEWEST: &str =
    concat!(version_columns!(), " FROM versions WHERE number < $1 ORDER BY number DESC LIMIT $2");

pub(in crate::postgres) const IS_PUBLISHED: &str =
    "SELECT 1 FROM versions WHERE number = $1 AND published = 1";

pub(in crate::postgres) const ACTIVATE: &str = "
    INSERT INTO activations (number, version, active_from, decided_at, author)
    VALUES ($1, $2, $3, $4, $5)";

pub(in crate::postgres) const CANCEL_ACTIVATION: &str =
    "DELETE FROM activations WHERE number = $1 AND active_from > $2";

pub(in crate::postgres) const LIST_ACTIVATIONS: &str =
    "SELECT number, version, active_from, decided_at, author FROM activations ORDER BY number";

pub(in crate::postgres) const VERSION_AT: &str = "
    SELECT version FROM activations WHERE active_from <= $1
    ORDER BY active_from DESC, number DESC LIMIT 1";

pub(in crate::postgres) const INSERT_API_KEY: &str = "
    INSERT INTO api_keys (number, id, hash, role, name, created_at, revoked_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";

macro_rules! key_columns {
    () => {
        "SELECT id, hash, role, name, created_at, revoked_at FROM api_keys "
    };
}

pub(in crate::postgres) const FIND_API_KEY: &str = concat!(key_columns!(), "WHERE hash = $1");

pub(in crate::postgres) const LIST_API_KEYS: &str = concat!(key_columns!(), "ORDER BY number");

pub(in crate::postgres) const REVOKE_API_KEY: &str =
    "UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";

pub(in crate::postgres) const FIND_SETTING: &str = "SELECT value FROM settings WHERE name = $1";

pub(in crate::postgres) const LIST_SETTINGS: &str =
    "SELECT name, value FROM settings WHERE name >= $1 AND name < $2 ORDER BY name";

pub(in crate::postgres) const PUT_SETTING: &str = "
    INSERT INTO settings (name, value) VALUES ($1, $2)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";

pub(in crate::postgres) const ENSURE_SETTING: &str =
    "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING";

macro_rules! batch_columns {
    () => {
        "SELECT number, id, coupon, count, created_at, actor FROM batches "
    };
}

pub(in crate::postgres) const FIND_BATCH: &str = concat!(batch_columns!(), "WHERE id = $1");

pub(in crate::postgres) const LIST_BATCHES_OLDEST: &str =
    concat!(batch_columns!(), "WHERE number > $1 ORDER BY number LIMIT $2");

pub(in crate::postgres) const LIST_BATCHES_NEWEST: &str =
    concat!(batch_columns!(), "WHERE number < $1 ORDER BY number DESC LIMIT $2");
