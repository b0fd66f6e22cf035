//! What was claimed lately, and carrying it over to the tables in which it is looked up.

pub(in crate::sqlite) const INSERT: &str = "
    INSERT INTO pending (position, owner, owner_kind, seq, request, request_input, request_at,
                         receipt, natural_key, receipt_input, returned)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

/// An input that is missing is that of the request.
pub(in crate::sqlite) const AFTER: &str = "
    SELECT position, owner_kind, owner, seq, request, request_input, request_at,
           receipt, natural_key, coalesce(receipt_input, request_input), returned
    FROM pending WHERE position > ?1 ORDER BY position";

/// Carried over twice after a crash, a row changes nothing the second time.
pub(in crate::sqlite) const PUT_ENTRY: &str = "
    INSERT INTO entries (owner, seq, position) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";

pub(in crate::sqlite) const PUT_REQUEST: &str = "
    INSERT INTO idempotency (key, input, owner, owner_kind, seq, at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";

pub(in crate::sqlite) const PUT_RECEIPT: &str = "
    INSERT INTO receipts (id, natural_key, owner, owner_kind, seq, input)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";

pub(in crate::sqlite) const PUT_NATURAL_KEY: &str =
    "INSERT INTO natural_keys (natural_key, id) VALUES (?1, ?2) ON CONFLICT DO NOTHING";

/// A later return may have been carried over by another process.
pub(in crate::sqlite) const MARK_RETURNED: &str = "
    UPDATE receipts SET last_return_seq = max(coalesce(last_return_seq, 0), ?2) WHERE id = ?1";

pub(in crate::sqlite) const FORGET: &str = "DELETE FROM pending WHERE position <= ?1";

/// Entries that are in no list of an owner; none in a sound database.
pub(in crate::sqlite) const LOST_ENTRIES: &str = "
    SELECT (SELECT count(*) FROM journal) - (SELECT count(*) FROM entries)
         - (SELECT count(*) FROM pending p WHERE NOT EXISTS
               (SELECT 1 FROM entries e WHERE e.owner = p.owner AND e.seq = p.seq))";
