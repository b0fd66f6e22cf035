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

/// One range of terms in their order. A member who was found by an earlier term is not found
/// again.
pub(in crate::sqlite) const BY_TERM: &str = concat!(
    "SELECT t.owner, t.term FROM member_terms t CROSS JOIN owners o ON o.owner = t.owner
     WHERE (t.term, t.owner) > (?3, ?4) AND t.term < ?5 AND o.owner_kind = 1
     AND (?6 IS NULL OR o.blocked = ?6)
     AND NOT EXISTS (SELECT 1 FROM json_each(?2) p CROSS JOIN member_terms e
         ON e.owner = t.owner AND e.term >= p.value AND e.term < p.value || char(1114111)
         WHERE e.term < t.term) ",
    has_all!(),
    "ORDER BY t.term, t.owner LIMIT ?7"
);

macro_rules! newest {
    ($kind:literal) => {
        concat!(
            "SELECT o.owner, '' FROM owners o WHERE o.owner < ?3 ",
            $kind,
            "AND (?2 = '[]' OR EXISTS (SELECT 1 FROM json_each(?2) p CROSS JOIN member_terms e
                 ON e.owner = o.owner AND e.term >= p.value
                 AND e.term < p.value || char(1114111))) ",
            has_all!(),
            "ORDER BY o.owner DESC LIMIT ?4"
        )
    };
}

/// The sign keeps it to the order of owners: by their kind all would have to be sorted.
pub(in crate::sqlite) const NEWEST: &str = newest!("AND +o.owner_kind = 1 ");

pub(in crate::sqlite) const NEWEST_BLOCKED: &str =
    newest!("AND o.owner_kind = 1 AND o.blocked = 1 ");

pub(in crate::sqlite) const NEWEST_NOT_BLOCKED: &str =
    newest!("AND o.owner_kind = 1 AND o.blocked = 0 ");
