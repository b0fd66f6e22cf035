//! Marks and running counts.

pub(in crate::sqlite) const PUT_MARK: &str =
    "INSERT OR IGNORE INTO member_marks (mark, owner) VALUES (?1, ?2)";

pub(in crate::sqlite) const DELETE_MARK: &str =
    "DELETE FROM member_marks WHERE mark = ?1 AND owner = ?2";

pub(in crate::sqlite) const LIST_MARKED: &str = "
    SELECT owner FROM member_marks WHERE mark = ?1 AND owner < ?2 ORDER BY owner DESC LIMIT ?3";

pub(in crate::sqlite) const ADD_TO_COUNT: &str = "
    INSERT INTO running_counts (kind, subject, value) VALUES (?1, ?2, ?3)
    ON CONFLICT (kind, subject) DO UPDATE SET value = value + excluded.value";

pub(in crate::sqlite) const LIST_COUNTS: &str = "
    SELECT subject, value FROM running_counts
    WHERE kind = ?1 AND value <> 0 ORDER BY subject";

pub(in crate::sqlite) const COUNTS_OF: &str = "
    SELECT subject, value FROM running_counts
    WHERE kind = ?1 AND subject IN (SELECT value FROM json_each(?2)) AND value <> 0
    ORDER BY subject";
