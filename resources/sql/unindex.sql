-- Takes the listings in `touched` out of everything that is derived from them; run before they change.
DELETE FROM near_kind WHERE (kind, cell, listing) IN (
  SELECT kind, cell, listing FROM shown_near_key WHERE listing IN (SELECT id FROM touched)
);
DELETE FROM area_kind WHERE (kind, level, code, listing) IN (
  SELECT kind, level, code, listing FROM shown_area WHERE listing IN (SELECT id FROM touched)
);
INSERT INTO words (words, rowid, service, organisation, about, place)
SELECT 'delete', id, service, organisation, about, place FROM shown_words WHERE id IN (SELECT id FROM touched);
