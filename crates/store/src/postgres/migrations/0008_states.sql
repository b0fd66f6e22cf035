-- The rows of owners may be behind the rest of the projection.

ALTER TABLE projections ADD COLUMN owners_through BIGINT NOT NULL DEFAULT 0;
UPDATE projections SET owners_through = position;
