//! The journal itself.

/// The columns that [`crate::sqlite::row::journal`] reads.
macro_rules! columns {
    () => {
        "position, owner_kind, owner, seq, at, kind, hash, body"
    };
}

pub(in crate::sqlite) const INSERT: &str = "
    INSERT INTO journal (owner, owner_kind, seq, at, recorded_at, kind, hash, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

pub(in crate::sqlite) const HEAD_OF_OWNER: &str =
    "SELECT seq FROM journal WHERE owner = ?1 ORDER BY seq DESC LIMIT 1";

pub(in crate::sqlite) const HEAD: &str = "SELECT coalesce(max(position), 0) FROM journal";

pub(in crate::sqlite) const FIND: &str =
    concat!("SELECT ", columns!(), " FROM journal WHERE owner = ?1 AND seq = ?2");

/// Hash and bytes of what comes after a number in one chain, up to another.
pub(in crate::sqlite) const TAIL: &str =
    "SELECT hash, body FROM journal WHERE owner = ?1 AND seq > ?2 AND seq <= ?3 ORDER BY seq";

pub(in crate::sqlite) const LIST_OLDEST: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM journal WHERE owner = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3"
);

pub(in crate::sqlite) const LIST_NEWEST: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM journal WHERE owner = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3"
);

pub(in crate::sqlite) const AFTER: &str =
    concat!("SELECT ", columns!(), " FROM journal WHERE position > ?1 ORDER BY position LIMIT ?2");

/// The whole journal chain by chain.
pub(in crate::sqlite) const CHAINS: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM journal WHERE (owner, seq) > (?1, ?2) AND position <= ?3
      ORDER BY owner, seq LIMIT ?4"
);

pub(in crate::sqlite) const STORED_SNAPSHOT: &str =
    "SELECT body FROM owners WHERE owner = ?1 AND format = ?2";
