//! Lists and totals for people.

/// The columns of a member. Owners that never joined are no members (kind 1 with
/// entries but without enrolment cannot be, other kinds are left out).
macro_rules! member_columns {
    () => {
        "SELECT o.owner, d.name, o.enrolled_at, o.blocked, o.last_activity_at, o.receipts,
                o.turnover, d.search
         FROM "
    };
}

/// The sign keeps it to the order of owners: by their kind all would have to be sorted.
macro_rules! member_filter {
    () => {
        "AND +o.owner_kind = 1
         AND (?3 IS NULL OR o.blocked = ?3)
         AND (?4 IS NULL OR EXISTS (SELECT 1 FROM member_tiers t
              WHERE t.owner = o.owner AND t.track = ?4 AND t.tier = ?5)) "
    };
}

pub(in crate::sqlite) const MEMBERS_OLDEST: &str = concat!(
    member_columns!(),
    "owners o LEFT JOIN directory d ON d.owner = o.owner WHERE o.owner > ?1 ",
    member_filter!(),
    "ORDER BY o.owner LIMIT ?2"
);

pub(in crate::sqlite) const MEMBERS_NEWEST: &str = concat!(
    member_columns!(),
    "owners o LEFT JOIN directory d ON d.owner = o.owner WHERE o.owner < ?1 ",
    member_filter!(),
    "ORDER BY o.owner DESC LIMIT ?2"
);

pub(in crate::sqlite) const MEMBERS_BY_NAME: &str = concat!(
    member_columns!(),
    "directory d JOIN owners o ON o.owner = d.owner
     WHERE (d.search, d.owner) > (?6, ?1) AND d.search < ?7 ",
    member_filter!(),
    "ORDER BY d.search, d.owner LIMIT ?2"
);

pub(in crate::sqlite) const FIND_MEMBER: &str = concat!(
    member_columns!(),
    "owners o LEFT JOIN directory d ON d.owner = o.owner WHERE o.owner = ?1 AND o.owner_kind = 1"
);

macro_rules! receipt_columns {
    () => {
        "SELECT f.position, f.id, f.owner_kind, f.owner, f.seq, f.at, f.store, f.number,
                f.total, f.discount, f.payable, f.returned
         FROM receipt_facts f "
    };
}

macro_rules! receipt_filter {
    () => {
        "AND (?3 IS NULL OR f.store = ?3) AND (?4 IS NULL OR f.at >= ?4)
         AND (?5 IS NULL OR f.at < ?5) "
    };
}

pub(in crate::sqlite) const RECEIPTS_OLDEST: &str = concat!(
    receipt_columns!(),
    "WHERE f.position > ?1 ",
    receipt_filter!(),
    "ORDER BY f.position LIMIT ?2"
);

pub(in crate::sqlite) const RECEIPTS_NEWEST: &str = concat!(
    receipt_columns!(),
    "WHERE f.position < ?1 ",
    receipt_filter!(),
    "ORDER BY f.position DESC LIMIT ?2"
);

/// By when they were paid, in a time and of a store.
macro_rules! receipts_by_time {
    () => {
        "SELECT f.position, f.id, f.owner_kind, f.owner, f.seq, f.at, f.store, f.number,
                f.total, f.discount, f.payable, f.returned
         FROM receipt_facts f WHERE f.at >= ?3 AND f.at < ?4 "
    };
}

pub(in crate::sqlite) const RECEIPTS_BY_TIME_OLDEST: &str = concat!(
    receipts_by_time!(),
    "AND (f.at, f.position) > (?1, ?2) ORDER BY f.at, f.position LIMIT ?5"
);

pub(in crate::sqlite) const RECEIPTS_BY_TIME_NEWEST: &str = concat!(
    receipts_by_time!(),
    "AND (f.at, f.position) < (?1, ?2) ORDER BY f.at DESC, f.position DESC LIMIT ?5"
);

pub(in crate::sqlite) const RECEIPTS_OF_STORE_OLDEST: &str = concat!(
    receipts_by_time!(),
    "AND f.store = ?6 AND (f.at, f.position) > (?1, ?2)
     ORDER BY f.at, f.position LIMIT ?5"
);

pub(in crate::sqlite) const RECEIPTS_OF_STORE_NEWEST: &str = concat!(
    receipts_by_time!(),
    "AND f.store = ?6 AND (f.at, f.position) < (?1, ?2)
     ORDER BY f.at DESC, f.position DESC LIMIT ?5"
);

/// One owner's entries are few, so their positions lead and the facts follow; those that are
/// in memory are given as JSON. `CROSS JOIN` keeps that order.
macro_rules! owner_receipts {
    ($beyond:literal, $order:literal) => {
        concat!(
            "WITH owned (position) AS (
                 SELECT position FROM entries WHERE owner = ?6
                 UNION SELECT value FROM json_each(?7))
             SELECT f.position, f.id, f.owner_kind, f.owner, f.seq, f.at, f.store, f.number,
                    f.total, f.discount, f.payable, f.returned
             FROM owned CROSS JOIN receipt_facts f ON f.position = owned.position
             WHERE owned.position ",
            $beyond,
            " ?1 AND (?3 IS NULL OR f.store = ?3) AND (?4 IS NULL OR f.at >= ?4)
               AND (?5 IS NULL OR f.at < ?5)
               AND (?8 IS NULL OR EXISTS (SELECT 1 FROM rule_receipts r
                    WHERE r.rule = ?8 AND r.at = f.at AND r.position = f.position))
             ORDER BY owned.position ",
            $order,
            " LIMIT ?2"
        )
    };
}

pub(in crate::sqlite) const OWNER_RECEIPTS_OLDEST: &str = owner_receipts!(">", "");

pub(in crate::sqlite) const OWNER_RECEIPTS_NEWEST: &str = owner_receipts!("<", "DESC");

/// Looks at the next ?8 of a rule: those that fit, and the last of them in any case.
macro_rules! receipts_of_rule {
    ($beyond:literal, $order:literal, $listed:literal, $last:literal) => {
        concat!(
            "WITH looked AS MATERIALIZED (
                 SELECT at, position FROM rule_receipts
                 WHERE rule = ?6 AND at >= ?3 AND at < ?4 AND (at, position) ",
            $beyond,
            " (?1, ?2) ORDER BY ",
            $order,
            " LIMIT ?8)
             SELECT f.position, f.id, f.owner_kind, f.owner, f.seq, f.at, f.store, f.number,
                    f.total, f.discount, f.payable, f.returned,
                    (?7 IS NULL OR f.store = ?7), (SELECT count(*) FROM looked) = ?8
             FROM looked l CROSS JOIN receipt_facts f ON f.position = l.position
             WHERE ?7 IS NULL OR f.store = ?7
                OR l.position = (SELECT position FROM looked ORDER BY ",
            $last,
            " LIMIT 1)
             ORDER BY ",
            $listed,
            " LIMIT ?5"
        )
    };
}

pub(in crate::sqlite) const RECEIPTS_OF_RULE_OLDEST: &str =
    receipts_of_rule!(">", "at, position", "l.at, l.position", "at DESC, position DESC");

pub(in crate::sqlite) const RECEIPTS_OF_RULE_NEWEST: &str =
    receipts_of_rule!("<", "at DESC, position DESC", "l.at DESC, l.position DESC", "at, position");

macro_rules! submission_columns {
    () => {
        "SELECT number, id, owner_kind, owner, event, reference, evidence, attributes, at, state,
                decided_at
         FROM submissions "
    };
}

macro_rules! submission_filter {
    () => {
        "AND (?3 IS NULL OR state = ?3) AND (?4 IS NULL OR event = ?4)
         AND (?5 IS NULL OR owner = ?5) "
    };
}

pub(in crate::sqlite) const SUBMISSIONS_OLDEST: &str = concat!(
    submission_columns!(),
    "WHERE number > ?1 ",
    submission_filter!(),
    "ORDER BY number LIMIT ?2"
);

pub(in crate::sqlite) const SUBMISSIONS_NEWEST: &str = concat!(
    submission_columns!(),
    "WHERE number < ?1 ",
    submission_filter!(),
    "ORDER BY number DESC LIMIT ?2"
);

/// What waits is found by its index, so that a long history costs nothing.
pub(in crate::sqlite) const OPEN_SUBMISSIONS_OLDEST: &str = concat!(
    submission_columns!(),
    "WHERE state = 0 AND number > ?1 ",
    submission_filter!(),
    "ORDER BY number LIMIT ?2"
);

pub(in crate::sqlite) const OPEN_SUBMISSIONS_NEWEST: &str = concat!(
    submission_columns!(),
    "WHERE state = 0 AND number < ?1 ",
    submission_filter!(),
    "ORDER BY number DESC LIMIT ?2"
);

pub(in crate::sqlite) const FIND_SUBMISSION: &str = concat!(submission_columns!(), "WHERE id = ?1");

pub(in crate::sqlite) const COUNT_MEMBERS: &str =
    "SELECT coalesce(sum(members) FILTER (WHERE what = 'members'), 0),
            coalesce(sum(members) FILTER (WHERE what = 'blocked'), 0)
     FROM member_counts WHERE track = '' AND tier = ''";

pub(in crate::sqlite) const COUNT_TIERS: &str = "
    SELECT track, tier, members FROM member_counts
    WHERE what = 'tier' AND members > 0 ORDER BY track, tier";

pub(in crate::sqlite) const SUM_TOTALS: &str = "
    SELECT NULL, measure, subject, sum(value) FROM totals
    GROUP BY measure, subject ORDER BY measure, subject";

pub(in crate::sqlite) const LIST_TOTALS: &str = "
    SELECT day, measure, subject, value FROM totals
    WHERE day >= ?1 AND day <= ?2 ORDER BY day, measure, subject";

pub(in crate::sqlite) const ACCOUNT_TOTALS: &str =
    "SELECT unit, account, balance FROM accounts ORDER BY unit, account";

pub(in crate::sqlite) const POSTINGS_AFTER: &str = "
    SELECT position, line, owner_kind, owner, seq, event, at, unit, account, amount,
           lot_seq, lot_index
    FROM postings WHERE position > ?1 ORDER BY position, line";

macro_rules! act_columns {
    () => {
        "SELECT position, owner_kind, owner, seq, at, what FROM acts "
    };
}

pub(in crate::sqlite) const ACTS_OLDEST: &str =
    concat!(act_columns!(), "WHERE position > ?1 ORDER BY position LIMIT ?2");

pub(in crate::sqlite) const ACTS_NEWEST: &str =
    concat!(act_columns!(), "WHERE position < ?1 ORDER BY position DESC LIMIT ?2");

pub(in crate::sqlite) const ACTS_BY_TIME_OLDEST: &str = concat!(
    act_columns!(),
    "WHERE at >= ?3 AND at < ?4 AND (at, position) > (?1, ?2) ORDER BY at, position LIMIT ?5"
);

pub(in crate::sqlite) const ACTS_BY_TIME_NEWEST: &str = concat!(
    act_columns!(),
    "WHERE at >= ?3 AND at < ?4 AND (at, position) < (?1, ?2)
     ORDER BY at DESC, position DESC LIMIT ?5"
);

pub(in crate::sqlite) const ACTS_OF_KIND_OLDEST: &str = concat!(
    act_columns!(),
    "WHERE what = ?6 AND at >= ?3 AND at < ?4 AND (at, position) > (?1, ?2)
     ORDER BY at, position LIMIT ?5"
);

pub(in crate::sqlite) const ACTS_OF_KIND_NEWEST: &str = concat!(
    act_columns!(),
    "WHERE what = ?6 AND at >= ?3 AND at < ?4 AND (at, position) < (?1, ?2)
     ORDER BY at DESC, position DESC LIMIT ?5"
);

pub(in crate::sqlite) const CERTIFICATES_OLDEST: &str = "
    SELECT position, certificate, at FROM certificates
    WHERE at >= ?3 AND at < ?4 AND (at, position) > (?1, ?2) ORDER BY at, position LIMIT ?5";

pub(in crate::sqlite) const CERTIFICATES_NEWEST: &str = "
    SELECT position, certificate, at FROM certificates
    WHERE at >= ?3 AND at < ?4 AND (at, position) < (?1, ?2)
    ORDER BY at DESC, position DESC LIMIT ?5";
