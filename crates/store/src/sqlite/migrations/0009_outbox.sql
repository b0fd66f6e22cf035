-- What is sent follows from the entry, so it is made when it is sent.

ALTER TABLE outbox DROP COLUMN body;
