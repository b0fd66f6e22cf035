//! Searching members.

pub(in crate::postgres) const DELETE_TERMS: &str =
    "DELETE FROM member_terms WHERE owner = ANY ($1)";

pub(in crate::postgres) const INSERT_TERMS: &str = "
    INSERT INTO member_terms (owner, term)
    SELECT * FROM unnest($1::uuid[], $2::text[]) ON CONFLICT DO NOTHING";

/// Every one of the beginnings $1 is that of a term of `o`.
macro_rules! has_all {
    () => {
        "AND NOT EXISTS (SELECT 1 FROM unnest($1::text[]) AS p (begins)
             WHERE NOT EXISTS (SELECT 1 FROM member_terms e WHERE e.owner = o.owner
                 AND e.term >= p.begins AND e.term < p.begins || chr(1114111))) "
    };
}

/// `o` holds the tier $4 of the track $3, when one is asked for.
macro_rules! has_tier {
    () => {
        "AND ($3::text IS NULL OR EXISTS (SELECT 1 FROM member_tiers h
             WHERE h.owner = o.owner AND h.track = $3 AND h.tier = $4::text)) "
    };
}

/// Something of the unit $7 expires between the days $8 and $9, when that is asked for.
macro_rules! has_expiring {
    () => {
        "AND ($7::text IS NULL OR EXISTS (
             SELECT 1 FROM jsonb_object_keys(o.expiring::jsonb -> $7::text) AS d (day)
             WHERE d.day::date >= $8::text::date AND d.day::date <= $9::text::date)) "
    };
}

/// One range of terms in their order. A member who was found by an earlier term is not found
/// again.
pub(in crate::postgres) const BY_TERM: &str = concat!(
    "SELECT t.owner, t.term FROM member_terms t JOIN owners o ON o.owner = t.owner
     WHERE (t.term, t.owner) > ($5, $6) AND t.term < $10 AND o.owner_kind = 1
     AND ($11::smallint IS NULL OR o.blocked = $11)
     AND NOT EXISTS (SELECT 1 FROM unnest($2::text[]) AS p (begins) JOIN member_terms e
         ON e.owner = t.owner AND e.term >= p.begins AND e.term < p.begins || chr(1114111)
         WHERE e.term < t.term) ",
    has_all!(),
    has_tier!(),
    has_expiring!(),
    "ORDER BY t.term, t.owner LIMIT $12"
);

macro_rules! before {
    () => {
        "SELECT o.owner, '' FROM owners o WHERE o.owner_kind = 1 AND o.owner < $5 "
    };
}

/// One of the terms of `o` begins with one of $2, when there are any.
macro_rules! has_any {
    () => {
        "AND (cardinality($2::text[]) = 0 OR EXISTS (
             SELECT 1 FROM unnest($2::text[]) AS p (begins) JOIN member_terms e
             ON e.owner = o.owner AND e.term >= p.begins AND e.term < p.begins || chr(1114111))) "
    };
}

pub(in crate::postgres) const NEWEST: &str = concat!(
    before!(),
    has_any!(),
    has_all!(),
    has_tier!(),
    has_expiring!(),
    "ORDER BY o.owner DESC LIMIT $6"
);

pub(in crate::postgres) const NEWEST_BLOCKED: &str = concat!(
    before!(),
    "AND o.blocked = 1 ",
    has_any!(),
    has_all!(),
    has_tier!(),
    has_expiring!(),
    "ORDER BY o.owner DESC LIMIT $6"
);

pub(in crate::postgres) const NEWEST_NOT_BLOCKED: &str = concat!(
    before!(),
    "AND o.blocked = 0 ",
    has_any!(),
    has_all!(),
    has_tier!(),
    has_expiring!(),
    "ORDER BY o.owner DESC LIMIT $6"
);

/// The index of tiers leads, however few hold this one.
pub(in crate::postgres) const NEWEST_OF_TIER: &str = "
    SELECT h.owner, '' FROM member_tiers h JOIN owners o ON o.owner = h.owner
    WHERE h.track = $1 AND h.tier = $2 AND h.owner < $3 AND o.owner_kind = 1
    AND ($5::smallint IS NULL OR o.blocked = $5)
    ORDER BY h.owner DESC LIMIT $4";

/// Looks at the newest $10 before $5: those that fit, and the last of them in any case.
pub(in crate::postgres) const LOOKED_AT: &str = concat!(
    "WITH looked AS MATERIALIZED (
         SELECT owner, owner_kind, blocked, expiring FROM owners
         WHERE owner < $5 ORDER BY owner DESC LIMIT $10),
     judged AS MATERIALIZED (
         SELECT o.owner, (o.owner_kind = 1 AND ($11::smallint IS NULL OR o.blocked = $11) ",
    has_any!(),
    has_all!(),
    has_tier!(),
    has_expiring!(),
    ") AS fits FROM looked o)
     SELECT owner, '', fits, (SELECT count(*) FROM looked) = $10 FROM judged
     WHERE fits OR owner = (SELECT owner FROM looked ORDER BY owner LIMIT 1)
     ORDER BY owner DESC LIMIT $6"
);

pub(in crate::postgres) const DIRECTORIES: &str =
    "SELECT owner, name, body FROM directory WHERE owner = ANY ($1)";

pub(in crate::postgres) const IDENTITIES: &str = "
    SELECT kind, value, owner_kind, owner FROM identities WHERE owner = ANY ($1)
    ORDER BY kind, value";
