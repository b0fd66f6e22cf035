-- On which receipts a rule did something. Nothing else says so but the journal itself: to look
-- for a rule that seldom acts would read all of it, page by page. A row is written at the end of
-- its rule, because receipts come in the order of time, and is found without reading others.
CREATE TABLE rule_receipts (
    rule     TEXT   NOT NULL COLLATE "C",
    at       BIGINT NOT NULL,
    position BIGINT NOT NULL,
    owner    UUID   NOT NULL,
    PRIMARY KEY (rule, at, position, owner)
);

-- The projector begins anew, so that receipts from before get this. What it adds to is emptied;
-- rows of owners hold absolute values: they stay, with what expires.
TRUNCATE postings, accounts, receipt_facts, totals, submissions, visits, stores;
UPDATE projections SET position = 0, owners_through = 0;
