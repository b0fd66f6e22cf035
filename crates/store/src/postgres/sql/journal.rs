//! The journal itself.

/// The columns that [`crate::postgres::row::journal`] reads.
macro_rules! columns {
    () => {
        "SELECT position, owner_kind, owner, seq, at, kind, hash, body FROM journal "
    };
}

/// Marks a transaction that will write entries: a shared lock whose key is a tag of 16 bits
/// and the count of transactions, taken before the transaction gets its own number.
pub(in crate::postgres) const MARK_WRITER: &str = "
    SELECT pg_advisory_xact_lock_shared(
        (29012::bigint << 48) | pg_snapshot_xmax(pg_current_snapshot())::text::bigint)";

/// The lowest transaction that may still write entries. The snapshot with the count is
/// taken when the statement begins, and the locks are looked at while it runs.
pub(in crate::postgres) const HORIZON: &str = "
    SELECT least(pg_snapshot_xmax(pg_current_snapshot())::text::bigint, (
        SELECT min(((classid::bigint & 65535) << 32) | objid::bigint) FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 1 AND (classid::bigint >> 16) = 29012
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())))";

pub(in crate::postgres) const FIND: &str = concat!(columns!(), "WHERE owner = $1 AND seq = $2");

/// Hash and bytes of what comes after a number in one chain, up to another.
pub(in crate::postgres) const TAIL: &str =
    "SELECT hash, body FROM journal WHERE owner = $1 AND seq > $2 AND seq <= $3 ORDER BY seq";

pub(in crate::postgres) const LIST_OLDEST: &str =
    concat!(columns!(), "WHERE owner = $1 AND seq > $2 ORDER BY seq LIMIT $3");

pub(in crate::postgres) const LIST_NEWEST: &str =
    concat!(columns!(), "WHERE owner = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3");

/// What comes after a position and lies below the horizon.
pub(in crate::postgres) const AFTER: &str =
    concat!(columns!(), "WHERE position > $1 AND position < $2 ORDER BY position LIMIT $3");

/// COST: what is counted. In no order, the planner reads the journal from its beginning and
/// leaves out all that comes before.
pub(in crate::postgres) const COUNT_AFTER: &str = "
    SELECT count(*) FROM (SELECT 1 FROM journal WHERE position > $1
                          ORDER BY position LIMIT $2) AS counted";

/// The newest position below the horizon.
pub(in crate::postgres) const HEAD: &str = "
    SELECT coalesce((SELECT position FROM journal WHERE position < $1
                     ORDER BY position DESC LIMIT 1), 0)";

/// The whole journal chain by chain.
pub(in crate::postgres) const CHAINS: &str = concat!(
    columns!(),
    "WHERE (owner, seq) > ($1, $2) AND position <= $3 ORDER BY owner, seq LIMIT $4"
);

pub(in crate::postgres) const STORED_SNAPSHOTS: &str =
    "SELECT body FROM owners WHERE owner = ANY($1) AND format = $2";

/// Number 0 is the stored snapshot of an owner, the others are the entries after it.
pub(in crate::postgres) const LOAD_ALL: &str = "
    SELECT owner, 0::bigint AS seq, NULL::bytea AS hash, body FROM owners
    WHERE owner = ANY($1) AND format = $2
    UNION ALL
    SELECT j.owner, j.seq, j.hash, j.body FROM owners o
    JOIN journal j ON j.owner = o.owner AND j.seq > o.seq
    WHERE o.owner = ANY($1) AND o.format = $2";

/// Those of some owners that have a first entry.
pub(in crate::postgres) const BEGUN: &str =
    "SELECT owner FROM journal WHERE owner = ANY($1) AND seq = 1";

/// All entries of some owners.
pub(in crate::postgres) const CHAINS_OF: &str =
    "SELECT owner, seq, hash, body FROM journal WHERE owner = ANY($1)";
