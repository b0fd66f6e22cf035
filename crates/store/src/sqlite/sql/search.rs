//! Searching members.

pub(in crate::sqlite) const DELETE_TERMS: &str = "DELETE FROM member_terms WHERE owner = ?1";

pub(in crate::sqlite) const INSERT_TERM: &str =
    "INSERT OR IGNORE INTO member_terms (owner, term) VALUES (?1, ?2)";

/// Every one of the beginnings ?1 is that of a term of `o`.
macro_rules! has_all {
    () => {
        "AND NOT EXISTS (SELECT 1 FROM json_each(?1) p
             WHERE NOT EXISTS (SELECT 1 FROM member_terms e WHERE e.owner = o.owner
                 AND e.term >= p.value AND e.term < p.value || char(1114111))) "
    };
}

/// `o` holds the tier ?4 of the track ?3, when one is asked for.
macro_rules! has_tier {
    () => {
        "AND (?3 IS NULL OR EXISTS (SELECT 1 FROM member_tiers h
             WHERE h.owner = o.owner AND h.track = ?3 AND h.tier = ?4)) "
    };
}

/// Something of the unit ?7 expires between the days ?8 and ?9, when that is asked for.
macro_rules! has_expiring {
    () => {
        "AND (?7 IS NULL OR EXISTS (SELECT 1 FROM json_each(o.expiring) u, json_each(u.value) d
             WHERE u.key = ?7 AND d.key >= ?8 AND d.key <= ?9)) "
    };
}

/// One range of terms in their order. A member who was found by an earlier term is not found
/// again.
pub(in crate::sqlite) const BY_TERM: &str = concat!(
    "SELECT t.owner, t.term FROM member_terms t CROSS JOIN owners o ON o.owner = t.owner
     WHERE (t.term, t.owner) > (?5, ?6) AND t.term < ?10 AND o.owner_kind = 1
     AND (?11 IS NULL OR o.blocked = ?11)
     AND NOT EXISTS (SELECT 1 FROM json_each(?2) p CROSS JOIN member_terms e
         ON e.owner = t.owner AND e.term >= p.value AND e.term < p.value || char(1114111)
         WHERE e.term < t.term) ",
    has_all!(),
    has_tier!(),
    has_expiring!(),
    "ORDER BY t.term, t.owner LIMIT ?12"
);

/// One of the terms of `o` begins with one of ?2, when there are any.
macro_rules! has_any {
    () => {
        "AND (?2 = '[]' OR EXISTS (SELECT 1 FROM json_each(?2) p CROSS JOIN member_terms e
             ON e.owner = o.owner AND e.term >= p.value AND e.term < p.value || char(1114111))) "
    };
}

macro_rules! newest {
    ($kind:literal) => {
        concat!(
            "SELECT o.owner, '' FROM owners o WHERE o.owner < ?5 ",
            $kind,
            has_any!(),
            has_all!(),
            has_tier!(),
            has_expiring!(),
            "ORDER BY o.owner DESC LIMIT ?6"
        )
    };
}

/// The sign keeps it to the order of owners: by their kind all would have to be sorted.
pub(in crate::sqlite) const NEWEST: &str = newest!("AND +o.owner_kind = 1 ");

pub(in crate::sqlite) const NEWEST_BLOCKED: &str =
    newest!("AND o.owner_kind = 1 AND o.blocked = 1 ");

pub(in crate::sqlite) const NEWEST_NOT_BLOCKED: &str =
    newest!("AND o.owner_kind = 1 AND o.blocked = 0 ");

/// The index of tiers leads, however few hold this one.
pub(in crate::sqlite) const NEWEST_OF_TIER: &str = "
    SELECT h.owner, '' FROM member_tiers h CROSS JOIN owners o ON o.owner = h.owner
    WHERE h.track = ?1 AND h.tier = ?2 AND h.owner < ?3 AND o.owner_kind = 1
    AND (?5 IS NULL OR o.blocked = ?5)
    ORDER BY h.owner DESC LIMIT ?4";

/// Looks at the newest ?10 before ?5: those that fit, and the last of them in any case.
pub(in crate::sqlite) const LOOKED_AT: &str = concat!(
    "WITH looked AS MATERIALIZED (
         SELECT owner, owner_kind, blocked, expiring FROM owners
         WHERE owner < ?5 ORDER BY owner DESC LIMIT ?10),
     judged AS MATERIALIZED (
         SELECT o.owner, (o.owner_kind = 1 AND (?11 IS NULL OR o.blocked = ?11) ",
    has_any!(),
    has_all!(),
    has_tier!(),
    has_expiring!(),
    ") AS fits FROM looked o)
     SELECT owner, '', fits, (SELECT count(*) FROM looked) = ?10 FROM judged
     WHERE fits OR owner = (SELECT min(owner) FROM looked)
     ORDER BY owner DESC LIMIT ?6"
);
