//! Writing and reading what is built behind the journal.

pub(in crate::sqlite) const POSITION: &str =
    "SELECT position FROM projections WHERE name = 'journal'";

pub(in crate::sqlite) const OUTBOX_THROUGH: &str =
    "SELECT outbox_through FROM projections WHERE name = 'journal'";

pub(in crate::sqlite) const MOVE_ON: &str = "
    UPDATE projections SET position = ?1, outbox_through = max(outbox_through, ?1),
           owners_through = coalesce(?2, owners_through)
    WHERE name = 'journal'";

pub(in crate::sqlite) const OWNERS_POSITION: &str =
    "SELECT owners_through FROM projections WHERE name = 'journal'";

pub(in crate::sqlite) const FIND_OWNER: &str =
    "SELECT number, due_at, snapshot_seq, expiring, blocked, ended, marks
     FROM owners WHERE owner = ?1";

pub(in crate::sqlite) const INSERT_OWNER: &str = "
    INSERT INTO owners (owner, owner_kind, seq, due_at, enrolled_at, blocked,
                        last_activity_at, receipts, turnover, snapshot_seq, expiring, ended,
                        marks)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?3, ?10, ?11, ?12)";

/// What changes with most entries, and is in no index.
pub(in crate::sqlite) const UPDATE_OWNER: &str = "
    UPDATE owners SET seq = ?2, enrolled_at = ?3, blocked = ?4, last_activity_at = ?5,
           receipts = ?6, turnover = ?7, snapshot_seq = ?8, expiring = ?9, ended = ?10,
           marks = ?11
    WHERE number = ?1";

pub(in crate::sqlite) const SET_DUE: &str = "UPDATE owners SET due_at = ?2 WHERE number = ?1";

pub(in crate::sqlite) const PUT_SNAPSHOT: &str = "
    INSERT INTO snapshots (owner, seq, format, body) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (owner) DO UPDATE SET
        seq = excluded.seq, format = excluded.format, body = excluded.body";

pub(in crate::sqlite) const TIERS_OF_OWNER: &str =
    "SELECT track, tier FROM member_tiers WHERE owner = ?1 ORDER BY track";

pub(in crate::sqlite) const PUT_TIER: &str = "
    INSERT INTO member_tiers (owner, track, tier) VALUES (?1, ?2, ?3)
    ON CONFLICT (owner, track) DO UPDATE SET tier = excluded.tier";

pub(in crate::sqlite) const DELETE_TIER: &str =
    "DELETE FROM member_tiers WHERE owner = ?1 AND track = ?2";

pub(in crate::sqlite) const INSERT_POSTING: &str = "
    INSERT INTO postings (position, line, owner, owner_kind, seq, event, at, unit, account,
                          amount, lot_seq, lot_index)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";

pub(in crate::sqlite) const INSERT_RECEIPT_FACT: &str = "
    INSERT INTO receipt_facts (position, id, owner, owner_kind, seq, at, store, number,
                               total, discount, payable)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

pub(in crate::sqlite) const INSERT_RULE_RECEIPT: &str =
    "INSERT INTO rule_receipts (rule, at, position) VALUES (?1, ?2, ?3)";

pub(in crate::sqlite) const ADD_RETURN: &str = "
    UPDATE receipt_facts SET returned = returned + ?2 WHERE position = ?1";

/// The row under another key.
pub(in crate::sqlite) const COPY_RECEIPT_FACT: &str = "
    INSERT INTO receipt_facts (position, id, owner, owner_kind, seq, at, store, number,
                               total, discount, payable, returned)
    SELECT ?2, id, ?3, ?4, ?5, at, store, number, total, discount, payable, returned
    FROM receipt_facts WHERE position = ?1";

pub(in crate::sqlite) const DELETE_RECEIPT_FACT: &str =
    "DELETE FROM receipt_facts WHERE position = ?1";

pub(in crate::sqlite) const DELETE_RULE_RECEIPT: &str =
    "DELETE FROM rule_receipts WHERE rule = ?1 AND at = ?2 AND position = ?3";

pub(in crate::sqlite) const ADD_TOTAL: &str = "
    INSERT INTO totals (day, measure, subject, value) VALUES (?1, ?2, ?3, ?4)
    ON CONFLICT (day, measure, subject) DO UPDATE SET value = value + excluded.value";

pub(in crate::sqlite) const ADD_TO_ACCOUNT: &str = "
    INSERT INTO accounts (unit, account, balance) VALUES (?1, ?2, ?3)
    ON CONFLICT (unit, account) DO UPDATE SET balance = balance + excluded.balance";

pub(in crate::sqlite) const INSERT_SUBMISSION: &str = "
    INSERT INTO submissions (id, owner, owner_kind, event, reference, evidence, attributes, at)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

pub(in crate::sqlite) const DECIDE_SUBMISSION: &str =
    "UPDATE submissions SET state = ?2, decided_at = ?3 WHERE id = ?1";

pub(in crate::sqlite) const INSERT_OUTBOX: &str = "
    INSERT INTO outbox (position, owner, owner_kind, seq, event, at, topic)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

pub(in crate::sqlite) const INSERT_ACT: &str =
    "INSERT INTO acts (position, owner, owner_kind, seq, at, what) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

pub(in crate::sqlite) const INSERT_CERTIFICATE: &str =
    "INSERT INTO certificates (position, certificate, at) VALUES (?1, ?2, ?3)";

pub(in crate::sqlite) const LIST_OUTBOX: &str = "
    SELECT number, position, owner_kind, owner, seq, event, at, topic FROM outbox
    WHERE number > ?1 ORDER BY number LIMIT ?2";

pub(in crate::sqlite) const DELETE_OUTBOX: &str = "DELETE FROM outbox WHERE number = ?1";

pub(in crate::sqlite) const DUE: &str = "
    SELECT due_at, owner_kind, owner FROM owners
    WHERE due_at <= ?1 AND (due_at, owner) > (?2, ?3) ORDER BY due_at, owner LIMIT ?4";

/// Everything but the outbox.
pub(in crate::sqlite) const RESET: &str = "
    DELETE FROM owners;
    DELETE FROM snapshots;
    DELETE FROM member_tiers;
    DELETE FROM member_terms;
    DELETE FROM postings;
    DELETE FROM accounts;
    DELETE FROM receipt_facts;
    DELETE FROM rule_receipts;
    DELETE FROM totals;
    DELETE FROM visitors;
    DELETE FROM visits;
    DELETE FROM expiring;
    DELETE FROM member_counts;
    DELETE FROM member_marks;
    DELETE FROM running_counts;
    DELETE FROM stores;
    DELETE FROM submissions;
    DELETE FROM acts;
    DELETE FROM certificates;
    UPDATE projections SET position = 0, owners_through = 0 WHERE name = 'journal';";
