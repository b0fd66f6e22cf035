-- Who published a version, and what they wrote about it.

ALTER TABLE versions ADD COLUMN published_by TEXT, ADD COLUMN why TEXT;
