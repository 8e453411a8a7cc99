-- The hub, version 2: opening what is sealed. First a line with the reason, which stands before anything is shown: the
-- line must be committed by an earlier transaction, so that rolling back after a look leaves the line.
CREATE TABLE northline.opening (
  number bigint PRIMARY KEY, made timestamptz(0) NOT NULL DEFAULT now(), who text NOT NULL, office text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('narrative', 'entity')), id uuid NOT NULL, reason text NOT NULL,
  deed xid8 NOT NULL DEFAULT pg_current_xact_id(), previous bytea NOT NULL, own bytea NOT NULL
);
ALTER TABLE northline.opening ENABLE ROW LEVEL SECURITY;
ALTER TABLE northline.opening FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON northline.opening TO northline_owner USING (true) WITH CHECK (true);
GRANT SELECT ON northline.opening TO northline_auditor;
CREATE POLICY audit ON northline.opening FOR SELECT TO northline_auditor USING (true);

-- What a line says, in one way of writing it: each is chained to the one before.
CREATE FUNCTION northline.opening_hash(line northline.opening) RETURNS bytea LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp AS $$
  SELECT sha256(line.previous || convert_to(jsonb_build_array(line.number, extract(epoch FROM line.made)::bigint, line.who,
    line.office, line.kind, line.id, line.reason)::text, 'UTF8'))
$$;
GRANT EXECUTE ON FUNCTION northline.opening_hash(northline.opening) TO northline_auditor;

CREATE FUNCTION northline.ask_to_open(of_office text, of_kind text, of_id uuid, why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  line northline.opening;
  before northline.opening;
BEGIN
  IF coalesce(length(btrim(why)), 0) < 8 THEN
    RAISE EXCEPTION USING ERRCODE = 'NL004', MESSAGE = 'a reason is needed';
  END IF;
  LOCK TABLE northline.opening IN EXCLUSIVE MODE;
  SELECT * INTO before FROM northline.opening ORDER BY number DESC LIMIT 1;
  SELECT coalesce(before.number, 0) + 1, now(), session_user::text, of_office, of_kind, of_id, btrim(why),
    pg_current_xact_id(), coalesce(before.own, '\x'::bytea), '\x'::bytea INTO line;
  line.own := northline.opening_hash(line);
  INSERT INTO northline.opening SELECT line.*;
  IF (SELECT count(*) FROM northline.opening WHERE who = line.who AND made > now() - interval '1 hour') > 10 THEN
    INSERT INTO northline.alarm (office, kind, item, what) VALUES (of_office, of_kind, of_id, 'many openings within an hour');
  END IF;
  RETURN line.number;
END $$;

CREATE FUNCTION northline.opened(of_line bigint) RETURNS bytea LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  line northline.opening;
  found_sealed bytea;
BEGIN
  SELECT * INTO line FROM northline.opening WHERE number = of_line AND who = session_user
    AND made > now() - interval '5 minutes' AND deed <> pg_current_xact_id();
  IF line.number IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'NL005', MESSAGE = 'no line of the audit that stands';
  END IF;
  IF line.kind = 'narrative' THEN
    SELECT sealed INTO found_sealed FROM northline.narrative WHERE office = line.office AND id = line.id;
  ELSE
    SELECT sealed INTO found_sealed FROM northline.entity WHERE office = line.office AND id = line.id;
  END IF;
  RETURN found_sealed;
END $$;
GRANT EXECUTE ON FUNCTION northline.ask_to_open(text, text, uuid, text), northline.opened(bigint) TO northline_opener;
