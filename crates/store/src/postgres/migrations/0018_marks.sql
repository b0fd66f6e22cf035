-- Figures as they stand now, without days: who bears a mark, such as a membership that runs or
-- a raffle of which they have tickets, and running counts.
CREATE TABLE member_marks (
    mark  TEXT NOT NULL COLLATE "C",
    owner UUID NOT NULL,
    PRIMARY KEY (mark, owner)
);
CREATE TABLE running_counts (
    kind    TEXT   NOT NULL COLLATE "C",
    subject TEXT   NOT NULL COLLATE "C",
    value   BIGINT NOT NULL,
    PRIMARY KEY (kind, subject)
);
ALTER TABLE owners ADD COLUMN marks TEXT;

-- The projector begins anew, so that what happened before is counted. What it adds to is
-- emptied; rows of owners hold absolute values: they stay, and are written anew.
TRUNCATE postings, accounts, receipt_facts, rule_receipts, totals, submissions, acts, visits,
         stores;
UPDATE projections SET position = 0, owners_through = 0;
