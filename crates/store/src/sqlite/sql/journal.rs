//! The journal itself. An owner's entries are found through `entries`, or, before they are
//! there, through their positions in memory.

/// The columns that [`crate::sqlite::row::journal`] reads.
macro_rules! columns {
    () => {
        "position, owner_kind, owner, seq, at, kind, hash, body"
    };
}

/// The same from a journal `j` that is reached through the owner's `entries`.
macro_rules! through_entries {
    () => {
        "SELECT j.position, j.owner_kind, j.owner, j.seq, j.at, j.kind, j.hash, j.body
         FROM entries e CROSS JOIN journal j ON j.position = e.position "
    };
}

/// `position` is given by the writer.
pub(in crate::sqlite) const INSERT: &str = "
    INSERT INTO journal (position, owner, owner_kind, seq, at, recorded_at, kind, hash, body)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";

pub(in crate::sqlite) const HEAD_OF_OWNER: &str =
    "SELECT seq FROM entries WHERE owner = ?1 ORDER BY seq DESC LIMIT 1";

pub(in crate::sqlite) const COUNT_AFTER: &str =
    "SELECT count(*) FROM (SELECT 1 FROM journal WHERE position > ?1 LIMIT ?2)";

pub(in crate::sqlite) const HEAD: &str = "SELECT coalesce(max(position), 0) FROM journal";

pub(in crate::sqlite) const POSITION: &str =
    "SELECT position FROM entries WHERE owner = ?1 AND seq = ?2";

pub(in crate::sqlite) const FIND: &str =
    concat!("SELECT ", columns!(), " FROM journal WHERE position = ?1");

/// Hash and bytes of what comes after a number in one chain, up to another.
pub(in crate::sqlite) const TAIL: &str = "
    SELECT e.seq, j.hash, j.body FROM entries e CROSS JOIN journal j ON j.position = e.position
    WHERE e.owner = ?1 AND e.seq > ?2 AND e.seq <= ?3 ORDER BY e.seq";

/// The same of one entry.
pub(in crate::sqlite) const BODY: &str = "SELECT seq, hash, body FROM journal WHERE position = ?1";

pub(in crate::sqlite) const LIST_OLDEST: &str =
    concat!(through_entries!(), "WHERE e.owner = ?1 AND e.seq > ?2 ORDER BY e.seq LIMIT ?3");

pub(in crate::sqlite) const LIST_NEWEST: &str =
    concat!(through_entries!(), "WHERE e.owner = ?1 AND e.seq < ?2 ORDER BY e.seq DESC LIMIT ?3");

pub(in crate::sqlite) const AFTER: &str =
    concat!("SELECT ", columns!(), " FROM journal WHERE position > ?1 ORDER BY position LIMIT ?2");

/// The whole journal chain by chain, as far as it has been carried over.
pub(in crate::sqlite) const CHAINS: &str = concat!(
    through_entries!(),
    "WHERE (e.owner, e.seq) > (?1, ?2) AND e.position <= ?3 ORDER BY e.owner, e.seq LIMIT ?4"
);

pub(in crate::sqlite) const STORED_SNAPSHOT: &str =
    "SELECT body FROM snapshots WHERE owner = ?1 AND format = ?2";
