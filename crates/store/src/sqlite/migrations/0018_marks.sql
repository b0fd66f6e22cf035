-- Figures as they stand now, without days: who bears a mark, such as a membership that runs or
-- a raffle of which they have tickets, and running counts.
CREATE TABLE member_marks (
    mark  TEXT NOT NULL,
    owner BLOB NOT NULL,
    PRIMARY KEY (mark, owner)
) STRICT, WITHOUT ROWID;
CREATE TABLE running_counts (
    kind    TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    value   INTEGER NOT NULL,
    PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
ALTER TABLE owners ADD COLUMN marks TEXT;

-- The projector begins anew, so that what happened before is counted. What it adds to is
-- emptied; rows of owners hold absolute values: they stay, and are written anew.
DELETE FROM postings;
DELETE FROM accounts;
DELETE FROM receipt_facts;
DELETE FROM rule_receipts;
DELETE FROM totals;
DELETE FROM submissions;
DELETE FROM acts;
DELETE FROM visits;
DELETE FROM stores;
UPDATE projections SET position = 0, owners_through = 0;
