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

/// One range of terms in their order. A member who was found by an earlier term is not found
/// again.
pub(in crate::postgres) const BY_TERM: &str = concat!(
    "SELECT t.owner, t.term FROM member_terms t JOIN owners o ON o.owner = t.owner
     WHERE (t.term, t.owner) > ($3, $4) AND t.term < $5 AND o.owner_kind = 1
     AND ($6::smallint IS NULL OR o.blocked = $6)
     AND NOT EXISTS (SELECT 1 FROM unnest($2::text[]) AS p (begins) JOIN member_terms e
         ON e.owner = t.owner AND e.term >= p.begins AND e.term < p.begins || chr(1114111)
         WHERE e.term < t.term) ",
    has_all!(),
    "ORDER BY t.term, t.owner LIMIT $7"
);

macro_rules! before {
    () => {
        "SELECT o.owner, '' FROM owners o WHERE o.owner_kind = 1 AND o.owner < $3 "
    };
}

macro_rules! found {
    () => {
        "AND (cardinality($2::text[]) = 0 OR EXISTS (
             SELECT 1 FROM unnest($2::text[]) AS p (begins) JOIN member_terms e
             ON e.owner = o.owner AND e.term >= p.begins AND e.term < p.begins || chr(1114111))) "
    };
}

pub(in crate::postgres) const NEWEST: &str =
    concat!(before!(), found!(), has_all!(), "ORDER BY o.owner DESC LIMIT $4");

pub(in crate::postgres) const NEWEST_BLOCKED: &str = concat!(
    before!(),
    "AND o.blocked = 1 ",
    found!(),
    has_all!(),
    "ORDER BY o.owner DESC LIMIT $4"
);

pub(in crate::postgres) const NEWEST_NOT_BLOCKED: &str = concat!(
    before!(),
    "AND o.blocked = 0 ",
    found!(),
    has_all!(),
    "ORDER BY o.owner DESC LIMIT $4"
);

pub(in crate::postgres) const DIRECTORIES: &str =
    "SELECT owner, name, body FROM directory WHERE owner = ANY ($1)";

pub(in crate::postgres) const IDENTITIES: &str = "
    SELECT kind, value, owner_kind, owner FROM identities WHERE owner = ANY ($1)
    ORDER BY kind, value";
