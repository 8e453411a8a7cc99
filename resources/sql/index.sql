-- Puts the listings in `touched` into everything that is derived from them; run after they changed.
INSERT INTO near_kind (kind, cell, listing, lat, lon, gist)
SELECT kind, cell, listing, lat, lon, gist(rules, languages, areas) FROM shown_near
WHERE listing IN (SELECT id FROM touched) ORDER BY kind, cell, listing;

INSERT INTO near_block (kind, block, listings)
SELECT kind, CAST(lat + 90 AS INTEGER) * 360 + CAST(lon + 180 AS INTEGER), count(*) FROM shown_near
WHERE listing IN (SELECT id FROM touched) GROUP BY 1, 2
ON CONFLICT (kind, block) DO UPDATE SET listings = listings + excluded.listings;

INSERT OR IGNORE INTO area_kind (kind, level, code, listing, lat, lon, gist)
SELECT kind, level, code, listing, lat, lon, gist(rules, languages, areas) FROM shown_area
WHERE listing IN (SELECT id FROM touched) ORDER BY kind, level, code, listing;

INSERT OR IGNORE INTO area_level (kind, level)
SELECT DISTINCT kind, level FROM shown_area WHERE listing IN (SELECT id FROM touched) ORDER BY 1, 2;

INSERT INTO words (rowid, service, organisation, about, place)
SELECT id, service, organisation, about, place FROM shown_words WHERE id IN (SELECT id FROM touched) ORDER BY id;
