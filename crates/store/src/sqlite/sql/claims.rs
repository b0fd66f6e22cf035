//! What is claimed together with entries, and looked up afterwards.

pub(in crate::sqlite) const FIND_IDEMPOTENCY: &str =
    "SELECT input, owner_kind, owner, seq FROM idempotency WHERE key = ?1";

macro_rules! receipt_columns {
    () => {
        "SELECT id, owner_kind, owner, seq, input, last_return_seq FROM receipts "
    };
}

pub(in crate::sqlite) const FIND_RECEIPT: &str = concat!(receipt_columns!(), "WHERE id = ?1");

pub(in crate::sqlite) const FIND_NATURAL_KEY: &str =
    "SELECT id FROM natural_keys WHERE natural_key = ?1";

pub(in crate::sqlite) const SCAN_RECEIPTS: &str =
    concat!(receipt_columns!(), "WHERE id > ?1 ORDER BY id LIMIT ?2");

pub(in crate::sqlite) const FIND_IDENTITY: &str =
    "SELECT owner_kind, owner FROM identities WHERE kind = ?1 AND value = ?2";

pub(in crate::sqlite) const LIST_IDENTITIES: &str =
    "SELECT kind, value, owner_kind, owner FROM identities WHERE owner = ?1 ORDER BY kind, value";

pub(in crate::sqlite) const IDENTITIES_OF_KIND: &str = "
    SELECT kind, value, owner_kind, owner FROM identities
    WHERE kind = ?1 AND value > ?2 ORDER BY value LIMIT ?3";

pub(in crate::sqlite) const SCAN_IDENTITIES: &str = "
    SELECT kind, value, owner_kind, owner FROM identities
    WHERE (kind, value) > (?1, ?2) ORDER BY kind, value LIMIT ?3";

/// Taking what one has already changes nothing.
pub(in crate::sqlite) const INSERT_IDENTITY: &str = "
    INSERT INTO identities (kind, value, owner, owner_kind) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (kind, value) DO NOTHING";

pub(in crate::sqlite) const RELEASE_IDENTITY: &str =
    "DELETE FROM identities WHERE kind = ?1 AND value = ?2 AND owner = ?3";

macro_rules! code_columns {
    () => {
        "SELECT hash, shown, batch, body FROM codes "
    };
}

pub(in crate::sqlite) const FIND_CODE: &str = concat!(code_columns!(), "WHERE hash = ?1");

pub(in crate::sqlite) const CODES_OF_SUBJECT: &str =
    concat!(code_columns!(), "WHERE subject = ?1 ORDER BY hash");

pub(in crate::sqlite) const CODES_OF_BATCH: &str =
    concat!(code_columns!(), "WHERE batch = ?1 AND hash > ?2 ORDER BY hash LIMIT ?3");

pub(in crate::sqlite) const INSERT_CODE: &str =
    "INSERT INTO codes (hash, shown, subject, batch, body) VALUES (?1, ?2, ?3, ?4, ?5)";

pub(in crate::sqlite) const REVISE_CODE: &str =
    "UPDATE codes SET shown = ?2, subject = ?3, batch = ?4, body = ?5 WHERE hash = ?1";

macro_rules! batch_columns {
    () => {
        "SELECT number, id, coupon, count, created_at, actor FROM batches "
    };
}

pub(in crate::sqlite) const FIND_BATCH: &str = concat!(batch_columns!(), "WHERE id = ?1");

pub(in crate::sqlite) const LIST_BATCHES_OLDEST: &str =
    concat!(batch_columns!(), "WHERE number > ?1 ORDER BY number LIMIT ?2");

pub(in crate::sqlite) const LIST_BATCHES_NEWEST: &str =
    concat!(batch_columns!(), "WHERE number < ?1 ORDER BY number DESC LIMIT ?2");

pub(in crate::sqlite) const INSERT_BATCH: &str =
    "INSERT INTO batches (id, coupon, count, created_at, actor) VALUES (?1, ?2, ?3, ?4, ?5)";

pub(in crate::sqlite) const FIND_COUNTER: &str = "SELECT value FROM counters WHERE name = ?1";

pub(in crate::sqlite) const PUT_COUNTER: &str = "
    INSERT INTO counters (name, value) VALUES (?1, ?2)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";

pub(in crate::sqlite) const SCAN_COUNTERS: &str =
    "SELECT name, value FROM counters WHERE name > ?1 ORDER BY name LIMIT ?2";

pub(in crate::sqlite) const FIND_DIRECTORY: &str =
    "SELECT owner, name, body FROM directory WHERE owner = ?1";

pub(in crate::sqlite) const PUT_DIRECTORY: &str = "
    INSERT INTO directory (owner, name, search, body) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (owner) DO UPDATE
    SET name = excluded.name, search = excluded.search, body = excluded.body";
