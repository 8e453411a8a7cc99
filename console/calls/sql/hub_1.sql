-- The hub, version 1: what the desks of one organisation send, each thing in its latest version. Run as northline_owner,
-- in one transaction. A released step is never changed; the next one is hub_2.sql.
GRANT USAGE ON SCHEMA northline
  TO northline_office, northline_analyst, northline_opener, northline_retention, northline_auditor;
ALTER DEFAULT PRIVILEGES FOR ROLE northline_owner REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Which hub this is. `key_check` tells whether a desk holds the organisation's key for tokens; it is not that key.
CREATE TABLE northline.hub (
  one boolean PRIMARY KEY DEFAULT true CHECK (one), id uuid NOT NULL, organisation text NOT NULL, sealing_key bytea NOT NULL,
  key_check bytea, version integer NOT NULL, made date NOT NULL DEFAULT current_date
);

-- The office that is logged in. A name of the session, not of the moment: SET ROLE changes nothing about it.
CREATE FUNCTION northline.own_office() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT CASE WHEN session_user LIKE 'office\_%' THEN substr(session_user::text, 8) END $$;
GRANT EXECUTE ON FUNCTION northline.own_office() TO northline_office, northline_retention, northline_analyst, northline_auditor;

-- The desks. A desk restored from a back-up comes as a new one, with a higher number: what it says is the newer word.
CREATE TABLE northline.desk (
  office text NOT NULL DEFAULT northline.own_office(), id uuid NOT NULL, number bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  organisation text NOT NULL, key_check bytea, received date NOT NULL DEFAULT current_date, PRIMARY KEY (office, id)
);

-- What is here of everything sent: which version, with which hash. A thing that is gone leaves this line alone.
CREATE TABLE northline.item (
  office text NOT NULL, kind text NOT NULL, id uuid NOT NULL, number bigint NOT NULL, version integer NOT NULL,
  body_sha256 bytea NOT NULL, gone boolean NOT NULL, received date NOT NULL DEFAULT current_date,
  PRIMARY KEY (office, kind, id)
);
CREATE INDEX item_number ON northline.item (number);

CREATE TABLE northline.signal (
  office text NOT NULL DEFAULT northline.own_office(), id uuid NOT NULL, desk uuid NOT NULL, version integer NOT NULL,
  body_sha256 bytea NOT NULL, day date NOT NULL, hour_band smallint NOT NULL, channel text NOT NULL, language text NOT NULL,
  duration_s integer, signal_type text NOT NULL, caller text NOT NULL, how_heard text NOT NULL, county text NOT NULL,
  state text NOT NULL, situation uuid, protocol text NOT NULL, protocol_version text NOT NULL, disposition text NOT NULL,
  first_help_s integer, finished boolean NOT NULL, received date NOT NULL DEFAULT current_date, PRIMARY KEY (office, id)
);
CREATE INDEX signal_situation ON northline.signal (situation);
CREATE INDEX signal_day ON northline.signal (day);

CREATE TABLE northline.situation (
  office text NOT NULL DEFAULT northline.own_office(), id uuid NOT NULL, desk uuid NOT NULL, version integer NOT NULL,
  body_sha256 bytea NOT NULL, first_month date NOT NULL, trafficking_type text NOT NULL, venue text NOT NULL,
  isic text NOT NULL, controls text[] NOT NULL, recruitment text NOT NULL, relationship text NOT NULL, minors text NOT NULL,
  gender_band text NOT NULL, victims text NOT NULL, status text NOT NULL, state text NOT NULL, county text NOT NULL,
  place_confidence integer, place_type text NOT NULL, received date NOT NULL DEFAULT current_date, PRIMARY KEY (office, id)
);
CREATE INDEX situation_place ON northline.situation (county, first_month);

CREATE TABLE northline.referral (
  office text NOT NULL DEFAULT northline.own_office(), id uuid NOT NULL, desk uuid NOT NULL, version integer NOT NULL,
  body_sha256 bytea NOT NULL, signal uuid NOT NULL, listing bigint NOT NULL, kind text NOT NULL, made_month date NOT NULL,
  outcome text NOT NULL, situation uuid, spoken_consent boolean NOT NULL, received date NOT NULL DEFAULT current_date,
  PRIMARY KEY (office, id)
);
CREATE INDEX referral_situation ON northline.referral (situation);

CREATE TABLE northline.mention (
  office text NOT NULL DEFAULT northline.own_office(), id uuid NOT NULL, desk uuid NOT NULL, version integer NOT NULL,
  body_sha256 bytea NOT NULL, situation uuid NOT NULL, entity uuid NOT NULL, role text NOT NULL
    CHECK (role NOT IN ('victim', 'unknown')),
  heard_exactly boolean NOT NULL, month date NOT NULL, received date NOT NULL DEFAULT current_date, PRIMARY KEY (office, id)
);
CREATE INDEX mention_entity ON northline.mention (office, entity);
CREATE INDEX mention_situation ON northline.mention (situation);

-- Tokens link without a value; fold tokens link what was misheard. `sealed` is the value, sealed to the hub's key.
CREATE TABLE northline.entity (
  office text NOT NULL DEFAULT northline.own_office(), id uuid NOT NULL, desk uuid NOT NULL, version integer NOT NULL,
  body_sha256 bytea NOT NULL, kind text NOT NULL, token text NOT NULL, folds text[] NOT NULL, last_month date NOT NULL,
  sealed bytea, has_value boolean GENERATED ALWAYS AS (sealed IS NOT NULL) STORED,
  received date NOT NULL DEFAULT current_date, PRIMARY KEY (office, id)
);
CREATE INDEX entity_token ON northline.entity (token);
CREATE INDEX entity_folds ON northline.entity USING gin (folds);

CREATE TABLE northline.consent (
  office text NOT NULL DEFAULT northline.own_office(), id uuid NOT NULL, desk uuid NOT NULL, version integer NOT NULL,
  body_sha256 bytea NOT NULL, situation uuid NOT NULL, scope text NOT NULL, given_on date NOT NULL, expires_on date NOT NULL,
  withdrawn_on date, received date NOT NULL DEFAULT current_date, PRIMARY KEY (office, id)
);
CREATE INDEX consent_situation ON northline.consent (situation);

CREATE TABLE northline.hold (
  office text NOT NULL DEFAULT northline.own_office(), id uuid NOT NULL, desk uuid NOT NULL, version integer NOT NULL,
  body_sha256 bytea NOT NULL, situation uuid NOT NULL, since date NOT NULL, lifted date,
  received date NOT NULL DEFAULT current_date, PRIMARY KEY (office, id)
);
CREATE INDEX hold_situation ON northline.hold (situation) WHERE lifted IS NULL;

-- The note of a call, from desks that seal theirs: `id` is the call's.
CREATE TABLE northline.narrative (
  office text NOT NULL DEFAULT northline.own_office(), id uuid NOT NULL, desk uuid NOT NULL, version integer NOT NULL,
  body_sha256 bytea NOT NULL, expires_on date NOT NULL, sealed bytea NOT NULL, received date NOT NULL DEFAULT current_date,
  PRIMARY KEY (office, id)
);

-- Word that a thing is no more. Nothing stays in this table: its trigger deletes the thing and keeps the item's line.
CREATE TABLE northline.gone (
  id uuid NOT NULL, desk uuid NOT NULL, version integer NOT NULL, body_sha256 bytea NOT NULL, kind text NOT NULL
    CHECK (kind IN ('signal', 'situation', 'referral', 'mention', 'entity', 'consent', 'hold', 'narrative'))
);

-- The last line of each desk's audit, with each upload: an audit cut at its end shows here.
CREATE TABLE northline.audit_head (
  office text NOT NULL DEFAULT northline.own_office(), desk uuid NOT NULL, seq bigint NOT NULL, own text NOT NULL,
  received date NOT NULL DEFAULT current_date, PRIMARY KEY (office, desk, seq)
);

CREATE TABLE northline.alarm (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, office text NOT NULL, kind text NOT NULL, item uuid,
  what text NOT NULL, received date NOT NULL DEFAULT current_date
);

-- How long the hub keeps what, in days; and what an office asked to be forgotten sooner, up to which day.
CREATE TABLE northline.term (what text PRIMARY KEY CHECK (what IN ('text', 'values', 'tokens')), days integer NOT NULL
  CHECK (days > 0));
INSERT INTO northline.term VALUES ('text', 90), ('values', 730), ('tokens', 1826);
CREATE TABLE northline.asked (
  office text NOT NULL DEFAULT northline.own_office(), made_on date NOT NULL, text_until date NOT NULL,
  values_until date NOT NULL, tokens_until date NOT NULL, received date NOT NULL DEFAULT current_date,
  CHECK (greatest(text_until, values_until, tokens_until) <= current_date), PRIMARY KEY (office, made_on)
);

-- A desk of another organisation, or with another key for its tokens, stays outside.
CREATE FUNCTION northline.greet() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE here northline.hub;
BEGIN
  SELECT * INTO here FROM northline.hub FOR UPDATE;
  IF NEW.organisation <> here.organisation THEN
    RAISE EXCEPTION USING ERRCODE = 'NL001', MESSAGE = 'another organisation';
  END IF;
  IF NEW.key_check IS NOT NULL AND here.key_check IS NULL THEN
    UPDATE northline.hub SET key_check = NEW.key_check;
  ELSIF NEW.key_check <> here.key_check THEN
    RAISE EXCEPTION USING ERRCODE = 'NL002', MESSAGE = 'another key for tokens';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER greet BEFORE INSERT ON northline.desk FOR EACH ROW EXECUTE FUNCTION northline.greet();

-- Is this the next version of the thing? Then its line says so, and what stood before is deleted. The same version sent
-- twice changes nothing; sent twice with different content it raises an alarm, and changes nothing either.
CREATE FUNCTION northline.is_next(of_kind text, of_id uuid, of_desk uuid, of_version integer, of_body bytea, is_gone boolean)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  here text := northline.own_office();
  desk_number bigint;
  known northline.item;
BEGIN
  SELECT number INTO desk_number FROM northline.desk WHERE office = here AND id = of_desk;
  IF desk_number IS NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'NL003', MESSAGE = 'a desk that is not known here';
  END IF;
  INSERT INTO northline.item VALUES (here, of_kind, of_id, desk_number, of_version, of_body, is_gone)
    ON CONFLICT DO NOTHING;
  IF FOUND THEN RETURN true; END IF;
  SELECT * INTO known FROM northline.item WHERE office = here AND kind = of_kind AND id = of_id FOR UPDATE;
  IF (known.number, known.version) = (desk_number, of_version) AND known.body_sha256 <> of_body THEN
    INSERT INTO northline.alarm (office, kind, item, what) VALUES (here, of_kind, of_id, 'one version, two contents');
  END IF;
  IF (known.number, known.version) >= (desk_number, of_version) THEN RETURN false; END IF;
  EXECUTE format('DELETE FROM northline.%I WHERE office = $1 AND id = $2', of_kind) USING here, of_id;
  UPDATE northline.item SET number = desk_number, version = of_version, body_sha256 = of_body, gone = is_gone,
    received = current_date WHERE office = here AND kind = of_kind AND id = of_id;
  RETURN true;
END $$;

CREATE FUNCTION northline.take_in() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF northline.is_next(TG_ARGV[0], NEW.id, NEW.desk, NEW.version, NEW.body_sha256, false) THEN RETURN NEW; END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION northline.take_away() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM northline.is_next(NEW.kind, NEW.id, NEW.desk, NEW.version, NEW.body_sha256, true);
  RETURN NULL;
END $$;
CREATE TRIGGER take_away BEFORE INSERT ON northline.gone FOR EACH ROW EXECUTE FUNCTION northline.take_away();

-- What the retention deleted must not come back with an upload that is sent again.
CREATE FUNCTION northline.forgotten() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE northline.item SET gone = true WHERE office = OLD.office AND kind = TG_ARGV[0] AND id = OLD.id;
  RETURN OLD;
END $$;

-- What ends: a day becomes its month, a sealed value nothing; whoever may change them may do no more than that.
CREATE FUNCTION northline.only_its_month() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.day NOT IN (OLD.day, date_trunc('month', OLD.day)::date) THEN
    RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = 'a day is only made coarser';
  END IF;
  RETURN NEW;
END $$;
CREATE FUNCTION northline.only_nothing() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.sealed IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = '42501', MESSAGE = 'a sealed value is only taken away';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION northline.cut(of_what text, of_office text) RETURNS date LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT greatest(
    current_date - (SELECT days FROM northline.term WHERE what = of_what),
    (SELECT max(CASE of_what WHEN 'text' THEN text_until WHEN 'values' THEN values_until ELSE tokens_until END)
     FROM northline.asked WHERE office = of_office))
$$;
-- A legal hold of any office stops what ends, for the calls, identifiers and mentions of its situation.
CREATE FUNCTION northline.held(of_situation uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM northline.hold WHERE situation = of_situation AND lifted IS NULL)
$$;
CREATE FUNCTION northline.held_call(of_office text, of_call uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM northline.signal s JOIN northline.hold h ON h.situation = s.situation AND h.lifted IS NULL
                 WHERE s.office = of_office AND s.id = of_call)
$$;
CREATE FUNCTION northline.held_entity(of_office text, of_entity uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM northline.mention m JOIN northline.hold h ON h.situation = m.situation AND h.lifted IS NULL
                 WHERE m.office = of_office AND m.entity = of_entity)
$$;
GRANT EXECUTE ON FUNCTION northline.cut(text, text), northline.held(uuid), northline.held_call(text, uuid),
  northline.held_entity(text, uuid) TO northline_retention;

-- Every table is closed by row, to its owner too; then each group is let in, column by column.
DO $$
DECLARE each text; columns text;
BEGIN
  FOREACH each IN ARRAY ARRAY['hub', 'desk', 'item', 'signal', 'situation', 'referral', 'mention', 'entity', 'consent',
    'hold', 'narrative', 'gone', 'audit_head', 'alarm', 'term', 'asked'] LOOP
    EXECUTE format('ALTER TABLE northline.%I ENABLE ROW LEVEL SECURITY', each);
    EXECUTE format('ALTER TABLE northline.%I FORCE ROW LEVEL SECURITY', each);
    EXECUTE format('CREATE POLICY owner ON northline.%I TO northline_owner USING (true) WITH CHECK (true)', each);
  END LOOP;
  FOREACH each IN ARRAY ARRAY['signal', 'situation', 'referral', 'mention', 'entity', 'consent', 'hold', 'narrative'] LOOP
    EXECUTE format('CREATE TRIGGER take_in BEFORE INSERT ON northline.%I FOR EACH ROW'
      ' EXECUTE FUNCTION northline.take_in(%L)', each, each);
    EXECUTE format('CREATE TRIGGER forgotten AFTER DELETE ON northline.%I FOR EACH ROW'
      ' EXECUTE FUNCTION northline.forgotten(%L)', each, each);
    EXECUTE format('CREATE POLICY put ON northline.%I FOR INSERT TO northline_office'
      ' WITH CHECK (office = northline.own_office())', each);
    EXECUTE format('CREATE POLICY look ON northline.%I FOR SELECT TO northline_analyst USING (true)', each);
    SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
      WHERE attrelid = format('northline.%I', each)::regclass AND attnum > 0
        AND attname NOT IN ('office', 'received', 'has_value');
    EXECUTE format('GRANT INSERT (%s) ON northline.%I TO northline_office', columns, each);
    SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
      WHERE attrelid = format('northline.%I', each)::regclass AND attnum > 0
        AND attname NOT IN ('desk', 'version', 'body_sha256', 'sealed');
    EXECUTE format('GRANT SELECT (%s) ON northline.%I TO northline_analyst', columns, each);
  END LOOP;
END $$;

-- A desk: puts, and reads back no more than which version with which hash of its own office is here.
GRANT INSERT (id, desk, version, body_sha256, kind) ON northline.gone TO northline_office;
CREATE POLICY put ON northline.gone FOR INSERT TO northline_office WITH CHECK (northline.own_office() IS NOT NULL);
GRANT INSERT (id, organisation, key_check), SELECT (office, id, number) ON northline.desk TO northline_office;
CREATE POLICY put ON northline.desk FOR INSERT TO northline_office WITH CHECK (office = northline.own_office());
CREATE POLICY own ON northline.desk FOR SELECT TO northline_office USING (office = northline.own_office());
GRANT INSERT (desk, seq, own), SELECT (office, desk, seq, own) ON northline.audit_head TO northline_office;
CREATE POLICY put ON northline.audit_head FOR INSERT TO northline_office WITH CHECK (office = northline.own_office());
CREATE POLICY own ON northline.audit_head FOR SELECT TO northline_office USING (office = northline.own_office());
GRANT INSERT (made_on, text_until, values_until, tokens_until) ON northline.asked TO northline_office;
CREATE POLICY put ON northline.asked FOR INSERT TO northline_office WITH CHECK (office = northline.own_office());
GRANT SELECT (office, kind, id, number, version, body_sha256, gone) ON northline.item TO northline_office;
CREATE POLICY own ON northline.item FOR SELECT TO northline_office USING (office = northline.own_office());
GRANT SELECT ON northline.hub TO northline_office, northline_analyst, northline_opener, northline_retention,
  northline_auditor;
CREATE POLICY all_see ON northline.hub FOR SELECT USING (true);

-- The retention: makes coarser and deletes what is expired and not held; sees nothing else.
GRANT SELECT (office, id, day, situation), UPDATE (day) ON northline.signal TO northline_retention;
CREATE POLICY expired ON northline.signal FOR SELECT TO northline_retention
  USING (day <= northline.cut('text', office) AND NOT northline.held(situation));
CREATE POLICY coarsen ON northline.signal FOR UPDATE TO northline_retention
  USING (day <= northline.cut('text', office) AND NOT northline.held(situation)) WITH CHECK (true);
CREATE TRIGGER coarser BEFORE UPDATE ON northline.signal FOR EACH ROW EXECUTE FUNCTION northline.only_its_month();
GRANT SELECT (office, id, expires_on, received), DELETE ON northline.narrative TO northline_retention;
CREATE POLICY expired ON northline.narrative TO northline_retention USING (
  (expires_on <= current_date OR received <= northline.cut('text', office)) AND NOT northline.held_call(office, id));
GRANT SELECT (office, id, last_month, has_value), UPDATE (sealed), DELETE ON northline.entity TO northline_retention;
CREATE POLICY expired ON northline.entity FOR SELECT TO northline_retention
  USING (last_month <= northline.cut('values', office) AND NOT northline.held_entity(office, id));
CREATE POLICY coarsen ON northline.entity FOR UPDATE TO northline_retention
  USING (last_month <= northline.cut('values', office) AND NOT northline.held_entity(office, id)) WITH CHECK (true);
CREATE POLICY forget ON northline.entity FOR DELETE TO northline_retention
  USING (last_month <= northline.cut('tokens', office) AND NOT northline.held_entity(office, id));
CREATE TRIGGER coarser BEFORE UPDATE OF sealed ON northline.entity FOR EACH ROW EXECUTE FUNCTION northline.only_nothing();
GRANT SELECT (office, id, entity, month, situation), DELETE ON northline.mention TO northline_retention;
CREATE POLICY expired ON northline.mention TO northline_retention
  USING (month <= northline.cut('tokens', office) AND NOT northline.held(situation));
GRANT SELECT ON northline.term, northline.asked TO northline_retention, northline_auditor;
CREATE POLICY read ON northline.term FOR SELECT TO northline_retention, northline_auditor USING (true);
CREATE POLICY read ON northline.asked FOR SELECT TO northline_retention, northline_auditor USING (true);

-- The auditor: what arrived, from which desk, what went wrong; never what a call was about.
GRANT SELECT ON northline.desk, northline.item, northline.audit_head, northline.alarm TO northline_auditor;
CREATE POLICY audit ON northline.desk FOR SELECT TO northline_auditor USING (true);
CREATE POLICY audit ON northline.item FOR SELECT TO northline_auditor USING (true);
CREATE POLICY audit ON northline.audit_head FOR SELECT TO northline_auditor USING (true);
CREATE POLICY audit ON northline.alarm FOR SELECT TO northline_auditor USING (true);

-- Of each office and kind: how many lines say that a thing is here, and how many things are here as their line says.
CREATE FUNCTION northline.counted() RETURNS TABLE (of_office text, of_kind text, items bigint, things bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['signal', 'situation', 'referral', 'mention', 'entity', 'consent', 'hold', 'narrative'] LOOP
    RETURN QUERY EXECUTE format(
      'SELECT coalesce(i.office, t.office), %L::text, count(i.id), count(t.id) FILTER (WHERE t.version = i.version'
      ' AND t.body_sha256 = i.body_sha256) FROM (SELECT * FROM northline.item WHERE kind = %L AND NOT gone) i'
      ' FULL JOIN northline.%I t ON t.office = i.office AND t.id = i.id GROUP BY 1', each, each, each);
  END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION northline.counted() TO northline_auditor;
