//! What is claimed together with entries, looked up afterwards.

pub(in crate::postgres) const FIND_IDEMPOTENCY: &str =
    "SELECT input, owner_kind, owner, seq FROM idempotency WHERE key = $1";

macro_rules! receipt_columns {
    () => {
        "SELECT id, owner_kind, owner, seq, input, last_return_seq FROM receipts "
    };
}

pub(in crate::postgres) const FIND_RECEIPT: &str = concat!(receipt_columns!(), "WHERE id = $1");

pub(in crate::postgres) const FIND_RECEIPTS: &str =
    concat!(receipt_columns!(), "WHERE id = ANY($1)");

pub(in crate::postgres) const FIND_NATURAL_KEY: &str =
    "SELECT id FROM natural_keys WHERE natural_key = $1";

pub(in crate::postgres) const SCAN_RECEIPTS: &str =
    concat!(receipt_columns!(), "WHERE id > $1 ORDER BY id LIMIT $2");

pub(in crate::postgres) const LIST_IDENTITIES: &str =
    "SELECT kind, value, owner_kind, owner FROM identities WHERE owner = $1 ORDER BY kind, value";

pub(in crate::postgres) const IDENTITIES_OF_KIND: &str = "
    SELECT kind, value, owner_kind, owner FROM identities
    WHERE kind = $1 AND value > $2 ORDER BY value LIMIT $3";

pub(in crate::postgres) const SCAN_IDENTITIES: &str = "
    SELECT kind, value, owner_kind, owner FROM identities
    WHERE (kind, value) > ($1, $2) ORDER BY kind, value LIMIT $3";

macro_rules! code_columns {
    () => {
        "SELECT hash, shown, batch, body FROM codes "
    };
}

pub(in crate::postgres) const FIND_CODE: &str = concat!(code_columns!(), "WHERE hash = $1");

pub(in crate::postgres) const CODES_OF_SUBJECT: &str =
    concat!(code_columns!(), "WHERE subject = $1 ORDER BY hash");

pub(in crate::postgres) const CODES_OF_BATCH: &str =
    concat!(code_columns!(), "WHERE batch = $1 AND hash > $2 ORDER BY hash LIMIT $3");

pub(in crate::postgres) const FIND_COUNTER: &str = "SELECT value FROM counters WHERE name = $1";

pub(in crate::postgres) const SCAN_COUNTERS: &str =
    "SELECT name, value FROM counters WHERE name > $1 ORDER BY name LIMIT $2";

pub(in crate::postgres) const FIND_DIRECTORY: &str =
    "SELECT owner, name, body FROM directory WHERE owner = $1";
