//! What moving a database needs beside the rows.

/// The tables whose numbers are never given again, whatever was removed.
pub(in crate::sqlite) const REMEMBERING: [&str; 3] = ["versions", "activations", "outbox"];

pub(in crate::sqlite) const NUMBERS: &str = "
    SELECT name, seq FROM sqlite_sequence
    UNION ALL SELECT 'api_keys', coalesce(max(number), 0) FROM api_keys
    UNION ALL SELECT 'imports', coalesce(max(number), 0) FROM imports
    UNION ALL SELECT 'batches', coalesce(max(number), 0) FROM batches
    UNION ALL SELECT 'outbox_through', outbox_through FROM projections WHERE name = 'journal'";

pub(in crate::sqlite) const PUT_OUTBOX_THROUGH: &str =
    "UPDATE projections SET outbox_through = ?1 WHERE name = 'journal'";

pub(in crate::sqlite) const PENDING: &str = "SELECT EXISTS (SELECT 1 FROM pending)";

/// Fills the tables that say again what others say, in the order of their keys.
pub(in crate::sqlite) const DERIVE: &str = "
    INSERT INTO entries (owner, seq, position)
        SELECT owner, seq, position FROM journal ORDER BY owner, seq;
    INSERT INTO natural_keys (natural_key, id)
        SELECT natural_key, id FROM receipts WHERE natural_key IS NOT NULL ORDER BY natural_key";

pub(in crate::sqlite) const FORGET_NUMBER: &str = "DELETE FROM sqlite_sequence WHERE name = ?1";

pub(in crate::sqlite) const REMEMBER_NUMBER: &str =
    "INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)";

pub(in crate::sqlite) const COLUMNS: &str = "
    SELECT t.name, c.name, c.type FROM sqlite_schema t, pragma_table_info(t.name) c
    WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    ORDER BY t.name, c.cid";
