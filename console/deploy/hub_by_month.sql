-- Splits the calls, referrals and mentions of a hub by month: for a hub that has grown to tens of millions of rows. Run once as the
-- superuser with uploads stopped, in one go: psql --single-transaction --set ON_ERROR_STOP=1 --file hub_by_month.sql northline
-- Policies, grants and triggers are carried over as they stand. Twice a year, for the months to come:
--   CALL northline.add_months('signal', current_date, 24)
-- The month of a row never changes, so the key (office, id, month) with the line in northline.item keeps each thing once.
SET ROLE northline_owner;

CREATE OR REPLACE PROCEDURE northline.add_months(of_table text, since date, months integer) LANGUAGE plpgsql AS $$
DECLARE begins date;
BEGIN
  FOR at IN 0 .. months LOOP
    begins := (date_trunc('month', since) + at * interval '1 month')::date;
    EXECUTE format('CREATE TABLE IF NOT EXISTS northline.%I PARTITION OF northline.%I FOR VALUES FROM (%L) TO (%L)',
      of_table || to_char(begins, '_YYYY_MM'), of_table, begins, (begins + interval '1 month')::date);
    EXECUTE format('ALTER TABLE northline.%I ENABLE ROW LEVEL SECURITY', of_table || to_char(begins, '_YYYY_MM'));
    EXECUTE format('ALTER TABLE northline.%I FORCE ROW LEVEL SECURITY', of_table || to_char(begins, '_YYYY_MM'));
  END LOOP;
END $$;

DO $$
DECLARE
  of_table text; of_month text; before text; each record; first_month date;
BEGIN
  FOR of_table, of_month IN VALUES ('signal', 'day'), ('referral', 'made_month'), ('mention', 'month') LOOP
    before := of_table || '_before';
    EXECUTE format('ALTER TABLE northline.%I RENAME TO %I', of_table, before);
    EXECUTE format('CREATE TABLE northline.%I (LIKE northline.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS)'
      ' PARTITION BY RANGE (%I)', of_table, before, of_month);
    EXECUTE format('ALTER TABLE northline.%I ADD PRIMARY KEY (office, id, %I)', of_table, of_month);
    EXECUTE format('SELECT coalesce(min(%I), current_date) FROM northline.%I', of_month, before) INTO first_month;
    CALL northline.add_months(of_table, first_month,
      24 + 12 * extract(year FROM age(current_date, first_month))::integer + 12);
    -- A desk whose clock is wrong must not block its upload.
    EXECUTE format('CREATE TABLE northline.%I PARTITION OF northline.%I DEFAULT', of_table || '_other', of_table);
    EXECUTE format('ALTER TABLE northline.%I ENABLE ROW LEVEL SECURITY', of_table || '_other');
    EXECUTE format('ALTER TABLE northline.%I FORCE ROW LEVEL SECURITY', of_table || '_other');
    EXECUTE format('INSERT INTO northline.%I SELECT * FROM northline.%I', of_table, before);
    FOR each IN SELECT pg_get_indexdef(indexrelid) AS made FROM pg_index
      WHERE indrelid = format('northline.%I', before)::regclass AND NOT indisprimary LOOP
      EXECUTE regexp_replace(replace(each.made, before, of_table), 'INDEX \S+ ON', 'INDEX ON');
    END LOOP;
    FOR each IN SELECT pg_get_triggerdef(oid) AS made FROM pg_trigger
      WHERE tgrelid = format('northline.%I', before)::regclass AND NOT tgisinternal LOOP
      EXECUTE replace(each.made, before, of_table);
    END LOOP;
    EXECUTE format('ALTER TABLE northline.%I ENABLE ROW LEVEL SECURITY', of_table);
    EXECUTE format('ALTER TABLE northline.%I FORCE ROW LEVEL SECURITY', of_table);
    FOR each IN SELECT * FROM pg_policies WHERE schemaname = 'northline' AND tablename = before LOOP
      EXECUTE format('CREATE POLICY %I ON northline.%I FOR %s TO %s %s %s', each.policyname, of_table, each.cmd,
        array_to_string(each.roles, ', '), 'USING (' || replace(each.qual, before, of_table) || ')',
        'WITH CHECK (' || replace(each.with_check, before, of_table) || ')');
    END LOOP;
    FOR each IN SELECT acl.privilege_type AS deed, a.attname, acl.grantee::regrole AS who
      FROM pg_attribute a, aclexplode(a.attacl) acl WHERE a.attrelid = format('northline.%I', before)::regclass LOOP
      EXECUTE format('GRANT %s (%I) ON northline.%I TO %s', each.deed, each.attname, of_table, each.who);
    END LOOP;
    FOR each IN SELECT acl.privilege_type AS deed, acl.grantee::regrole AS who
      FROM pg_class c, aclexplode(c.relacl) acl WHERE c.oid = format('northline.%I', before)::regclass
        AND acl.grantee <> c.relowner LOOP
      EXECUTE format('GRANT %s ON northline.%I TO %s', each.deed, of_table, each.who);
    END LOOP;
    EXECUTE format('DROP TABLE northline.%I', before);
  END LOOP;
END $$;
RESET ROLE;
