-- Where administrative acts stand in the journal, in the organisation's chain and in all others:
-- built behind the journal like the other lists.

CREATE TABLE acts (
    position   BIGINT   NOT NULL PRIMARY KEY,
    owner      UUID     NOT NULL,
    owner_kind SMALLINT NOT NULL,
    seq        BIGINT   NOT NULL
);

-- The projector begins anew, so that acts from before are listed. What it adds to is emptied;
-- rows of owners hold absolute values: they stay, with what expires and how many they are.
TRUNCATE postings, accounts, receipt_facts, rule_receipts, totals, submissions, visits, stores;
UPDATE projections SET position = 0, owners_through = 0;
