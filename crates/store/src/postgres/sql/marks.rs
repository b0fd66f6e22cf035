//! Marks and running counts.

pub(in crate::postgres) const PUT_MARKS: &str = "
    INSERT INTO member_marks (mark, owner)
    SELECT * FROM unnest($1::text[], $2::uuid[]) ON CONFLICT DO NOTHING";

pub(in crate::postgres) const DELETE_MARKS: &str = "
    DELETE FROM member_marks m
    USING unnest($1::text[], $2::uuid[]) AS gone (mark, owner)
    WHERE m.owner = gone.owner AND m.mark = gone.mark";

pub(in crate::postgres) const LIST_MARKED: &str = "
    SELECT owner FROM member_marks WHERE mark = $1 AND owner < $2 ORDER BY owner DESC LIMIT $3";

pub(in crate::postgres) const ADD_TO_COUNTS: &str = "
    INSERT INTO running_counts (kind, subject, value)
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
    ON CONFLICT (kind, subject) DO UPDATE SET value = running_counts.value + excluded.value";

pub(in crate::postgres) const LIST_COUNTS: &str = "
    SELECT subject, value FROM running_counts
    WHERE kind = $1 AND value <> 0 ORDER BY subject";

pub(in crate::postgres) const COUNTS_OF: &str = "
    SELECT subject, value FROM running_counts
    WHERE kind = $1 AND subject = ANY ($2) AND value <> 0 ORDER BY subject";
