-- The three roles of the hub on PostgreSQL, and who owns the database. Run once, as a superuser, connected to the hub's
-- own empty database; running it again changes nothing. Passwords are the operator's: ALTER ROLE ... PASSWORD, afterwards.
--
--   coordination_owner      owns database and schema; used by `migrate` alone      COORDINATION_MIGRATION_URL
--   coordination_app        the hub itself; what it may do, migrations grant       COORDINATION_DATABASE_URL
--   coordination_sequencer  gives log entries their place; migrations grant        COORDINATION_SEQUENCER_URL
--
-- The limits below are those that the hub asks for when it connects (coordination/database/postgresql.py). They stand on
-- the roles as well because pgbouncer drops what a client asks for; without them the hub does not start.
--
-- No role here is a superuser, passes row-level security by, makes roles or databases, or is a member of another.

DO $$
DECLARE
  role_name text;
BEGIN
  -- Roles belong to the cluster, not the database: two of these scripts at once would collide, so they take turns.
  PERFORM pg_advisory_xact_lock(hashtext('coordination_roles'));
  FOREACH role_name IN ARRAY ARRAY['coordination_owner', 'coordination_app', 'coordination_sequencer'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I', role_name);
    END IF;
    EXECUTE format(
      'ALTER ROLE %I LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION NOINHERIT', role_name);
  END LOOP;
  FOREACH role_name IN ARRAY ARRAY['coordination_app', 'coordination_sequencer'] LOOP
    EXECUTE format('ALTER ROLE %I SET statement_timeout = %L', role_name, '5s');
    EXECUTE format('ALTER ROLE %I SET lock_timeout = %L', role_name, '4s');
    EXECUTE format('ALTER ROLE %I SET idle_in_transaction_session_timeout = %L', role_name, '30s');
    EXECUTE format('ALTER ROLE %I SET jit = off', role_name);
  END LOOP;

  EXECUTE format('ALTER DATABASE %I OWNER TO coordination_owner', current_database());
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO coordination_app, coordination_sequencer', current_database());
END
$$;

ALTER SCHEMA public OWNER TO coordination_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO coordination_app, coordination_sequencer;
