-- Who there is at a hub, as groups that nobody can log in as; people and desks become members. Run by the server's
-- administrator at every `northline hub init`, harmless when they are there.
DO $$
DECLARE each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['owner', 'office', 'analyst', 'opener', 'retention', 'auditor'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'northline_' || each) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS', 'northline_' || each);
    END IF;
  END LOOP;
  -- Members of these groups and the administrator reach this database; nobody else.
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO northline_office, northline_analyst, northline_opener,'
    ' northline_retention, northline_auditor', current_database());
END $$;
CREATE SCHEMA IF NOT EXISTS northline AUTHORIZATION northline_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
