-- Where administrative acts stand in the journal, in the organisation's chain and in all others:
-- built behind the journal like the other lists.

CREATE TABLE acts (
    position   INTEGER PRIMARY KEY,
    owner      BLOB    NOT NULL,
    owner_kind INTEGER NOT NULL,
    seq        INTEGER NOT NULL
) STRICT;

-- The projector begins anew, so that acts from before are listed. What it adds to is emptied;
-- rows of owners hold absolute values: they stay, with what expires and how many they are.
DELETE FROM postings;
DELETE FROM accounts;
DELETE FROM receipt_facts;
DELETE FROM rule_receipts;
DELETE FROM totals;
DELETE FROM submissions;
DELETE FROM visits;
DELETE FROM stores;
UPDATE projections SET position = 0, owners_through = 0;
