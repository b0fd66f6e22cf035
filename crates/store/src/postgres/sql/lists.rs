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

macro_rules! member_filter {
    () => {
        "AND o.owner_kind = 1
         AND ($3::smallint IS NULL OR o.blocked = $3)
         AND ($4::text IS NULL OR EXISTS (SELECT 1 FROM member_tiers t
              WHERE t.owner = o.owner AND t.track = $4 AND t.tier = $5::text)) "
    };
}

pub(in crate::postgres) const MEMBERS_OLDEST: &str = concat!(
    member_columns!(),
    "owners o LEFT JOIN directory d ON d.owner = o.owner WHERE o.owner > $1 ",
    member_filter!(),
    "ORDER BY o.owner LIMIT $2"
);

pub(in crate::postgres) const MEMBERS_NEWEST: &str = concat!(
    member_columns!(),
    "owners o LEFT JOIN directory d ON d.owner = o.owner WHERE o.owner < $1 ",
    member_filter!(),
    "ORDER BY o.owner DESC LIMIT $2"
);

pub(in crate::postgres) const MEMBERS_BY_NAME: &str = concat!(
    member_columns!(),
    "directory d JOIN owners o ON o.owner = d.owner
     WHERE (d.search, d.owner) > ($6, $1) AND d.search < $7 ",
    member_filter!(),
    "ORDER BY d.search, d.owner LIMIT $2"
);

pub(in crate::postgres) const FIND_MEMBER: &str = concat!(
    member_columns!(),
    "owners o LEFT JOIN directory d ON d.owner = o.owner WHERE o.owner = $1 AND o.owner_kind = 1"
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
        "AND ($3::text IS NULL OR f.store = $3) AND ($4::bigint IS NULL OR f.at >= $4)
         AND ($5::bigint IS NULL OR f.at < $5) "
    };
}

pub(in crate::postgres) const RECEIPTS_OLDEST: &str = concat!(
    receipt_columns!(),
    "WHERE f.position > $1 ",
    receipt_filter!(),
    "ORDER BY f.position LIMIT $2"
);

pub(in crate::postgres) const RECEIPTS_NEWEST: &str = concat!(
    receipt_columns!(),
    "WHERE f.position < $1 ",
    receipt_filter!(),
    "ORDER BY f.position DESC LIMIT $2"
);

/// By when they were paid, in a time and of a store.
macro_rules! receipts_by_time {
    () => {
        "SELECT f.position, f.id, f.owner_kind, f.owner, f.seq, f.at, f.store, f.number,
                f.total, f.discount, f.payable, f.returned
         FROM receipt_facts f WHERE f.at >= $3 AND f.at < $4 "
    };
}

pub(in crate::postgres) const RECEIPTS_BY_TIME_OLDEST: &str = concat!(
    receipts_by_time!(),
    "AND (f.at, f.position) > ($1, $2) ORDER BY f.at, f.position LIMIT $5"
);

pub(in crate::postgres) const RECEIPTS_BY_TIME_NEWEST: &str = concat!(
    receipts_by_time!(),
    "AND (f.at, f.position) < ($1, $2) ORDER BY f.at DESC, f.position DESC LIMIT $5"
);

pub(in crate::postgres) const RECEIPTS_OF_STORE_OLDEST: &str = concat!(
    receipts_by_time!(),
    "AND f.store = $6 AND (f.at, f.position) > ($1, $2)
     ORDER BY f.at, f.position LIMIT $5"
);

pub(in crate::postgres) const RECEIPTS_OF_STORE_NEWEST: &str = concat!(
    receipts_by_time!(),
    "AND f.store = $6 AND (f.at, f.position) < ($1, $2)
     ORDER BY f.at DESC, f.position DESC LIMIT $5"
);

/// Where receipts of a rule are, within a time.
macro_rules! of_rule {
    () => {
        "WITH looked AS MATERIALIZED (
             SELECT at, position, owner FROM rule_receipts
             WHERE rule = $6 AND at >= $3 AND at < $4 AND "
    };
}

/// Those of them that fit, and the last that was looked at in any case.
macro_rules! looked_at {
    () => {
        "SELECT f.position, f.id, f.owner_kind, f.owner, f.seq, f.at, f.store, f.number,
                f.total, f.discount, f.payable, f.returned,
                ($7::text IS NULL OR f.store = $7), (SELECT count(*) FROM looked) = $8
         FROM looked l JOIN receipt_facts f ON f.position = l.position AND f.owner = l.owner
         WHERE $7::text IS NULL OR f.store = $7 OR l.position = "
    };
}

pub(in crate::postgres) const RECEIPTS_OF_RULE_OLDEST: &str = concat!(
    of_rule!(),
    "(at, position) > ($1, $2) ORDER BY at, position LIMIT $8) ",
    looked_at!(),
    "(SELECT position FROM looked ORDER BY at DESC, position DESC LIMIT 1)
     ORDER BY l.at, l.position LIMIT $5"
);

pub(in crate::postgres) const RECEIPTS_OF_RULE_NEWEST: &str = concat!(
    of_rule!(),
    "(at, position) < ($1, $2) ORDER BY at DESC, position DESC LIMIT $8) ",
    looked_at!(),
    "(SELECT position FROM looked ORDER BY at, position LIMIT 1)
     ORDER BY l.at DESC, l.position DESC LIMIT $5"
);

/// One owner's entries are few, so they lead and the facts follow. Positions grow with
/// numbers in one chain.
macro_rules! owner_receipts {
    () => {
        "SELECT f.position, f.id, f.owner_kind, f.owner, f.seq, f.at, f.store, f.number,
                f.total, f.discount, f.payable, f.returned
         FROM journal j
         JOIN receipt_facts f ON f.position = j.position AND f.owner = j.owner
         WHERE j.owner = $6 "
    };
}

/// The rule $7 did something in `f`, when one is asked for.
macro_rules! has_rule {
    () => {
        "AND ($7::text IS NULL OR EXISTS (SELECT 1 FROM rule_receipts r
             WHERE r.rule = $7 AND r.at = f.at AND r.position = f.position
               AND r.owner = f.owner)) "
    };
}

pub(in crate::postgres) const OWNER_RECEIPTS_OLDEST: &str = concat!(
    owner_receipts!(),
    "AND j.position > $1 ",
    receipt_filter!(),
    has_rule!(),
    "ORDER BY j.seq LIMIT $2"
);

pub(in crate::postgres) const OWNER_RECEIPTS_NEWEST: &str = concat!(
    owner_receipts!(),
    "AND j.position < $1 ",
    receipt_filter!(),
    has_rule!(),
    "ORDER BY j.seq DESC LIMIT $2"
);

macro_rules! submission_columns {
    () => {
        "SELECT number, id, owner_kind, owner, event, reference, evidence, attributes, at, state,
                decided_at
         FROM submissions "
    };
}

macro_rules! submission_filter {
    () => {
        "AND ($3::smallint IS NULL OR state = $3) AND ($4::text IS NULL OR event = $4)
         AND ($5::uuid IS NULL OR owner = $5) "
    };
}

pub(in crate::postgres) const SUBMISSIONS_OLDEST: &str = concat!(
    submission_columns!(),
    "WHERE number > $1 ",
    submission_filter!(),
    "ORDER BY number LIMIT $2"
);

pub(in crate::postgres) const SUBMISSIONS_NEWEST: &str = concat!(
    submission_columns!(),
    "WHERE number < $1 ",
    submission_filter!(),
    "ORDER BY number DESC LIMIT $2"
);

/// What waits is found by its index, so that a long history costs nothing.
pub(in crate::postgres) const OPEN_SUBMISSIONS_OLDEST: &str = concat!(
    submission_columns!(),
    "WHERE state = 0 AND number > $1 ",
    submission_filter!(),
    "ORDER BY number LIMIT $2"
);

pub(in crate::postgres) const OPEN_SUBMISSIONS_NEWEST: &str = concat!(
    submission_columns!(),
    "WHERE state = 0 AND number < $1 ",
    submission_filter!(),
    "ORDER BY number DESC LIMIT $2"
);

pub(in crate::postgres) const FIND_SUBMISSION: &str =
    concat!(submission_columns!(), "WHERE id = $1");

pub(in crate::postgres) const COUNT_MEMBERS: &str =
    "SELECT coalesce(sum(members) FILTER (WHERE what = 'members'), 0)::bigint,
            coalesce(sum(members) FILTER (WHERE what = 'blocked'), 0)::bigint
     FROM member_counts WHERE track = '' AND tier = ''";

pub(in crate::postgres) const COUNT_TIERS: &str = "
    SELECT track, tier, members FROM member_counts
    WHERE what = 'tier' AND members > 0 ORDER BY track, tier";

pub(in crate::postgres) const SUM_TOTALS: &str = "
    SELECT NULL::text, measure, subject, sum(value)::bigint FROM totals
    GROUP BY measure, subject ORDER BY measure, subject";

pub(in crate::postgres) const LIST_TOTALS: &str = "
    SELECT day, measure, subject, value FROM totals
    WHERE day >= $1 AND day <= $2 ORDER BY day, measure, subject";

pub(in crate::postgres) const ACCOUNT_TOTALS: &str =
    "SELECT unit, account, balance FROM accounts ORDER BY unit, account";

/// Whole entries, up to the one that has the last line asked for.
pub(in crate::postgres) const POSTINGS_AFTER: &str = "
    SELECT position, line, owner_kind, owner, seq, event, at, unit, account, amount,
           lot_seq, lot_index
    FROM postings
    WHERE position > $1
      AND position <= coalesce((SELECT p.position FROM postings p WHERE p.position > $1
                                ORDER BY p.position, p.line OFFSET $2 LIMIT 1),
                               9223372036854775807)
    ORDER BY position, line";

macro_rules! act_columns {
    () => {
        "SELECT position, owner_kind, owner, seq, at, what FROM acts "
    };
}

pub(in crate::postgres) const ACTS_OLDEST: &str =
    concat!(act_columns!(), "WHERE position > $1 ORDER BY position LIMIT $2");

pub(in crate::postgres) const ACTS_NEWEST: &str =
    concat!(act_columns!(), "WHERE position < $1 ORDER BY position DESC LIMIT $2");

pub(in crate::postgres) const ACTS_BY_TIME_OLDEST: &str = concat!(
    act_columns!(),
    "WHERE at >= $3 AND at < $4 AND (at, position) > ($1, $2) ORDER BY at, position LIMIT $5"
);

pub(in crate::postgres) const ACTS_BY_TIME_NEWEST: &str = concat!(
    act_columns!(),
    "WHERE at >= $3 AND at < $4 AND (at, position) < ($1, $2)
     ORDER BY at DESC, position DESC LIMIT $5"
);

pub(in crate::postgres) const ACTS_OF_KIND_OLDEST: &str = concat!(
    act_columns!(),
    "WHERE what = $6 AND at >= $3 AND at < $4 AND (at, position) > ($1, $2)
     ORDER BY at, position LIMIT $5"
);

pub(in crate::postgres) const ACTS_OF_KIND_NEWEST: &str = concat!(
    act_columns!(),
    "WHERE what = $6 AND at >= $3 AND at < $4 AND (at, position) < ($1, $2)
     ORDER BY at DESC, position DESC LIMIT $5"
);

pub(in crate::postgres) const CERTIFICATES_OLDEST: &str = "
    SELECT position, certificate, at FROM certificates
    WHERE at >= $3 AND at < $4 AND (at, position) > ($1, $2) ORDER BY at, position LIMIT $5";

pub(in crate::postgres) const CERTIFICATES_NEWEST: &str = "
    SELECT position, certificate, at FROM certificates
    WHERE at >= $3 AND at < $4 AND (at, position) < ($1, $2)
    ORDER BY at DESC, position DESC LIMIT $5";
