-- Puts the listings in `touched` into everything that is derived from them; run after they changed.
INSERT OR IGNORE INTO clock (zone, week)
SELECT DISTINCT timezone, week_of(hours) AS week FROM shown
WHERE hours <> '' AND week_of(hours) IS NOT NULL AND id IN (SELECT id FROM touched) ORDER BY 1, 2;

DELETE FROM slim;
INSERT INTO slim SELECT kind, listing, lat, lon, gist, apt, dial, clock, checked FROM shown_slim
WHERE listing IN (SELECT id FROM touched);

INSERT INTO near_kind (kind, cell, listing, lat, lon, gist, apt, dial, clock, checked)
SELECT kind, CAST((lat + 90) * 10 AS INTEGER) * 3600 + CAST((lon + 180) * 10 AS INTEGER) AS cell,
  listing, lat, lon, gist, apt, dial, clock, checked
FROM slim WHERE lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180 ORDER BY kind, cell, listing;

INSERT INTO near_block (kind, block, listings)
SELECT kind, CAST(lat + 90 AS INTEGER) * 360 + CAST(lon + 180 AS INTEGER), count(*) FROM shown_near_key
WHERE listing IN (SELECT id FROM touched) GROUP BY 1, 2
ON CONFLICT (kind, block) DO UPDATE SET listings = listings + excluded.listings;

INSERT OR IGNORE INTO area_kind (kind, level, code, listing, lat, lon, gist, apt, dial, clock, checked)
SELECT kind, level, code, listing, lat, lon, gist, apt, dial, clock, checked
FROM shown_area CROSS JOIN slim USING (listing, kind)
WHERE listing IN (SELECT id FROM touched) ORDER BY kind, level, code, listing;

INSERT OR IGNORE INTO area_level (kind, level)
SELECT DISTINCT kind, level FROM shown_area WHERE listing IN (SELECT id FROM touched) ORDER BY 1, 2;

INSERT INTO words (rowid, service, organisation, about, place)
SELECT id, service, organisation, about, place FROM shown_words WHERE id IN (SELECT id FROM touched) ORDER BY id;

DELETE FROM slim;
