//! What people set up.

pub(in crate::sqlite) const INSERT_VERSION: &str = "
    INSERT INTO versions (hash, author, created_at, updated_at, document)
    VALUES (?1, ?2, ?3, ?3, ?4)";

pub(in crate::sqlite) const UPDATE_DRAFT: &str = "
    UPDATE versions SET hash = ?3, author = ?4, updated_at = ?5, document = ?6
    WHERE number = ?1 AND hash = ?2 AND published = 0";

pub(in crate::sqlite) const PUBLISH: &str = "
    UPDATE versions SET published = 1, published_at = ?2, published_by = ?3, why = ?4
    WHERE number = ?1 AND published = 0";

pub(in crate::sqlite) const DELETE_DRAFT: &str =
    "DELETE FROM versions WHERE number = ?1 AND published = 0";

macro_rules! version_columns {
    () => {
        "SELECT number, published, hash, author, created_at, updated_at, published_at, published_by, why"
    };
}

pub(in crate::sqlite) const FIND_VERSION: &str =
    concat!(version_columns!(), ", document FROM versions WHERE number = ?1");

pub(in crate::sqlite) const LIST_VERSIONS_OLDEST: &str =
    concat!(version_columns!(), " FROM versions WHERE number > ?1 ORDER BY number LIMIT ?2");

pub(in crate::sqlite) const LIST_VERSIONS_NEWEST: &str =
    concat!(version_columns!(), " FROM versions WHERE number < ?1 ORDER BY number DESC LIMIT ?2");

pub(in crate::sqlite) const ACTIVATE: &str = "
    INSERT INTO activations (version, active_from, decided_at, author)
    SELECT number, ?2, ?3, ?4 FROM versions WHERE number = ?1 AND published = 1";

pub(in crate::sqlite) const CANCEL_ACTIVATION: &str =
    "DELETE FROM activations WHERE number = ?1 AND active_from > ?2";

pub(in crate::sqlite) const LIST_ACTIVATIONS: &str =
    "SELECT number, version, active_from, decided_at, author FROM activations ORDER BY number";

pub(in crate::sqlite) const VERSION_AT: &str = "
    SELECT version FROM activations WHERE active_from <= ?1
    ORDER BY active_from DESC, number DESC LIMIT 1";

pub(in crate::sqlite) const INSERT_API_KEY: &str = "
    INSERT INTO api_keys (id, hash, role, name, created_at, revoked_at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";

macro_rules! key_columns {
    () => {
        "SELECT id, hash, role, name, created_at, revoked_at FROM api_keys "
    };
}

pub(in crate::sqlite) const FIND_API_KEY: &str = concat!(key_columns!(), "WHERE hash = ?1");

pub(in crate::sqlite) const LIST_API_KEYS: &str = concat!(key_columns!(), "ORDER BY number");

pub(in crate::sqlite) const REVOKE_API_KEY: &str =
    "UPDATE api_keys SET revoked_at = ?2 WHERE id = ?1 AND revoked_at IS NULL";

pub(in crate::sqlite) const FIND_SETTING: &str = "SELECT value FROM settings WHERE name = ?1";

pub(in crate::sqlite) const LIST_SETTINGS: &str =
    "SELECT name, value FROM settings WHERE name >= ?1 AND name < ?2 ORDER BY name";

pub(in crate::sqlite) const PUT_SETTING: &str = "
    INSERT INTO settings (name, value) VALUES (?1, ?2)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";

pub(in crate::sqlite) const ENSURE_SETTING: &str =
    "INSERT INTO settings (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING";

/// The generation of the configuration is kept among the settings; absent before the
/// first change.
pub(in crate::sqlite) const GENERATION: &str =
    "SELECT CAST(value AS INTEGER) FROM settings WHERE name = 'generation'";

pub(in crate::sqlite) const NEXT_GENERATION: &str = "
    INSERT INTO settings (name, value) VALUES ('generation', '1')
    ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)";
