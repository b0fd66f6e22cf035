//! Copies of the file.

/// The transaction begins with its first read.
pub(in crate::sqlite) const BEGIN_READING: &str = "BEGIN; SELECT count(*) FROM sqlite_schema";

pub(in crate::sqlite) const NOTE: &str = "
    INSERT INTO settings (name, value) VALUES ('last_backup', ?1)
    ON CONFLICT (name) DO UPDATE SET value = excluded.value";

pub(in crate::sqlite) const NOTED: &str = "SELECT value FROM settings WHERE name = 'last_backup'";
