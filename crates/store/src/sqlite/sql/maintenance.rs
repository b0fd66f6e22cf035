//! Looking after the database.

pub(in crate::sqlite) const QUICK_CHECK: &str = "PRAGMA quick_check(20)";
pub(in crate::sqlite) const FULL_CHECK: &str = "PRAGMA integrity_check(20)";
pub(in crate::sqlite) const PAGE_COUNT: &str = "PRAGMA page_count";
pub(in crate::sqlite) const FREE_PAGES: &str = "PRAGMA freelist_count";
pub(in crate::sqlite) const PAGE_SIZE: &str = "PRAGMA page_size";
pub(in crate::sqlite) const JOURNAL_MODE: &str = "PRAGMA journal_mode";

pub(in crate::sqlite) const HAS_SCHEMA: &str =
    "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'schema_version')";

pub(in crate::sqlite) const SCHEMA_VERSION: &str = "SELECT max(number) FROM schema_version";

/// Keys are numbered in the order of carrying over, so those carried over together lie in
/// front when they are old. A few of them tell whether it is time.
pub(in crate::sqlite) const HAS_OLD_KEYS: &str = "
    SELECT EXISTS (SELECT 1 FROM (SELECT at FROM idempotency ORDER BY number LIMIT 64)
                   WHERE at < ?1)";

pub(in crate::sqlite) const FORGET_IDEMPOTENCY: &str = "
    DELETE FROM idempotency WHERE number IN
        (SELECT number FROM (SELECT number, at FROM idempotency ORDER BY number LIMIT 65536)
         WHERE at < ?1 LIMIT ?2)";
