-- On which receipts a rule did something. Nothing else says so but the journal itself: to look
-- for a rule that seldom acts would read all of it, page by page. A row is written at the end of
-- its rule, because receipts come in the order of time, and is found without reading others.
CREATE TABLE rule_receipts (
    rule     TEXT    NOT NULL,
    at       INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (rule, at, position)
) STRICT, WITHOUT ROWID;

-- The projector begins anew, so that receipts from before get this. What it adds to is emptied;
-- rows of owners hold absolute values: they stay, with what expires.
DELETE FROM postings;
DELETE FROM accounts;
DELETE FROM receipt_facts;
DELETE FROM totals;
DELETE FROM submissions;
DELETE FROM visits;
DELETE FROM stores;
UPDATE projections SET position = 0, owners_through = 0;
