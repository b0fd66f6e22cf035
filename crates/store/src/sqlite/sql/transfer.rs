//! What moving a database needs beside the rows.

/// The tables whose numbers are never given again, whatever was removed.
pub(in crate::sqlite) const REMEMBERING: [&str; 3] = ["versions", "activations", "outbox"];

pub(in crate::sqlite) const NUMBERS: &str = "
    SELECT name, seq FROM sqlite_sequence
    UNION ALL SELECT 'api_keys', coalesce(max(number), 0) FROM api_keys
    UNION ALL SELECT 'imports', coalesce(max(number), 0) FROM imports
    UNION ALL SELECT 'batches', coalesce(max(number), 0) FROM batches";

pub(in crate::sqlite) const FORGET_NUMBER: &str = "DELETE FROM sqlite_sequence WHERE name = ?1";

pub(in crate::sqlite) const REMEMBER_NUMBER: &str =
    "INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)";

pub(in crate::sqlite) const COLUMNS: &str = "
    SELECT t.name, c.name, c.type FROM sqlite_schema t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY t.name, c.cid";
