//! Leases and imports.

/// Free, run out, or one's own; the state stays.
pub(in crate::postgres) const ACQUIRE: &str = "
    INSERT INTO leases (name, holder, held_until, state) VALUES ($1, $2, $4, 'null')
    ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, held_until = excluded.held_until
    WHERE leases.holder = excluded.holder OR leases.held_until <= $3
    RETURNING name, holder, held_until, state";

pub(in crate::postgres) const RENEW: &str = "
    UPDATE leases SET held_until = $4, state = coalesce($5, state)
    WHERE name = $1 AND holder = $2 AND held_until > $3";

/// A lease that is given up has ended before any moment.
pub(in crate::postgres) const RELEASE: &str = "
    UPDATE leases SET holder = '', held_until = $4, state = coalesce($3, state)
    WHERE name = $1 AND holder = $2";

pub(in crate::postgres) const LIST_LEASES: &str =
    "SELECT name, holder, held_until, state FROM leases ORDER BY name";

macro_rules! import_columns {
    () => {
        "SELECT number, id, kind, file_hash, file_name, started_at, finished_at, undone_at,
                rows_done, rows_failed
         FROM imports "
    };
}

pub(in crate::postgres) const FIND_UNFINISHED_IMPORT: &str = concat!(
    import_columns!(),
    "WHERE kind = $1 AND file_hash = $2 AND finished_at IS NULL AND undone_at IS NULL
     ORDER BY number DESC LIMIT 1"
);

pub(in crate::postgres) const INSERT_IMPORT: &str = "
    INSERT INTO imports (number, id, kind, file_hash, file_name, started_at, rows_done,
                         rows_failed)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

pub(in crate::postgres) const RECORD_IMPORT: &str =
    "UPDATE imports SET rows_done = $2, rows_failed = $3 WHERE id = $1";

/// A row that was done twice keeps what it became first: repeating it has no effect.
pub(in crate::postgres) const INSERT_IMPORT_ROWS: &str = "
    INSERT INTO import_rows (import, row, owner, owner_kind, seq)
    SELECT $1, n.row, n.owner, n.owner_kind, n.seq
    FROM unnest($2::bigint[], $3::uuid[], $4::smallint[], $5::bigint[])
         AS n (row, owner, owner_kind, seq)
    ORDER BY n.row
    ON CONFLICT (import, row) DO NOTHING";

pub(in crate::postgres) const FINISH_IMPORT: &str =
    "UPDATE imports SET finished_at = $2 WHERE id = $1 AND finished_at IS NULL";

pub(in crate::postgres) const MARK_IMPORT_UNDONE: &str =
    "UPDATE imports SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL";

pub(in crate::postgres) const FIND_IMPORT: &str = concat!(import_columns!(), "WHERE id = $1");

pub(in crate::postgres) const LIST_IMPORTS_OLDEST: &str =
    concat!(import_columns!(), "WHERE number > $1 ORDER BY number LIMIT $2");

pub(in crate::postgres) const LIST_IMPORTS_NEWEST: &str =
    concat!(import_columns!(), "WHERE number < $1 ORDER BY number DESC LIMIT $2");

pub(in crate::postgres) const IMPORT_ROWS_OLDEST: &str = "
    SELECT row, owner_kind, owner, seq FROM import_rows
    WHERE import = $1 AND row > $2 ORDER BY row LIMIT $3";

pub(in crate::postgres) const IMPORT_ROWS_NEWEST: &str = "
    SELECT row, owner_kind, owner, seq FROM import_rows
    WHERE import = $1 AND row < $2 ORDER BY row DESC LIMIT $3";
