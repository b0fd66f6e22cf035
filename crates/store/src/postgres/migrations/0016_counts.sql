-- How many members there are, how many of them are blocked, and how many hold each tier: kept as
-- their states change, so that the first screen of the office does not count millions of rows.
CREATE TABLE member_counts (
    what    TEXT    NOT NULL COLLATE "C",
    track   TEXT    NOT NULL COLLATE "C",
    tier    TEXT    NOT NULL COLLATE "C",
    members BIGINT  NOT NULL,
    PRIMARY KEY (what, track, tier)
);
INSERT INTO member_counts
    SELECT 'members', '', '', count(*) FROM owners WHERE owner_kind = 1
    UNION ALL SELECT 'blocked', '', '', count(*) FROM owners WHERE owner_kind = 1 AND blocked = 1
    UNION ALL SELECT 'tier', track, tier, count(*) FROM member_tiers GROUP BY track, tier;

-- An account that went into another one is not counted besides that one. Which ones did, their
-- states say: they are written anew.
ALTER TABLE owners ADD COLUMN ended SMALLINT NOT NULL DEFAULT 0;
UPDATE projections SET owners_through = 0;
