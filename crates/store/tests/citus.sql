-- Stands in for the extension Citus on a server that does not have it: what the program asks and
-- calls, with those rules of the extension that a wrong call or a wrong order breaks. Nothing is
-- moved; the calls are written down.

CREATE SCHEMA citus;

-- Found before the list of the server itself, because the search path names that one last.
CREATE VIEW citus.pg_available_extensions AS
    SELECT 'citus'::name AS name, '13.0-1'::text AS default_version,
           '13.0-1'::text AS installed_version, NULL::text AS comment;

CREATE TABLE citus.pg_dist_partition (
    logicalrelid REGCLASS PRIMARY KEY,
    column_type  REGTYPE -- NULL for tables that are copied everywhere.
);

CREATE TABLE citus.calls (
    number              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    table_name          TEXT NOT NULL,
    distribution_column TEXT,
    colocate_with       TEXT
);

CREATE FUNCTION citus.check_table(called REGCLASS) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM citus.pg_dist_partition WHERE logicalrelid = called) THEN
        RAISE EXCEPTION 'table % is already distributed', called;
    END IF;
    IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = called AND NOT tgisinternal) THEN
        RAISE EXCEPTION 'cannot distribute relation % because it has triggers', called;
    END IF;
END $$;

CREATE FUNCTION citus.create_reference_table(table_name REGCLASS) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM citus.check_table(table_name);
    INSERT INTO citus.pg_dist_partition VALUES (table_name, NULL);
    INSERT INTO citus.calls (table_name) VALUES (table_name::text);
END $$;

CREATE FUNCTION citus.create_distributed_table(
    table_name REGCLASS, distribution_column TEXT, distribution_type TEXT DEFAULT 'hash',
    colocate_with TEXT DEFAULT 'default', shard_count INT DEFAULT NULL
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    placed pg_attribute;
    other  REGTYPE;
    key    REGCLASS;
BEGIN
    PERFORM citus.check_table(table_name);
    SELECT * INTO placed FROM pg_attribute
    WHERE attrelid = table_name AND attname = distribution_column AND attnum > 0;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'column % of relation % does not exist', distribution_column, table_name;
    END IF;
    SELECT indexrelid INTO key FROM pg_index
    WHERE indrelid = table_name AND indisunique AND placed.attnum <> ALL (indkey::int2[]);
    IF FOUND THEN
        RAISE EXCEPTION 'cannot create constraint on %: % does not include the partition column',
            table_name, key;
    END IF;
    IF colocate_with NOT IN ('default', 'none') THEN
        SELECT column_type INTO other FROM citus.pg_dist_partition
        WHERE logicalrelid = colocate_with::regclass;
        IF other IS NULL THEN
            RAISE EXCEPTION 'relation % is not distributed', colocate_with;
        ELSIF other <> placed.atttypid THEN
            RAISE EXCEPTION 'cannot colocate tables % and %', colocate_with, table_name;
        END IF;
    END IF;
    INSERT INTO citus.pg_dist_partition VALUES (table_name, placed.atttypid);
    INSERT INTO citus.calls (table_name, distribution_column, colocate_with)
    VALUES (table_name::text, distribution_column, colocate_with);
END $$;
