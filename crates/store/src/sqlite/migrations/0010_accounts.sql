-- The trial balance, so that nobody has to add up the whole book to look at it.

CREATE TABLE accounts (
    unit    TEXT    NOT NULL,
    account TEXT    NOT NULL,
    balance INTEGER NOT NULL,
    PRIMARY KEY (unit, account)
) STRICT, WITHOUT ROWID;
INSERT INTO accounts (unit, account, balance)
    SELECT unit, account, sum(amount) FROM postings GROUP BY unit, account;

-- Members are counted without reading their rows; new ones come at its end.
CREATE INDEX owners_by_kind ON owners (owner_kind, blocked);
