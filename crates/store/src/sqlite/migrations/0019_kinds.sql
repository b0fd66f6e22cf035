-- Acts are found by their kind and by when they were kept, and certificates by when they were
-- issued, without a look at the others.
ALTER TABLE acts ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE acts ADD COLUMN what TEXT NOT NULL DEFAULT '';
CREATE INDEX acts_by_time ON acts (at, position);
CREATE INDEX acts_of_kind ON acts (what, at, position);

CREATE TABLE certificates (
    position    INTEGER PRIMARY KEY,
    certificate BLOB    NOT NULL,
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX certificates_by_time ON certificates (at, position);

-- The projector begins anew, so that what happened before is listed. What it adds to is emptied;
-- rows of owners hold absolute values: they stay, with the marks that they bear and their counts.
DELETE FROM postings;
DELETE FROM accounts;
DELETE FROM receipt_facts;
DELETE FROM rule_receipts;
DELETE FROM totals;
DELETE FROM submissions;
DELETE FROM acts;
DELETE FROM visits;
DELETE FROM stores;
DELETE FROM running_counts WHERE kind NOT IN ('marked', 'mark_sum');
UPDATE projections SET position = 0, owners_through = 0;
