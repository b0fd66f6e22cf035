//! What is under way in the office.

macro_rules! columns {
    () => {
        "SELECT id, kind, state, revision, changed_at, body FROM tasks "
    };
}

pub(in crate::postgres) const INSERT: &str = "
    INSERT INTO tasks (id, kind, state, revision, changed_at, body, file)
    VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";

pub(in crate::postgres) const UPDATE: &str = "
    UPDATE tasks
    SET state = $3, revision = $2 + 1, changed_at = $4, body = $5,
        file = CASE WHEN $6::BOOLEAN THEN file END
    WHERE id = $1 AND revision = $2";

pub(in crate::postgres) const FIND: &str = concat!(columns!(), "WHERE id = $1");

pub(in crate::postgres) const FIND_FILE: &str =
    "SELECT file FROM tasks WHERE id = $1 AND file IS NOT NULL";

pub(in crate::postgres) const LIST: &str = concat!(
    columns!(),
    "WHERE kind = $1 AND id < $2 AND ($3::TEXT IS NULL OR state = $3) ORDER BY id DESC LIMIT $4"
);
