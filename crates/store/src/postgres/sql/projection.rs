//! Writing and reading what is built behind the journal: one statement per table and
//! batch, over arrays.

pub(in crate::postgres) const POSITION: &str =
    "SELECT position FROM projections WHERE name = 'journal'";

pub(in crate::postgres) const OWNERS_POSITION: &str =
    "SELECT owners_through FROM projections WHERE name = 'journal'";

/// Whoever has this row projects; the others wait here and find another position.
pub(in crate::postgres) const LOCK_POSITION: &str = "
    SELECT position, outbox_through, outbox_number, visitors FROM projections
    WHERE name = 'journal' FOR UPDATE";

/// The last step of the transaction.
pub(in crate::postgres) const MOVE_ON: &str = "
    UPDATE projections SET position = $1, outbox_through = greatest(outbox_through, $1),
                           outbox_number = $2, owners_through = coalesce($3, owners_through),
                           visitors = $4
    WHERE name = 'journal'";

/// A state that is older than the stored one, because another node saw more, changes
/// nothing.
pub(in crate::postgres) const PUT_OWNERS: &str = "
    INSERT INTO owners (owner, owner_kind, seq, format, due_at, enrolled_at, blocked,
                        last_activity_at, receipts, turnover, body, expiring, ended, marks)
    SELECT n.owner, n.owner_kind, n.seq, $4, n.due_at, n.enrolled_at, n.blocked,
           n.last_activity_at, n.receipts, n.turnover, n.body, n.expiring, n.ended,
           n.marks
    FROM unnest($1::uuid[], $2::smallint[], $3::bigint[], $5::bigint[], $6::bigint[],
                $7::smallint[], $8::bigint[], $9::bigint[], $10::bigint[], $11::bytea[],
                $12::text[], $13::smallint[], $14::text[])
         AS n (owner, owner_kind, seq, due_at, enrolled_at, blocked, last_activity_at,
               receipts, turnover, body, expiring, ended, marks)
    ORDER BY n.owner
    ON CONFLICT (owner) DO UPDATE SET
        seq = excluded.seq, format = excluded.format, due_at = excluded.due_at,
        enrolled_at = excluded.enrolled_at, blocked = excluded.blocked,
        last_activity_at = excluded.last_activity_at, receipts = excluded.receipts,
        turnover = excluded.turnover, body = excluded.body,
        expiring = excluded.expiring, ended = excluded.ended, marks = excluded.marks
    WHERE excluded.seq >= owners.seq OR excluded.format <> owners.format";

pub(in crate::postgres) const TIERS_OF_OWNER: &str =
    "SELECT track, tier FROM member_tiers WHERE owner = $1 ORDER BY track";

/// Tiers seldom change, so they are compared before anything is written.
pub(in crate::postgres) const TIERS_OF_OWNERS: &str =
    "SELECT owner, track, tier FROM member_tiers WHERE owner = ANY ($1) ORDER BY owner, track";

pub(in crate::postgres) const PUT_TIERS: &str = "
    INSERT INTO member_tiers (owner, track, tier)
    SELECT n.owner, n.track, n.tier
    FROM unnest($1::uuid[], $2::text[], $3::text[]) AS n (owner, track, tier)
    ON CONFLICT (owner, track) DO UPDATE SET tier = excluded.tier";

pub(in crate::postgres) const DELETE_TIERS: &str = "
    DELETE FROM member_tiers t
    USING unnest($1::uuid[], $2::text[]) AS gone (owner, track)
    WHERE t.owner = gone.owner AND t.track = gone.track";

pub(in crate::postgres) const INSERT_POSTINGS: &str = "
    INSERT INTO postings (position, line, owner, owner_kind, seq, event, at, unit, account,
                          amount, lot_seq, lot_index)
    SELECT n.*
    FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::smallint[], $5::bigint[],
                $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::bigint[],
                $11::bigint[], $12::bigint[])
         AS n (position, line, owner, owner_kind, seq, event, at, unit, account, amount,
               lot_seq, lot_index)";

pub(in crate::postgres) const INSERT_RECEIPT_FACTS: &str = "
    INSERT INTO receipt_facts (position, id, owner, owner_kind, seq, at, store, number,
                               total, discount, payable)
    SELECT n.*
    FROM unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::smallint[], $5::bigint[],
                $6::bigint[], $7::text[], $8::text[], $9::bigint[], $10::bigint[],
                $11::bigint[])
         AS n (position, id, owner, owner_kind, seq, at, store, number, total, discount,
               payable)";

pub(in crate::postgres) const INSERT_RULE_RECEIPTS: &str = "
    INSERT INTO rule_receipts (rule, at, position, owner)
    SELECT * FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::uuid[])";

/// Several returns of one receipt in one batch add up first: a row is changed once. It is
/// found through the journal, which has the index by owner and number.
pub(in crate::postgres) const ADD_RETURNS: &str = "
    UPDATE receipt_facts f SET returned = f.returned + r.money
    FROM (SELECT n.owner, n.seq, sum(n.money)::bigint AS money
          FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS n (owner, seq, money)
          GROUP BY n.owner, n.seq) r
    JOIN journal j ON j.owner = r.owner AND j.seq = r.seq
    WHERE f.position = j.position AND f.owner = j.owner";

/// Rows under another key. The owner spreads rows over nodes, so they are written anew.
pub(in crate::postgres) const COPY_RECEIPT_FACTS: &str = "
    INSERT INTO receipt_facts (position, id, owner, owner_kind, seq, at, store, number,
                               total, discount, payable, returned)
    SELECT n.position, f.id, n.owner, n.owner_kind, n.seq, f.at, f.store, f.number,
           f.total, f.discount, f.payable, f.returned
    FROM unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::uuid[], $5::smallint[],
                $6::bigint[])
         AS n (from_position, from_owner, position, owner, owner_kind, seq)
    JOIN receipt_facts f ON f.position = n.from_position AND f.owner = n.from_owner";

pub(in crate::postgres) const DELETE_RECEIPT_FACTS: &str = "
    DELETE FROM receipt_facts f
    USING unnest($1::bigint[], $2::uuid[]) AS gone (position, owner)
    WHERE f.position = gone.position AND f.owner = gone.owner";

pub(in crate::postgres) const DELETE_RULE_RECEIPTS: &str = "
    DELETE FROM rule_receipts r
    USING unnest($1::text[], $2::bigint[], $3::bigint[], $4::uuid[])
          AS gone (rule, at, position, owner)
    WHERE r.rule = gone.rule AND r.at = gone.at AND r.position = gone.position
      AND r.owner = gone.owner";

pub(in crate::postgres) const ADD_TOTALS: &str = "
    INSERT INTO totals (day, measure, subject, value)
    SELECT n.day, n.measure, n.subject, sum(n.delta)::bigint
    FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[])
         AS n (day, measure, subject, delta)
    GROUP BY n.day, n.measure, n.subject
    ON CONFLICT (day, measure, subject) DO UPDATE SET value = totals.value + excluded.value";

pub(in crate::postgres) const ADD_TO_ACCOUNTS: &str = "
    INSERT INTO accounts (unit, account, balance)
    SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
    ON CONFLICT (unit, account) DO UPDATE SET balance = accounts.balance + excluded.balance";

pub(in crate::postgres) const LAST_SUBMISSION: &str =
    "SELECT coalesce(max(number), 0) FROM submissions";

pub(in crate::postgres) const INSERT_SUBMISSIONS: &str = "
    INSERT INTO submissions (number, id, owner, owner_kind, event, reference, evidence,
                             attributes, at, state)
    SELECT n.*, 0
    FROM unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::smallint[], $5::text[],
                $6::text[], $7::text[], $8::bytea[], $9::bigint[])
         AS n (number, id, owner, owner_kind, event, reference, evidence, attributes, at)";

pub(in crate::postgres) const DECIDE_SUBMISSIONS: &str = "
    UPDATE submissions s SET state = d.state, decided_at = d.at
    FROM unnest($1::uuid[], $2::smallint[], $3::bigint[]) AS d (id, state, at)
    WHERE s.id = d.id";

pub(in crate::postgres) const INSERT_ACTS: &str = "
    INSERT INTO acts (position, owner, owner_kind, seq, at, what)
    SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::smallint[], $4::bigint[], $5::bigint[],
                         $6::text[])";

pub(in crate::postgres) const INSERT_CERTIFICATES: &str = "
    INSERT INTO certificates (position, certificate, at)
    SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::bigint[])";

pub(in crate::postgres) const INSERT_OUTBOX: &str = "
    INSERT INTO outbox (number, position, owner, owner_kind, seq, event, at, topic)
    SELECT n.*
    FROM unnest($1::bigint[], $2::bigint[], $3::uuid[], $4::smallint[], $5::bigint[],
                $6::bigint[], $7::bigint[], $8::text[])
         AS n (number, position, owner, owner_kind, seq, event, at, topic)";

pub(in crate::postgres) const LIST_OUTBOX: &str = "
    SELECT number, position, owner_kind, owner, seq, event, at, topic FROM outbox
    WHERE number > $1 ORDER BY number LIMIT $2";

pub(in crate::postgres) const DELETE_OUTBOX: &str = "DELETE FROM outbox WHERE number = ANY ($1)";

pub(in crate::postgres) const DUE: &str = "
    SELECT due_at, owner_kind, owner FROM owners
    WHERE due_at <= $1 AND (due_at, owner) > ($2, $3) ORDER BY due_at, owner LIMIT $4";

/// Taken first, so that no projector is in the middle of a batch.
pub(in crate::postgres) const START_ANEW: &str =
    "UPDATE projections SET position = 0, owners_through = 0, visitors = 0 WHERE name = 'journal'";

/// Everything but the outbox.
pub(in crate::postgres) const RESET: &str = "
    TRUNCATE owners, member_tiers, member_terms, postings, accounts, receipt_facts,
             rule_receipts, totals, submissions, acts, certificates, visitors, visits, expiring,
             member_counts, stores,
             member_marks, running_counts";
