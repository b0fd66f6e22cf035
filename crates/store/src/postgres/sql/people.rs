//! Who signs in.

pub(in crate::postgres) const INSERT_STAFF: &str =
    "INSERT INTO staff (id, email, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

/// Nothing is changed when somebody else has the address.
pub(in crate::postgres) const UPDATE_STAFF: &str = "
    UPDATE staff SET email = $2, body = $3
    WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM staff WHERE email = $2 AND id <> $1)";

pub(in crate::postgres) const FIND_STAFF: &str = "SELECT body, step FROM staff WHERE id = $1";

pub(in crate::postgres) const LOCK_STAFF: &str =
    "SELECT body, step FROM staff WHERE id = $1 FOR UPDATE";

pub(in crate::postgres) const FIND_STAFF_BY_EMAIL: &str =
    "SELECT body, step FROM staff WHERE email = $1";

pub(in crate::postgres) const LIST_STAFF: &str = "SELECT body, step FROM staff ORDER BY id";

pub(in crate::postgres) const USE_STEP: &str =
    "UPDATE staff SET step = $2 WHERE id = $1 AND step < $2";

pub(in crate::postgres) const INSERT_TILL: &str =
    "INSERT INTO tills (id, body) VALUES ($1, $2) ON CONFLICT DO NOTHING";

pub(in crate::postgres) const UPDATE_TILL: &str = "UPDATE tills SET body = $2 WHERE id = $1";

pub(in crate::postgres) const FIND_TILL: &str = "SELECT body FROM tills WHERE id = $1";

pub(in crate::postgres) const LIST_TILLS: &str = "SELECT body FROM tills ORDER BY id";

pub(in crate::postgres) const INSERT_SESSION: &str = "
    INSERT INTO sessions (token, id, subject, till, seen_at, until, body)
    VALUES ($1, $2, $3, $4, $5, $6, $7)";

pub(in crate::postgres) const FIND_SESSION: &str =
    "SELECT body, seen_at, until FROM sessions WHERE token = $1";

pub(in crate::postgres) const LIST_SESSIONS: &str =
    "SELECT body, seen_at, until FROM sessions WHERE subject = $1 ORDER BY id DESC";

pub(in crate::postgres) const SEE_SESSION: &str =
    "UPDATE sessions SET seen_at = $2, until = $3 WHERE token = $1";

pub(in crate::postgres) const END_SESSION: &str =
    "DELETE FROM sessions WHERE subject = $1 AND id = $2";

pub(in crate::postgres) const END_SESSIONS: &str =
    "DELETE FROM sessions WHERE subject = $1 AND id IS DISTINCT FROM $2";

pub(in crate::postgres) const END_SESSIONS_AT: &str = "DELETE FROM sessions WHERE till = $1";

pub(in crate::postgres) const PUT_TICKET: &str = "
    INSERT INTO tickets (hash, tries, until, body) VALUES ($1, $2, $3, $4)
    ON CONFLICT (hash) DO UPDATE SET
        tries = excluded.tries, until = excluded.until, body = excluded.body";

pub(in crate::postgres) const ENSURE_TICKET: &str = "
    INSERT INTO tickets (hash, tries, until, body) VALUES ($1, $2, $3, $4)
    ON CONFLICT (hash) DO UPDATE SET
        tries = excluded.tries, until = excluded.until, body = excluded.body
    WHERE tickets.until <= $5";

pub(in crate::postgres) const CLAIM_TICKET: &str = "
    INSERT INTO tickets (hash, tries, until, body) VALUES ($1, $2, $3, $4)
    ON CONFLICT (hash) DO UPDATE SET
        tries = CASE WHEN tickets.until <= $5 THEN excluded.tries ELSE tickets.tries END,
        body = CASE WHEN tickets.until <= $5 THEN excluded.body ELSE tickets.body END,
        until = CASE WHEN tickets.until <= $5 THEN excluded.until ELSE tickets.until END
    RETURNING body, tries";

pub(in crate::postgres) const USE_TICKET: &str =
    "DELETE FROM tickets WHERE hash = $1 AND until > $2 RETURNING body, tries";

/// What is given out is how many tries there were before this one.
pub(in crate::postgres) const TRY_TICKET: &str = "
    UPDATE tickets SET tries = tries - 1 WHERE hash = $1 AND until > $2 AND tries > 0
    RETURNING body, tries + 1";

pub(in crate::postgres) const FORGET_SESSIONS: &str = "
    DELETE FROM sessions WHERE token IN
        (SELECT token FROM sessions WHERE until < $1 ORDER BY until LIMIT $2)";

pub(in crate::postgres) const FORGET_TICKETS: &str = "
    DELETE FROM tickets WHERE hash IN
        (SELECT hash FROM tickets WHERE until < $1 ORDER BY until LIMIT $2)";
