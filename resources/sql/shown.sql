-- What may be shown: do-not-refer, hidden and closed listings are in no index, so that no question can reach them.
CREATE TEMP VIEW shown AS
SELECT * FROM listing
WHERE refer AND hidden = '' AND lower(status) NOT IN ('inactive', 'closed', 'defunct', 'suspended', 'deleted');

CREATE TEMP VIEW shown_kind AS
SELECT shown.*, each.value AS kind
FROM shown, json_each(CASE shown.kinds WHEN '' THEN '["other"]' ELSE shown.kinds END) AS each;

CREATE TEMP VIEW shown_near_key AS
SELECT kind, CAST((lat + 90) * 10 AS INTEGER) * 3600 + CAST((lon + 180) * 10 AS INTEGER) AS cell, id AS listing, lat, lon
FROM shown_kind WHERE lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180;

-- What ranking needs of a listing, for each of its kinds: the view reckons it, the table holds it while indexing.
CREATE TEMP TABLE slim (
  kind TEXT, listing INTEGER, lat REAL, lon REAL, gist TEXT, apt REAL, dial INTEGER, clock INTEGER, checked INTEGER,
  PRIMARY KEY (listing, kind)
) WITHOUT ROWID;
CREATE TEMP VIEW shown_slim AS
SELECT kind, id AS listing, lat, lon,
  gist(rules, languages, areas) || whose(state, country, county_fips, kinds, service || ' ' || organisation) AS gist,
  aptness(kind, kinds, service || ' ' || organisation || ' ' || site, about, vetting, hours, lat IS NOT NULL) AS apt,
  dial(phones) AS dial, checked(verified) AS checked,
  ifnull((SELECT clock.id FROM clock WHERE zone = timezone AND week = week_of(hours)), 0) AS clock
FROM shown_kind;

-- Only of listings in `touched`: SQLite does not carry that condition into a UNION, and would read every listing for one.
CREATE TEMP VIEW shown_area AS
SELECT kind, area.value ->> 0 AS level, area.value ->> 1 AS code, of.id AS listing
FROM touched CROSS JOIN shown_kind AS of ON of.id = touched.id, json_each(CASE areas WHEN '' THEN '[]' ELSE areas END) AS area
WHERE area.value ->> 0 IN ('country', 'state', 'county', 'zip')
UNION ALL
-- The town whose own force a police agency is, and the county that a sheriff serves.
SELECT kind, 'town', own_town(service || ' ' || organisation, city, state, kind), id
FROM touched CROSS JOIN shown_kind USING (id)
WHERE kind IN ('law_enforcement', 'dispatch') AND city <> ''
  AND own_town(service || ' ' || organisation, city, state, kind) <> ''
UNION ALL
SELECT kind, 'seat', seat_code(service || ' ' || organisation, state), id
FROM touched CROSS JOIN shown_kind USING (id)
WHERE kind IN ('law_enforcement', 'dispatch') AND seat_code(service || ' ' || organisation, state) <> ''
UNION ALL
-- Without a point and without an area, a listing is offered in the state it names, or to everybody, as "area not said".
SELECT kind, 'unsaid', state, id
FROM touched CROSS JOIN shown_kind USING (id)
WHERE lat IS NULL AND NOT EXISTS (
  SELECT 1 FROM json_each(CASE areas WHEN '' THEN '[]' ELSE areas END) AS said
  WHERE said.value ->> 0 IN ('country', 'state', 'county', 'zip')
);

CREATE TEMP VIEW shown_words AS
SELECT id, service || ' ' || site AS service, organisation, about || ' ' || how_to_apply || ' ' || kinds AS about,
  city || ' ' || zip || ' state' || lower(state) || ' county' || county_fips AS place
FROM shown;
