-- The trial balance, so that nobody has to add up the whole book to look at it.

CREATE TABLE accounts (
    unit    TEXT   NOT NULL COLLATE "C",
    account TEXT   NOT NULL COLLATE "C",
    balance BIGINT NOT NULL,
    PRIMARY KEY (unit, account)
);
INSERT INTO accounts (unit, account, balance)
    SELECT unit, account, sum(amount)::bigint FROM postings GROUP BY unit, account;

-- Members are counted without reading their rows.
CREATE INDEX owners_by_kind ON owners (owner_kind, blocked);
